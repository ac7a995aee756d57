import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { outsideWorkspaces } from '../db/index.ts';
import { createTestDatabase, type TestDatabase } from '../db/testing.ts';
import { createLogger } from '../log/index.ts';
import { createJobs, type Jobs } from './index.ts';

const log = createLogger({ level: 'silent' });
const done: string[] = [];
let failuresLeft = 0;
let database: TestDatabase;
let jobs: Jobs;

const tasks = {
  note: async (payload: unknown) => {
    if (failuresLeft > 0) {
      failuresLeft -= 1;
      throw new Error('not yet');
    }
    done.push((payload as { text: string }).text);
  },
};

beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
  jobs = createJobs(database.db, log, tasks);
});
afterAll(async () => {
  await jobs.stop();
  await database.drop();
});

const add = (by: Jobs, text: string) => outsideWorkspaces(database.db, (tx) => by.add(tx, 'note', { text }));
const until = (text: string) =>
  vi.waitFor(() => expect(done).toContain(text), { timeout: 20_000, interval: 20 });

test('what a process leaves behind is done by another one', async () => {
  const stopping = createJobs(database.db, log, tasks);
  await stopping.stop();
  await add(stopping, 'left behind');
  await jobs.resume();
  await until('left behind');
});

test('what a killed process held is done by another one, and what a living one holds is left to it', async () => {
  const stopping = createJobs(database.db, log, tasks);
  await stopping.stop();
  // Held as soon as it is there, so that nobody else takes it.
  const hold = (text: string, seconds: number) =>
    outsideWorkspaces(database.db, async (tx) => {
      await stopping.add(tx, 'note', { text });
      await sql`
        update graphile_worker._private_jobs
        set locked_at = now() - make_interval(secs => ${seconds}), locked_by = 'somebody'
        where payload ->> 'text' = ${text}`.execute(tx);
    });
  const held = async (text: string) => {
    const { rows } = await outsideWorkspaces(database.db, (tx) =>
      sql`
        select 1 from graphile_worker._private_jobs
        where payload ->> 'text' = ${text} and locked_by = 'somebody'`.execute(tx),
    );
    return rows.length;
  };
  await hold('alive', 60);
  await hold('killed', 200);
  await jobs.resume();
  await until('killed');
  expect(await held('alive')).toBe(1);
  expect(done).not.toContain('alive');
});

test('a job comes with its transaction, and not without it', async () => {
  const failed = outsideWorkspaces(database.db, async (tx) => {
    await jobs.add(tx, 'note', { text: 'rolled back' });
    throw new Error('something else went wrong');
  });
  await expect(failed).rejects.toThrow('something else');
  await add(jobs, 'committed');
  await until('committed');
  expect(done).not.toContain('rolled back');
});

test('what fails is tried again', async () => {
  failuresLeft = 1;
  await add(jobs, 'at last');
  await until('at last');
  expect(failuresLeft).toBe(0);
});

test('a task that is not there is a bug of the caller', async () => {
  await expect(outsideWorkspaces(database.db, (tx) => jobs.add(tx, 'notes', {}))).rejects.toThrow(
    'no task notes',
  );
});
