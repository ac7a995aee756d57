/** One notification: what happened, to whom, and when. */
import { ActionIcon } from '@mantine/core';
import {
  IconAt,
  IconBell,
  IconCalendarTime,
  IconCheck,
  IconInbox,
  IconListCheck,
  IconMessage,
  IconMessagePlus,
  IconZzzOff,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Notification } from '../../../contract/notifications.ts';
import { useText } from '../../lib/i18n.tsx';
import type { useReadNotifications } from '../../lib/notifications.ts';
import { Time } from '../../ui/time.tsx';
import classes from './notifications.module.css';
import { useWords } from './use-words.ts';

const icons = {
  mention: IconAt,
  held: IconCalendarTime,
  assigned: IconInbox,
  message: IconMessage,
  opened: IconMessagePlus,
  woken: IconZzzOff,
  reminder: IconListCheck,
  test: IconBell,
};

export function NotificationRow(props: {
  notification: Notification;
  read: ReturnType<typeof useReadNotifications>;
}) {
  const { notification } = props;
  const { id, kind, conversation, latestAt, readAt, count } = notification;
  const t = useText('notifications');
  const { title, about } = useWords()(notification);
  const Icon = icons[kind];
  const read = () => readAt === null && void props.read({ ids: [id] }).catch(() => undefined);
  const place = conversation
    ? { to: '/conversations/{-$conversationId}' as const, params: { conversationId: conversation.id } }
    : { to: kind === 'reminder' ? ('/tasks' as const) : ('/settings/notifications' as const) };
  return (
    <li className={classes.row} data-unread={readAt === null || undefined}>
      <Link {...place} className={classes.place} onClick={read}>
        <Icon size={20} stroke={1.75} aria-hidden />
        <span className={classes.words}>
          <span className={classes.title} dir="auto">
            {readAt === null && <span className={classes.hidden}>{t('unread')} </span>}
            {title}
          </span>
          <span className={classes.about}>
            {about !== undefined && <bdi>{about}</bdi>}
            {count > 1 && <span>{t('count', { count })}</span>}
          </span>
        </span>
        <Time value={latestAt} className={classes.at} />
      </Link>
      {readAt === null && (
        <ActionIcon variant="subtle" color="gray" aria-label={t('readOne', { title })} onClick={read}>
          <IconCheck size={18} />
        </ActionIcon>
      )}
    </li>
  );
}
