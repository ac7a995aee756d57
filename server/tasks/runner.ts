/** Looks from time to time for reminders to give and for dates whose tasks are to be made. */
import { sql } from 'kysely';
import { workWhenDue } from '../platform/clock/index.ts';
import type { Db, Tx } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { makeDateTask, nearDates } from './date-tasks.ts';
import { giveReminder, pendingTasks } from './remind.ts';

/** Starts looking; two servers may look at once. `stop` waits for what is under way. */
export function remindOnTime(deps: { db: Db; log: Log; now: () => Date }): { stop: () => Promise<void> } {
  return workWhenDue(deps, workspacesReminding, [
    // Dates first: a task that is made now may be one to remind of.
    { find: nearDates, act: makeDateTask },
    { find: pendingTasks, act: giveReminder },
  ]);
}

async function workspacesReminding(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select workspaces_reminding(${now.toISOString()}) as id`.execute(tx);
  return rows.map(({ id }) => id);
}
