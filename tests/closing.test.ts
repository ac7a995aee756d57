/** How conversations end: reasons, when one is asked for, what the story and the files say, and that each number is its rows. */
import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { Reason } from '../contract/conversation-entries.ts';
import type { Conversation } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { apiPrefix, endpoints } from '../contract/endpoints.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';

const patience = { timeout: 25_000, interval: 50 };
let server: TestServer;
let bea: Person;
let solved: Reason;
let lost: Reason;
let old: Reason;
let customerId: string;

beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  solved = await reasonOf('Solved');
  lost = await reasonOf('=Lost "to them"');
  old = await reasonOf('Old');
  await ask(endpoints.changeReason, { params: { id: old.id }, body: { archived: true } });
  customerId = (await ask(endpoints.createCustomer, { body: { name: 'Cora' } })).body.id;
});
beforeEach(() => setAsks('never'));
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);
const setAsks = async (asks: 'never' | 'offered' | 'required') => {
  const { body } = await ask(endpoints.changeClosing, { body: { asks } });
  expect(body.asks).toBe(asks);
};
const reasonOf = async (name: string): Promise<Reason> =>
  (await ask(endpoints.createReason, { body: { name } })).body;

async function begin(): Promise<string> {
  const body = { customerId, inboxId: server.owner.inboxId, text: 'hello' };
  return (await ask(endpoints.startConversation, { body })).body.id;
}
const close = (id: string, body?: { reasonId?: string }) =>
  ask(endpoints.closeConversation, { params: { id }, ...(body ? { body } : {}) }, bea.apiKey);
const reopen = (id: string) => ask(endpoints.reopenConversation, { params: { id } }, bea.apiKey);
const read = async (id: string): Promise<Conversation> =>
  (await ask(endpoints.readConversation, { params: { id } })).body;
async function listed(query: Record<string, string>): Promise<string[]> {
  const { body } = await ask(endpoints.listConversations, { query: { limit: 100, ...query } } as never);
  return (body.data as Conversation[]).map(({ id }) => id);
}

test('the reason stands in the conversation and in its story, by the name of the moment; opened again it has none', async () => {
  const id = await begin();
  expect((await close(id, { reasonId: lost.id })).body).toMatchObject({
    status: 'closed',
    reasonId: lost.id,
    closedAt: expect.any(String),
  });
  const renamed = { params: { id: lost.id }, body: { name: 'Gone elsewhere' } };
  await ask(endpoints.changeReason, renamed);
  const closings = async () => {
    const query = { kinds: 'conversation.closed', limit: 100 };
    const { body } = await ask(endpoints.readTimeline, { params: { id: customerId }, query } as never);
    return (body.data as { conversationId: string; payload: object }[])
      .filter(({ conversationId }) => conversationId === id)
      .map(({ payload }) => payload);
  };
  expect(await closings()).toEqual([{ reasonId: lost.id, reasonName: '=Lost "to them"' }]);
  expect((await close(id, { reasonId: solved.id })).body, 'a closed one stays as it is').toMatchObject({
    reasonId: lost.id,
  });
  expect((await reopen(id)).body).toMatchObject({ status: 'open', reasonId: null, closedAt: null });
  await close(id);
  expect(await read(id)).toMatchObject({ status: 'closed', reasonId: null, closedAt: expect.any(String) });
  expect((await closings())[0]).toEqual({});
  await ask(endpoints.changeReason, { ...renamed, body: { name: lost.name } });
});

test('where one is required nothing is closed without, by whatever way; what could not be is as it was', async () => {
  await setAsks('required');
  const id = await begin();
  const needed = {
    status: 409,
    body: { code: 'reason-needed', detail: expect.stringContaining('reasonId') },
  };
  expect(await close(id)).toMatchObject(needed);
  expect(await close(id, {})).toMatchObject(needed);
  const actions = [{ type: 'prioritise', priority: 'urgent' }, { type: 'close' }] as const;
  expect(
    await ask(endpoints.performActions, { params: { id }, body: { actions: [...actions] } }),
  ).toMatchObject(needed);
  const message = { text: 'bye', actions: [...actions] };
  expect(await ask(endpoints.postMessage, { params: { id }, body: message })).toMatchObject(needed);
  const bulk = { conversationIds: [id], actions: [{ type: 'close' as const }] };
  expect(await ask(endpoints.startBulk, { body: bulk })).toMatchObject(needed);
  expect(await read(id)).toMatchObject({
    status: 'open',
    priority: 'normal',
    lastMessage: { text: 'hello' },
  });
  const given = { type: 'close' as const, reasonId: solved.id };
  await ask(endpoints.postMessage, { params: { id }, body: { text: 'bye', actions: [given] } });
  expect(await read(id)).toMatchObject({ status: 'closed', reasonId: solved.id });
});

