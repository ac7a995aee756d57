/** Looks from time to time for reminders to give and for dates whose tasks are to be made. */
import { sql } from 'kysely';
import { type Db, inWorkspace, outsideWorkspaces, type Tx } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { makeDateTask, nearDates } from './date-tasks.ts';
import { giveReminder, pendingTasks } from './remind.ts';

/** How late a reminder may come. */
const pollMilliseconds = 2_000;

type Deps = { db: Db; log: Log; now: () => Date };

/** Starts looking; two servers may look at once. `stop` waits for what is under way. */
export function remindOnTime(deps: Deps): { stop: () => Promise<void> } {
  let running: Promise<void> | undefined;
  let isStopped = false;
  const look = (): void => {
    running ??= lookAround(deps, () => isStopped)
      .catch((error: unknown) => deps.log.debug({ err: error }, 'looking for reminders failed'))
      .finally(() => {
        running = undefined;
      });
  };
  const poll = setInterval(look, pollMilliseconds).unref();
  look();
  return {
    stop: async () => {
      isStopped = true;
      clearInterval(poll);
      await running;
    },
  };
}

async function lookAround(deps: Deps, isStopped: () => boolean): Promise<void> {
  const now = deps.now();
  const { rows } = await outsideWorkspaces(deps.db, (tx) =>
    sql<{ id: string }>`select workspaces_reminding(${now.toISOString()}) as id`.execute(tx),
  );
  for (const { id } of rows) {
    // Dates first: a task that is made now may be one to remind of.
    await each(deps, id, isStopped, nearDates, makeDateTask, now);
    await each(deps, id, isStopped, pendingTasks, giveReminder, now);
  }
}

/** Does each in a transaction of its own: one that fails holds up no other. */
async function each(
  { db, log }: Deps,
  workspaceId: string,
  isStopped: () => boolean,
  find: (tx: Tx, now: Date) => Promise<string[]>,
  act: (tx: Tx, id: string, now: Date) => Promise<void>,
  now: Date,
): Promise<void> {
  for (const id of await inWorkspace(db, workspaceId, (tx) => find(tx, now))) {
    if (isStopped()) return;
    await inWorkspace(db, workspaceId, (tx) => act(tx, id, now)).catch((error: unknown) =>
      log.warn({ err: error, workspaceId, id }, 'a reminder could not be given; it is tried again'),
    );
  }
}
