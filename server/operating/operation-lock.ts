/** One operation that changes a database as a whole at a time. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { Session } from '../platform/db/index.ts';

/** Any fixed number, other than that of `migrate`. */
const operationLock = 4_100_002;

/** Does `work` while nobody else restores or rebuilds. @throws Problem `conflict` when somebody does. */
export async function exclusively<T>({ tx }: Session, work: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${operationLock}) as taken`.execute(tx);
  if (!rows[0]?.taken) throw new Problem('conflict', 'A restore or rebuild of this database is under way already.');
  const result = await work();
  await sql`select pg_advisory_unlock(${operationLock})`.execute(tx);
  return result;
}
