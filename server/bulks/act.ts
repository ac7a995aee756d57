/** What a bulk does to one conversation, and what its undo takes back. */
import type { BulkAction, bulkReasons } from '../../contract/bulks.ts';
import { comparePositions } from '../../contract/ids.ts';
import type { By } from '../accounts/index.ts';
import {
  type Decided,
  decidedOf,
  isChangedSince,
  lockConversation,
  performActions,
  reopenConversation,
  restoreDecided,
  snoozeConversation,
} from '../conversations/index.ts';
import type { Tx } from '../platform/db/index.ts';

export type Reason = (typeof bulkReasons)[number];
/** What became of it. */
export type Outcome =
  | { state: 'done'; before: Decided; after: string }
  | { state: 'same' | 'undone' }
  | { state: 'failed' | 'kept'; reason: Reason };
type Doing = { by: By; memberId: string; now: Date };

/** Does it all to a locked conversation. */
export async function act(
  tx: Tx,
  who: Doing,
  conversation: Awaited<ReturnType<typeof lockConversation>>,
  actions: readonly BulkAction[],
): Promise<Outcome> {
  const { id } = conversation;
  for (const action of actions) await perform(tx, who, id, action);
  const { position } = await lockConversation(tx, id);
  if (comparePositions(position, conversation.position) === 0) return { state: 'same' };
  return { state: 'done', before: decidedOf(conversation), after: position };
}

async function perform(tx: Tx, who: Doing, id: string, action: BulkAction): Promise<void> {
  if (action.type === 'snooze') await snoozeConversation(tx, who, who.now, id, action.until);
  else if (action.type === 'reopen') await reopenConversation(tx, who.by, who.memberId, id);
  else await performActions(tx, who, id, [action]);
}

/** Puts a locked conversation back, unless somebody has decided something about it since. */
export async function undo(
  tx: Tx,
  who: Doing,
  id: string,
  { before, after }: { before: Decided; after: string },
): Promise<Outcome> {
  if (await isChangedSince(tx, id, after)) return { state: 'kept', reason: 'changed' };
  await restoreDecided(tx, who, id, before);
  return { state: 'undone' };
}
