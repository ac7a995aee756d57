/** Telling members, and noting what they have read. What is unread of one conversation is one notification. */
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../contract/entries.ts';
import type { Notification } from '../../contract/notifications.ts';
import { reachOf } from '../accounts/index.ts';
import { readAvailability } from '../availability/index.ts';
import { newId } from '../ledger/index.ts';
import { arrayText, type Tx, touch } from '../platform/db/index.ts';
import { alertAt, mailAt } from './moments.ts';
import { readSettings } from './settings.ts';

/** What `touch` calls a transaction that changed what a member is told. */
export const topicOf = (memberId: string): string => `${notifiedTopic}${memberId}`;
export const notifiedTopic = 'notified ';

export type Telling = {
  memberId: string;
  kind: Notification['kind'];
  conversationId?: string | undefined;
  reminder?: { reminderId: string; taskId: string } | undefined;
  actor: Actor;
  at: string;
};

/** Each says more than those before it: of several in one conversation, the last of these is shown. */
const ranks = sql`array['reminder', 'test', 'opened', 'message', 'woken', 'assigned', 'mention', 'held']`;
const rankOf = (kind: RawBuilder<unknown>) => sql`array_position(${ranks}, ${kind})`;
const outranks = sql`${rankOf(sql`excluded.kind`)} >= ${rankOf(sql`notifications.kind`)}`;

/** Tells a member, by the ways that they chose. Nobody is told of their own acts, nor who no longer works here. */
export async function tell(tx: Tx, telling: Telling, deps: { now: Date; hasMail: boolean }): Promise<void> {
  const { memberId, kind, conversationId = null, reminder, actor, at } = telling;
  const reach = await reachOf(tx, memberId);
  const isOwn = kind !== 'test' && actor.kind === 'member' && actor.id === memberId;
  if (!reach || isOwn) return;
  const settings = await readSettings(tx, memberId);
  const ways = kind === 'test' ? { app: true, push: true, mail: false } : settings.kinds[kind];
  const mails = ways.mail && kind !== 'reminder' && deps.hasMail ? settings.mail : 'never';
  if (!ways.app && !ways.push && mails === 'never') return;
  const moment = new Date(at);
  // Who asks for a test wants to see it now.
  const isHeld = kind !== 'test' && (await isAway(tx, memberId));
  const alert = alertAt(kind === 'test' ? null : settings.quiet, moment, reach.timeZone).toISOString();
  const mail = mailAt(mails, settings.quiet, moment, reach.timeZone)?.toISOString() ?? null;
  await sql`
    insert into notifications (id, member_id, kind, conversation_id, reminder_id, task_id, actor, created_at, latest_at,
      in_app, alert_at, mail_at)
    values (${newId()}, ${memberId}, ${kind}, ${conversationId}, ${reminder?.reminderId ?? null}, ${reminder?.taskId ?? null},
      ${JSON.stringify(actor)}::jsonb, ${at}, ${at}, ${ways.app}, ${ways.push ? (isHeld ? 'infinity' : alert) : null}, ${mail})
    on conflict (workspace_id, member_id, conversation_id) where read_at is null and conversation_id is not null
    do update set
      kind = case when ${outranks} then excluded.kind else notifications.kind end,
      actor = case when ${outranks} then excluded.actor else notifications.actor end,
      count = notifications.count + 1,
      latest_at = greatest(notifications.latest_at, excluded.latest_at),
      in_app = notifications.in_app or excluded.in_app,
      alert_at = coalesce(excluded.alert_at, notifications.alert_at),
      pushed = notifications.pushed and excluded.alert_at is null,
      mail_at = least(notifications.mail_at, excluded.mail_at)`.execute(tx);
  touch(tx, topicOf(memberId));
}

/** Whether a member chose to be away: what a browser would say waits until they are back. */
export async function isAway(tx: Tx, memberId: string): Promise<boolean> {
  const [is] = await readAvailability(tx, [memberId]);
  return is !== undefined && is.choice !== 'online';
}

/** One of them. */
type Which = {
  ids?: readonly string[] | undefined;
  conversationId?: string | undefined;
  upTo?: string | undefined;
};

/** Notes that a member has read some of their own; answers the reminders among them. */
export async function markRead(tx: Tx, memberId: string, which: Which, now: Date): Promise<string[]> {
  const { ids, conversationId, upTo } = which;
  const condition =
    ids !== undefined
      ? sql`id = any(${arrayText(ids)}::uuid[])`
      : upTo !== undefined
        ? sql`latest_at <= ${upTo}`
        : sql`conversation_id = ${conversationId ?? null}`;
  return readWhere(tx, memberId, condition, now.toISOString());
}

/** The same for what was seen elsewhere: reminders on their cards. */
export async function markRemindersSeen(
  tx: Tx,
  memberId: string,
  ids: readonly string[],
  at: string,
): Promise<void> {
  await readWhere(tx, memberId, sql`reminder_id = any(${arrayText(ids)}::uuid[])`, at);
}

/** Nobody has to be reminded of a task any more. */
export async function markTaskSettled(tx: Tx, taskId: string, at: string): Promise<void> {
  const { rows } = await sql<{ memberId: string }>`
    update notifications set read_at = ${at} where task_id = ${taskId} and read_at is null
    returning member_id as "memberId"`.execute(tx);
  for (const { memberId } of rows) touch(tx, topicOf(memberId));
}

async function readWhere(
  tx: Tx,
  memberId: string,
  which: RawBuilder<unknown>,
  at: string,
): Promise<string[]> {
  const { rows } = await sql<{ reminderId: string | null }>`
    update notifications set read_at = ${at} where member_id = ${memberId} and read_at is null and ${which}
    returning reminder_id as "reminderId"`.execute(tx);
  if (rows.length > 0) touch(tx, topicOf(memberId));
  return rows.flatMap(({ reminderId }) => reminderId ?? []);
}

/** A member is back: what was held meanwhile is told now, or when their quiet hours end. */
export async function tellHeld(tx: Tx, memberId: string, at: string): Promise<void> {
  const reach = await reachOf(tx, memberId);
  if (!reach) return;
  const { quiet } = await readSettings(tx, memberId);
  const { rows } = await sql`
    update notifications set alert_at = ${alertAt(quiet, new Date(at), reach.timeZone).toISOString()}
    where member_id = ${memberId} and read_at is null and alert_at = 'infinity' returning 1`.execute(tx);
  if (rows.length > 0) touch(tx, topicOf(memberId));
}
