/**
 * Conversations as a read model of their entries. Every command appends through `record`, which writes the entry and
 * the conversation in one transaction by the function that `rebuild` replays; attached features hear of the change.
 */
import { type RawBuilder, sql } from 'kysely';
import { previewLengthMax } from '../../contract/conversations.ts';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { append, entryRow, type Follows, type NewEntry } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import {
  deletedPreview,
  editedPreview,
  restoredPreview,
  saveDeletion,
  saveEdit,
  saveRestoration,
} from './changing.ts';
import { setDescribed } from './described.ts';
import {
  gainedTags,
  linking,
  merging,
  moving,
  saveReads,
  setMerged,
  setStanding,
  setUnmerged,
  unlinking,
  unmerging,
  withoutLostTags,
} from './regrouped.ts';

/** Kinds that change a conversation. */
export const conversationKinds = [
  'conversation.opened',
  'conversation.closed',
  'conversation.reopened',
  'conversation.assigned',
  'conversation.read',
  'conversation.snoozed',
  'conversation.prioritised',
  'conversation.tagged',
  'conversation.untagged',
  'conversation.spam_marked',
  'conversation.described',
  'conversation.merged',
  'conversation.absorbed',
  'conversation.released',
  'conversation.unmerged',
  'conversation.split',
  'conversation.linked',
  'conversation.unlinked',
  'message.received',
  'message.sent',
  'note.added',
  'message.reacted',
  'message.edited',
  'message.deleted',
  'message.restored',
  'message.delivered',
] as const satisfies readonly EntryKind[];
/** Kinds that carry words. */
export const messageKinds = ['message.received', 'message.sent', 'note.added'] as const;

type Sql = RawBuilder<unknown>;
export type ConversationKind = (typeof conversationKinds)[number];
type MessageKind = Extract<ConversationKind, `message.${string}` | 'note.added'>;

/**
 * Appends an entry of a conversation and changes the conversation accordingly, by one statement. The caller holds the
 * conversation's lock (`lockConversation`), so positions and times within one conversation grow in the order of commits.
 */
export async function record<K extends ConversationKind>(
  tx: Tx,
  entry: NewEntry<K> & { conversationId: string },
  more: Follows = () => [],
): Promise<{ entry: Entry<K>; repeated: boolean }> {
  return append(tx, entry, (source) => [...consequences(entry.kind, source), ...more(source)]);
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
      return [update(sql`${setClosed}, last_at = e.occurred_at`)];
    case 'conversation.reopened':
      return [
        update(sql`${unended}, status = 'open', snoozed_until = null, spam = false, last_at = e.occurred_at`),
      ];
    case 'conversation.snoozed':
      return [
        update(sql`${unended}, status = 'snoozed', snoozed_until = (e.payload ->> 'until')::timestamptz`),
      ];
    case 'conversation.spam_marked':
      return [update(sql`${unended}, status = 'closed', snoozed_until = null, spam = true`)];
    case 'conversation.prioritised':
      return [update(sql`priority = e.payload ->> 'priority'`)];
    case 'conversation.tagged':
      return [update(sql`tag_ids = c.tag_ids || (e.payload ->> 'tagId')::uuid`)];
    case 'conversation.untagged':
      return [update(sql`tag_ids = array_remove(c.tag_ids, (e.payload ->> 'tagId')::uuid)`)];
    case 'conversation.described':
      return [update(setDescribed)];
    case 'conversation.assigned':
      return [update(setAssigned)];
    case 'conversation.read':
      return [saveRead(source), update(sql`last_at = c.last_at`)];
    case 'conversation.merged':
      return [...merging(source), update(setMerged)];
    case 'conversation.absorbed':
      return [
        ...moving(source),
        saveReads(source),
        update(sql`${setStanding}, tag_ids = c.tag_ids || ${gainedTags}`),
      ];
    case 'conversation.released':
      return [saveReads(source), update(sql`${setStanding}, ${withoutLostTags}`)];
    case 'conversation.unmerged':
      return [unmerging(source), saveReads(source), update(sql`${setStanding}, ${setUnmerged}`)];
    case 'conversation.split':
      return [saveReads(source), update(setStanding)];
    case 'conversation.linked':
      return [linking(source), update(sql`last_at = c.last_at`)];
    case 'conversation.unlinked':
      return [unlinking(source), update(sql`last_at = c.last_at`)];
    default:
      return said(kind, source, update);
  }
}

