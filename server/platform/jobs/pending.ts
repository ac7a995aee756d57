/** Jobs that wait, to be carried to another database. They are rows of the library's own tables (version 0.18). */
import { sql } from 'kysely';
import { z } from 'zod';
import { type Db, outsideWorkspaces, type Tx } from '../db/index.ts';
import type { Log } from '../log/index.ts';
import { isPrepared, prepare } from './jobs.ts';

export const pendingJob = z.object({
  task: z.string(),
  payload: z.unknown(),
  queue: z.string().nullable(),
  runAt: z.string(),
  /** How often it may still be tried. */
  attempts: z.int(),
  key: z.string().nullable(),
  priority: z.int(),
  flags: z.array(z.string()).nullable(),
});
export type PendingJob = z.infer<typeof pendingJob>;

const batchJobsMax = 1_000;

/** Jobs that will still be tried, those under way included, oldest first. */
export async function* readPendingJobs(tx: Tx): AsyncGenerator<PendingJob> {
  if (!(await isPrepared(tx))) return;
  for (let after = '0'; ; ) {
    const { rows } = await sql<{ id: string; job: PendingJob }>`
      select j.id, json_build_object('task', t.identifier, 'payload', j.payload, 'queue', q.queue_name,
        'runAt', rfc3339(j.run_at), 'attempts', j.max_attempts - j.attempts, 'key', j.key, 'priority', j.priority,
        'flags', (select json_agg(flag) from jsonb_object_keys(j.flags) flag)) as job
      from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
      left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
      where j.attempts < j.max_attempts and j.id > ${after}
      order by j.id limit ${batchJobsMax}`.execute(tx);
    for (const { job } of rows) yield job;
    const last = rows.at(-1);
    if (!last || rows.length < batchJobsMax) return;
    after = last.id;
  }
}

/** Adds jobs as they were read. */
export async function addPendingJobs(db: Db, log: Log, jobs: readonly PendingJob[]): Promise<void> {
  if (jobs.length === 0) return;
  if (!(await outsideWorkspaces(db, isPrepared))) await prepare(db, log);
  await outsideWorkspaces(db, async (tx) => {
    for (const job of jobs) {
      await sql`
        select graphile_worker.add_job(${job.task}, ${JSON.stringify(job.payload)}::json, queue_name => ${job.queue},
          run_at => ${job.runAt}::timestamptz, max_attempts => ${job.attempts}, job_key => ${job.key},
          priority => ${job.priority}, flags => ${job.flags}::text[])`.execute(tx);
    }
  });
}
