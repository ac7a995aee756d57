/**
 * Conversations as a read model of their entries. Every command appends through `record`, which writes the entry and
 * the conversation in one transaction by the function that `rebuild` replays; attached features hear of the change.
 */
import { sql } from 'kysely';
import { previewLengthMax } from '../../contract/conversations.ts';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { append, entryRow, type NewEntry, newId } from '../ledger/index.ts';
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
 * Appends an entry of a conversation and changes the conversation accordingly, in one round trip. The caller holds the
 * conversation's lock (`lockConversation`), so positions and times within one conversation grow in the order of commits.
 */
export async function record<K extends ConversationKind>(
  tx: Tx,
  entry: NewEntry<K> & { conversationId: string },
): Promise<{ entry: Entry<K>; repeated: boolean }> {
  const id = newId();
  // Neither waits for the other. One that was appended before has no entry of this id, and changes nothing.
  const [appended] = await Promise.all([
    append(tx, entry, id),
    applyToConversations(tx, { id, kind: entry.kind }),
  ]);
  return appended;
}

type Recorded = { id: string; kind: ConversationKind };

/** What an entry of the ledger means to the conversations' tables. */
export async function applyToConversations(tx: Tx, entry: Recorded): Promise<void> {
  switch (entry.kind) {
    case 'conversation.opened':
      return insertOpened(tx, entry);
    case 'conversation.closed':
      return update(tx, entry, sql`status = 'closed', waiting_since = null, last_at = e.occurred_at`);
    case 'conversation.reopened':
      return update(tx, entry, sql`status = 'open', last_at = e.occurred_at`);
    case 'conversation.assigned':
      return update(tx, entry, sql`assignee_id = (e.payload ->> 'memberId')::uuid, last_at = e.occurred_at`);
    case 'conversation.read':
      await Promise.all([saveRead(tx, entry), update(tx, entry, sql`last_at = c.last_at`)]);
      return;
    case 'message.received':
      return update(
        tx,
        entry,
        sql`${lastMessage}, waiting_since = coalesce(c.waiting_since, e.occurred_at),
          inbound_count = c.inbound_count + 1`,
      );
    case 'message.sent':
      return update(tx, entry, sql`${lastMessage}, waiting_since = null`);
    case 'note.added':
      return update(tx, entry, lastMessage);
  }
}

async function insertOpened(tx: Tx, { id }: Recorded): Promise<void> {
  await sql`
    insert into conversations (id, inbox_id, customer_id, channel, status, subject, opened_at, last_at, epoch, xid, seq)
    select e.conversation_id, (e.payload ->> 'inboxId')::uuid, e.customer_id, e.channel, 'open', e.payload ->> 'subject',
      e.occurred_at, e.occurred_at, e.epoch, e.xid, e.seq
    from ${entryRow(id)}`.execute(tx);
}

const lastMessage = sql`last_at = e.occurred_at, last_message = jsonb_build_object(
  'text', left(e.payload ->> 'text', ${sql.lit(previewLengthMax)}),
  'direction', e.direction,
  'note', e.kind = 'note.added',
  'author', jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id),
  'occurredAt', rfc3339(e.occurred_at))`;

async function saveRead(tx: Tx, { id }: Recorded): Promise<void> {
  await sql`
    insert into conversation_reads (conversation_id, member_id, read_count)
    select e.conversation_id, (e.payload ->> 'memberId')::uuid, (e.payload ->> 'inboundCount')::integer
    from ${entryRow(id)}
    on conflict (workspace_id, conversation_id, member_id)
    do update set read_count = greatest(conversation_reads.read_count, excluded.read_count)`.execute(tx);
}

/** `set` may speak of the conversation `c` and the entry `e`. */
async function update(tx: Tx, { id }: Recorded, set: ReturnType<typeof sql>): Promise<void> {
  await sql`
    update conversations c
    set ${set}, epoch = e.epoch, xid = e.xid, seq = e.seq
    from ${entryRow(id)}
    where c.id = e.conversation_id`.execute(tx);
}
