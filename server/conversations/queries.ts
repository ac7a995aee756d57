/** Reading conversations. */
import { type RawBuilder, sql } from 'kysely';
import type { Priority } from '../../contract/conversation-entries.ts';
import type { Conversation } from '../../contract/conversations.ts';
import { Problem } from '../../contract/errors.ts';
import type { ViewFilter, ViewOrder } from '../../contract/view-filter.ts';
import { idsOf } from '../customers/index.ts';
import { entryIn, isJoinedByClaim } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { isBlocked, isSpamByBlock } from './blocked.ts';
import { conditionOf, statusesShown, statusIs, type Viewer } from './filter.ts';
import { orders, type Place, placeColumns } from './order.ts';

/** Selects the conversation `c` as the member sees it. */
export function conversationJson(memberId: string) {
  return sql<string>`json_build_object(
    'id', c.id,
    'inboxId', c.inbox_id,
    'channel', c.channel,
    'customer', json_build_object('id', root_of(c.customer_id), 'name', customer_name(c.customer_id)),
    'status', c.status,
    'mergedInto', case when c.status = 'merged' then (
      select m.into_id from conversation_merges m where m.from_id = c.id) end,
    'snoozedUntil', rfc3339(c.snoozed_until),
    'closedAt', rfc3339(c.closed_at),
    'reasonId', c.reason_id,
    'spam', c.spam,
    'priority', c.priority,
    'tagIds', c.tag_ids,
    'attributes', c.attributes,
    'assigneeId', c.assignee_id,
    'teamId', c.team_id,
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

/** Who has a conversation, if they had it at a time as well; spam is nobody's. */
export async function assigneeSince(tx: Tx, conversationId: string, at: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select c.assignee_id as id from conversations c
    where c.id = ${conversationId} and c.assignee_id is not null and not c.spam and coalesce((
      select a.occurred_at <= ${at}::timestamptz
      from ${entryIn(sql`c.id`, ['conversation.assigned'], 'newest')} a), true)`.execute(tx);
  return rows[0]?.id;
}

/** Whether nobody wants to see a conversation. */
export async function isSpam(tx: Tx, conversationId: string): Promise<boolean> {
  const { rows } = await sql<{ spam: boolean }>`
    select spam from conversations where id = ${conversationId}`.execute(tx);
  return rows[0]?.spam ?? false;
}

/** With whom these conversations are, by their ids. */
export async function briefsOf(
  tx: Tx,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<Conversation, 'id' | 'customer'>>> {
  const { rows } = await sql<{ json: Pick<Conversation, 'id' | 'customer'> }>`
    select json_build_object('id', c.id, 'customer',
      json_build_object('id', root_of(c.customer_id), 'name', customer_name(c.customer_id))) as json
    from conversations c where c.id = any(${arrayText(conversationIds)}::uuid[])`.execute(tx);
  return new Map(rows.map(({ json }) => [json.id, json]));
}

export type ConversationQuery = ViewFilter & {
  limit: number;
  cursor?: string | undefined;
  order: ViewOrder;
  customerId?: string | undefined;
};

/** Conversations in an order, as JSON texts, and where to go on following them. */
export async function listConversations(
  tx: Tx,
  viewer: Viewer,
  query: ConversationQuery,
): Promise<{ data: string[]; next: string | null; position: string | undefined }> {
  const order = orders[query.order];
  const customers = query.customerId === undefined ? undefined : await idsOf(tx, query.customerId);
  const which = sql`${conditionOf(query, viewer)} and ${order.after(query.cursor)}
    and ${customers ? sql`c.customer_id = any(${customers}::uuid[])` : sql`true`}`;
  // Status by status: each goes along its index.
  const found = (query.status ? [query.status] : statusesShown).map(
    (status) => sql`(
      select c.* from conversations c where ${statusIs(status)} and ${which}
      order by ${order.by} limit ${query.limit + 1})`,
  );
  const { rows } = await sql<Place & { json: string; position: string }>`
    select ${conversationJson(viewer.memberId)} as json, ${placeColumns}, (select ledger_position()) as position
    from (${sql.join(found, sql` union all `)}) c
    order by ${order.by} limit ${query.limit + 1}`.execute(tx);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    data: shown.map((row) => row.json),
    next: rows.length > query.limit && last ? order.cursorOf(last) : null,
    position: rows[0]?.position,
  };
}

