/** Conversations as files: the table is the list, every message is there once, no cell is a formula, and the log says who. */
import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Conversation, Message } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { apiPrefix, endpoints } from '../contract/endpoints.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';
import { png, upload } from './support/uploading.ts';

const count = 120;
const hostile = '=HYPERLINK("https://evil.example";"x")';
let server: TestServer;
let bea: Person;
let tagId: string;
let talked: string;

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);

beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  tagId = (await ask(endpoints.createTag, { body: { name: '+tag, "two"' } } as never)).body.id;
  const { inboxId } = server.owner;
  for (let n = 0; n < count; n += 1) {
    const name = n === 7 ? hostile : `Customer ${n}`;
    const made = await ask(endpoints.createCustomer, { body: { name, identities: [] } } as never);
    const body = { customerId: made.body.id, inboxId, text: `Hello ${n}` };
    const { id } = (await ask(endpoints.startConversation, { body })).body;
    if (n % 3 === 0) await ask(endpoints.tagConversation, { params: { id, tagId } });
    if (n % 4 === 0)
      await ask(endpoints.prioritiseConversation, { params: { id }, body: { priority: 'high' } });
    if (n % 10 === 0) await ask(endpoints.closeConversation, { params: { id } });
  }
  talked = await talk();
}, 90_000);
afterAll(() => server.close());

/** A conversation with more messages than fit in a page, a note and a file. */
async function talk(): Promise<string> {
  const token = await addVisitor(server.url, server.owner.inboxId);
  const file = await upload(server.url, token, { name: 'receipt.png', bytes: png() });
  const say = (text: string, attachmentIds?: string[]) =>
    request(server.url, token, endpoints.postVisitorMessage, {
      body: { id: randomUUID(), text, ...(attachmentIds ? { attachmentIds } : {}) },
      headers: fromSomewhere(),
    });
  await say('see the file', [file.body.uploadId]);
  const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
  const { id } = data[0] as Conversation;
  const post = (text: string, note: boolean) =>
    ask(endpoints.postMessage, { params: { id }, body: { text, note } } as never, bea.apiKey);
  await post('only for us', true);
  for (let n = 0; n < 210; n += 1) await post(`answer ${n}`, false);
  return id;
}

async function file(query: Record<string, string>, key = server.owner.apiKey) {
  const address = `${server.url}${apiPrefix}/conversations/export?${new URLSearchParams(query)}`;
  const answer = await fetch(address, { headers: { authorization: `Bearer ${key}` } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
async function listed(query: Record<string, string>): Promise<Conversation[]> {
  const all: Conversation[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await ask(endpoints.listConversations, {
      query: { ...query, limit: 50, ...(cursor ? { cursor } : {}) },
    } as never);
    all.push(...(page.body.data as Conversation[]));
    if (page.body.next === null) return all;
    cursor = page.body.next;
  }
}
const rowsOf = (text: string) => parse(text, { bom: true, columns: true }) as Record<string, string>[];

test.each([
  { status: 'open' },
  { status: 'open', order: 'priority' },
  { status: 'closed' },
  { order: 'waiting' },
])('the table of %j is the list, row by row', async (query) => {
  const { text, headers } = await file({ ...(query as Record<string, string>), format: 'csv' });
  expect(headers.get('content-disposition')).toMatch(/conversations-\d{4}-\d\d-\d\d\.csv/);
  const rows = rowsOf(text);
  const list = await listed(query as Record<string, string>);
  expect(rows.length).toBe(list.length);
  const zone = Object.keys(rows[0] ?? {}).find((name) => name.startsWith('opened'));
  for (const [at, row] of rows.entries()) {
    const one = list[at];
    if (!one) throw new Error('missing');
    expect(row).toMatchObject({
      id: one.id,
      customer: one.customer.name === hostile ? `'${hostile}` : (one.customer.name ?? ''),
      status: one.status,
      assignee: '',
      channel: one.channel,
      tags: one.tagIds.length > 0 ? `'+tag, "two"` : '',
      priority: one.priority,
      'messages of the customer': String(one.inboundCount),
    });
    const opened = row[zone ?? ''] ?? '';
    expect(opened).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    expect(Math.floor(Date.parse(opened) / 1_000)).toBe(Math.floor(Date.parse(one.openedAt) / 1_000));
  }
});

test('times are in the time zone of whoever asks, which is stated', async () => {
  const headers = { cookie: bea.cookie, 'sec-fetch-site': 'same-origin' };
  const admin = await addMember(server.url, server.owner, 'admin', 'Adi');
  await request(server.url, undefined, endpoints.updateMe, {
    body: { timeZone: 'Asia/Kathmandu' },
    headers: { ...headers, cookie: admin.cookie },
  } as never);
  const { text } = await file({ format: 'csv', status: 'closed' }, admin.apiKey);
  expect(rowsOf(text)[0]?.['opened (Asia/Kathmandu)']).toMatch(/\+05:45$/);
});

test('lines of JSON hold every message once, in order, with notes flagged and files named', async () => {
  const { text } = await file({ format: 'jsonl', status: 'open' });
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ id }) => id)).toEqual((await listed({ status: 'open' })).map(({ id }) => id));
  const { messages } = lines.find(({ id }) => id === talked) as { messages: Message[] };
  expect(messages.length).toBe(212);
  expect(new Set(messages.map(({ id }) => id)).size).toBe(212);
  expect(messages[0]).toMatchObject({ note: false, attachments: [{ name: 'receipt.png' }] });
  expect(messages[1]).toMatchObject({ note: true, text: 'only for us' });
  expect(messages.at(-1)?.text).toBe('answer 209');
});

