/** The frame around every screen of members: the rail, the screen, palette and keys. */
import { CatchBoundary, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useText } from '../lib/i18n.tsx';
import { useNotifications } from '../lib/notifications.ts';
import { usePromiseReminders, useReminders, useSilenceAlarms } from '../lib/reminders.ts';
import { useTitle, useUnreadTitle } from '../lib/title.ts';
import { useLiveAlarms } from '../lib/use-live-alarms.ts';
import classes from './frame.module.css';
import { useFrameCommands } from './frame-commands.tsx';
import { KeySheet } from './key-sheet.tsx';
import { Rail } from './rail.tsx';
import { useKeys } from './use-keys.ts';

const Cards = lazy(() => import('./alerts.tsx').then(({ Alerts }) => ({ default: Alerts })));
const TaskDialog = lazy(() =>
  import('../features/tasks/index.ts').then(({ TaskDialog }) => ({ default: TaskDialog })),
);
const Alerts = lazy(() =>
  import('../features/notifications/index.ts').then(({ Alerts }) => ({ default: Alerts })),
);
const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));

/** The others name themselves. */
const titled = ['conversations', 'customers', 'companies', 'tasks', 'notifications'] as const;

export function Frame() {
  const t = useText('app');
  const [shown, setShown] = useState<'palette' | 'keys' | 'task'>();
  const isTold = useReminders().length + usePromiseReminders().length + useSilenceAlarms().length > 0;
  useLiveAlarms();
  useFrameCommands({
    palette: () => setShown('palette'),
    keys: () => setShown('keys'),
    task: () => setShown('task'),
  });
  useKeys();
  const place = useLocation().pathname.split('/')[1];
  const title = titled.find((one) => one === place);
  useTitle(title && t(title));
  useUnreadTitle(useNotifications().unread);
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
      <Suspense>{isTold && <Cards />}</Suspense>
      {/* Saying it aloud is no reason to show nothing. */}
      <CatchBoundary getResetKey={() => 'alerts'} errorComponent={() => null}>
        <Suspense>
          <Alerts />
        </Suspense>
      </CatchBoundary>
      <KeySheet opened={shown === 'keys'} close={close} />
    </div>
  );
}
