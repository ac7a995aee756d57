/** Checklists: from templates and by hand, ticked, ordered, merged and erased; tables are what the ledger says. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Checklist } from '../contract/checklists.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';

let server: TestServer;
let bea: Person;
let viewer: Person;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  viewer = await addMember(server.url, server.owner, 'viewer', 'Vera');
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);

async function newThread(): Promise<{ conversationId: string; customerId: string }> {
  const token = await addVisitor(server.url, server.owner.inboxId);
  const body = { id: randomUUID(), text: 'hello' };
  await request(server.url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
  const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
  const [conversation] = data as { id: string; customer: { id: string } }[];
  return { conversationId: conversation?.id ?? '', customerId: conversation?.customer.id ?? '' };
}
const add = (body: object, key?: string) => ask(endpoints.addChecklist, { body } as never, key);
const listed = async (conversationId: string) =>
  (await ask(endpoints.listChecklists, { query: { conversationId } })).body.data as Checklist[];
const progressOf = async (conversationId: string) => {
  const { data } = (await ask(endpoints.listChecklistProgress, {})).body;
  return (data as { conversationId: string }[]).find((one) => one.conversationId === conversationId);
};
const texts = ({ items }: Checklist) => items.map(({ text }) => text);
const template = async (name: string, items = ['Check the address', 'Refund', 'Say so']) =>
  (await ask(endpoints.createChecklistTemplate, { body: { name, items } })).body as {
    id: string;
    name: string;
    items: string[];
    archived: boolean;
  };

test('a list comes from a template, is ticked by somebody at some time, changed, ordered and removed', async () => {
  const { conversationId } = await newThread();
  const { id: templateId } = await template('Return');
  const added = await add({ conversationId, templateId });
  expect(added.status, JSON.stringify(added.body)).toBe(201);
  const list = added.body as Checklist;
  expect(list).toMatchObject({ name: 'Return', templateId, conversationId });
  expect(texts(list)).toEqual(['Check the address', 'Refund', 'Say so']);
  expect(await progressOf(conversationId)).toMatchObject({ done: 0, total: 3 });

  const [first, second, third] = list.items;
  const at = (id: string | undefined) => ({ params: { id: id ?? '' } });
  const ticked = await ask(endpoints.tickChecklistItem, at(second?.id), bea.apiKey);
  const done = (ticked.body as Checklist).items[1];
  expect(done?.doneBy).toMatchObject({ kind: 'member', id: bea.memberId });
  expect(Date.parse(done?.doneAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  // Once more by somebody else: whoever did it first stays.
  await ask(endpoints.tickChecklistItem, at(second?.id));
  expect((await listed(conversationId))[0]?.items[1]).toEqual(done);
  expect(await progressOf(conversationId)).toMatchObject({ done: 1, total: 3 });

  await ask(endpoints.changeChecklistItem, { ...at(first?.id), body: { text: 'Check both addresses' } });
  await ask(endpoints.addChecklistItem, { ...at(list.id), body: { text: 'Ask how it went' } });
  const grown = (await listed(conversationId))[0];
  const ids = grown?.items.map(({ id }) => id).reverse() ?? [];
  const ordered = await ask(endpoints.changeChecklist, {
    ...at(list.id),
    body: { name: 'Return, quickly', itemIds: ids },
  });
  expect(texts(ordered.body as Checklist)).toEqual([
    'Ask how it went',
    'Say so',
    'Refund',
    'Check both addresses',
  ]);
  const wrong = await ask(endpoints.changeChecklist, { ...at(list.id), body: { itemIds: ids.slice(1) } });
  expect([wrong.status, (wrong.body as unknown as { code: string }).code]).toEqual([409, 'conflict']);
  await ask(endpoints.removeChecklistItem, at(third?.id));
  await ask(endpoints.untickChecklistItem, at(second?.id));
  const [left] = await listed(conversationId);
  expect(left && texts(left)).toEqual(['Ask how it went', 'Refund', 'Check both addresses']);
  expect(left?.items.every(({ doneAt, doneBy }) => doneAt === null && doneBy === null)).toBe(true);
  expect(left?.name).toBe('Return, quickly');

  expect((await ask(endpoints.removeChecklist, at(list.id))).status).toBe(204);
  expect(await listed(conversationId)).toEqual([]);
  expect((await ask(endpoints.tickChecklistItem, at(first?.id))).status).toBe(404);
});

test('what is wrong is refused with a reason; viewers look, agents tick, managers keep templates', async () => {
  const { conversationId } = await newThread();
  const { id: templateId } = await template('Rights');
  const refused = async (answer: Promise<{ status: number; body: unknown }>, status: number, code: string) =>
    expect([(await answer).status, ((await answer).body as { code: string }).code]).toEqual([status, code]);
  await refused(add({ conversationId }), 400, 'invalid-input');
  await refused(add({ conversationId, name: 'x', items: [' '] }), 400, 'invalid-input');
  await refused(add({ conversationId: randomUUID(), name: 'x' }), 404, 'not-found');
  await refused(add({ conversationId, templateId: randomUUID() }), 404, 'not-found');
  await refused(add({ conversationId, name: 'x' }, viewer.apiKey), 403, 'not-allowed');
  const body = { name: 'rights', items: ['a'] };
  await refused(ask(endpoints.createChecklistTemplate, { body }), 409, 'already-exists');
  await refused(ask(endpoints.createChecklistTemplate, { body }, bea.apiKey), 403, 'not-allowed');
  const archive = { params: { id: templateId }, body: { archived: true } };
  await refused(ask(endpoints.changeChecklistTemplate, archive, bea.apiKey), 403, 'not-allowed');
  const before = (await add({ conversationId, templateId }, bea.apiKey)).body as Checklist;
  expect((await ask(endpoints.changeChecklistTemplate, archive)).body).toMatchObject({ archived: true });
  await refused(add({ conversationId, templateId }), 409, 'conflict');
  expect((await listed(conversationId)).map(({ id }) => id)).toEqual([before.id]);
  const seen = await ask(endpoints.listChecklists, { query: { conversationId } }, viewer.apiKey);
  expect(seen.status).toBe(200);
});

test('a macro’s action adds one, with the message or not at all', async () => {
  const { conversationId } = await newThread();
  const { id: templateId } = await template('By macro');
  const post = (id: string) =>
    ask(endpoints.postMessage, {
      params: { id: conversationId },
      body: { text: 'We look at it.', actions: [{ type: 'add-checklist', templateId: id }] },
    } as never);
  expect((await post(templateId)).status).toBe(201);
  expect((await listed(conversationId)).map(({ name }) => name)).toEqual(['By macro']);
  expect((await post(randomUUID())).status).toBe(404);
  expect(await listed(conversationId)).toHaveLength(1);
});

test('merged, the lists stand together; taken apart, each is where it was', async () => {
  const one = await newThread();
  const made = await ask(endpoints.startConversation, {
    body: { customerId: one.customerId, inboxId: server.owner.inboxId, text: 'Another matter' },
  } as never);
  const other = made.body as { id: string };
  const own = (await add({ conversationId: one.conversationId, name: 'Own', items: ['a'] }))
    .body as Checklist;
  await add({ conversationId: other.id, name: 'Other', items: ['b', 'c'] });
  const merge = await ask(endpoints.mergeConversation, {
    params: { id: one.conversationId },
    body: { intoId: other.id },
  });
  expect(merge.status, JSON.stringify(merge.body)).toBe(200);
  const together = await listed(other.id);
  expect(together.map(({ name, conversationId }) => [name, conversationId])).toEqual([
    ['Own', other.id],
    ['Other', other.id],
  ]);
  expect(await progressOf(other.id)).toMatchObject({ done: 0, total: 3 });
  await ask(endpoints.tickChecklistItem, { params: { id: own.items[0]?.id ?? '' } });
  await ask(endpoints.unmergeConversation, { params: { id: one.conversationId } });
  expect((await listed(other.id)).map(({ name }) => name)).toEqual(['Other']);
  const [back] = await listed(one.conversationId);
  expect([back?.name, back?.items[0]?.doneAt !== null]).toEqual(['Own', true]);
});

test('the tables are what the ledger makes of them', async () => {
  const rebuilt = await rebuild(server.database.adminUrl, projections, () => undefined);
  const tables = rebuilt.flatMap((one) => Object.entries(one.tables));
  expect(tables.map(([table]) => table)).toEqual(
    expect.arrayContaining(['checklists', 'checklist_items', 'checklist_templates']),
  );
  for (const [table, mended] of tables) expect(mended, table).toEqual({ written: 0, removed: 0 });
});