test('a vCon has what its draft requires, and what it points at is there', async () => {
  const { text } = await file({ format: 'vcon', conversation: talked });
  const [vcon, none] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(none).toBeUndefined();
  expect(vcon).toMatchObject({ vcon: '0.4.0', uuid: talked });
  expect(Date.parse(vcon.created_at)).not.toBeNaN();
  expect(vcon.parties).toMatchObject([{ role: 'customer' }, { name: 'Bea', role: 'agent' }]);
  expect(vcon.dialog.length).toBe(211);
  for (const one of vcon.dialog) {
    expect(one).toMatchObject({ type: 'text', mediatype: 'text/plain', encoding: 'none' });
    expect(one.parties).toEqual([0, 1]);
    expect(Date.parse(one.start)).not.toBeNaN();
  }
  expect(vcon.dialog[0]).toMatchObject({ originator: 0, body: 'see the file' });
  expect(vcon.dialog[1]).toMatchObject({ originator: 1, body: 'answer 0' });
  expect(vcon.attachments).toMatchObject([
    { purpose: 'file', party: 0, dialog: 0, filename: 'receipt.png' },
    { purpose: 'note', party: 1, body: 'only for us' },
    { purpose: 'state' },
  ]);
});

test('owners and admins alone, and the log says who took what along, and how much', async () => {
  expect((await file({ format: 'csv' }, bea.apiKey)).status).toBe(403);
  expect((await file({ format: 'csv', conversation: randomUUID() })).status).toBe(404);
  await file({ format: 'csv', tag: tagId });
  await file({ format: 'vcon', conversation: talked });
  const { data } = (await ask(endpoints.readAuditLog, { query: { limit: 2 } } as never)).body;
  expect(data).toMatchObject([
    {
      kind: 'conversations.exported',
      actor: { id: server.owner.memberId },
      payload: { format: 'vcon', filter: {}, conversationId: talked, count: 1 },
    },
    {
      kind: 'conversations.exported',
      payload: { format: 'csv', filter: { tagIds: [tagId] }, count: count / 3 },
    },
  ]);
});

test('who goes away ends it: nothing of the database stays held', async () => {
  const address = `${server.url}${apiPrefix}/conversations/export?format=jsonl`;
  const headers = { authorization: `Bearer ${server.owner.apiKey}` };
  await new Promise<void>((resolve, reject) => {
    const asking = get(address, { headers, agent: false }, (answer) => {
      answer.once('data', () => {
        asking.destroy();
        resolve();
      });
    }).on('error', reject);
  });
  await expect.poll(() => server.db.pool.totalCount - server.db.pool.idleCount, { timeout: 10_000 }).toBe(0);
  expect((await file({ format: 'csv' })).status).toBe(200);
});