/** The same for what is said, and for what becomes of it. */
function said(kind: MessageKind, source: Sql, update: (set: Sql) => Sql): Sql[] {
  switch (kind) {
    case 'message.received':
      return [
        update(
          sql`${lastMessage},
            waiting_since = case when ${isAutomatic} then c.waiting_since
              when c.status = 'closed' then e.occurred_at else coalesce(c.waiting_since, e.occurred_at) end,
            inbound_count = c.inbound_count + 1`,
        ),
      ];
    case 'message.sent':
      return [
        update(
          sql`${lastMessage}, waiting_since = case when e.actor_kind = 'system' then c.waiting_since end`,
        ),
      ];
    case 'note.added':
      return [update(lastMessage), saveMentions(source)];
    case 'message.reacted':
      return [saveReaction(source), update(sql`last_at = c.last_at`)];
    case 'message.edited':
      return [saveEdit(source), saveMentions(source), update(editedPreview)];
    case 'message.deleted':
      return [saveDeletion(source), update(deletedPreview)];
    case 'message.delivered':
      return [update(sql`last_at = c.last_at`)];
    case 'message.restored':
      return [saveRestoration(source), update(restoredPreview(filesOf(sql`e.payload`)))];
  }
}

/** A program wrote the entry `e`, and waits for no answer. */
const isAutomatic = sql`e.payload -> 'mail' ? 'automatic'`;

const setClosed = sql`status = 'closed', snoozed_until = null, closed_at = e.occurred_at,
  reason_id = (e.payload ->> 'reasonId')::uuid`;
/** It has not ended, or not in a way that has a reason. */
const unended = sql`closed_at = null, reason_id = null`;

const setAssigned = sql`assignee_id = (e.payload ->> 'memberId')::uuid,
  team_id = case when e.payload ? 'teamId' then (e.payload ->> 'teamId')::uuid else c.team_id end,
  last_at = e.occurred_at`;

function insertOpened(source: Sql): Sql {
  return sql`
    insert into conversations (id, inbox_id, customer_id, channel, status, team_id, subject, opened_at, last_at,
      epoch, xid, seq)
    select e.conversation_id, (e.payload ->> 'inboxId')::uuid, e.customer_id, e.channel, 'open', (e.payload ->> 'teamId')::uuid, e.payload ->> 'subject',
      e.occurred_at, e.occurred_at, e.epoch, e.xid, e.seq
    from ${source}`;
}

const lastMessage = sql`last_at = e.occurred_at, last_message = ${lastMessageOf(sql`e`)}`;

/** The row of an entry as a conversation's newest message. */
export function lastMessageOf(e: Sql): Sql {
  return sql`(jsonb_build_object(
    'text', left(${e}.payload ->> 'text', ${sql.lit(previewLengthMax)}),
    'direction', ${e}.direction,
    'note', ${e}.kind = 'note.added',
    'author', jsonb_build_object('kind', ${e}.actor_kind, 'id', ${e}.actor_id),
    'occurredAt', rfc3339(${e}.occurred_at)) || ${filesOf(sql`${e}.payload`)})`;
}

/** How many files a message carries, as a part of `last_message`; nothing where it has none. */
export function filesOf(payload: Sql): Sql {
  return sql`case when ${payload} ? 'attachments'
    then jsonb_build_object('files', jsonb_array_length(${payload} -> 'attachments')) else '{}' end`;
}

/** What the newest reaction to a message says. */
function saveReaction(source: Sql): Sql {
  return sql`
    insert into message_reactions as r (message_id, emoji, reacted_at)
    select (e.payload ->> 'messageId')::uuid, e.payload ->> 'emoji', e.occurred_at from ${source}
    on conflict (workspace_id, message_id) do update set emoji = excluded.emoji, reacted_at = excluded.reacted_at`;
}

/** Who is mentioned where, and when last. */
function saveMentions(source: Sql): Sql {
  return sql`
    insert into conversation_mentions (conversation_id, mentioned_id, mentioned_at)
    select distinct e.conversation_id, (m.mention ->> 'id')::uuid, e.occurred_at
    from ${source}, jsonb_array_elements(e.payload -> 'mentions') as m (mention)
    on conflict (workspace_id, mentioned_id, conversation_id)
    do update set mentioned_at = greatest(conversation_mentions.mentioned_at, excluded.mentioned_at)`;
}

function saveRead(source: Sql): Sql {
  return sql`
    insert into conversation_reads (conversation_id, member_id, read_count)
    select e.conversation_id, (e.payload ->> 'memberId')::uuid, (e.payload ->> 'inboundCount')::integer
    from ${source}
    on conflict (workspace_id, conversation_id, member_id)
    do update set read_count = greatest(conversation_reads.read_count, excluded.read_count)`;
}
