/**
 * Conversations as a read model of their entries. Every command appends through `record`, which writes the entry and
 * the conversation in one transaction by the function that `rebuild` replays; attached features hear of the change.
 */
import { type RawBuilder, sql } from 'kysely';
import { previewLengthMax } from '../../contract/conversations.ts';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { append, entryRow, type NewEntry } from '../ledger/index.ts';
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
/** Kinds that carry words. */
export const messageKinds = ['message.received', 'message.sent', 'note.added'] as const;

type Sql = RawBuilder<unknown>;
export type ConversationKind = (typeof conversationKinds)[number];

/**
 * Appends an entry of a conversation and changes the conversation accordingly, by one statement. The caller holds the
 * conversation's lock (`lockConversation`), so positions and times within one conversation grow in the order of commits.
 */
export async function record<K extends ConversationKind>(
  tx: Tx,
  entry: NewEntry<K> & { conversationId: string },
): Promise<{ entry: Entry<K>; repeated: boolean }> {
  return append(tx, entry, (source) => consequences(entry.kind, source));
}

/** What an entry of the ledger means to the conversations' tables. */
export async function applyToConversations(
  tx: Tx,
  { id, kind }: { id: string; kind: ConversationKind },
): Promise<void> {
  await Promise.all(consequences(kind, entryRow(id)).map((statement) => statement.execute(tx)));
}

/** Statements that change the tables by an entry of this kind, the row `e` of `source`. */
function consequences(kind: ConversationKind, source: Sql): Sql[] {
  const update = (set: Sql): Sql => sql`
    update conversations c
    set ${set}, epoch = e.epoch, xid = e.xid, seq = e.seq
    from ${source}
    where c.workspace_id = e.workspace_id and c.id = e.conversation_id`;
  switch (kind) {
    case 'conversation.opened':
      return [insertOpened(source)];
    case 'conversation.closed':
      return [update(sql`status = 'closed', waiting_since = null, last_at = e.occurred_at`)];
    case 'conversation.reopened':
      return [update(sql`status = 'open', last_at = e.occurred_at`)];
    case 'conversation.assigned':
      return [update(sql`assignee_id = (e.payload ->> 'memberId')::uuid, last_at = e.occurred_at`)];
    case 'conversation.read':
      return [saveRead(source), update(sql`last_at = c.last_at`)];
    case 'message.received':
      return [
        update(
          sql`${lastMessage}, waiting_since = coalesce(c.waiting_since, e.occurred_at),
            inbound_count = c.inbound_count + 1`,
        ),
      ];
    case 'message.sent':
      return [update(sql`${lastMessage}, waiting_since = null`)];
    case 'note.added':
      return [update(lastMessage)];
  }
}

function insertOpened(source: Sql): Sql {
  return sql`
    insert into conversations (id, inbox_id, customer_id, channel, status, subject, opened_at, last_at, epoch, xid, seq)
    select e.conversation_id, (e.payload ->> 'inboxId')::uuid, e.customer_id, e.channel, 'open', e.payload ->> 'subject',
      e.occurred_at, e.occurred_at, e.epoch, e.xid, e.seq
    from ${source}`;
}

const lastMessage = sql`last_at = e.occurred_at, last_message = jsonb_build_object(
  'text', left(e.payload ->> 'text', ${sql.lit(previewLengthMax)}),
  'direction', e.direction,
  'note', e.kind = 'note.added',
  'author', jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id),
  'occurredAt', rfc3339(e.occurred_at))`;

function saveRead(source: Sql): Sql {
  return sql`
    insert into conversation_reads (conversation_id, member_id, read_count)
    select e.conversation_id, (e.payload ->> 'memberId')::uuid, (e.payload ->> 'inboundCount')::integer
    from ${source}
    on conflict (workspace_id, conversation_id, member_id)
    do update set read_count = greatest(conversation_reads.read_count, excluded.read_count)`;
}
