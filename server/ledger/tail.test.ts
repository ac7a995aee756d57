/** What sockets are told of a conversation: everything once and in its order, whoever wrote it, read or not. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { comparePositions } from '../../contract/ids.ts';
import { type Db, inWorkspace, openDb } from '../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/db/testing.ts';
import { createLogger } from '../platform/log/index.ts';
import { append, createTail, newId } from './index.ts';
import type { TailBatch } from './tail.ts';

let database: TestDatabase;
/** Another process: this one hears nothing of what it writes. */
let elsewhere: Db;

beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
  elsewhere = openDb(database.serverUrl);
});
afterAll(async () => {
  await elsewhere.close();
  await database.drop();
});

/** Long enough for the read that brings the position up. */
const settledMs = 300;

async function listenTo(workspaceId: string) {
  const deaf = { onWakeFromElsewhere: () => undefined } as unknown as Parameters<typeof createTail>[2];
  const tail = createTail(database.db, createLogger({ level: 'silent' }), deaf);
  const batches: TailBatch[] = [];
  await tail.listen(workspaceId, (batch) => batches.push(batch));
  const texts = () =>
    batches.flatMap(({ entries }) => entries.map(({ json }) => JSON.parse(json).payload.text as string));
  return { batches, texts };
}

function speaking(workspaceId: string) {
  const conversationId = newId();
  return async (db: Db, text: string, behind?: string): Promise<string> => {
    const { entry } = await inWorkspace(db, workspaceId, (tx) =>
      append(tx, {
        kind: 'note.added',
        payload: { text },
        actor: { kind: 'system', id: null },
        direction: 'internal',
        source: { name: 'test' },
        conversationId,
        ...(behind === undefined ? {} : { behind }),
      }),
    );
    return entry.position;
  };
}

test('an entry right behind one that was told is told with its commit, and once', async () => {
  const workspaceId = newId();
  const heard = await listenTo(workspaceId);
  const say = speaking(workspaceId);
  const first = await say(database.db, 'first');
  await expect.poll(heard.texts).toEqual(['first']);
  const second = await say(database.db, 'second', first);
  expect(heard.texts()).toEqual(['first', 'second']);
  const third = await say(database.db, 'third', second);
  expect(heard.texts()).toEqual(['first', 'second', 'third']);
  await sleep(settledMs);
  await say(database.db, 'fourth', third);
  expect(heard.texts()).toEqual(['first', 'second', 'third', 'fourth']);
  // Who resumes from here misses nothing, and soon need not hear all of it again: as soon as no transaction that started
  // before it runs any more, in any database of this cluster.
  const isResumedBehindFirst = async (): Promise<boolean> => {
    await say(database.db, 'more');
    return comparePositions(heard.batches.at(-1)?.position ?? '', first) >= 0;
  };
  await expect.poll(isResumedBehindFirst, { interval: settledMs, timeout: 60_000 }).toBe(true);
});

test('one behind an entry from elsewhere waits for that one', async () => {
  const workspaceId = newId();
  const heard = await listenTo(workspaceId);
  const say = speaking(workspaceId);
  const first = await say(database.db, 'first');
  await expect.poll(heard.texts).toEqual(['first']);
  const theirs = await say(elsewhere, 'from elsewhere');
  await say(database.db, 'ours', theirs);
  await expect.poll(heard.texts).toEqual(['first', 'from elsewhere', 'ours']);
  expect(comparePositions(first, theirs)).toBeLessThan(0);
});

test('of two in one transaction, and of what is rolled back, none is told before it is read', async () => {
  const workspaceId = newId();
  const heard = await listenTo(workspaceId);
  const say = speaking(workspaceId);
  const first = await say(database.db, 'first');
  await expect.poll(heard.texts).toEqual(['first']);
  const twice = inWorkspace(database.db, workspaceId, async (tx) => {
    for (const text of ['one', 'other']) {
      await append(tx, {
        kind: 'note.added',
        payload: { text },
        actor: { kind: 'system', id: null },
        direction: 'internal',
        source: { name: 'test' },
        behind: first,
      });
    }
  });
  await twice;
  await expect.poll(heard.texts).toEqual(['first', 'one', 'other']);
  const failed = inWorkspace(database.db, workspaceId, async (tx) => {
    await append(tx, {
      kind: 'note.added',
      payload: { text: 'never' },
      actor: { kind: 'system', id: null },
      direction: 'internal',
      source: { name: 'test' },
      behind: first,
    });
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  await sleep(settledMs);
  expect(heard.texts()).toEqual(['first', 'one', 'other']);
});
