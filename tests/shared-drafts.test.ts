/** Drafts of replies that the team shares: everybody changes them, one sends them, nobody loses what they wrote. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Conversation, Message } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { ScheduledMessage } from '../contract/scheduled.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';
import { png, upload } from './support/uploading.ts';

const patience = { timeout: 25_000, interval: 50 };
let now = new Date('2031-03-03T12:00:00Z');
let server: TestServer;
let bea: Person;
let viewer: Person;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] }, () => now);
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  viewer = await addMember(server.url, server.owner, 'viewer', 'Vic');
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);
const say = (token: string, text: string) =>
  request(server.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text },
    headers: fromSomewhere(),
  });
async function newThread() {
  const token = await addVisitor(server.url, server.owner.inboxId);
  await say(token, 'hello');
  const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
  const [conversation] = data as Conversation[];
  return { token, id: conversation?.id ?? '', customerId: conversation?.customer.id ?? '' };
}
const share = async (id: string, body: object = {}, key = bea.apiKey): Promise<ScheduledMessage> => {
  const asked = { params: { id }, body: { text: 'We think so.', at: { draft: true }, ...body } };
  const made = await ask(endpoints.scheduleMessage, asked as never, key);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body as ScheduledMessage;
};
const draftsIn = async (id: string) =>
  (await ask(endpoints.listScheduledMessages, { params: { id } })).body.data as ScheduledMessage[];
const change = (id: string, body: object, key?: string) =>
  ask(endpoints.changeScheduledMessage, { params: { id }, body } as never, key);
const sendNow = (id: string, key?: string) => ask(endpoints.sendScheduledMessage, { params: { id } }, key);
const messagesOf = async (id: string) =>
  (await ask(endpoints.listMessages, { params: { id }, query: { limit: 100 } } as never)).body
    .data as Message[];

test('a colleague changes it and sends it in their own name, with its files; the customer reads it once', async () => {
  const { id } = await newThread();
  const file = await upload(server.url, bea.apiKey, { name: 'plan.png', bytes: png(), conversationId: id });
  const draft = await share(id, { attachmentIds: [file.body.uploadId] });
  expect(draft).toMatchObject({ memberId: bea.memberId, held: 'draft', revision: 0, changedBy: null });
  const counts = (await ask(endpoints.countScheduledMessages, {})).body.data;
  expect(counts).toContainEqual({ conversationId: id, count: 1, held: 0, drafts: 1 });
  const lines = [{ type: 'text', spans: [{ text: 'We ' }, { text: 'know', bold: true }, { text: ' so.' }] }];
  const changed = await change(draft.id, { rich: lines, revision: 0 });
  expect(changed.body).toMatchObject({
    text: 'We know so.',
    rich: lines,
    revision: 1,
    changedBy: server.owner.memberId,
    memberId: bea.memberId,
  });
  expect(await draftsIn(id)).toEqual([changed.body]);
  expect((await sendNow(draft.id)).status).toBe(200);
  const [, ...sent] = await messagesOf(id);
  expect(sent).toMatchObject([
    {
      text: 'We know so.',
      author: { kind: 'member', id: server.owner.memberId },
      attachments: [{ name: 'plan.png' }],
    },
  ]);
  expect(await draftsIn(id)).toEqual([]);
  expect((await sendNow(draft.id)).status, 'once').toBe(404);
});

test('of eight who save the same revision one is taken, and the others are told', async () => {
  const { id } = await newThread();
  const draft = await share(id);
  const texts = Array.from({ length: 8 }, (_, index) => `Version ${index}`);
  const answers = await Promise.all(texts.map((text) => change(draft.id, { text, revision: 0 })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
  const [left] = await draftsIn(id);
  expect(left?.revision).toBe(1);
  expect(left?.text).toBe(texts[answers.findIndex(({ status }) => status === 200)]);
});

test('neither time nor the customer sends it; given a time it is a scheduled reply', async () => {
  const { id, token } = await newThread();
  const draft = await share(id);
  await say(token, 'Well?');
  now = new Date(now.getTime() + 3 * 86_400_000);
  await say(token, 'Are you there?');
  await expect.poll(async () => (await messagesOf(id)).length, patience).toBe(3);
  expect(await draftsIn(id)).toEqual([draft]);
  const at = { date: '2031-04-01', time: '09:00', timeZone: 'UTC' };
  expect((await change(draft.id, { at }, bea.apiKey)).body).toMatchObject({
    held: null,
    sendAt: '2031-04-01T09:00:00.000000Z',
    unlessCustomerWrites: true,
  });
  const late = await change(draft.id, { text: 'Too late', revision: 0 });
  expect(late.status).toBe(409);
  now = new Date('2031-04-01T09:00:01Z');
  await expect.poll(async () => (await messagesOf(id)).at(-1)?.text, patience).toBe('We think so.');
  expect((await messagesOf(id)).at(-1)?.author.id).toBe(bea.memberId);
});

test('notes, nothing, no revision, half a change, and viewers are refused', async () => {
  const { id } = await newThread();
  const refused = async (body: object) =>
    (await ask(endpoints.scheduleMessage, { params: { id }, body } as never)).status;
  expect(await refused({ text: 'x', note: true, at: { draft: true } })).toBe(400);
  expect(await refused({ text: ' ', at: { draft: true } })).toBe(400);
  expect(await refused({ text: 'x', at: { draft: false } })).toBe(400);
  const draft = await share(id);
  for (const body of [
    {},
    { text: 'x' },
    { text: '  ', revision: 0 },
    { text: 'x', revision: 0, at: { seconds: 5 } },
    { text: 'x', rich: [{ type: 'text', spans: [{ text: 'y' }] }], revision: 0 },
  ])
    expect((await change(draft.id, body)).status, JSON.stringify(body)).toBe(400);
  expect((await change(draft.id, { text: 'x', revision: 1 })).status).toBe(409);
  expect((await change(draft.id, { text: 'x', revision: 0 }, viewer.apiKey)).status).toBe(403);
  expect((await sendNow(draft.id, viewer.apiKey)).status).toBe(403);
  expect(await draftsIn(id)).toEqual([draft]);
});

test('an erasure takes every version away, and the table is what the ledger says', async () => {
  const { id, customerId } = await newThread();
  const draft = await share(id, { text: 'first secret' });
  await change(draft.id, { text: 'second secret', revision: 0 });
  const kept = await newThread();
  const other = await share(kept.id);
  await change(other.id, { text: 'That stays.', revision: 0 });
  const asked = await ask(endpoints.openPrivacyRequest, {
    body: { kind: 'erase', customerId, askedHow: 'mail' },
  } as never);
  const params = { id: (asked.body as { id: string }).id };
  await ask(endpoints.startErasure, { params, body: { name: 'ERASE' } } as never);
  await expect.poll(() => draftsIn(id), patience).toEqual([]);
  const found = async () =>
    (
      await runSql(server.database.adminUrl, (client) =>
        client.query(`select 1 from entries where payload::text ~ '(first|second) secret'`),
      )
    ).rowCount;
  await expect.poll(found, patience).toBe(0);
  const rebuilt = await rebuild(server.database.adminUrl, projections, () => undefined);
  const { tables } = rebuilt.find(({ name }) => name === 'scheduled-messages') ?? {};
  expect(tables).toEqual({ scheduled_messages: { written: 0, removed: 0 } });
  expect((await draftsIn(kept.id))[0]?.text).toBe('That stays.');
});
