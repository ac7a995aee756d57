/** Merging conversations and splitting them, and taking either back. */
import { sql } from 'kysely';
import type { Standing } from '../../contract/conversation-entries.ts';
import { type Conversation, tagsOnConversationMax } from '../../contract/conversations.ts';
import { Problem } from '../../contract/errors.ts';
import type { By } from '../accounts/index.ts';
import { provenIds } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { assignConversation } from './assign.ts';
import { openConversation, reopen, within } from './conversation.ts';
import { groupOf, messagesAlone, readsIn, requireMessages, stand, wholeThread } from './grouping.ts';
import { link } from './links.ts';
import { type ConversationRow, lockConversation, lockEvenMerged, readConversation } from './queries.ts';
import { record } from './record.ts';

type Who = { by: By; memberId: string };
type Reads = ReadonlyMap<string, number>;

/** Makes a conversation a part of another of the same customer in the same inbox. @throws Problem `conflict`. */
export async function mergeConversation(
  tx: Tx,
  { by, memberId }: Who,
  id: string,
  intoId: string,
): Promise<Conversation> {
  if (id === intoId) throw new Problem('conflict', 'These are one conversation already. Choose another one.');
  const [from, into] = await lockBoth(tx, [id, intoId]);
  await refuseStrangers(tx, from, into);
  const { messageCount: _, ...stands } = await stand(tx, groupOf([id, intoId]));
  const reads = added(await readsIn(tx, id), await readsIn(tx, intoId), stands.inboundCount);
  const room = tagsOnConversationMax - into.tagIds.length;
  const gainedTagIds = from.tagIds
    .filter((tagId) => !into.tagIds.includes(tagId))
    .slice(0, Math.max(0, room));
  const wasClosed = from.status === 'closed';
  const after = from.lastAt > into.lastAt ? from.lastAt : into.lastAt;
  await record(tx, {
    ...within(from, by),
    kind: 'conversation.merged',
    payload: { intoId, wasClosed, gainedTagIds },
    direction: 'internal',
  });
  const { entry } = await record(tx, {
    ...within(into, by),
    after,
    kind: 'conversation.absorbed',
    payload: { fromId: id, messageIds: null, gainedTagIds, standing: { ...stands, reads } },
    direction: 'internal',
  });
  // What was still to be done is so afterwards.
  if (into.status === 'closed' && !wasClosed) await reopen(tx, by, into, entry.occurredAt);
  return readConversation(tx, memberId, intoId);
}

/** Makes a conversation itself again. What was written since the merge stays where it was written. @throws Problem. */
export async function unmergeConversation(tx: Tx, { by, memberId }: Who, id: string): Promise<Conversation> {
  const merge = await mergeOf(tx, id);
  if (!merge) return readConversation(tx, memberId, id);
  const [from, into] = await lockBoth(tx, [id, merge.intoId], lockEvenMerged);
  const { messageCount: _own, ...own } = await stand(tx, wholeThread(id));
  const { messageCount: _all, ...all } = await stand(tx, wholeThread(merge.intoId));
  const { messageCount: _rest, ...rest } = await stand(tx, groupOf([merge.intoId], { part: id }));
  const reads = parted(await readsIn(tx, id), await readsIn(tx, merge.intoId), [
    own.inboundCount,
    rest.inboundCount,
    all.inboundCount,
  ]);
  const lostTagIds = merge.tagIds.filter((tagId) => into.tagIds.includes(tagId));
  await record(tx, {
    ...within(into, by),
    kind: 'conversation.released',
    payload: { fromId: id, lostTagIds, standing: { ...rest, reads: reads.rest } },
    direction: 'internal',
  });
  await record(tx, {
    ...within(from, by),
    kind: 'conversation.unmerged',
    payload: {
      fromId: merge.intoId,
      status: merge.wasClosed ? 'closed' : 'open',
      standing: { ...own, reads: reads.own },
    },
    direction: 'internal',
  });
  return readConversation(tx, memberId, id);
}

