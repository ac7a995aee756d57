/** Notifications: what members are told of, and how they want to be told. */
import { z } from 'zod';
import { timeOfDay } from './care-entries.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './entries.ts';
import { id, time } from './ids.ts';
import { pageOf, pageQuery } from './paging.ts';

/** What members are told of, the most personal first. */
export const notificationKinds = [
  ...(['mention', 'held', 'assigned', 'message', 'woken', 'opened', 'reminder'] as const),
] as const;
export type NotificationKind = (typeof notificationKinds)[number];
/** In the console's list; by a browser, open or not; by mail. */
export const notificationWays = ['app', 'push', 'mail'] as const;
export type NotificationWay = (typeof notificationWays)[number];
export const mailPaces = ['never', 'ten-minutes', 'hourly', 'daily'] as const;
export type MailPace = (typeof mailPaces)[number];

const ways = z.object({ app: z.boolean(), push: z.boolean(), mail: z.boolean() });
export type Ways = z.output<typeof ways>;
const all: Ways = { app: true, push: true, mail: true };

export const notificationSettings = z.object({
  kinds: z.object({
    mention: ways,
    /** Younger than the others: who does not name it is told in every way. */
    held: ways.default(all),
    assigned: ways,
    message: ways,
    woken: ways,
    opened: ways,
    reminder: ways,
  }),
  /** What is unread goes out in one mail, at most so often. */
  mail: z.enum(mailPaces),
  /** When no browser says anything, on the member's own clock; what comes then is told afterwards. */
  quiet: z.object({ from: timeOfDay, to: timeOfDay }).nullable(),
  /** What is pushed says that there is something, and neither what nor of whom. */
  hideText: z.boolean(),
  sound: z.boolean(),
});
export type NotificationSettings = z.output<typeof notificationSettings>;

/** As long as nothing else was chosen. Reminders have a mail of their own. */
export const defaultNotifications: NotificationSettings = {
  kinds: {
    mention: all,
    held: all,
    assigned: all,
    message: all,
    woken: all,
    opened: { app: false, push: false, mail: false },
    reminder: { ...all, mail: false },
  },
  mail: 'ten-minutes',
  quiet: null,
  hideText: false,
  sound: false,
};

const customerName = z.object({ id, name: z.string().nullable() });

export const notification = z.object({
  id,
  kind: z.enum([...notificationKinds, 'test']),
  conversation: z.object({ id, customer: customerName }).nullable(),
  reminder: z.object({ id, taskId: id, what: z.string(), customer: customerName }).nullable(),
  /** Whose act it was. */
  actor,
  /** How much happened in the conversation since the member last looked. */
  count: z.int(),
  latestAt: time,
  readAt: time.nullable(),
  /** When a browser tells it: later where it is quiet, null where it is not told so, or not before the member is back. */
  alertAt: time.nullable(),
});
export type Notification = z.output<typeof notification>;

export const notificationIdsMax = 200;
/** So many browsers of one member are pushed to; the oldest goes for a new one. */
export const subscriptionsMax = 20;

/** A browser's word for itself (Push API). */
const subscription = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2_000),
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{86,88}=*$/),
    auth: z.string().regex(/^[\w-]{22}=*$/),
  }),
});
export type PushSubscriptionInput = z.output<typeof subscription>;

export const notificationEndpoints = {
  listNotifications: endpoint({
    name: 'listNotifications',
    method: 'GET',
    path: '/notifications',
    access: 'conversations:read',
    summary:
      'What the calling member was told, the newest first, and how much of it is unread. What happens in a conversation is ' +
      'one notification until it is read.',
    query: pageQuery.extend({ unread: z.literal('true').optional() }),
    output: pageOf(notification).extend({ unread: z.int() }),
    status: 200,
  }),
  readNotifications: endpoint({
    name: 'readNotifications',
    method: 'POST',
    path: '/notifications/read',
    access: 'conversations:read',
    summary:
      'Says that the calling member has read some of their own: by their ids, those of a conversation, or all up to a time.',
    body: z
      .object({
        ids: z.array(id).min(1).max(notificationIdsMax).optional(),
        conversationId: id.optional(),
        upTo: time.optional(),
      })
      .refine((which) => Object.values(which).filter((one) => one !== undefined).length === 1, {
        message: 'Say which ones: `ids`, `conversationId` or `upTo`.',
      }),
    status: 204,
  }),
  readNotificationSettings: endpoint({
    name: 'readNotificationSettings',
    method: 'GET',
    path: '/notifications/settings',
    access: 'conversations:read',
    summary:
      'How the calling member wants to be told; `pushKey` is what a browser subscribes with, `hasMail` whether mail is set up.',
    output: z.object({ settings: notificationSettings, pushKey: z.string(), hasMail: z.boolean() }),
    status: 200,
  }),
  changeNotificationSettings: endpoint({
    name: 'changeNotificationSettings',
    method: 'PUT',
    path: '/notifications/settings',
    access: 'conversations:read',
    summary: 'Changes how the calling member wants to be told, from now on.',
    body: notificationSettings.refine(({ quiet }) => quiet === null || quiet.from !== quiet.to, {
      path: ['quiet', 'to'],
      message: 'Quiet hours end at another time than they begin.',
    }),
    output: notificationSettings,
    status: 200,
  }),
  subscribeToPush: endpoint({
    name: 'subscribeToPush',
    method: 'PUT',
    path: '/notifications/subscription',
    access: 'conversations:read',
    summary:
      'Has notifications pushed to a browser, by the subscription that it made; it is the calling member’s from here on.',
    body: subscription,
    status: 204,
  }),
  unsubscribeFromPush: endpoint({
    name: 'unsubscribeFromPush',
    method: 'DELETE',
    path: '/notifications/subscription',
    access: 'conversations:read',
    summary: 'Has nothing pushed to a browser of the calling member any more.',
    body: subscription.pick({ endpoint: true }),
    status: 204,
  }),
  sendTestNotification: endpoint({
    name: 'sendTestNotification',
    method: 'POST',
    path: '/notifications/test',
    access: 'conversations:read',
    summary: 'Sends the calling member a notification, to see how it arrives.',
    status: 204,
  }),
};
