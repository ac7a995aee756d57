/** One operation that changes a database as a whole at a time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { Session } from '../platform/db/index.ts';

/** Any fixed number, other than that of `migrate`. */
const operationLock = 4_100_002;
/** PostgreSQL may take a moment to notice that who held it was killed. */
const waitMilliseconds = 3_000;
const pauseMilliseconds = 200;

/** Does `work` while nobody else restores or rebuilds. @throws Problem `conflict` when somebody does. */
export async function exclusively<T>(session: Session, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + waitMilliseconds;
  while (!(await take(session))) {
    if (performance.now() > deadline) {
      throw new Problem('conflict', 'A restore or rebuild of this database is under way already.');
    }
    await sleep(pauseMilliseconds);
  }
  const result = await work();
  await sql`select pg_advisory_unlock(${operationLock})`.execute(session.tx);
  return result;
}

async function take({ tx }: Session): Promise<boolean> {
  const { rows } = await sql<{
    taken: boolean;
  }>`select pg_try_advisory_lock(${operationLock}) as taken`.execute(tx);
  return rows[0]?.taken ?? false;
}