/** Moves messages into a conversation of their own, with the same customer in the same inbox. @throws Problem `conflict`. */
export async function splitConversation(
  tx: Tx,
  { by, memberId }: Who,
  id: string,
  input: { messageIds: readonly string[]; subject?: string | null | undefined },
): Promise<Conversation> {
  const conversation = await lockConversation(tx, id);
  if (conversation.spam)
    throw new Problem('conflict', 'This conversation is spam. Reopen it before you split it.');
  const messageIds = await requireMessages(tx, id, input.messageIds);
  const { messageCount, ...rest } = await stand(tx, groupOf([id], { messages: messageIds }));
  if (messageCount === 0) {
    throw new Problem(
      'conflict',
      'Leave at least one message here: a conversation without any would be lost.',
    );
  }
  const { messageCount: _, ...own } = await stand(tx, messagesAlone(messageIds));
  const { inboundCount } = conversation;
  const haveRead = [...(await readsIn(tx, id))].map(([reader, count]) => ({
    reader,
    all: count >= inboundCount,
    count,
  }));
  const opened = await openConversation(tx, by, {
    customerId: conversation.customerId,
    inboxId: conversation.inboxId,
    channel: conversation.channel,
    subject: input.subject ?? null,
    teamId: conversation.teamId,
  });
  await record(tx, {
    ...within(conversation, by),
    kind: 'conversation.split',
    payload: {
      intoId: opened.id,
      messageIds,
      standing: {
        ...rest,
        reads: haveRead.map(({ reader, count }) => ({
          memberId: reader,
          count: Math.min(count, rest.inboundCount),
        })),
      },
    },
    direction: 'internal',
  });
  await record(tx, {
    ...within(opened, by),
    kind: 'conversation.absorbed',
    payload: {
      fromId: id,
      messageIds,
      gainedTagIds: [],
      standing: {
        ...own,
        reads: haveRead.map(({ reader, all }) => ({ memberId: reader, count: all ? own.inboundCount : 0 })),
      },
    },
    direction: 'internal',
  });
  await link(tx, by, [conversation, opened]);
  const { assigneeId } = conversation;
  if (assigneeId !== null) await assignConversation(tx, by, memberId, opened.id, { memberId: assigneeId });
  return readConversation(tx, memberId, opened.id);
}

/** Both at once, in an order that all go by, before anything is written. */
async function lockBoth(
  tx: Tx,
  ids: readonly [string, string],
  lock: (tx: Tx, id: string) => Promise<ConversationRow> = lockConversation,
): Promise<[ConversationRow, ConversationRow]> {
  const [first, second] = ids;
  if (first < second) return [await lock(tx, first), await lock(tx, second)];
  const other = await lock(tx, second);
  return [await lock(tx, first), other];
}

/** What somebody else wrote must not come before the eyes of whom it was not written to. */
async function refuseStrangers(tx: Tx, from: ConversationRow, into: ConversationRow): Promise<void> {
  if (from.spam || into.spam) {
    throw new Problem('conflict', 'One of them is spam. Reopen it before you merge it.');
  }
  if (from.inboxId !== into.inboxId) {
    throw new Problem(
      'conflict',
      'They are in different inboxes, so the customer could not follow. Link them instead.',
    );
  }
  // By a browser's word alone they are no more one than strangers.
  if (!(await provenIds(tx, into.customerId)).includes(from.customerId)) {
    throw new Problem(
      'conflict',
      'They are with different customers, as far as is proven. Merge the customers first, or link the conversations.',
    );
  }
}

async function mergeOf(
  tx: Tx,
  id: string,
): Promise<{ intoId: string; wasClosed: boolean; tagIds: string[] } | undefined> {
  const { rows } = await sql<{ intoId: string; wasClosed: boolean; tagIds: string[] }>`
    select into_id as "intoId", was_closed as "wasClosed", tag_ids as "tagIds"
    from conversation_merges where from_id = ${id}`.execute(tx);
  return rows[0];
}

/** Whoever has read both has read it all; else what was read of either. */
function added(one: Reads, other: Reads, total: number): Standing['reads'] {
  return [...new Set([...one.keys(), ...other.keys()])].map((memberId) => ({
    memberId,
    count: Math.min(total, (one.get(memberId) ?? 0) + (other.get(memberId) ?? 0)),
  }));
}

/** What was read of each when a part goes: all where all was read, else as far as can be known. */
function parted(
  before: Reads,
  together: Reads,
  [own, rest, all]: readonly [own: number, rest: number, all: number],
): { own: Standing['reads']; rest: Standing['reads'] } {
  const readers = [...together].map(([memberId, count]) => {
    const ownBefore = Math.min(own, before.get(memberId) ?? 0);
    return count >= all
      ? { memberId, own, rest }
      : { memberId, own: ownBefore, rest: Math.min(rest, Math.max(0, count - ownBefore)) };
  });
  return {
    own: readers.map((reader) => ({ memberId: reader.memberId, count: reader.own })),
    rest: readers.map((reader) => ({ memberId: reader.memberId, count: reader.rest })),
  };
}
