/** What became of a reply that a provider carries to the customer. */
import type { Payload } from '../../contract/entries.ts';
import type { By } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { within } from './conversation.ts';
import { lockEvenMerged } from './queries.ts';
import { record } from './record.ts';

/** Tells it in the conversation in which the reply stands. */
export async function tellDelivered(
  tx: Tx,
  by: By,
  conversationId: string,
  payload: Payload<'message.delivered'>,
): Promise<void> {
  const conversation = await lockEvenMerged(tx, conversationId);
  await record(tx, {
    ...within(conversation, by),
    kind: 'message.delivered',
    payload,
    direction: 'internal',
  });
}
