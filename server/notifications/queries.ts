/** Reading notifications. What they are about is read when they are shown: they hold ids alone. */
import { sql } from 'kysely';
import { id, time } from '../../contract/ids.ts';
import type { Notification } from '../../contract/notifications.ts';
import { briefsOf } from '../conversations/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';

type Row = Omit<Notification, 'conversation' | 'reminder'> & {
  conversationId: string | null;
  reminderId: string | null;
};

/** What reminders are about, by their ids: whoever keeps tasks knows. */
export type RemindersOf = (
  tx: Tx,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, NonNullable<Notification['reminder']>>>;

const columns = sql`n.id, n.kind, n.conversation_id as "conversationId", n.reminder_id as "reminderId", n.actor, n.count,
  rfc3339(n.latest_at) as "latestAt", rfc3339(n.read_at) as "readAt",
  case when n.alert_at < 'infinity' then rfc3339(n.alert_at) end as "alertAt"`;

type Query = { limit: number; cursor?: string | undefined; unread?: 'true' | undefined };

/** A member's own, the newest first. */
export async function listNotifications(
  tx: Tx,
  remindersOf: RemindersOf,
  memberId: string,
  { limit, cursor, unread }: Query,
): Promise<{ data: Notification[]; next: string | null; unread: number }> {
  const key = decodeCursor(cursor, [time, id]);
  const { rows } = await sql<Row>`
    select ${columns} from notifications n
    where n.member_id = ${memberId} and n.in_app and ${unread ? sql`n.read_at is null` : sql`true`}
      and ${key ? sql`(n.latest_at, n.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
    order by n.latest_at desc, n.id desc limit ${limit + 1}`.execute(tx);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: await withSubjects(tx, remindersOf, shown),
    next: rows.length > limit && last ? encodeCursor([last.latestAt, last.id]) : null,
    unread: await countUnread(tx, memberId),
  };
}

/** Those of these that are still unread, the newest first; for what goes out by push and mail. */
export async function unreadAmong(
  tx: Tx,
  remindersOf: RemindersOf,
  memberId: string,
  ids: readonly string[],
): Promise<Notification[]> {
  const { rows } = await sql<Row>`
    select ${columns} from notifications n
    where n.id = any(${arrayText(ids)}::uuid[]) and n.member_id = ${memberId} and n.read_at is null
    order by n.latest_at desc, n.id desc`.execute(tx);
  return withSubjects(tx, remindersOf, rows);
}

async function countUnread(tx: Tx, memberId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from notifications
    where member_id = ${memberId} and read_at is null and in_app`.execute(tx);
  return rows[0]?.count ?? 0;
}

async function withSubjects(tx: Tx, remindersOf: RemindersOf, rows: readonly Row[]): Promise<Notification[]> {
  const briefs = await briefsOf(
    tx,
    rows.flatMap(({ conversationId }) => conversationId ?? []),
  );
  const reminders = await remindersOf(
    tx,
    rows.flatMap(({ reminderId }) => reminderId ?? []),
  );
  return rows.map(({ conversationId, reminderId, ...row }) => ({
    ...row,
    conversation: (conversationId !== null && briefs.get(conversationId)) || null,
    reminder: (reminderId !== null && reminders.get(reminderId)) || null,
  }));
}
