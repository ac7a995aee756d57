/**
 * Conversations as a read model of their entries. Every command appends through `record`, which writes the entry and
 * the conversation in one transaction by the function that `rebuild` replays; attached features hear of the change.
 */
import { sql } from 'kysely';
import { preview } from '../../contract/apply.ts';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { append, type NewEntry } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** Kinds that change a conversation. */
export const conversationKinds = [
  'conversation.opened',
  'conversation.closed',
  'conversation.reopened',
  'conversation.assigned',
  'conversation.read',
  'message.received',
  'message.sent',
  'note.added',
] as const satisfies readonly EntryKind[];
export type ConversationKind = (typeof conversationKinds)[number];

/**
 * Appends an entry of a conversation and changes the conversation accordingly. The caller holds the conversation's
 * lock (`lockConversation`), so positions and times within one conversation grow in the order of commits.
 */
export async function record<K extends ConversationKind>(
  tx: Tx,
  entry: NewEntry<K> & { conversationId: string },
): Promise<{ entry: Entry<K>; repeated: boolean }> {
  const appended = await append(tx, entry);
  if (!appended.repeated) {
    // As it stands in the ledger: the customer that it came with, whoever survives a merge.
    const own = { ...appended.entry, customerId: entry.customerId ?? null };
    await applyToConversations(tx, own as Entry<ConversationKind>);
  }
  return appended;
}

/** What an entry means to the conversations' tables. */
export async function applyToConversations(tx: Tx, entry: Entry<ConversationKind>): Promise<void> {
  switch (entry.kind) {
    case 'conversation.opened':
      return insertOpened(tx, entry);
    case 'conversation.closed':
      return update(tx, entry, sql`status = 'closed', waiting_since = null, last_at = ${entry.occurredAt}`);
    case 'conversation.reopened':
      return update(tx, entry, sql`status = 'open', last_at = ${entry.occurredAt}`);
    case 'conversation.assigned':
      return update(tx, entry, sql`assignee_id = ${entry.payload.memberId}, last_at = ${entry.occurredAt}`);
    case 'conversation.read':
      await saveRead(tx, entry);
      return update(tx, entry, sql`last_at = last_at`);
    case 'message.received':
    case 'message.sent':
    case 'note.added':
      return applyMessage(tx, entry);
  }
}

async function insertOpened(tx: Tx, entry: Entry<'conversation.opened'>): Promise<void> {
  const [epoch, xid, seq] = entry.position.split('.');
  await sql`
    insert into conversations (id, inbox_id, customer_id, channel, status, subject, opened_at, last_at, epoch, xid, seq)
    values (${entry.conversationId}, ${entry.payload.inboxId}, ${entry.customerId}, ${entry.channel}, 'open',
      ${entry.payload.subject}, ${entry.occurredAt}, ${entry.occurredAt},
      ${epoch}::integer, ${xid}::xid8, ${seq}::bigint)`.execute(tx);
}

async function applyMessage(
  tx: Tx,
  entry: Entry<'message.received' | 'message.sent' | 'note.added'>,
): Promise<void> {
  const lastMessage = JSON.stringify({
    text: preview(entry.payload.text),
    direction: entry.direction,
    note: entry.kind === 'note.added',
    author: entry.actor,
    occurredAt: entry.occurredAt,
  });
  const inbound = entry.kind === 'message.received';
  const waiting = inbound
    ? sql`coalesce(waiting_since, ${entry.occurredAt})`
    : entry.kind === 'note.added'
      ? sql`waiting_since`
      : sql`null`;
  await update(
    tx,
    entry,
    sql`last_at = ${entry.occurredAt}, last_message = ${lastMessage}::jsonb, waiting_since = ${waiting},
      inbound_count = inbound_count + ${inbound ? 1 : 0}`,
  );
}

async function saveRead(tx: Tx, entry: Entry<'conversation.read'>): Promise<void> {
  await sql`
    insert into conversation_reads (conversation_id, member_id, read_count)
    values (${entry.conversationId}, ${entry.payload.memberId}, ${entry.payload.inboundCount})
    on conflict (workspace_id, conversation_id, member_id)
    do update set read_count = greatest(conversation_reads.read_count, excluded.read_count)`.execute(tx);
}

async function update(tx: Tx, entry: Entry, set: ReturnType<typeof sql>): Promise<void> {
  const [epoch, xid, seq] = entry.position.split('.');
  await sql`
    update conversations
    set ${set}, epoch = ${epoch}::integer, xid = ${xid}::xid8, seq = ${seq}::bigint
    where id = ${entry.conversationId}`.execute(tx);
}
