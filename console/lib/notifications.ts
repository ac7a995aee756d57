/** What the member was told: known on every screen. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../contract/endpoints.ts';
import type { Notification } from '../../contract/notifications.ts';
import { call } from './api.ts';

export type Notifications = { data: Notification[]; next: string | null; unread: number };

/** The newest of them, and how many are unread. The socket says when there is more; by itself it looks now and then. */
export const notificationsQuery = queryOptions({
  queryKey: ['notifications'],
  queryFn: ({ signal }): Promise<Notifications> =>
    call(endpoints.listNotifications, { query: {} }, { signal }),
  staleTime: 30_000,
  refetchInterval: 60_000,
  // A hidden tab tells of what comes as well.
  refetchIntervalInBackground: true,
});

export const notificationSettingsQuery = queryOptions({
  queryKey: ['notification-settings'],
  queryFn: ({ signal }) => call(endpoints.readNotificationSettings, {}, { signal }),
  staleTime: 60_000,
});

const none: Notifications = { data: [], next: null, unread: 0 };

/** The newest, as far as they are known. */
export function useNotifications(): Notifications {
  return useQuery(notificationsQuery).data ?? none;
}

type Which = { ids: string[] } | { conversationId: string } | { upTo: string };

/** Marks some as read: on screen at once, on the server as soon as it answers. */
export function useReadNotifications(): (which: Which) => Promise<void> {
  const cache = useQueryClient();
  return async (which) => {
    const now = new Date().toISOString();
    cache.setQueryData(notificationsQuery.queryKey, (before) => {
      if (!before) return before;
      const isMeant = (one: Notification) => one.readAt === null && fits(one, which);
      const count = before.data.filter(isMeant).length;
      return {
        ...before,
        data: before.data.map((one) => (isMeant(one) ? { ...one, readAt: now } : one)),
        unread: 'upTo' in which ? 0 : Math.max(0, before.unread - count),
      };
    });
    try {
      await call(endpoints.readNotifications, { body: which });
    } finally {
      void cache.invalidateQueries({ queryKey: notificationsQuery.queryKey });
      void cache.invalidateQueries({ queryKey: ['reminders'] });
    }
  };
}

function fits(one: Notification, which: Which): boolean {
  if ('ids' in which) return which.ids.includes(one.id);
  if ('upTo' in which) return one.latestAt <= which.upTo;
  return one.conversation?.id === which.conversationId;
}