/** The ids of the conversations that stand in a view, in its order. */
export async function listIds(
  tx: Tx,
  viewer: Viewer,
  query: ViewFilter & { order: ViewOrder; limit: number },
): Promise<string[]> {
  const order = orders[query.order];
  const which = conditionOf(query, viewer);
  const found = (query.status ? [query.status] : statusesShown).map(
    (status) => sql`(select c.* from conversations c where ${statusIs(status)} and ${which}
      order by ${order.by} limit ${query.limit})`,
  );
  const { rows } = await sql<{ id: string }>`
    select c.id from (${sql.join(found, sql` union all `)}) c order by ${order.by} limit ${query.limit}`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** Conversations in the order of their ids in the list; those that are gone are left out. */
export async function readMany(tx: Tx, memberId: string, ids: readonly string[]): Promise<Conversation[]> {
  const { rows } = await sql<{ json: string }>`
    select ${conversationJson(memberId)} as json from unnest(${arrayText(ids)}::uuid[]) with ordinality as a(id, place)
    join conversations c on c.id = a.id order by a.place`.execute(tx);
  return rows.map(({ json }) => JSON.parse(json) as Conversation);
}

/** Names the conversations that stand in a view, as rows `(id, place)`; at most so many. */
export function idsInView(viewer: Viewer, filter: ViewFilter, most: number): RawBuilder<unknown> {
  const which = conditionOf(filter, viewer);
  const found = (filter.status ? [filter.status] : statusesShown).map(
    (status) =>
      sql`(select c.id, c.last_at from conversations c where ${statusIs(status)} and ${which} limit ${most})`,
  );
  return sql`
    select c.id, row_number() over (order by c.last_at, c.id) as place
    from (${sql.join(found, sql` union all `)}) c limit ${most}`;
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

export type ConversationRow = {
  id: string;
  inboxId: string;
  customerId: string;
  channel: string;
  status: 'open' | 'snoozed' | 'closed' | 'merged';
  spam: boolean;
  priority: Priority;
  tagIds: readonly string[];
  attributes: Readonly<Record<string, unknown>>;
  snoozedUntil: string | null;
  reasonId: string | null;
  assigneeId: string | null;
  teamId: string | null;
  /** Its customer is blocked; and whether it is spam because of that. */
  blocked: boolean;
  spamByBlock: boolean;
  lastAt: string;
  /** When its newest message was sent; null: there is none. */
  lastMessageAt: string | null;
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
  if (conversation.status === 'merged') {
    throw new Problem(
      'conflict',
      'This conversation is part of another by now. Go on there, or undo the merge.',
    );
  }
  return conversation;
}

/** Holds a conversation that may be part of another. @throws Problem `not-found`. */
export async function lockEvenMerged(tx: Tx, conversationId: string): Promise<ConversationRow> {
  const conversation = await locked(tx, sql`${conversationId}`);
  if (!conversation) throw noSuchConversation();
  return conversation;
}

/** The same with the newest conversation of those whom a query names by `inbox_id` and `customer_id`, if there is one. */
export async function lockNewestConversation(
  tx: Tx,
  who: RawBuilder<unknown>,
): Promise<ConversationRow | undefined> {
  const newest = await locked(
    tx,
    sql`(${newestFirst(who, { limit: sql`limit 1`, which: sql`status <> 'merged'` })})`,
  );
  if (newest?.status !== 'merged') return newest;
  // It became part of another one while this transaction waited for it.
  const { rows } = await sql<{ id: string }>`
    select into_id as id from conversation_merges where from_id = ${newest.id}`.execute(tx);
  return rows[0] && lockConversation(tx, rows[0].id);
}

async function locked(tx: Tx, id: RawBuilder<unknown>): Promise<ConversationRow | undefined> {
  const { rows } = await sql<ConversationRow>`
    select id, inbox_id as "inboxId", customer_id as "customerId", channel, status, spam, priority, tag_ids as "tagIds", attributes,
      rfc3339(snoozed_until) as "snoozedUntil", reason_id as "reasonId", assignee_id as "assigneeId", team_id as "teamId", rfc3339(last_at) as "lastAt", last_message ->> 'occurredAt' as "lastMessageAt", inbound_count as "inboundCount",
      ${isBlocked(sql`c.customer_id`)} as blocked,
      case when c.spam then ${isSpamByBlock(sql`c.id`)} else false end as "spamByBlock",
      epoch || '.' || xid || '.' || seq as position
    from lock_conversation(${id}) c`.execute(tx);
  return rows[0];
}

/** Customer by customer, so that it goes by their index however few conversations there were when it was planned. */
function newestFirst(
  who: RawBuilder<unknown>,
  { limit = sql``, which = sql`true` } = {},
): RawBuilder<{ id: string }> {
  return sql`
    select c.id from (${who}) who cross join lateral (
      select id, last_at from conversations
      where customer_id = who.customer_id and inbox_id = who.inbox_id and ${which}
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
