/** Pushing to one browser. A job for each, so that one that fails is tried again alone. */
import { z } from 'zod';
import { id } from '../../contract/ids.ts';
import { memberNames, reachOf } from '../accounts/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import type { Poster } from '../platform/ssrf/index.ts';
import { authorisation, encryptFor } from './encrypt.ts';
import { notificationWords } from './locales/words.ts';
import { pushKey } from './push-key.ts';
import { type RemindersOf, unreadAmong } from './queries.ts';
import { pathOf, saidOf } from './said.ts';
import { readSettings } from './settings.ts';
import { dropSubscription, readSubscription } from './subscriptions.ts';

export const pushTask = 'notifications.push';
export const pushPayload = z.object({ workspaceId: id, notificationId: id, subscriptionId: id });
type Push = z.output<typeof pushPayload>;

/** A browser that is off for longer has no use for it any more. */
const ttlSeconds = 86_400;
const gone = [404, 410];
const later = [408, 425, 429];

export type PushDeps = {
  db: Db;
  key: Buffer;
  post: Poster;
  publicUrl: string;
  remindersOf: RemindersOf;
  now: () => Date;
};

/** Pushes what is still unread. @throws when the push service wants to be asked again. */
export async function pushNow(deps: PushDeps, push: Push): Promise<void> {
  const found = await inWorkspace(deps.db, push.workspaceId, (tx) => prepare(tx, deps, push));
  if (!found) return;
  const { endpoint, keys, text, privateKey } = found;
  const headers = {
    authorization: authorisation(privateKey, endpoint, subjectOf(deps.publicUrl), deps.now()),
    'content-encoding': 'aes128gcm',
    'content-type': 'application/octet-stream',
    ttl: String(ttlSeconds),
    urgency: 'high',
    // One that comes again takes the place of the one that was not delivered yet.
    topic: push.notificationId.replaceAll('-', ''),
  };
  const { status } = await deps.post(endpoint, headers, encryptFor(keys, text));
  if (gone.includes(status)) {
    await inWorkspace(deps.db, push.workspaceId, (tx) => dropSubscription(tx, push.subscriptionId));
  } else if (later.includes(status) || status >= 500) {
    throw new Error(`The push service answered ${status}.`);
  }
}

async function prepare(tx: Tx, deps: PushDeps, { workspaceId, notificationId, subscriptionId }: Push) {
  const subscription = await readSubscription(tx, deps.key, subscriptionId);
  if (!subscription) return undefined;
  const { memberId, endpoint, keys } = subscription;
  const [notification] = await unreadAmong(tx, deps.remindersOf, memberId, [notificationId]);
  const reach = await reachOf(tx, memberId);
  if (!notification || !reach) return undefined;
  const { hideText } = await readSettings(tx, memberId);
  const words = notificationWords[reach.locale];
  const names = await memberNames(tx, notification.actor.id === null ? [] : [notification.actor.id]);
  const said = saidOf(notification, names);
  const path = `${pathOf(notification)}?workspace=${workspaceId}`;
  const text = JSON.stringify({
    id: notification.id,
    title: hideText ? words.hidden : words.title(said),
    body: hideText || said.whom === null ? '' : words.about(said.whom),
    path,
  });
  return { endpoint, keys, text, privateKey: await pushKey(tx, deps.key) };
}

/** Push services want somebody whom they could ask: the site itself, where it has an address that they know. */
function subjectOf(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? publicUrl : 'https://rapport.invalid';
}
