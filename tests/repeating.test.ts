/** What is sent again, one after another or at the same time, is done once and answered the same. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Endpoint } from '../contract/endpoint.ts';
import { type EndpointName, endpoints } from '../contract/endpoints.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import { addWorkspace, request, type TestServer } from '../server/app/testing.ts';
import { inWorkspace } from '../server/platform/db/index.ts';
import { fetchThread } from './support/clients.ts';
import { addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';
import { samplesFor } from './support/samples.ts';
import { shareOf } from './support/share.ts';
import { idsOf } from './support/workspaces.ts';

const atOnce = 12;

let server: TestServer;
let url: string;
let owner: CreatedOwner;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  ({ url, owner } = server);
});
afterAll(() => server.close());

/** What the program concludes by itself, at any time: nobody's request. */
const concluded = [
  ...['segment.entered', 'segment.left', 'task.reminded', 'date.neared', 'presence.changed'],
  ...['privacy.stepped', 'customer.erased', 'import.ended', 'entries.withdrawn', 'customer.withdrawn'],
];

async function countEntries(workspaceId: string): Promise<number> {
  return inWorkspace(server.db, workspaceId, async (tx) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from entries
      where not (actor_kind = 'system' and kind = any(${concluded}::text[]))`.execute(tx);
    return rows[0]?.count ?? 0;
  });
}

/** Answers that hold a secret or a link are not kept, and what is about a session can't be done twice. */
const notKept: EndpointName[] = [
  ...(['updateMe', 'signOut', 'signOutEverywhere', 'changePassword'] as const),
  ...(['startTwoFactor', 'confirmTwoFactor', 'stopTwoFactor'] as const),
  ...(['createResetLink', 'inviteMember', 'createKey', 'endVisitorSession'] as const),
  ...(['createWebhook', 'rotateWebhookSecret'] as const),
  // Each try is one of its own, and what is known changes nothing.
  ...(['replayDelivery', 'replayDeliveries'] as const),
];

/** Steps of an import and an erasure, each possible once in its life: their own tests repeat them. */
const steps: EndpointName[] = [
  // An upload that is repeated makes another one, which nobody uses.
  ...(['uploadFile', 'uploadVisitorFile', 'postMail'] as const),
  ...(['sendImportPart', 'mapImport', 'checkImport', 'startImport', 'undoImport'] as const),
  // What is done can't be stopped any more.
  'cancelBulk',
  // Without a mail server it is refused.
  'mailConversation',
  // Asked by somebody who is signed in; a key is nobody.
  ...(['makeSample', 'removeSample'] as const),
  // What follows in the background is told by entries of its own.
  ...(['startBulk', 'undoBulk'] as const),
  ...(['startErasure', 'startPrivacyExport', 'cutStoredAddresses'] as const),
];

/** What has to be done before. */
const before: Partial<Record<EndpointName, EndpointName>> = {
  unmergeCustomer: 'mergeCustomers',
  unmergeConversation: 'mergeConversation',
  unlinkConversations: 'linkConversations',
  setTeamCapacity: 'addTeamMember',
  unblockCustomer: 'blockCustomer',
  restoreMessage: 'deleteMessage',
};

const kept = (Object.keys(endpoints) as EndpointName[]).filter((name) => {
  const { method, access } = endpoints[name];
  return method !== 'GET' && access !== 'public' && ![...notKept, ...steps].includes(name);
});

describe('with the same Idempotency-Key', () => {
  const tried = shareOf('endpoints that are called twice', kept, 0.2);
  // Of many things a workspace can have so many.
  const triesInOne = 25;
  let owner: CreatedOwner;
  let left = 0;
  beforeEach(async () => {
    if (left === 0) owner = await addWorkspace(server.db, randomUUID(), server.ownerLogin);
    left = left === 0 ? triesInOne : left - 1;
  });
  test.each(tried.filter((name) => name !== 'identifyVisitor'))('%s is done once', async (name) => {
    const endpoint: Endpoint = endpoints[name];
    const ids = await idsOf(url, owner, randomUUID().slice(0, 8));
    const token = endpoint.access === 'visitor' ? ids.visitorToken : owner.apiKey;
    const samples = samplesFor(ids);
    const sample = samples[name];
    const first = before[name];
    if (first) await request(url, token, endpoints[first], samples[first] as never);
    const headers = { 'idempotency-key': randomUUID(), ...fromSomewhere() };
    const send = () => request(url, token, endpoint, { ...sample, headers } as never);
    const [one, ...others] = await Promise.all(Array.from({ length: atOnce }, send));
    expect(one?.status, JSON.stringify(one?.body)).toBe(endpoint.status);
    for (const other of others) {
      expect({ status: other.status, body: other.body }).toEqual({
        status: one?.status,
        body: one?.body,
      });
    }
    const entries = await countEntries(owner.workspaceId);
    const again = await send();
    expect({ status: again.status, body: again.body }).toEqual({ status: one?.status, body: one?.body });
    expect(await countEntries(owner.workspaceId)).toBe(entries);
  });

  test('at the same time, one customer is made', async () => {
    const name = randomUUID();
    const headers = { 'idempotency-key': randomUUID() };
    const send = () => request(url, owner.apiKey, endpoints.createCustomer, { body: { name }, headers });
    const made = await Promise.all(Array.from({ length: 30 }, send));
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    const found = await request(url, owner.apiKey, endpoints.listCustomers, { query: { name } });
    expect(found.body.data).toHaveLength(1);
  });

  test('another request is refused, another caller’s is another', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const make = (key: string, name: string) =>
      request(url, key, endpoints.createCustomer, { body: { name }, headers });
    const first = await make(owner.apiKey, 'one');
    expect(first.status).toBe(201);
    expect(await make(owner.apiKey, 'two')).toMatchObject({ status: 409, body: { code: 'key-reused' } });
    const there = await addWorkspace(server.db, 'There', server.ownerLogin);
    const second = await make(there.apiKey, 'two');
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
  });

  test('what was refused may be tried again', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const params = { id: randomUUID() };
    const body = { name: 'later' };
    const input = { params, body, headers };
    expect((await request(url, owner.apiKey, endpoints.updateCustomer, input)).status).toBe(404);
    expect((await request(url, owner.apiKey, endpoints.updateCustomer, input)).status).toBe(404);
    const made = await request(url, owner.apiKey, endpoints.createCustomer, { body, headers });
    expect(made.status).toBe(201);
  });

  test.each(['', 'x'.repeat(201)])('the key "%s" is refused', async (key) => {
    const headers = { 'idempotency-key': key };
    const made = await request(url, owner.apiKey, endpoints.createCustomer, { body: { name: 'x' }, headers });
    expect(made.status).toBe(400);
  });
});

describe('a visitor’s message with the same id', () => {
  const post = (token: string, id: string, text: string) =>
    request(url, token, endpoints.postVisitorMessage, { body: { id, text }, headers: fromSomewhere() });

  test('is there once, also when it is the first and comes many times at once', async () => {
    for (let n = 0; n < 4; n++) {
      const token = await addVisitor(url, owner.inboxId);
      const id = randomUUID();
      const answers = await Promise.all(Array.from({ length: atOnce }, () => post(token, id, 'hello?')));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect((await fetchThread(url, token)).thread).toEqual([answers[0]?.body]);
    }
  });

  test('stays as it was first, and reopens nothing', async () => {
    const token = await addVisitor(url, owner.inboxId);
    const id = randomUUID();
    const first = await post(token, id, 'first');
    const list = await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: 1 } });
    const params = { id: list.body.data[0]?.id ?? '' };
    await request(url, owner.apiKey, endpoints.closeConversation, { params });
    expect((await post(token, id, 'second')).body).toEqual(first.body);
    const after = await request(url, owner.apiKey, endpoints.readConversation, { params });
    expect(after.body).toMatchObject({ status: 'closed', inboundCount: 1 });
  });

  test('of another visitor is another message', async () => {
    const tokens = [await addVisitor(url, owner.inboxId), await addVisitor(url, owner.inboxId)];
    const id = randomUUID();
    const [one, two] = await Promise.all(tokens.map((token, n) => post(token, id, `of ${n}`)));
    expect([one?.body.text, two?.body.text]).toEqual(['of 0', 'of 1']);
  });

  test('several first messages at once open one conversation', async () => {
    const token = await addVisitor(url, owner.inboxId);
    const texts = Array.from({ length: 6 }, (_, n) => `word ${n}`);
    await Promise.all(texts.map((text) => post(token, randomUUID(), text)));
    const { thread } = await fetchThread(url, token);
    expect(thread.map(({ text }) => text).sort()).toEqual(texts);
    const list = await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: 2 } });
    expect(list.body.data[0]?.inboundCount).toBe(texts.length);
  });
});

test('a page view with the same id is recorded once', async () => {
  const token = await addVisitor(url, owner.inboxId);
  const body = { id: randomUUID(), url: 'https://shop.example/', title: 'Shop', referrer: null };
  const before = await countEntries(owner.workspaceId);
  await Promise.all(
    Array.from({ length: atOnce }, () => request(url, token, endpoints.recordPageView, { body })),
  );
  expect(await countEntries(owner.workspaceId)).toBe(before + 1);
});
