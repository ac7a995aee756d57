/** Tasks for a person who is erased, with their reminders, and the person's important dates. */
import { sql } from 'kysely';
import { forgetWords, type Holding, wordsHolding } from '../customers/index.ts';
import { arrayText, inWorkspace, type Tx } from '../platform/db/index.ts';

export const tasksHolding: Holding = {
  ...wordsHolding({
    table: 'tasks',
    text: 'what',
    kinds: ['task.created', 'task.changed'],
    idField: 'taskId',
  }),
  erase: ({ db, workspaceId }, { customerIds }) =>
    inWorkspace(db, workspaceId, (tx) => forgetTasks(tx, [...customerIds])),
};

/** Takes away tasks for these customers, and their reminders. */
export async function forgetTasks(tx: Tx, customerIds: readonly string[]): Promise<void> {
  await sql`
    delete from task_reminders where task_id = any(array(
      select id from tasks where customer_id = any(${arrayText(customerIds)}::uuid[])))`.execute(tx);
  await forgetWords(tx, 'tasks', customerIds);
}

export const datesHolding = wordsHolding({
  table: 'customer_dates',
  text: 'name',
  kinds: ['date.set', 'date.changed'],
  idField: 'dateId',
});
