/** The endpoints of notifications. */
import { Problem } from '../../contract/errors.ts';
import { notificationEndpoints as endpoints } from '../../contract/notifications.ts';
import type { MemberCaller } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { createLimiter } from '../platform/limits/index.ts';
import { areKeys, publicPushKey } from './encrypt.ts';
import { pushKey } from './push-key.ts';
import { listNotifications, type RemindersOf } from './queries.ts';
import { changeSettings, readSettings } from './settings.ts';
import { subscribe, unsubscribe } from './subscriptions.ts';
import { markRead, tell } from './tell.ts';

type Who = MemberCaller;

export type NotificationDeps = {
  /** What seals keys and subscriptions. */
  key: Buffer;
  now: () => Date;
  hasMail: boolean;
  /** Why nothing is pushed to an address; undefined where it is. */
  refuseAddress: (address: string) => string | undefined;
  remindersOf: RemindersOf;
  /** Whoever keeps reminders hears that they were seen. */
  seeReminders: (tx: Tx, who: Who, ids: readonly string[]) => Promise<void>;
};

/** Every endpoint of notifications. All are about the caller alone. */
export function notificationRoutes(deps: NotificationDeps): Route<Who>[] {
  const { key, now, hasMail } = deps;
  const tests = createLimiter({ points: 10, seconds: 600 });
  return [
    route<Who, typeof endpoints.listNotifications>(endpoints.listNotifications, ({ tx, who, query }) =>
      listNotifications(tx, deps.remindersOf, who.memberId, query),
    ),
    route<Who, typeof endpoints.readNotifications>(endpoints.readNotifications, async ({ tx, who, body }) => {
      const reminderIds = await markRead(tx, who.memberId, body, now());
      if (reminderIds.length > 0) await deps.seeReminders(tx, who, reminderIds);
    }),
    route<Who, typeof endpoints.readNotificationSettings>(
      endpoints.readNotificationSettings,
      async ({ tx, who }) => ({
        settings: await readSettings(tx, who.memberId),
        pushKey: publicPushKey(await pushKey(tx, key)),
        hasMail,
      }),
    ),
    route<Who, typeof endpoints.changeNotificationSettings>(
      endpoints.changeNotificationSettings,
      ({ tx, who, body }) => changeSettings(tx, who, body),
    ),
    route<Who, typeof endpoints.subscribeToPush>(endpoints.subscribeToPush, async ({ tx, who, body }) => {
      const refusal = deps.refuseAddress(body.endpoint);
      if (refusal !== undefined)
        throw new Problem('invalid-input', `This is not the address of a push service. ${refusal}`);
      if (!areKeys(body.keys))
        throw new Problem('invalid-input', 'These are not keys that a browser made. Subscribe again.');
      await subscribe(tx, key, who.memberId, body);
    }),
    route<Who, typeof endpoints.unsubscribeFromPush>(endpoints.unsubscribeFromPush, ({ tx, who, body }) =>
      unsubscribe(tx, key, who.memberId, body.endpoint),
    ),
    route<Who, typeof endpoints.sendTestNotification>(endpoints.sendTestNotification, async ({ tx, who }) => {
      tests.take(who.memberId);
      const { memberId } = who;
      const at = now();
      await tell(
        tx,
        { memberId, kind: 'test', actor: { kind: 'member', id: memberId }, at: at.toISOString() },
        { now: at, hasMail },
      );
    }),
  ];
}
