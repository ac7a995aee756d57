/**
 * Which messages stand in a conversation. An entry stays in the conversation in which it was written; merges and splits are
 * rows beside, through which every read of a thread goes. So each message stands in one conversation, whatever is undone.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Standing } from '../../contract/conversation-entries.ts';
import { Problem } from '../../contract/errors.ts';
import { entriesById, type Threads, threadRows } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { changedPreview } from './changing.ts';
import { lastMessageOf, messageKinds } from './record.ts';

type Sql = RawBuilder<unknown>;

/** Conversations, named by rows `(id)`, and all that are part of them. */
function withParts(rows: Sql): Sql {
  return sql`
    with recursive part (id) as (
      ${rows}
      union
      select m.from_id from conversation_merges m join part on m.into_id = part.id)
    select id from part`;
}

const named = (ids: readonly string[]) => sql`select unnest(${arrayText(ids)}::uuid[])`;

const isAtHome = sql`not exists (select from moved_messages m where m.entry_id = e.id)`;

/** What stands in a conversation. */
export function wholeThread(conversationId: string): Threads {
  return groupOf([conversationId]);
}

/** What stands in the conversation that a statement names. */
export function threadOf(conversation: Sql): Threads {
  const parts = withParts(sql`select ${conversation}`);
  return { conversations: parts, where: isAtHome, besides: movedInto(parts) };
}

/** Messages that came into any of these from elsewhere, as rows `(id)`. */
function movedInto(parts: Sql, isMeant = sql`true`): Sql {
  return sql`
    select m.entry_id as id from (${parts}) part join moved_messages m on m.conversation_id = part.id where ${isMeant}`;
}

/** What stands in any of these conversations, but for these messages, and for one that is a part of them. */
export function groupOf(
  ids: readonly string[],
  { messages = [], part }: { messages?: readonly string[]; part?: string } = {},
): Threads {
  const all = withParts(named(ids));
  const parts =
    part === undefined
      ? all
      : sql`select id from (${all}) a except select id from (${withParts(named([part]))}) b`;
  const stays = (id: Sql) =>
    messages.length === 0 ? sql`true` : sql`${id} <> all(${arrayText(messages)}::uuid[])`;
  return {
    conversations: parts,
    where: sql`${isAtHome} and ${stays(sql`e.id`)}`,
    besides: movedInto(parts, stays(sql`m.entry_id`)),
  };
}

/** These messages alone. */
export function messagesAlone(ids: readonly string[]): Threads {
  return {
    conversations: sql`select null::uuid as id where false`,
    besides: sql`select unnest(${arrayText(ids)}::uuid[])`,
  };
}

