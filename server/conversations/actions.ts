/** Doing to a conversation what stands in data: for macros, messages that carry it along, and many at once. */
import type { Action } from '../../contract/actions.ts';
import type { Conversation } from '../../contract/conversations.ts';
import type { By } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { assignConversation } from './assign.ts';
import { addChecklist } from './checklists.ts';
import { closeConversation } from './conversation.ts';
import { describeConversation } from './describe.ts';
import { readConversation } from './queries.ts';
import {
  markSpam,
  prioritiseConversation,
  snoozeConversation,
  tagConversation,
  untagConversation,
} from './triage.ts';

const hourMilliseconds = 3_600_000;

type Doing = { by: By; memberId: string; now: Date };

/** Does one thing after the other, in the caller's transaction: what is refused refuses them all. */
export async function performActions(
  tx: Tx,
  who: Doing,
  conversationId: string,
  actions: readonly Action[],
): Promise<Conversation> {
  for (const action of actions) await perform(tx, who, conversationId, action);
  return readConversation(tx, who.memberId, conversationId);
}

async function perform(tx: Tx, who: Doing, id: string, action: Action): Promise<Conversation> {
  switch (action.type) {
    case 'assign': {
      const assigneeId = action.memberId === 'me' ? who.memberId : action.memberId;
      return assignConversation(tx, who.by, who.memberId, id, { memberId: assigneeId });
    }
    case 'assign-team':
      return assignConversation(tx, who.by, who.memberId, id, { teamId: action.teamId });
    case 'tag':
      return tagConversation(tx, who, id, action.tagId);
    case 'untag':
      return untagConversation(tx, who, id, action.tagId);
    case 'prioritise':
      return prioritiseConversation(tx, who, id, action.priority);
    case 'snooze': {
      const { hours } = action;
      const until = hours === null ? null : new Date(who.now.getTime() + hours * hourMilliseconds);
      return snoozeConversation(tx, who, who.now, id, until?.toISOString() ?? null);
    }
    case 'describe':
      return describeConversation(tx, who, id, { [action.key]: action.value });
    case 'add-checklist':
      await addChecklist(tx, who.by, { conversationId: id, templateId: action.templateId });
      return readConversation(tx, who.memberId, id);
    case 'close':
      return closeConversation(tx, who.by, who.memberId, id, action.reasonId);
    case 'spam':
      return markSpam(tx, who, id);
  }
}