test('a reason that is not in use, or not there, is refused with what to do', async () => {
  const id = await begin();
  expect(await close(id, { reasonId: old.id })).toMatchObject({
    status: 409,
    body: { detail: 'This reason is archived. Choose one that is in use.' },
  });
  expect((await close(id, { reasonId: randomUUID() })).status).toBe(404);
  expect((await read(id)).status).toBe('open');
});

test('a visitor who ends the chat is asked for nothing, and spam neither', async () => {
  await setAsks('required');
  const token = await addVisitor(server.url, server.owner.inboxId);
  const body = { id: randomUUID(), text: 'hello' };
  await request(server.url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
  const [id = ''] = await listed({ limit: '1' });
  expect((await request(server.url, token, endpoints.endVisitorConversation, {})).status).toBe(204);
  expect(await read(id)).toMatchObject({ status: 'closed', reasonId: null });
  const spam = await begin();
  await ask(endpoints.markConversationSpam, { params: { id: spam } });
  expect(await read(spam)).toMatchObject({ status: 'closed', spam: true, reasonId: null, closedAt: null });
});

test('while no reason is in use none is asked for', async () => {
  await setAsks('required');
  for (const { id } of [solved, lost])
    await ask(endpoints.changeReason, { params: { id }, body: { archived: true } });
  const id = await begin();
  expect((await close(id)).body).toMatchObject({ status: 'closed', reasonId: null });
  for (const { id } of [solved, lost])
    await ask(endpoints.changeReason, { params: { id }, body: { archived: false } });
});

test('many at once are closed for one reason, and go back to the reasons that they had', async () => {
  const [open, closed] = [await begin(), await begin()];
  await close(closed, { reasonId: lost.id });
  const done = async (id: string, state: string) =>
    expect
      .poll(async () => (await ask(endpoints.readBulk, { params: { id } })).body.state, patience)
      .toBe(state);
  const actions = [{ type: 'reopen' as const }, { type: 'close' as const, reasonId: solved.id }];
  const { body } = await ask(endpoints.startBulk, { body: { conversationIds: [open, closed], actions } });
  await done(body.id, 'done');
  for (const id of [open, closed]) expect((await read(id)).reasonId).toBe(solved.id);
  // Putting back is no choice: the reason may be out of use by now, or one be required.
  await ask(endpoints.changeReason, { params: { id: lost.id }, body: { archived: true } });
  await setAsks('required');
  await ask(endpoints.undoBulk, { params: { id: body.id } });
  await done(body.id, 'undone');
  expect(await read(open)).toMatchObject({ status: 'open', reasonId: null });
  expect(await read(closed)).toMatchObject({ status: 'closed', reasonId: lost.id });
  await ask(endpoints.changeReason, { params: { id: lost.id }, body: { archived: false } });
});

test('a merged conversation that is itself again is closed as it was', async () => {
  const [part, whole] = [await begin(), await begin()];
  await close(part, { reasonId: solved.id });
  const { closedAt } = await read(part);
  await ask(endpoints.mergeConversation, { params: { id: part }, body: { intoId: whole } });
  expect(await listed({ reason: solved.id })).not.toContain(part);
  await ask(endpoints.unmergeConversation, { params: { id: part } });
  expect(await read(part)).toMatchObject({ status: 'closed', reasonId: solved.id, closedAt });
});

test('names are told apart by more than capitals; agents choose reasons and make none; the log says who', async () => {
  const make = (name: string, key?: string) => ask(endpoints.createReason, { body: { name } }, key);
  expect(await make(' solved ')).toMatchObject({ status: 409, body: { code: 'already-exists' } });
  expect(await make('OLD')).toMatchObject({ body: { detail: expect.stringContaining('archived') } });
  expect((await make('   ')).status).toBe(400);
  expect((await make('Mine', bea.apiKey)).status).toBe(403);
  const both = await Promise.all([make('Twice'), make('twice')]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  const { body } = await ask(endpoints.readClosing, {}, bea.apiKey);
  expect(body.reasons.map(({ name }) => name)).toEqual([
    '=Lost "to them"',
    'Old',
    'Solved',
    expect.anything(),
  ]);
  const id = both.find(({ status }) => status === 201)?.body.id ?? '';
  await ask(endpoints.changeReason, { params: { id }, body: { archived: true } });
  await setAsks('offered');
  const { data } = (await ask(endpoints.readAuditLog, { query: { limit: 3 } } as never)).body;
  expect((data as { kind: string }[]).map(({ kind }) => kind)).toEqual([
    'closing.changed',
    'reason.changed',
    'reason.created',
  ]);
});

test('files say why and when', async () => {
  const id = await begin();
  await close(id, { reasonId: lost.id });
  const file = async (format: string) => {
    const address = `${server.url}${apiPrefix}/conversations/export?format=${format}&conversation=${id}`;
    const headers = { authorization: `Bearer ${server.owner.apiKey}` };
    return (await fetch(address, { headers })).text();
  };
  const { closedAt } = await read(id);
  const [row] = parse(await file('csv'), { bom: true, columns: true }) as Record<string, string>[];
  expect(row?.reason, 'no cell is a formula').toBe(`'${lost.name}`);
  const closed = Object.entries(row ?? {}).find(([name]) => name.startsWith('closed ('))?.[1] ?? '';
  expect(Math.floor(Date.parse(closed) / 1_000)).toBe(Math.floor(Date.parse(closedAt ?? '') / 1_000));
  expect(JSON.parse(await file('jsonl'))).toMatchObject({ reason: lost.name, reasonId: lost.id, closedAt });
  const { attachments } = JSON.parse(await file('vcon')) as {
    attachments: { purpose: string; body: string }[];
  };
  const state = attachments.find(({ purpose }) => purpose === 'state')?.body ?? '{}';
  expect(JSON.parse(state)).toMatchObject({ reason: lost.name });
});

test('whatever is closed, opened, marked and put off: each number is the rows that it opens', {
  timeout: 60_000,
}, async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, begin));
  const what = fc.constantFrom('close', 'solved', 'lost', 'reopen', 'spam', 'snooze', 'age');
  const step = fc.record({ what, pick: fc.nat(ids.length - 1) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      for (const { what, pick } of steps) {
        const id = ids[pick] ?? '';
        const params = { id };
        if (what === 'close') await close(id);
        if (what === 'solved') await close(id, { reasonId: solved.id });
        if (what === 'lost') await close(id, { reasonId: lost.id });
        if (what === 'reopen') await reopen(id);
        if (what === 'spam') await ask(endpoints.markConversationSpam, { params });
        if (what === 'snooze') await ask(endpoints.snoozeConversation, { params, body: { until: null } });
        if (what === 'age') await age(id);
      }
      const { data } = (await ask(endpoints.countEndings, { query: {} } as never)).body;
      const told = new Map(data.map(({ reasonId, count }) => [reasonId, count]));
      for (const reasonId of [null, solved.id, lost.id]) {
        const query = { status: 'closed', reason: reasonId ?? 'none', closedDays: 30 };
        const { body } = await ask(endpoints.previewView, { query } as never);
        expect(body, String(reasonId)).toEqual({ count: told.get(reasonId) ?? 0, isMore: false });
        const rows = await listed({ ...query, closedDays: '30' });
        expect(rows.length).toBe(body.count);
        for (const id of rows) {
          const one = await read(id);
          expect(one).toMatchObject({ status: 'closed', spam: false, reasonId });
          expect(Date.now() - Date.parse(one.closedAt ?? '')).toBeLessThan(30 * 86_400_000);
        }
      }
    }),
    { numRuns: 12, seed: 20310412 },
  );
});

/** As if a closed conversation had been closed 31 days before. */
const age = (id: string) =>
  runSql(server.database.adminUrl, (client) =>
    client.query(
      "update conversations set closed_at = now() - interval '31 days' where id = $1 and status = 'closed' and not spam",
      [id],
    ),
  );

test('the tables are what the ledger makes of them', async () => {
  // What the test above has aged is young again.
  for (const { name, tables } of await rebuild(server.database.adminUrl, projections, () => undefined)) {
    if (name === 'conversations') continue;
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
  for (const { tables } of await rebuild(server.database.adminUrl, projections, () => undefined)) {
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
});
