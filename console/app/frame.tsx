/** The frame around every screen of members: the rail, the screen, palette and keys. */
import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useText } from '../lib/i18n.tsx';
import { useReminders } from '../lib/reminders.ts';
import { useTitle } from '../lib/title.ts';
import classes from './frame.module.css';
import { useFrameCommands } from './frame-commands.tsx';
import { KeySheet } from './key-sheet.tsx';
import { Rail } from './rail.tsx';
import { useKeys } from './use-keys.ts';

const Reminders = lazy(() =>
  import('../features/tasks/index.ts').then(({ Reminders }) => ({ default: Reminders })),
);
const TaskDialog = lazy(() =>
  import('../features/tasks/index.ts').then(({ TaskDialog }) => ({ default: TaskDialog })),
);
const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));

/** The others name themselves. */
const titled = ['conversations', 'customers', 'companies', 'tasks'] as const;

export function Frame() {
  const t = useText('app');
  const [shown, setShown] = useState<'palette' | 'keys' | 'task'>();
  const isReminded = useReminders().length > 0;
  useFrameCommands({
    palette: () => setShown('palette'),
    keys: () => setShown('keys'),
    task: () => setShown('task'),
  });
  useKeys();
  const place = useLocation().pathname.split('/')[1];
  const title = titled.find((one) => one === place);
  useTitle(title && t(title));
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
      <Suspense>{shown === 'task' && <TaskDialog close={close} />}</Suspense>
      <Suspense>{isReminded && <Reminders />}</Suspense>
      <KeySheet opened={shown === 'keys'} close={close} />
    </div>
  );
}
