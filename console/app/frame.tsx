/** The frame around every screen of members: the rail, the screen, palette and keys. */
import { Outlet, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useText } from '../lib/i18n.tsx';
import { useNotifications } from '../lib/notifications.ts';
import { usePromiseReminders, useReminders, useSilenceAlarms } from '../lib/reminders.ts';
import { useMe } from '../lib/session.ts';
import { useTitle, useUnreadTitle } from '../lib/title.ts';
import { useLiveAlarms } from '../lib/use-live-alarms.ts';
import { part } from '../ui/part.tsx';
import classes from './frame.module.css';
import { useFrameCommands } from './frame-commands.tsx';
import { KeySheet } from './key-sheet.tsx';
import { Rail } from './rail.tsx';
import { useKeys } from './use-keys.ts';

const Cards = part(() => import('./alerts.tsx').then(({ Alerts }) => Alerts));
const TaskDialog = part(() => import('../features/tasks/index.ts').then(({ TaskDialog }) => TaskDialog));
const Alerts = part(() => import('../features/notifications/index.ts').then(({ Alerts }) => Alerts));
const SampleBanner = part(() =>
  import('../features/sample/index.ts').then(({ SampleBanner }) => SampleBanner),
);
const Palette = part(() => import('./palette.tsx').then(({ Palette }) => Palette));

/** The others name themselves. */
const titled = ['conversations', 'customers', 'companies', 'tasks', 'notifications'] as const;

export function Frame() {
  const t = useText('app');
  const { workspaces } = useMe();
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
      <div className={classes.stage}>
        {workspaces.length > 1 && <SampleBanner />}
        <main id="content" className={classes.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {shown === 'palette' && <Palette close={close} />}
      {shown === 'task' && <TaskDialog close={close} />}
      {isTold && <Cards />}
      <Alerts />
      <KeySheet opened={shown === 'keys'} close={close} />
    </div>
  );
}
