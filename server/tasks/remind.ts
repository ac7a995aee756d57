/**
 * Giving reminders. A reminder is an entry, which commits with the task's state under the task's lock: given exactly once,
 * however many servers look and whenever one is killed. Screens hear the entry; mail starts from it (`mail.ts`).
 */
import { sql } from 'kysely';
import type { By } from '../accounts/index.ts';
import { newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { record } from './record.ts';
import { lockTask, within } from './task.ts';

/** So many in one round; the next follows with the next look. */
const remindersAtOnceMax = 100;

const clock: By = { actor: { kind: 'system', id: null }, source: 'reminders' };

/** The tasks whose reminders are due, the longest due first. */
export async function pendingTasks(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from tasks where ${isPending(now)} order by remind_at, id limit ${remindersAtOnceMax}`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}

/** Reminds whoever has the task, if that is still to be done. */
export async function giveReminder(tx: Tx, taskId: string, now: Date): Promise<void> {
  const task = await lockTask(tx, taskId);
  // Looked at again under the lock: another server may have been quicker.
  const { rows } = await sql`select 1 from tasks where id = ${taskId} and ${isPending(now)}`.execute(tx);
  if (rows.length === 0 || task.assigneeId === null) return;
  await record(tx, {
    kind: 'task.reminded',
    payload: {
      taskId,
      what: task.what,
      reminderId: newId(),
      memberId: task.assigneeId,
      dueAt: task.due?.at ?? null,
    },
    ...within(task, clock),
  });
}

const isPending = (now: Date) =>
  sql`remind_at <= ${now.toISOString()} and not reminded and done_at is null and assignee_id is not null`;
