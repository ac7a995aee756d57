/** Work that may take long or fail, done outside the transaction that asked for it, and tried again until it succeeds. */
import type { Logger as LibraryLogger, Runner } from 'graphile-worker';
import { sql } from 'kysely';
import { type Db, outsideWorkspaces, type Tx } from '../db/index.ts';
import type { Log } from '../log/index.ts';

/** Tried again with growing pauses, for about a day in all; then it stays behind as failed. */
const jobAttemptsMax = 14;
const jobsAtOnceMax = 2;
const pollMilliseconds = 2_000;
/** How often a process that runs no jobs looks for some that another one left behind. */
const leftBehindPollMilliseconds = 30_000;
const shutdownMilliseconds = 5_000;
/** No job takes so long: one that is held for longer was held by a process that was killed. */
const heldSecondsMax = 120;

/** What is done for a job. It may be done twice, after a crash. What it throws makes it be tried again. */
export type Task = (payload: unknown, jobId: string) => Promise<void>;

export type Jobs = {
  /**
   * Adds a job with the transaction. It notifies, which takes a lock of the whole instance at commit: never call it in
   * a transaction that appends.
   */
  add: (tx: Tx, task: string, payload: object) => Promise<void>;
  /** Takes up what was left behind, now and from time to time. Nobody has to wait for it: what fails is tried again soon. */
  resume: () => Promise<void>;
  /** Waits for the jobs that are under way. */
  stop: () => Promise<void>;
};

/** The runner is loaded and started by the first job. */
export function createJobs(db: Db, log: Log, tasks: Readonly<Record<string, Task>>): Jobs {
  let runner: Promise<Runner | undefined> | undefined;
  let stopped = false;
  const start = (): void => {
    if (stopped || runner !== undefined) return;
    runner = startRunner(db, log, tasks).catch((error: unknown) => {
      log.warn({ err: error }, 'jobs could not be started; it is tried again');
      runner = undefined;
      return undefined;
    });
  };
  const resume = async (): Promise<void> => {
    await outsideWorkspaces(db, letGo);
    if (runner === undefined && (await outsideWorkspaces(db, hasJobs))) start();
  };
  const poll = setInterval(() => {
    resume().catch((error: unknown) => log.debug({ err: error }, 'looking for jobs failed'));
  }, leftBehindPollMilliseconds);
  poll.unref();
  return {
    add: async (tx, task, payload) => {
      if (!(task in tasks)) throw new Error(`There is no task ${task}.`);
      if (!(await isPrepared(tx))) await prepare(db, log);
      await sql`
        select graphile_worker.add_job(${task}, ${JSON.stringify(payload)}::json, max_attempts => ${jobAttemptsMax})
      `.execute(tx);
      start();
    },
    resume,
    stop: async () => {
      stopped = true;
      clearInterval(poll);
      await (await runner)?.stop().catch(() => undefined);
    },
  };
}

async function startRunner(db: Db, log: Log, tasks: Readonly<Record<string, Task>>): Promise<Runner> {
  const { run } = await import('graphile-worker');
  return run({
    pgPool: db.pool,
    logger: await loggerFor(log),
    concurrency: jobsAtOnceMax,
    pollInterval: pollMilliseconds,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: shutdownMilliseconds,
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([name, task]) => [
        name,
        (payload, helpers) => task(payload, helpers.job.id),
      ]),
    ),
  });
}

/** Makes the library's tables, as the server: they answer to their owner alone. */
export async function prepare(db: Db, log: Log): Promise<void> {
  const { makeWorkerUtils } = await import('graphile-worker');
  const utils = await makeWorkerUtils({ pgPool: db.pool, logger: await loggerFor(log) });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}

/** Whether the library's tables are there, all of them: it makes them step by step, and may be killed in between. */
export async function isPrepared(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('graphile_worker._private_jobs') is not null as there`.execute(tx);
  return rows[0]?.there ?? false;
}

/** Gives back what killed processes held, which the library itself does after hours. */
async function letGo(tx: Tx): Promise<void> {
  if (!(await isPrepared(tx))) return;
  await sql`
    update graphile_worker._private_jobs set locked_at = null, locked_by = null
    where locked_at < now() - make_interval(secs => ${heldSecondsMax})`.execute(tx);
}

async function hasJobs(tx: Tx): Promise<boolean> {
  if (!(await isPrepared(tx))) return false;
  const { rows } = await sql`
    select 1 from graphile_worker.jobs where attempts < max_attempts limit 1`.execute(tx);
  return rows.length > 0;
}

async function loggerFor(log: Log): Promise<LibraryLogger> {
  const { Logger } = await import('graphile-worker');
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error(`jobs: ${message}`);
    else if (level === 'warning') log.warn(`jobs: ${message}`);
    else log.debug(`jobs: ${message}`);
  });
}
