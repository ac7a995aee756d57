/** Many conversations at once, whose entries were written at once: the rows that those entries make. */
import { sql } from 'kysely';
import type { Conversation } from '../../contract/conversations.ts';
import type { Tx } from '../platform/db/index.ts';

export type ReadyRead = { conversationId: string; memberId: string; readCount: number };

/** Writes conversations, and how far members have read them. What `readCount` of a conversation says does not count. */
export async function writeConversations(
  tx: Tx,
  conversations: readonly Conversation[],
  reads: readonly ReadyRead[],
): Promise<void> {
  const of = <T>(part: (conversation: Conversation) => T): T[] => conversations.map(part);
  const place = of(({ position }) => position.split('.'));
  await sql`
    insert into conversations (id, inbox_id, customer_id, channel, status, assignee_id, subject, opened_at, last_at,
      last_message, waiting_since, inbound_count, epoch, xid, seq)
    select * from unnest(${of(({ id }) => id)}::uuid[], ${of(({ inboxId }) => inboxId)}::uuid[],
      ${of(({ customer }) => customer.id)}::uuid[], ${of(({ channel }) => channel)}::text[],
      ${of(({ status }) => status)}::text[], ${of(({ assigneeId }) => assigneeId)}::uuid[],
      ${of(({ subject }) => subject)}::text[], ${of(({ openedAt }) => openedAt)}::timestamptz[],
      ${of(({ lastAt }) => lastAt)}::timestamptz[],
      ${of(({ lastMessage }) => lastMessage && JSON.stringify(lastMessage))}::jsonb[],
      ${of(({ waitingSince }) => waitingSince)}::timestamptz[], ${of(({ inboundCount }) => inboundCount)}::integer[],
      ${place.map(([epoch]) => epoch)}::integer[], ${place.map(([, xid]) => xid)}::xid8[],
      ${place.map(([, , seq]) => seq)}::bigint[])`.execute(tx);
  await sql`
    insert into conversation_reads (conversation_id, member_id, read_count)
    select * from unnest(${reads.map(({ conversationId }) => conversationId)}::uuid[],
      ${reads.map(({ memberId }) => memberId)}::uuid[], ${reads.map(({ readCount }) => readCount)}::integer[])
  `.execute(tx);
}
