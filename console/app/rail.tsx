/** The slim navigation: beside the screen on a desk, below it on a phone. */
import { Tooltip } from '@mantine/core';
import {
  IconBell,
  IconBuilding,
  IconListCheck,
  IconMessages,
  IconSearch,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useText } from '../lib/i18n.tsx';
import { isApple, shownKeys } from '../lib/keys.ts';
import { useLiveStatus } from '../lib/live.ts';
import { useNotifications } from '../lib/notifications.ts';
import { useReminders } from '../lib/reminders.ts';
import { Mark } from '../ui/mark.tsx';
import { AccountMenu } from './account-menu.tsx';
import classes from './frame.module.css';

const places = [
  { to: '/conversations/{-$conversationId}', word: 'conversations', icon: IconMessages, keys: 'g c' },
  { to: '/customers/{-$customerId}', word: 'customers', icon: IconUsers, keys: 'g u' },
  { to: '/companies/{-$companyId}', word: 'companies', icon: IconBuilding, keys: 'g o' },
  { to: '/tasks', word: 'tasks', icon: IconListCheck, keys: 'g t' },
  { to: '/notifications', word: 'notifications', icon: IconBell, keys: 'g n' },
  { to: '/settings', word: 'settings', icon: IconSettings, keys: 'g s' },
] as const;

/** Screens that are reached from another one's: that one is where somebody is. */
const within: Record<string, (typeof places)[number]['word']> = {
  segments: 'customers',
  reviews: 'customers',
  promises: 'tasks',
  waiting: 'conversations',
  search: 'conversations',
};

const badgeMax = 99;

export function Rail({ search, showKeys }: { search: () => void; showKeys: () => void }) {
  const t = useText('app');
  const counts: Partial<Record<(typeof places)[number]['word'], number>> = {
    tasks: useReminders().length,
    notifications: useNotifications().unread,
  };
  const around = within[useLocation().pathname.split('/')[1] ?? ''];
  const nameOf = (word: (typeof places)[number]['word']) => {
    const count = counts[word] ?? 0;
    if (count === 0) return t(word);
    return word === 'tasks' ? t('tasksReminding', { count }) : t('notificationsUnread', { count });
  };
  return (
    <nav className={classes.rail} aria-label={t('navigation')}>
      <span className={classes.mark}>
        <Mark />
      </span>
      <ul className={classes.places}>
        <li>
          <Tooltip
            label={`${t('openPalette')} · ${shownKeys('mod+k', isApple()).join(' ')}`}
            position="right"
            openDelay={400}
          >
            <button type="button" className={classes.place} onClick={search} aria-label={t('openPalette')}>
              <IconSearch size={20} stroke={1.75} />
            </button>
          </Tooltip>
        </li>
        {places.map(({ to, word, icon: Icon, keys }) => (
          <li key={word}>
            <Tooltip label={`${t(word)} · ${keys}`} position="right" openDelay={400} withinPortal={false}>
              <Link
                to={to}
                className={classes.place}
                aria-label={nameOf(word)}
                {...(word === around ? { 'data-status': 'active' } : {})}
              >
                <Icon size={20} stroke={1.75} />
                <Badge count={counts[word] ?? 0} />
              </Link>
            </Tooltip>
          </li>
        ))}
      </ul>
      <LiveDot />
      <AccountMenu showKeys={showKeys} />
    </nav>
  );
}

function Badge({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className={classes.badge} aria-hidden>
      {count > badgeMax ? `${badgeMax}+` : count}
    </span>
  );
}

/** Whether what is on screen is live: a word for screen readers and on hover, a dot for everybody. */
function LiveDot() {
  const t = useText('app');
  const status = useLiveStatus();
  return (
    <Tooltip label={t(`live.${status}`)} position="right" withinPortal={false}>
      <span className={classes.live} data-status={status} role="img" aria-label={t(`live.${status}`)} />
    </Tooltip>
  );
}
