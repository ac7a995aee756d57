/** Attributes of conversations: typed, told, found, taken along, and gone with the person. */
import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type AttributeWish, hasWished } from '../contract/conversation-attributes.ts';
import type { Conversation } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { apiPrefix, endpoints } from '../contract/endpoints.ts';
import { queryOfFilter } from '../contract/view-filter.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { addMember, type Person } from './support/people.ts';

const patience = { timeout: 25_000, interval: 50 };
let server: TestServer;
let bea: Person;
let customerId: string;

beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  customerId = await newCustomer('Cora');
  for (const [key, type, options] of [
    ['order', 'text', []],
    ['amount', 'number', []],
    ['until', 'date', []],
    ['urgent', 'boolean', []],
    ['topic', 'choice', ['Delivery', 'Refund, partly']],
    ['parts', 'list', []],
    ['gone', 'text', []],
  ] as const) {
    const body = { subject: 'conversation' as const, key, name: `The ${key}`, type, options: [...options] };
    expect((await ask(endpoints.defineAttribute, { body })).status).toBe(201);
  }
  const query = { subject: 'conversation' as const };
  await ask(endpoints.changeAttribute, { params: { key: 'gone' }, query, body: { archived: true } });
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);
const newCustomer = async (name: string): Promise<string> =>
  (await ask(endpoints.createCustomer, { body: { name } })).body.id;
async function begin(of = customerId): Promise<string> {
  const body = { customerId: of, inboxId: server.owner.inboxId, text: 'hello' };
  return (await ask(endpoints.startConversation, { body })).body.id;
}
const describeIt = (id: string, attributes: Record<string, unknown>, key = bea.apiKey) =>
  ask(endpoints.describeConversation, { params: { id }, body: { attributes } } as never, key);
const read = async (id: string): Promise<Conversation> =>
  (await ask(endpoints.readConversation, { params: { id } })).body;

test('a customer’s attribute and a conversation’s may share a key; each list has its own', async () => {
  const body = { key: 'order', name: 'Standing order', type: 'number' as const };
  expect((await ask(endpoints.defineAttribute, { body })).status).toBe(201);
  expect((await ask(endpoints.defineAttribute, { body })).status).toBe(409);
  const keys = async (query: { subject?: 'conversation' }) =>
    (await ask(endpoints.listAttributes, { query })).body.data.map(({ key, type }) => `${key} ${type}`);
  expect(await keys({})).toEqual(['order number']);
  expect(await keys({ subject: 'conversation' })).toContain('order text');
  expect(
    (
      await ask(endpoints.describeCustomer, {
        params: { id: customerId },
        body: { attributes: { order: 7 } },
      })
    ).status,
  ).toBe(200);
  const query = { subject: 'conversation' as const };
  const ordered = await ask(endpoints.orderAttributes, { query, body: { keys: ['parts'] } });
  expect(ordered.body.data[0]?.key).toBe('parts');
});

test('values are kept as their type; what is wrong, archived or undefined is refused with what to do', async () => {
  const id = await begin();
  const set = { order: 'A-1', amount: '12.50', until: '2031-05-01T10:00:00Z', urgent: 'yes', parts: 'a, b' };
  expect((await describeIt(id, set)).body.attributes).toEqual({
    order: 'A-1',
    amount: 12.5,
    until: '2031-05-01',
    urgent: true,
    parts: ['a', 'b'],
  });
  for (const [attributes, status, detail] of [
    [{ amount: 'many' }, 400, 'amount: Write a number like 12.5.'],
    [{ order: 'A-2', topic: 'Weather' }, 400, 'topic: Choose one of the values that the workspace offers.'],
    [{ gone: 'x' }, 404, 'The attribute “The gone” is archived. Use one that is not.'],
    [{ nobody: 1 }, 404, 'There is no attribute of conversations with the key “nobody”.'],
  ] as const) {
    expect(await describeIt(id, attributes)).toMatchObject({
      status,
      body: { detail: expect.stringContaining(detail) },
    });
  }
  expect((await read(id)).attributes.order, 'all or none').toBe('A-1');
  expect((await describeIt(id, { order: null, urgent: false })).body.attributes).toMatchObject({
    urgent: false,
  });
  expect((await read(id)).attributes).not.toHaveProperty('order');
  const { position } = await read(id);
  await describeIt(id, { urgent: false });
  expect((await read(id)).position, 'the same again is not written down').toBe(position);
  const viewer = await addMember(server.url, server.owner, 'viewer', 'Vic');
  expect((await describeIt(id, { urgent: true }, viewer.apiKey)).status).toBe(403);
});

