/** What a screen shows live is what it shows after a reload: the promise of the sockets. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { TestServer } from '../server/app/testing.ts';
import { startServerBehindProxy } from './support/people.ts';
import { followHandOver, followHistories, notDone } from './torture/following.ts';

const runs = 15;
const seed = 20_260_101;

let server: TestServer;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
});
afterAll(() => server.close());

test('the state fetched before, with the entries since applied, equals the state fetched after, for every command', async () => {
  const done = await followHistories(server, { runs, seed });
  expect(notDone(done)).toEqual([]);
}, 60_000);

test('who follows while a member is removed sees each conversation handed over once, whatever is written meanwhile', async () => {
  expect(await followHandOver(server, { conversations: 8, messages: 40 })).toBe(8);
});
