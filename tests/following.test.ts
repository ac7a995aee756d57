/** What a screen shows live is what it shows after a reload: the promise of the sockets. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { applyToConversation } from '../contract/apply.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Entry } from '../contract/entries.ts';
import { positionHeader, realtimePath } from '../contract/realtime.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { newId } from '../server/ledger/index.ts';
import { identityTokenFor } from './support/identity-token.ts';
import { addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';
import { followFrom, openSocket } from './support/sockets.ts';
import { followHandOver, followHistories, notDone } from './torture/following.ts';

const apartRounds = 12;
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

test('what is written once two people are apart again never reaches the other, not even while that is still on its way', async () => {
  const { url, owner } = server;
  const visitors = [];
  for (const name of ['one', 'other']) {
    const identity = await identityTokenFor(owner, `apart-${name}`, { name });
    const token = await addVisitor(url, owner.inboxId, identity);
    const body = { id: randomUUID(), text: `${name} is here` };
    const headers = fromSomewhere();
    await request(url, token, endpoints.postVisitorMessage, { body, headers });
    const query = { identity: `user:apart-${name}` };
    const { body: found } = await request(url, owner.apiKey, endpoints.listCustomers, { query });
    visitors.push({ token, customerId: found.data[0]?.id ?? '', socket: await followFrom(url, token, null) });
  }
  const [one, other] = visitors as [(typeof visitors)[0], (typeof visitors)[0]];
  const list = await request(url, owner.apiKey, endpoints.listConversations, { query: {} });
  const talk = list.body.data.find(({ customer }) => customer.id === other.customerId);
  const merging = { params: { id: one.customerId }, body: { customerId: other.customerId } };
  const resets = () => one.socket.frames.filter(({ type }) => type === 'reset').length;
  const heard = ({ socket }: typeof one) =>
    socket.frames.flatMap(({ messages = [] }) => messages.map(({ text }) => text));
  for (let round = 0; round < apartRounds; round += 1) {
    const before = resets();
    await request(url, owner.apiKey, endpoints.mergeCustomers, merging);
    await one.socket.until(() => resets() > before);
    await request(url, owner.apiKey, endpoints.unmergeCustomer, merging);
    const text = `for the other alone ${round}`;
    const params = { id: talk?.id ?? '' };
    const sent = await request(url, owner.apiKey, endpoints.postMessage, { params, body: { text } });
    expect(sent.status).toBe(201);
    await one.socket.until(() => resets() > before + 1);
  }
  // Whatever was on its way to the one has come by now.
  const body = { id: randomUUID(), text: 'the last' };
  await request(url, one.token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
  await one.socket.until(() => heard(one).includes('the last'));
  expect(heard(one).filter((text) => text.startsWith('for the other'))).toEqual([]);
  for (const { socket } of visitors) socket.drop();
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