test('the story tells what was set by whom, by the name of the moment; a macro’s action sets it too', async () => {
  const id = await begin();
  const actions = [
    { type: 'describe', key: 'topic', value: 'Delivery' },
    { type: 'describe', key: 'amount', value: 3 },
  ];
  const body = { text: 'On its way', actions };
  await ask(endpoints.postMessage, { params: { id }, body } as never, bea.apiKey);
  expect((await read(id)).attributes).toEqual({ topic: 'Delivery', amount: 3 });
  const query = { kinds: 'conversation.described', limit: 2 };
  const { data } = (await ask(endpoints.readTimeline, { params: { id: customerId }, query } as never)).body;
  expect(data).toMatchObject([
    { actor: { id: bea.memberId }, payload: { attributes: { amount: 3 }, names: { amount: 'The amount' } } },
    { actor: { id: bea.memberId }, payload: { attributes: { topic: 'Delivery' } } },
  ]);
  const wrong = { text: 'x', actions: [{ type: 'describe', key: 'amount', value: 'x' }] };
  expect((await ask(endpoints.postMessage, { params: { id }, body: wrong } as never)).status).toBe(400);
});

test('any wish finds what has it, and the count is what a recount finds', { timeout: 60_000 }, async () => {
  const values = {
    order: ['1', 'a=b', 'x,y', 'true', '%'],
    amount: [1, 0, -0.5, 1e-7, 1e21],
    urgent: [true, false],
    topic: ['Delivery', 'Refund, partly'],
    parts: [['1'], ['a=b', 'x'], ['true']],
  };
  let at = 0;
  for (const [key, all] of Object.entries(values)) {
    for (const value of all) {
      const id = await begin();
      expect((await describeIt(id, { [key]: value })).status).toBe(200);
      at += 1;
    }
  }
  expect(at).toBe(17);
  const everything = (await ask(endpoints.listConversations, { query: { limit: 100 } } as never)).body
    .data as Conversation[];
  const words = [...new Set(Object.values(values).flat(2).map(String)), '1.0', 'no such'];
  const wish = fc.record(
    { key: fc.constantFrom(...Object.keys(values), 'nobody'), value: fc.constantFrom(...words) },
    { requiredKeys: ['key'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 1, maxLength: 2 }), async (attributes: AttributeWish[]) => {
      const query = queryOfFilter({ attributes });
      const page = await ask(endpoints.listConversations, { query: { ...query, limit: 100 } } as never);
      expect(page.status, JSON.stringify(page.body)).toBe(200);
      const found = (page.body.data as Conversation[]).map(({ id }) => id);
      const meant = everything.filter((one) => attributes.every((wish) => hasWished(one.attributes, wish)));
      expect(found).toEqual(meant.map(({ id }) => id));
      const { body } = await ask(endpoints.previewView, { query } as never);
      expect(body).toEqual({ count: meant.length, isMore: false });
    }),
    { numRuns: 120, seed: 20310501 },
  );
  // Not merely nothing everywhere.
  const some = await ask(endpoints.previewView, {
    query: { attribute: 'topic=Refund%2C%20partly' },
  } as never);
  expect(some.body.count).toBe(1);
  expect((await ask(endpoints.previewView, { query: { attribute: 'amount=1.0' } } as never)).body.count).toBe(
    1,
  );
  expect((await ask(endpoints.previewView, { query: { attribute: '%' } } as never)).status).toBe(400);
});

test('files have a column for each, and no cell is a formula', async () => {
  const id = await begin();
  await describeIt(id, { order: '=1+1', parts: ['a', 'b'], urgent: true });
  const address = `${server.url}${apiPrefix}/conversations/export?format=csv&conversation=${id}`;
  const headers = { authorization: `Bearer ${server.owner.apiKey}` };
  const text = await (await fetch(address, { headers })).text();
  const [row] = parse(text, { bom: true, columns: true }) as Record<string, string>[];
  expect(row).toMatchObject({
    'The order': "'=1+1",
    'The parts': 'a, b',
    'The urgent': 'true',
    'The amount': '',
  });
  const lines = await (await fetch(address.replace('csv', 'jsonl'), { headers })).text();
  expect(JSON.parse(lines).attributes).toEqual({ order: '=1+1', parts: ['a', 'b'], urgent: true });
});

test('who is erased takes along what was written down of them; others’ stays', async () => {
  const canary = `canary-${randomUUID()}`;
  const person = await newCustomer('Ernst Erased');
  const [theirs, others] = [await begin(person), await begin()];
  await describeIt(theirs, { order: canary, amount: 5 });
  await describeIt(others, { order: 'stays' });
  const asked = await ask(endpoints.openPrivacyRequest, {
    body: { kind: 'erase', customerId: person, askedHow: 'mail' },
  } as never);
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  const params = { id: asked.body.id as string };
  const started = await ask(endpoints.startErasure, { params, body: { name: 'Ernst Erased' } });
  expect(started.status, JSON.stringify(started.body)).toBeLessThan(300);
  await expect.poll(async () => (await read(theirs)).attributes, patience).toEqual({});
  expect((await read(others)).attributes).toEqual({ order: 'stays' });
  const left = await runSql(server.database.adminUrl, (client) =>
    client.query('select 1 from entries where payload::text like $1', [`%${canary}%`]),
  );
  expect(left.rowCount).toBe(0);
});

test('the tables are what the ledger makes of them', async () => {
  for (const { tables } of await rebuild(server.database.adminUrl, projections, () => undefined)) {
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
});
