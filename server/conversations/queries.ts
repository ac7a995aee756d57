/** Reading conversations. */
import { type RawBuilder, sql } from 'kysely';
import type { Conversation } from '../../contract/conversations.ts';
import { Problem } from '../../contract/errors.ts';
import { id, time } from '../../contract/ids.ts';
import { idsOf } from '../customers/index.ts';
import { isJoinedByClaim } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';

/** Selects the conversation `c` as the member sees it. */
function conversationJson(memberId: string) {
  return sql<string>`json_build_object(
    'id', c.id,
    'inboxId', c.inbox_id,
    'channel', c.channel,
    'customer', json_build_object('id', root_of(c.customer_id), 'name', customer_name(c.customer_id)),
    'status', c.status,
    'assigneeId', c.assignee_id,
    'subject', c.subject,
    'openedAt', rfc3339(c.opened_at),
    'lastAt', rfc3339(c.last_at),
    'lastMessage', c.last_message,
    'waitingSince', rfc3339(c.waiting_since),
    'inboundCount', c.inbound_count,
    'readCount', coalesce((
      select r.read_count from conversation_reads r where r.conversation_id = c.id and r.member_id = ${memberId}), 0),
    'position', c.epoch || '.' || c.xid || '.' || c.seq
  )::text`;
}

/** Whether it is merely by a browser's word that a conversation is its customer's. @throws Problem `not-found`. */
export async function isClaimed(tx: Tx, conversationId: string): Promise<boolean> {
  const { rows } = await sql<{ customerId: string }>`
    select customer_id as "customerId" from conversations where id = ${conversationId}`.execute(tx);
  if (!rows[0]) throw noSuchConversation();
  return isJoinedByClaim(tx, rows[0].customerId);
}

/** One conversation as the member sees it. @throws Problem `not-found`. */
export async function readConversation(
  tx: Tx,
  memberId: string,
  conversationId: string,
): Promise<Conversation> {
  const { rows } = await sql<{ json: string }>`
    select ${conversationJson(memberId)} as json from conversations c where c.id = ${conversationId}`.execute(
    tx,
  );
  if (!rows[0]) throw noSuchConversation();
  return JSON.parse(rows[0].json) as Conversation;
}

/** Whose a conversation is, merges resolved. @throws Problem `not-found`. */
export async function customerOfConversation(tx: Tx, conversationId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select root_of(customer_id) as id from conversations where id = ${conversationId}`.execute(tx);
  if (!rows[0]) throw noSuchConversation();
  return rows[0].id;
}

/** The refusal for an id that is not a conversation here. */
export function noSuchConversation(): Problem {
  return new Problem('not-found', 'There is no such conversation.');
}

export type ConversationFilter = {
  limit: number;
  cursor?: string | undefined;
  status?: 'open' | 'snoozed' | 'closed' | undefined;
  /** A member's id, or `none`. */
  assignee?: string | undefined;
  customerId?: string | undefined;
};

/** Conversations with the newest first, as JSON texts, and where to go on following them. */
export async function listConversations(
  tx: Tx,
  memberId: string,
  filter: ConversationFilter,
): Promise<{ data: string[]; next: string | null; position: string | undefined }> {
  const key = decodeCursor(filter.cursor, [time, id]);
  const customers = filter.customerId === undefined ? undefined : await idsOf(tx, filter.customerId);
  const { rows } = await sql<{ json: string; at: string; id: string; position: string }>`
    select ${conversationJson(memberId)} as json, rfc3339(c.last_at) as at, c.id,
      (select ledger_position()) as position
    from conversations c
    where ${filter.status ? sql`c.status = ${filter.status}` : sql`true`}
      and ${assigned(filter.assignee)}
      and ${customers ? sql`c.customer_id = any(${customers}::uuid[])` : sql`true`}
      and ${key ? sql`(c.last_at, c.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
    order by c.last_at desc, c.id desc
    limit ${filter.limit + 1}`.execute(tx);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    data: shown.map((row) => row.json),
    next: rows.length > filter.limit && last ? encodeCursor([last.at, last.id]) : null,
    position: rows[0]?.position,
  };
}

/** How many conversations of these customers are open; ids are those that they came with, before all merges. */
export async function countOpen(tx: Tx, customerIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from unnest(${arrayText(customerIds)}::uuid[]) as who(id)
    cross join lateral (
      select from conversations where customer_id = who.id and status = 'open' offset 0
    ) c`.execute(tx);
  return rows[0]?.count ?? 0;
}

function assigned(assignee: string | undefined) {
  if (assignee === undefined) return sql`true`;
  return assignee === 'none' ? sql`c.assignee_id is null` : sql`c.assignee_id = ${assignee}`;
}

export type ConversationRow = {
  id: string;
  inboxId: string;
  customerId: string;
  channel: string;
  status: 'open' | 'snoozed' | 'closed';
  assigneeId: string | null;
  lastAt: string;
  inboundCount: number;
  /** Where its last entry stands. */
  position: string;
};

/**
 * Holds a conversation until the transaction ends, and reads it. Nothing may have been written before: see the
 * database's `lock_conversation`. @throws Problem `not-found`.
 */
export async function lockConversation(tx: Tx, conversationId: string): Promise<ConversationRow> {
  const conversation = await locked(tx, sql`${conversationId}`);
  if (!conversation) throw noSuchConversation();
  return conversation;
}

/** The same with the newest conversation of those whom a query names by `inbox_id` and `customer_id`, if there is one. */
export async function lockNewestConversation(
  tx: Tx,
  who: RawBuilder<unknown>,
): Promise<ConversationRow | undefined> {
  return locked(tx, sql`(${newestFirst(who, sql`limit 1`)})`);
}

async function locked(tx: Tx, id: RawBuilder<unknown>): Promise<ConversationRow | undefined> {
  const { rows } = await sql<ConversationRow>`
    select id, inbox_id as "inboxId", customer_id as "customerId", channel, status, assignee_id as "assigneeId",
      rfc3339(last_at) as "lastAt", inbound_count as "inboundCount", epoch || '.' || xid || '.' || seq as position
    from lock_conversation(${id})`.execute(tx);
  return rows[0];
}

/** Customer by customer, so that it goes by their index however few conversations there were when it was planned. */
function newestFirst(who: RawBuilder<unknown>, limit = sql``): RawBuilder<{ id: string }> {
  return sql`
    select c.id from (${who}) who cross join lateral (
      select id, last_at from conversations
      where customer_id = who.customer_id and inbox_id = who.inbox_id
      order by last_at desc, id desc ${limit}
    ) c
    order by c.last_at desc, c.id desc ${limit}`;
}

/** The conversations of these customers in an inbox, newest first. */
export async function conversationsOf(
  tx: Tx,
  inboxId: string,
  customerIds: readonly string[],
): Promise<string[]> {
  const { rows } = await newestFirst(inInbox(inboxId, customerIds)).execute(tx);
  return rows.map((row) => row.id);
}

/** Names these customers in an inbox. */
export function inInbox(inboxId: string, customerIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    select ${inboxId}::uuid as inbox_id, customer_id from unnest(${customerIds as string[]}::uuid[]) as u(customer_id)`;
}
