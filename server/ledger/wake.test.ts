/** Wake-ups between processes, on real PostgreSQL: two wakers on pools of their own stand for two processes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { inWorkspace, openDb, openSignals } from '../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/db/testing.ts';
import { append, createWaker, newId } from './index.ts';

const aDay = 86_400_000;

let database: TestDatabase;
const ends: (() => Promise<void>)[] = [];

beforeEach(async () => {
  database = await createTestDatabase(inject('testCluster'));
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await database.drop();
});

/** A process that never polls in time: what it hears, it was told. */
function startProcess() {
  const db = openDb(database.serverUrl);
  const waker = createWaker(db, { signalsUrl: database.serverUrl, pollMilliseconds: aDay });
  const heard: string[] = [];
  waker.onWakeFromElsewhere((ids) => heard.push(...(ids ?? ['any'])));
  ends.push(
    () => db.close(),
    () => waker.close(),
  );
  const write = (workspaceId: string) =>
    inWorkspace(db, workspaceId, (tx) =>
      append(tx, {
        kind: 'workspace.created',
        payload: { name: 'Wake' },
        actor: { kind: 'system', id: null },
        direction: 'internal',
        source: { name: 'test' },
      }),
    );
  return { heard, write };
}

/** Hears every NOTIFY, and says nothing. */
async function listenIn(): Promise<string[]> {
  const signals: string[] = [];
  let listening: () => void = () => undefined;
  const isListening = new Promise<void>((resolve) => {
    listening = resolve;
  });
  const { close } = openSignals(database.serverUrl, 'rapport_ledger', {
    onSignal: (payload) => signals.push(payload),
    onListening: listening,
  });
  ends.push(close);
  await isListening;
  return signals;
}

test('processes that know of one another hear of each append', async () => {
  const [first, second] = [startProcess(), startProcess()];
  const workspaceId = newId();
  const hears = async (one: typeof first, other: typeof first) => {
    // Until they have met, an append is found by polling only.
    await expect
      .poll(
        async () => {
          await other.write(workspaceId);
          return one.heard;
        },
        { timeout: 10_000, interval: 50 },
      )
      .toContain(workspaceId);
  };
  await hears(first, second);
  await hears(second, first);
});

test('a process that is alone sends no NOTIFY for what it appends', async () => {
  const signals = await listenIn();
  const alone = startProcess();
  await expect.poll(() => signals.length).toBe(1); // it said that it is there
  const workspaceId = newId();
  for (let n = 0; n < 5; n++) await alone.write(workspaceId);
  await sleep(200);
  expect(signals.filter((signal) => signal.includes(workspaceId))).toEqual([]);
  // From the moment another one is there, it does.
  startProcess();
  await expect
    .poll(
      async () => {
        await alone.write(workspaceId);
        return signals.some((signal) => signal.includes(workspaceId));
      },
      { timeout: 10_000, interval: 50 },
    )
    .toBe(true);
});
