/**
 * How far messages have been read on the other side. What the customer has seen of the team's is one row for a
 * conversation that only moves on; what the team has read of the customer's follows from the members' own marks.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Receipt } from '../../contract/attendance.ts';
import { entryIn, entryRow } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { noSuchConversation } from './queries.ts';

const columns: RawBuilder<unknown> = sql`rfc3339(r.delivered_until) as "deliveredUntil",
  rfc3339(r.read_until) as "readUntil", rfc3339(r.read_at) as "readAt"`;

/** How far the team's messages have reached a conversation's customer. @throws Problem `not-found`. */
export async function readReceipt(tx: Tx, conversationId: string): Promise<Receipt> {
  const { rows } = await sql<Receipt>`
    select ${columns} from conversations c left join conversation_receipts r on r.conversation_id = c.id
    where c.id = ${conversationId}`.execute(tx);
  if (!rows[0]) throw noSuchConversation();
  return rows[0];
}

/**
 * Notes that a message of the team has reached the customer, of one of these conversations: delivered, or read. Answers
 * what holds then, and nothing where it says nothing new or names no such message.
 */
export async function noteReceipt(
  tx: Tx,
  conversationIds: readonly string[],
  { messageId, isRead }: { messageId: string; isRead: boolean },
): Promise<{ conversationId: string; receipt: Receipt } | undefined> {
  const { rows } = await sql<Receipt & { conversationId: string }>`
    insert into conversation_receipts as r (conversation_id, delivered_until, read_until, read_at)
    select e.conversation_id, e.occurred_at, case when ${isRead}::boolean then e.occurred_at end,
      case when ${isRead}::boolean then clock_timestamp() end
    from ${entryRow(messageId)} where e.kind = 'message.sent' and e.conversation_id = any(${arrayText(conversationIds)}::uuid[])
    on conflict (workspace_id, conversation_id) do update set
      delivered_until = greatest(r.delivered_until, excluded.delivered_until),
      read_at = case when excluded.read_until <= r.read_until then r.read_at else coalesce(excluded.read_at, r.read_at) end,
      read_until = greatest(r.read_until, excluded.read_until)
    where excluded.delivered_until > r.delivered_until
      or excluded.read_until > coalesce(r.read_until, '-infinity')
    returning r.conversation_id as "conversationId", ${columns}`.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  const { conversationId, ...receipt } = row;
  return { conversationId, receipt };
}

/** Up to which time the team has read what the customer sent in these conversations; null: nothing of it. */
export async function teamReadUntil(tx: Tx, conversationIds: readonly string[]): Promise<string | null> {
  const unread = sql`greatest(c.inbound_count - reads.count, 0)`;
  const { rows } = await sql<{ until: string | null }>`
    select rfc3339(max(m.occurred_at)) as until
    from unnest(${arrayText(conversationIds)}::uuid[]) as thread(id)
    join conversations c on c.id = thread.id
    cross join lateral (select max(r.read_count) as count from conversation_reads r where r.conversation_id = c.id) reads
    cross join lateral ${entryIn(sql`c.id`, ['message.received'], 'newest', unread)} m
    where reads.count > 0`.execute(tx);
  return rows[0]?.until ?? null;
}
