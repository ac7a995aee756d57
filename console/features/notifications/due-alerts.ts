/** What is to be said aloud now, told from the list alone. */
import type { Notification } from '../../../contract/notifications.ts';

/** More at once would only pile up. */
const alertsAtOnceMax = 3;

/** Unread ones whose moment has come since something was said last, the newest of them. */
export function dueAlerts(list: readonly Notification[], said: string, now: string): Notification[] {
  return list
    .filter(
      ({ readAt, alertAt }) =>
        readAt === null && alertAt !== null && comes(said, alertAt) && !comes(now, alertAt),
    )
    .slice(0, alertsAtOnceMax);
}

/** When the next one is to be said that is held back. */
export function nextAlertAt(list: readonly Notification[], now: string): string | undefined {
  return list
    .flatMap(({ readAt, alertAt }) =>
      readAt === null && alertAt !== null && comes(now, alertAt) ? alertAt : [],
    )
    .toSorted()[0];
}

/** Where a notification leads. */
export function placeOf({ conversation, kind }: Pick<Notification, 'conversation' | 'kind'>): string {
  if (conversation) return `/conversations/${conversation.id}`;
  return kind === 'reminder' ? '/tasks' : '/notifications';
}

/** Times of the API are finer than a browser's. */
const comes = (before: string, after: string): boolean => Date.parse(after) > Date.parse(before);
