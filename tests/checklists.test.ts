/** Checklists: from templates and by hand, ticked, ordered, merged and erased; tables are what the ledger says. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Checklist } from '../contract/checklists.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { inWorkspace } from '../server/platform/db/index.ts';
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

/** What a writer does to a list, if it is still there. `at` picks among the items that the writer saw last. */
const step = fc.record({
  what: fc.constantFrom('tick', 'untick', 'add', 'change', 'remove', 'order', 'rename', 'end'),
  at: fc.nat({ max: 9 }),
});

/** Acts as one of several writers do: each by what it saw last, and none waits for another. Answers what was acknowledged. */
async function act(
  conversationId: string,
  key: string,
  steps: readonly { what: string; at: number }[],
): Promise<{ added: string[]; ended: boolean }> {
  const added: string[] = [];
  let ended = false;
  for (const [n, { what, at }] of steps.entries()) {
    const list = (await listed(conversationId))[0];
    if (!list) break;
    const item = { params: { id: list.items[at % Math.max(1, list.items.length)]?.id ?? randomUUID() } };
    const own = { params: { id: list.id } };
    const text = `${what} ${n} ${key.slice(-4)} ${randomUUID()}`;
    const acts: Record<string, () => Promise<{ status: number }>> = {
      tick: () => ask(endpoints.tickChecklistItem, item, key),
      untick: () => ask(endpoints.untickChecklistItem, item, key),
      change: () => ask(endpoints.changeChecklistItem, { ...item, body: { text } }, key),
      remove: () => ask(endpoints.removeChecklistItem, item, key),
      add: () => ask(endpoints.addChecklistItem, { ...own, body: { text } }, key),
      rename: () => ask(endpoints.changeChecklist, { ...own, body: { name: text.slice(0, 60) } }, key),
      order: () =>
        ask(
          endpoints.changeChecklist,
          { ...own, body: { itemIds: list.items.map(({ id }) => id).reverse() } },
          key,
        ),
      // Rarely, as it ends all the others' work.
      end: async () => (at < 9 ? { status: 200 } : ask(endpoints.removeChecklist, own, key)),
    };
    const { status } = (await acts[what]?.()) ?? { status: 500 };
    // Somebody else may have been faster.
    expect([200, 201, 204, 404, 409, 422, 400]).toContain(status);
    if (what === 'add' && status === 201) added.push(text);
    if (what === 'end' && status === 204) ended = true;
  }
  return { added, ended };
}

type Told = { kind: string; payload: Record<string, unknown> };
type Model = { name: string; items: { id: string; text: string; done: boolean }[] };

/** The list as its entries tell it, one after another; undefined once it was removed. */
function told(entries: readonly Told[]): Model | undefined {
  let model: Model | undefined;
  for (const { kind, payload } of entries) {
    const {
      itemId: id,
      text,
      name,
      itemIds,
    } = payload as { itemId: string; text: string; name: string; itemIds: string[] };
    if (kind === 'checklist.added') {
      const items = payload.items as { itemId: string; text: string }[];
      model = { name, items: items.map((one) => ({ id: one.itemId, text: one.text, done: false })) };
    }
    const item = model?.items.find((one) => one.id === id);
    if (!model) continue;
    if (kind === 'checklist.renamed') model.name = name;
    if (kind === 'checklist.removed') model = undefined;
    if (kind === 'checklist.item_added') model?.items.push({ id, text, done: false });
    if (kind === 'checklist.item_removed' && model) model.items = model.items.filter((one) => one.id !== id);
    if (kind === 'checklist.reordered' && model) {
      model.items = itemIds.flatMap((wanted) => model?.items.find((one) => one.id === wanted) ?? []);
    }
    if (kind === 'checklist.item_changed' && item) item.text = text;
    if (kind === 'checklist.item_ticked' && item) item.done = true;
    if (kind === 'checklist.item_unticked' && item) item.done = false;
  }
  return model;
}

async function entriesOf(customerId: string): Promise<Told[]> {
  return inWorkspace(server.db, server.owner.workspaceId, async (tx) => {
    const { rows } = await sql<Told>`
      select kind, payload from entries
      where customer_id = ${customerId} and kind like 'checklist.%' order by epoch, xid, seq`.execute(tx);
    return rows;
  });
}

test('whatever several people do to a list at once, it is what its entries tell, and nothing acknowledged is lost', async () => {
  const keys = [server.owner.apiKey, bea.apiKey];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { maxLength: 8 }), { minLength: 3, maxLength: 3 }),
      async (writers) => {
        const { conversationId, customerId } = await newThread();
        await add({ conversationId, name: 'Together', items: ['One', 'Two', 'Three'] });
        const done = await Promise.all(
          writers.map((steps, at) => act(conversationId, keys[at % keys.length] ?? '', steps)),
        );
        const entries = await entriesOf(customerId);
        const model = told(entries);
        const [list] = await listed(conversationId);
        expect(
          list && {
            name: list.name,
            items: list.items.map(({ id, text, doneAt }) => ({ id, text, done: doneAt !== null })),
          },
        ).toEqual(model);
        expect(list === undefined).toBe(done.some(({ ended }) => ended));
        const recorded = entries
          .filter(({ kind }) => kind === 'checklist.item_added')
          .map(({ payload }) => payload.text);
        expect(recorded.toSorted()).toEqual(done.flatMap(({ added }) => added).sort());
      },
    ),
    { numRuns: 12 },
  );
});

test('the tables are what the ledger makes of them', async () => {
  const rebuilt = await rebuild(server.database.adminUrl, projections, () => undefined);
  const tables = rebuilt.flatMap((one) => Object.entries(one.tables));
  expect(tables.map(([table]) => table)).toEqual(
    expect.arrayContaining(['checklists', 'checklist_items', 'checklist_templates']),
  );
  for (const [table, mended] of tables) expect(mended, table).toEqual({ written: 0, removed: 0 });
});
