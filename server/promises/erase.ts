/** Promises to a person who is erased, with their warnings. */
import { sql } from 'kysely';
import { forgetWords, type Holding, wordsHolding } from '../customers/index.ts';
import { arrayText, inWorkspace, type Tx } from '../platform/db/index.ts';

export const promisesHolding: Holding = {
  ...wordsHolding({
    table: 'promises',
    text: 'what',
    kinds: ['promise.made', 'promise.changed'],
    idField: 'promiseId',
  }),
  erase: ({ db, workspaceId }, { customerIds }) =>
    inWorkspace(db, workspaceId, (tx) => forgetPromises(tx, [...customerIds])),
};

/** Takes away promises to these customers, and their warnings. */
export async function forgetPromises(tx: Tx, customerIds: readonly string[]): Promise<void> {
  await sql`
    delete from promise_reminders where promise_id = any(array(
      select id from promises where customer_id = any(${arrayText(customerIds)}::uuid[])))`.execute(tx);
  await forgetWords(tx, 'promises', customerIds);
}
