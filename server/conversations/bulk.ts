/** Many conversations at once, whose entries were written at once: the rows that those entries make. */
import { sql } from 'kysely';
import type { Conversation } from '../../contract/conversations.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

export type ReadyRead = { conversationId: string; memberId: string; readCount: number };

/** Writes conversations, and how far members have read them. What `readCount` of a conversation says does not count. */
export async function writeConversations(
  tx: Tx,
  conversations: readonly Conversation[],
  reads: readonly ReadyRead[],
): Promise<void> {
  const of = (part: (conversation: Conversation) => string | number | null) =>
    arrayText(conversations.map(part));
  const place = (part: number) => of(({ position }) => position.split('.')[part] ?? null);
  await sql`
    insert into conversations (id, inbox_id, customer_id, channel, status, snoozed_until, closed_at, reason_id, spam, priority, tag_ids, attributes,
      assignee_id, team_id, subject, opened_at, last_at, last_message, waiting_since, inbound_count, epoch, xid, seq)
    select id, inbox_id, customer_id, channel, status, snoozed_until, closed_at, reason_id, spam, priority, tag_ids::uuid[], attributes,
      assignee_id, team_id, subject, opened_at, last_at, last_message, waiting_since, inbound_count, epoch, xid, seq
    from unnest(${of(({ id }) => id)}::uuid[], ${of(({ inboxId }) => inboxId)}::uuid[],
      ${of(({ customer }) => customer.id)}::uuid[], ${of(({ channel }) => channel)}::text[],
      ${of(({ status }) => status)}::text[], ${of(({ snoozedUntil }) => snoozedUntil)}::timestamptz[],
      ${of(({ closedAt }) => closedAt)}::timestamptz[], ${of(({ reasonId }) => reasonId)}::uuid[],
      ${of(({ spam }) => String(spam))}::boolean[], ${of(({ priority }) => priority)}::text[],
      ${of(({ tagIds }) => arrayText(tagIds))}::text[],
      ${of(({ attributes }) => JSON.stringify(attributes))}::jsonb[], ${of(({ assigneeId }) => assigneeId)}::uuid[],
      ${of(({ teamId }) => teamId)}::uuid[],
      ${of(({ subject }) => subject)}::text[], ${of(({ openedAt }) => openedAt)}::timestamptz[],
      ${of(({ lastAt }) => lastAt)}::timestamptz[],
      ${of(({ lastMessage }) => lastMessage && JSON.stringify(lastMessage))}::jsonb[],
      ${of(({ waitingSince }) => waitingSince)}::timestamptz[], ${of(({ inboundCount }) => inboundCount)}::integer[],
      ${place(0)}::integer[], ${place(1)}::xid8[], ${place(2)}::bigint[])
      as c (id, inbox_id, customer_id, channel, status, snoozed_until, closed_at, reason_id, spam, priority, tag_ids, attributes, assignee_id, team_id, subject,
        opened_at, last_at, last_message, waiting_since, inbound_count, epoch, xid, seq)`.execute(tx);
  await sql`
    insert into conversation_reads (conversation_id, member_id, read_count)
    select * from unnest(${arrayText(reads.map(({ conversationId }) => conversationId))}::uuid[],
      ${arrayText(reads.map(({ memberId }) => memberId))}::uuid[], ${arrayText(reads.map(({ readCount }) => readCount))}::integer[])
  `.execute(tx);
}
