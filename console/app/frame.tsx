/** The frame around every screen of members: the rail, the screen, palette and keys. */
import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useText } from '../lib/i18n.tsx';
import { useTitle } from '../lib/title.ts';
import classes from './frame.module.css';
import { useFrameCommands } from './frame-commands.tsx';
import { KeySheet } from './key-sheet.tsx';
import { Rail } from './rail.tsx';
import { useKeys } from './use-keys.ts';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));

export function Frame() {
  const t = useText('app');
  const [shown, setShown] = useState<'palette' | 'keys'>();
  useFrameCommands({ palette: () => setShown('palette'), keys: () => setShown('keys') });
  useKeys();
  const place = useLocation().pathname.split('/')[1];
  useTitle(place === 'conversations' || place === 'customers' ? t(place) : undefined);
  const close = () => setShown(undefined);
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        {t('skip')}
      </a>
      <Rail search={() => setShown('palette')} showKeys={() => setShown('keys')} />
      <main id="content" className={classes.content} tabIndex={-1}>
        <Outlet />
      </main>
      <Suspense>{shown === 'palette' && <Palette close={close} />}</Suspense>
      <KeySheet opened={shown === 'keys'} close={close} />
    </div>
  );
}
