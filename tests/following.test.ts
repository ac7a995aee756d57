/** What a screen shows live is what it shows after a reload: the promise of the sockets. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { applyToConversation } from '../contract/apply.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Entry } from '../contract/entries.ts';
import { positionHeader, realtimePath } from '../contract/realtime.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { newId } from '../server/ledger/index.ts';
import { startServerBehindProxy } from './support/people.ts';
import { openSocket } from './support/sockets.ts';
import { followHandOver, followHistories, notDone } from './torture/following.ts';

const runs = 22;
const seed = 20_260_107;

let server: TestServer;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
});
afterAll(() => server.close());

test('the state fetched before, with the entries since applied, equals the state fetched after, for every command', async () => {
  const done = await followHistories(server, { runs, seed });
  expect(notDone(done)).toEqual([]);
  // Bounded by its steps: on a busy machine each takes many times as long.
}, 300_000);

test('who comes back after a merge was taken back fetches anew', async () => {
  const { url, owner } = server;
  const create = async (name: string) =>
    (await request(url, owner.apiKey, endpoints.createCustomer, { body: { name } })).body.id;
  const [id, customerId] = [await create('One'), await create('Other')];
  const since = (await request(url, owner.apiKey, endpoints.listConversations, { query: {} })).headers.get(
    positionHeader,
  );
  const resumed = async () => {
    const socket = await openSocket(url, realtimePath);
    socket.send({ type: 'authenticate', token: owner.apiKey });
    socket.send({ type: 'resume', since });
    await socket.until((frame) => frame.type === 'ready');
    socket.drop();
    return socket.frames.map(({ type }) => type);
  };
  await request(url, owner.apiKey, endpoints.mergeCustomers, { params: { id }, body: { customerId } });
  expect(await resumed()).not.toContain('reset');
  const merges = await request(url, owner.apiKey, endpoints.listMerges, { params: { id } });
  expect(merges.body.data).toHaveLength(1);
  const undone = await request(url, owner.apiKey, endpoints.unmergeCustomer, {
    params: { id },
    body: { customerId },
  });
  expect(undone.status).toBe(200);
  expect(await resumed()).toContain('reset');
});

test('a conversation whose opening is read after its customer was merged shows the survivor’s name in the end', () => {
  const [inboxId, fromId, intoId] = [newId(), newId(), newId()];
  const at = '2026-01-02T03:04:05.000001Z';
  const common = {
    workspaceId: newId(),
    channel: 'webchat',
    direction: 'internal',
    actor: { kind: 'customer', id: fromId },
    occurredAt: at,
    recordedAt: at,
    source: { name: 'test', externalId: null },
    // Reading an entry resolves its customer: this is the survivor, though the merge is told of only next.
    customerId: intoId,
  } as const;
  const opened: Entry = {
    ...common,
    id: newId(),
    position: '1.10.1',
    kind: 'conversation.opened',
    conversationId: newId(),
    payload: { inboxId, customerName: 'a visitor', subject: null },
  };
  const merged: Entry = {
    ...common,
    id: newId(),
    position: '1.11.2',
    kind: 'customer.merged',
    conversationId: null,
    payload: { fromId, intoId, intoName: 'Ana Souza', evidence: 'signed-token' },
  };
  const before = applyToConversation(undefined, opened, undefined);
  expect(applyToConversation(before, merged, undefined)?.customer).toEqual({ id: intoId, name: 'Ana Souza' });
});

test('who follows while a member is removed sees each conversation handed over once, whatever is written meanwhile', async () => {
  expect(await followHandOver(server, { conversations: 8, messages: 40 })).toBe(8);
});
