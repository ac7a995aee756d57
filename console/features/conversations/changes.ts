/** Changes that show before the server has confirmed them: laid over what is known, taken away when refused. */
import type { Conversation } from '../../../contract/conversations.ts';

export type Change = {
  id: string;
  conversationId: string;
  patch: Partial<
    Pick<
      Conversation,
      | 'status'
      | 'assigneeId'
      | 'teamId'
      | 'snoozedUntil'
      | 'reasonId'
      | 'spam'
      | 'priority'
      | 'tagIds'
      | 'attributes'
    >
  >;
};

/** A conversation with this member's own changes and reading laid over it. */
export function withChanges(
  conversation: Conversation,
  changes: readonly Change[],
  readCount: number | undefined,
): Conversation {
  let shown = conversation;
  for (const { conversationId, patch } of changes) {
    if (conversationId !== conversation.id) continue;
    shown = { ...shown, ...patch };
  }
  if (readCount === undefined || readCount <= shown.readCount) return shown;
  return { ...shown, readCount };
}