/** Which of these are messages in a conversation. */
export async function messagesIn(tx: Tx, conversationId: string, ids: readonly string[]): Promise<string[]> {
  const isWanted = sql`e.id = any(${arrayText(ids)}::uuid[]) and ${isMessage}`;
  const { rows } = await sql<{ id: string }>`
    select e.id from (${threadRows(wholeThread(conversationId), isWanted)}) e`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The same, all of them. @throws Problem `conflict` where one is not here. */
export async function requireMessages(
  tx: Tx,
  conversationId: string,
  ids: readonly string[],
): Promise<string[]> {
  const wanted = [...new Set(ids)];
  const found = await messagesIn(tx, conversationId, wanted);
  if (found.length < wanted.length) {
    throw new Problem('conflict', 'Some of these messages are no longer here. Look again and choose anew.');
  }
  return found;
}

export const isMessage = sql`e.kind = any(${[...messageKinds]}::text[])`;
/** After which a customer waits anew, in the conversation in which it happened. */
const settles = sql`e.kind in ('conversation.closed', 'conversation.spam_marked')`;

/** What a group of messages makes of its conversation, and how many there are. */
export async function stand(
  tx: Tx,
  threads: Threads,
): Promise<Omit<Standing, 'reads'> & { messageCount: number }> {
  const { rows } = await sql<{ json: Omit<Standing, 'reads'> & { messageCount: number } }>`
    with e as materialized (${threadRows(threads, sql`(${isMessage} or ${settles})`)}),
    settled as (
      select e.conversation_id, max(e.occurred_at) as at from e
      where ${settles} and exists (
        select from e later where later.kind = 'message.received'
          and later.conversation_id = e.conversation_id and later.occurred_at > e.occurred_at)
      group by 1),
    replied as (
      select max(e.occurred_at) as at from e where e.kind = 'message.sent' and e.actor_kind <> 'system')
    select json_build_object(
      'messageCount', count(*) filter (where ${isMessage}),
      'inboundCount', count(*) filter (where e.kind = 'message.received'),
      'waitingSince', rfc3339(min(e.occurred_at) filter (where e.kind = 'message.received'
        and (e.payload -> 'mail' ? 'automatic') is not true
        and e.occurred_at > coalesce((select at from replied), '-infinity')
        and e.occurred_at > coalesce(
          (select at from settled where settled.conversation_id = e.conversation_id), '-infinity'))),
      'lastMessage', (
        select ${changedPreview(sql`e`, lastMessageOf(sql`e`))} from e where ${isMessage}
        order by e.occurred_at desc, e.epoch desc, e.xid desc, e.seq desc limit 1)
    ) as json from e`.execute(tx);
  if (!rows[0]) throw new Error('An aggregate has a row.');
  return rows[0].json;
}

/** How many of the customer's messages each member has read in a conversation. */
export async function readsIn(tx: Tx, conversationId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ memberId: string; count: number }>`
    select member_id as "memberId", read_count as count from conversation_reads
    where conversation_id = ${conversationId}`.execute(tx);
  return new Map(rows.map(({ memberId, count }) => [memberId, count]));
}

/** The conversation in which a message stands that was written in `conversation`: merges and splits resolved. */
export function placeOf(messageId: Sql, conversation: Sql): Sql {
  return sql`(
    with recursive up (id) as (
      select coalesce((select m.conversation_id from moved_messages m where m.entry_id = ${messageId}), ${conversation})
      union
      select m.into_id from up join conversation_merges m on m.from_id = up.id)
    select up.id from up
    where not exists (select from conversation_merges m where m.from_id = up.id) limit 1)`;
}

/** The conversation that the conversation of a row in SQL is part of by now, or itself. */
export function homeOf(conversation: Sql): Sql {
  return sql`(
    with recursive up (id) as (
      select ${conversation}
      union
      select m.into_id from up join conversation_merges m on m.from_id = up.id)
    select up.id from up
    where not exists (select from conversation_merges m where m.from_id = up.id) limit 1)`;
}

/** A conversation and all that are part of it. */
export async function partsOf(tx: Tx, conversationId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${withParts(named([conversationId]))}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The conversations in which the messages were written that stand in these. */
export async function writtenIn(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${withParts(named(ids))}`.execute(tx);
  const parts = rows.map(({ id }) => id);
  const { rows: moved } = await sql<{ id: string }>`
    select entry_id as id from moved_messages where conversation_id = any(${arrayText(parts)}::uuid[])`.execute(
    tx,
  );
  if (moved.length === 0) return parts;
  const entries = await entriesById(
    tx,
    moved.map(({ id }) => id),
  );
  return [...new Set([...parts, ...entries.flatMap(({ conversationId }) => conversationId ?? [])])];
}

export type Home = { id: string; inboxId: string; subject: string | null; isOwn: boolean };

/** Where these conversations stand by now, the oldest first; their own: with the customer, merges resolved. */
export async function homesOf(tx: Tx, ids: readonly string[], customerId: string): Promise<Home[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Home>`
    select c.id, c.inbox_id as "inboxId", c.subject, root_of(c.customer_id) = root_of(${customerId}::uuid) as "isOwn"
    from (select distinct ${homeOf(sql`given.id`)} as id from unnest(${arrayText([...ids])}::uuid[]) given (id)) home
    join conversations c on c.id = home.id order by c.opened_at, c.id`.execute(tx);
  return rows;
}
