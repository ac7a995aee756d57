/** How the jobs are doing. */
import { sql } from 'kysely';
import type { Tx } from '../db/index.ts';
import { isPrepared } from './jobs.ts';

export type JobsHealth = {
  waiting: number;
  /** For how long the one that is due has waited that was due first. */
  overdueSeconds: number;
  /** Failed, and to be tried again. */
  failing: number;
  /** Given up. */
  failed: number;
  lastError: string | null;
};

/** Looks at the jobs, as the server's role. */
export async function readJobsHealth(tx: Tx): Promise<JobsHealth> {
  if (!(await isPrepared(tx)))
    return { waiting: 0, overdueSeconds: 0, failing: 0, failed: 0, lastError: null };
  const { rows } = await sql<JobsHealth>`
    select count(*) filter (where attempts < max_attempts)::integer as waiting,
      coalesce(extract(epoch from now() - min(run_at) filter (
        where attempts < max_attempts and locked_at is null and run_at < now())), 0)::integer as "overdueSeconds",
      count(*) filter (where last_error is not null and attempts < max_attempts)::integer as failing,
      count(*) filter (where attempts >= max_attempts)::integer as failed,
      (select last_error from graphile_worker.jobs where last_error is not null
        order by updated_at desc limit 1) as "lastError"
    from graphile_worker.jobs`.execute(tx);
  if (!rows[0]) throw new Error('An aggregate answers one row.');
  return rows[0];
}
