/** Customers whom nobody answered. */
import { type RawBuilder, sql } from 'kysely';
import type { Conversation } from '../../contract/conversations.ts';
import { id, time } from '../../contract/ids.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { conversationJson } from './queries.ts';

type Sql = RawBuilder<unknown>;

/** Open and snoozed, or closed without an answer since a moment. */
const waits = sql`c.waiting_since is not null and c.status <> 'closed'`;
const wasClosed = (from: Date): Sql =>
  sql`c.waiting_since is not null and c.status = 'closed' and not c.spam and c.last_at >= ${from.toISOString()}`;

export type WaitingQuery = {
  /** Those that were closed without an answer since then; absent: those that wait. */
  closedSince?: Date | undefined;
  inboxId?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

/** Conversations whose customer's last word is unanswered, the longest waiting first. */
export async function listUnanswered(
  tx: Tx,
  memberId: string,
  { closedSince, inboxId, limit, cursor }: WaitingQuery,
): Promise<{ data: Conversation[]; next: string | null }> {
  const key = decodeCursor(cursor, [time, id]);
  const { rows } = await sql<{ json: string; since: string; id: string }>`
    select ${conversationJson(memberId)} as json, rfc3339(c.waiting_since) as since, c.id from conversations c
    where ${closedSince ? wasClosed(closedSince) : waits}
      and ${inboxId === undefined ? sql`true` : sql`c.inbox_id = ${inboxId}`}
      and ${key ? sql`(c.waiting_since, c.id) > (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
    order by c.waiting_since, c.id limit ${limit + 1}`.execute(tx);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ json }) => JSON.parse(json) as Conversation),
    next: rows.length > limit && last ? encodeCursor([last.since, last.id]) : null,
  };
}

/** These conversations, as far as their customers wait still. */
export async function unansweredAmong(
  tx: Tx,
  memberId: string,
  ids: readonly string[],
): Promise<Conversation[]> {
  const { rows } = await sql<{ json: string }>`
    select ${conversationJson(memberId)} as json from conversations c
    where c.id = any(${arrayText(ids)}::uuid[]) and ${waits}`.execute(tx);
  return rows.map(({ json }) => JSON.parse(json) as Conversation);
}

/** Whose wait began at a moment or before. `except`: a condition about the conversation `c`. */
export async function silentSince(
  tx: Tx,
  moment: Date,
  {
    inboxId,
    otherThan,
    except,
    limit,
  }: { inboxId: string | null; otherThan: readonly string[]; except: Sql; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c
    where ${waits} and c.waiting_since <= ${moment.toISOString()} and not (${except})
      and ${inboxId === null ? sql`c.inbox_id <> all(${arrayText(otherThan)}::uuid[])` : sql`c.inbox_id = ${inboxId}`}
    order by c.waiting_since, c.id limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}

/** Since when the customer of a conversation waits, for who holds it; undefined when nobody waits. */
export async function waitingSinceOf(tx: Tx, conversationId: string): Promise<string | undefined> {
  const { rows } = await sql<{ since: string }>`
    select rfc3339(c.waiting_since) as since from conversations c where c.id = ${conversationId} and ${waits}`.execute(
    tx,
  );
  return rows[0]?.since;
}
