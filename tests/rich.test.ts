/** Formatted messages through the API: what is taken and refused, who sees what, and that nothing of it outlives its text. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Conversation, Message } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Rich } from '../contract/rich-text.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';

let server: TestServer;
let bea: Person;

beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
});
afterAll(() => server.close());

const rich: Rich = [
  { type: 'text', spans: [{ text: 'Dear ' }, { text: 'Zoraida', bold: true }] },
  { type: 'bullet', spans: [{ text: 'our page', href: 'https://shop.example/zz' }] },
];
const text = 'Dear Zoraida\n• our page (https://shop.example/zz)';

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E> | object, key = bea.apiKey) =>
  request(server.url, key, endpoint, input as never);
const write = async (id: string, body: object) =>
  (await ask(endpoints.postMessage, { params: { id }, body })).body as Message;

async function converse() {
  const token = await addVisitor(server.url, server.owner.inboxId);
  await request(server.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text: 'Hello?' },
    headers: fromSomewhere(),
  });
  const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } })).body as {
    data: Conversation[];
  };
  const seen = async () =>
    (
      await request(server.url, token, endpoints.listVisitorMessages, {
        query: {},
        headers: fromSomewhere(),
      } as never)
    ).body.data[0] as { text: string; rich?: Rich };
  return { id: data[0]?.id ?? '', customerId: data[0]?.customer.id ?? '', seen };
}

test('the text is made from the formatting; both sides read both, lists and the search the text', async () => {
  const { id, seen } = await converse();
  const message = await write(id, { rich });
  expect([message.text, message.rich]).toEqual([text, rich]);
  expect(await seen()).toMatchObject({ text, rich });
  const { body } = await ask(endpoints.readConversation, { params: { id } });
  expect((body as Conversation).lastMessage?.text).toBe(text);
  const plain = await write(id, { rich: [{ type: 'text', spans: [{ text: 'pl' }, { text: 'ain' }] }] });
  expect([plain.text, plain.rich]).toEqual(['plain', undefined]);
  const note = await write(id, {
    rich: [{ type: 'pre', spans: [{ text: '<img src=x onerror=hit()>' }] }],
    note: true,
  });
  expect(note.text).toBe('<img src=x onerror=hit()>');
});

test.each([
  [{ rich: [] }],
  [{ rich, text: 'something else' }],
  [{ rich: [{ type: 'text', spans: [{ text: ' ' }] }] }],
  [{ rich: [{ type: 'text', spans: [{ text: 'x', href: 'javascript:alert(1)' }] }] }],
  [{ rich: [{ type: 'text', spans: [{ text: 'x', style: 'color:red' }] }] }],
  [{ rich: [{ type: 'script', spans: [{ text: 'x' }] }] }],
  [{ rich: '<b>x</b>' }],
  [{ rich: Array.from({ length: 3 }, () => ({ type: 'text', spans: [{ text: 'x'.repeat(9_000) }] })) }],
])('nonsense is refused with the reason: %#', async (body) => {
  const { id } = await converse();
  const answer = await ask(endpoints.postMessage, { params: { id }, body });
  const { code, errors } = answer.body as unknown as {
    code: string;
    errors: { path: string; message: string }[];
  };
  expect([answer.status, code]).toEqual([400, 'invalid-input']);
  expect(errors[0]?.path).toMatch(/^body\.(rich|text)/);
  expect(errors[0]?.message.length).toBeGreaterThan(5);
});

test('an edit changes it or takes it away, versions keep it, and the same once more changes nothing', async () => {
  const { id, seen } = await converse();
  const { id: messageId } = await write(id, { rich });
  const edit = async (body: object) =>
    (await ask(endpoints.editMessage, { params: { id: messageId }, body })).body as Message;
  expect((await edit({ rich })).changed).toBeUndefined();
  const other: Rich = [{ type: 'quote', spans: [{ text: 'Dear ', italic: true }] }];
  expect(await edit({ rich: other })).toMatchObject({
    text: '> Dear ',
    rich: other,
    changed: { revision: 1 },
  });
  expect(await seen()).toMatchObject({ text: '> Dear ', rich: other });
  const plain = await edit({ text: '> Dear ' });
  expect([plain.rich, plain.changed?.revision]).toEqual([undefined, 2]);
  expect((await seen()).rich).toBeUndefined();
  const { body } = await ask(endpoints.listMessageVersions, { params: { id: messageId } });
  expect((body as { data: { rich?: Rich }[] }).data.map((one) => one.rich)).toEqual([rich, other, undefined]);
});

test('a deleted message has none, wherever it is read, until it is put back', async () => {
  const { id, customerId, seen } = await converse();
  const { id: messageId } = await write(id, { rich });
  await ask(endpoints.deleteMessage, { params: { id: messageId } });
  const { body } = await ask(endpoints.listMessages, { params: { id }, query: {} });
  const entries = (await ask(endpoints.readTimeline, { params: { id: customerId }, query: {} })).body;
  for (const read of [body, entries, await seen()])
    expect(JSON.stringify(read)).not.toMatch(/Zoraida|shop\.example/);
  await ask(endpoints.restoreMessage, { params: { id: messageId } });
  expect(await seen()).toMatchObject({ text, rich });
});

test('one that is sent later keeps it, waiting, taken back and sent; a rebuild finds the same', async () => {
  const { id, seen } = await converse();
  const later = async () =>
    (await ask(endpoints.scheduleMessage, { params: { id }, body: { rich, at: { seconds: 3_600 } } }))
      .body as { id: string; text: string; rich?: Rich };
  const waiting = await later();
  expect([waiting.text, waiting.rich]).toEqual([text, rich]);
  const rebuilt = await rebuild(server.database.adminUrl, projections, () => undefined);
  for (const { tables } of rebuilt)
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  const { body: listed } = await ask(endpoints.listScheduledMessages, { params: { id } });
  expect((listed as { data: { rich?: Rich }[] }).data.map((one) => one.rich)).toEqual([rich]);
  const taken = (await ask(endpoints.cancelScheduledMessage, { params: { id: waiting.id } })).body;
  expect(taken).toMatchObject({ text, rich });
  const again = await later();
  await ask(endpoints.sendScheduledMessage, { params: { id: again.id } });
  expect(await seen()).toMatchObject({ text, rich });
});
