/** Messages that were to be sent to a person who is erased. */
import { forgetWords, wordsHolding } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';

export const scheduledHolding = wordsHolding({
  table: 'scheduled_messages',
  text: 'text',
  again: 'rich',
  kinds: ['message.scheduled', 'message.redrafted'],
  idField: 'scheduledId',
});

/** Takes away what was to be sent to these customers. */
export function forgetScheduled(tx: Tx, customerIds: readonly string[]): Promise<void> {
  return forgetWords(tx, 'scheduled_messages', customerIds);
}
