/** When what a conversation has to do with others has changed. */
import type { Entry } from '../../../../contract/entries.ts';

const changing = /^conversation\.(merged|absorbed|released|unmerged|split|linked|unlinked)$/;

/** Whether an entry says that this conversation was merged, split or linked, or is so no more. */
export function changesRelated({ kind, conversationId }: Entry, id: string): boolean {
  return conversationId === id && changing.test(kind);
}
