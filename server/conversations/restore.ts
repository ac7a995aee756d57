/** What a conversation is apart from its messages, and putting it back to what it was. */
import type { Priority, Reason } from '../../contract/conversation-entries.ts';
import { comparePositions } from '../../contract/ids.ts';
import type { By } from '../accounts/index.ts';
import { readThread } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { assignConversation } from './assign.ts';
import { closeFor, reopenConversation } from './conversation.ts';
import { wholeThread } from './grouping.ts';
import { type ConversationRow, lockConversation } from './queries.ts';
import { listReasons } from './reasons.ts';
import { conversationKinds } from './record.ts';
import {
  markSpam,
  prioritiseConversation,
  snoozeConversation,
  tagConversation,
  untagConversation,
} from './triage.ts';

/** What members decide about a conversation. */
export type Decided = {
  status: ConversationRow['status'];
  spam: boolean;
  snoozedUntil: string | null;
  /** For which reason it is closed; what was written down before there were any has none. */
  reasonId?: string | null;
  assigneeId: string | null;
  teamId: string | null;
  priority: Priority;
  tagIds: readonly string[];
};

type Doing = { by: By; memberId: string; now: Date };

/** The part of a conversation's row that is decided. */
export function decidedOf(conversation: ConversationRow): Decided {
  const { status, spam, snoozedUntil, reasonId, assigneeId, teamId, priority, tagIds } = conversation;
  return { status, spam, snoozedUntil, reasonId, assigneeId, teamId, priority, tagIds };
}

/** Kinds that neither change what is put back, nor take it elsewhere: words, what is written down, and who has read it. */
const besides: readonly string[] = [
  'conversation.opened',
  'conversation.read',
  'conversation.linked',
  'conversation.described',
  'conversation.unlinked',
  'message.received',
  'message.sent',
  'note.added',
  'message.edited',
  'message.deleted',
  'message.restored',
];
const deciding = conversationKinds.filter((kind) => !besides.includes(kind));

/** Whether anybody has decided anything about a locked conversation behind this position. */
export async function isChangedSince(tx: Tx, id: string, position: string): Promise<boolean> {
  const thread = wholeThread(id);
  const { data } = await readThread(tx, thread, { kinds: deciding, order: 'newest', limit: 1 });
  return data[0] !== undefined && comparePositions(data[0].position, position) > 0;
}

/** Puts a conversation back. @throws Problem where that is no longer possible: who had it left, a tag is archived. */
export async function restoreDecided(tx: Tx, who: Doing, id: string, before: Decided): Promise<void> {
  const { by, memberId } = who;
  await restoreStatus(tx, who, await lockConversation(tx, id), before);
  // Behind the status: what opens again may have left its member.
  const now = await lockConversation(tx, id);
  if (now.assigneeId !== before.assigneeId || now.teamId !== before.teamId) {
    const { assigneeId, teamId } = before;
    await assignConversation(tx, by, memberId, id, { memberId: assigneeId, teamId });
  }
  await prioritiseConversation(tx, who, id, before.priority);
  for (const tag of now.tagIds) if (!before.tagIds.includes(tag)) await untagConversation(tx, who, id, tag);
  for (const tag of before.tagIds) await tagConversation(tx, who, id, tag);
}

async function restoreStatus(tx: Tx, who: Doing, now: ConversationRow, before: Decided): Promise<void> {
  const { id } = now;
  const { by, memberId } = who;
  const { status, spam, snoozedUntil, reasonId = now.reasonId } = before;
  const isSame = now.status === status && now.spam === spam && now.snoozedUntil === snoozedUntil;
  if (isSame && now.reasonId === reasonId) return;
  // What is closed otherwise can't be closed once more.
  if (now.status === 'closed' && !spam) await reopenConversation(tx, by, memberId, id);
  if (spam) await markSpam(tx, who, id);
  else if (status === 'closed') await closeFor(tx, by, memberId, id, await reasonOf(tx, before));
  else if (status === 'snoozed' && !isOver(snoozedUntil, who.now))
    await snoozeConversation(tx, who, who.now, id, snoozedUntil);
  // What was to sleep until now is awake.
  else await reopenConversation(tx, by, memberId, id);
}

/** Its reason, in use or not: it is put back, not chosen. */
async function reasonOf(tx: Tx, { reasonId }: Decided): Promise<Reason | null> {
  return (reasonId && (await listReasons(tx)).find(({ id }) => id === reasonId)) || null;
}

function isOver(until: string | null, now: Date): boolean {
  return until !== null && new Date(until) <= now;
}
