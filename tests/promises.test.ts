/** Promises: made, moved, kept, withdrawn, counted, shown to the customer, handed over; tables are what the ledger says. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { CustomerPromise, PromiseRate } from '../contract/promises.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';

const patience = { timeout: 25_000, interval: 50 };
let now = new Date('2031-03-03T12:00:00Z');

let server: TestServer;
let bea: Person;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] }, () => now);
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);

async function newThread(): Promise<{ token: string; conversationId: string; customerId: string }> {
  const token = await addVisitor(server.url, server.owner.inboxId);
  const body = { id: randomUUID(), text: 'hello' };
  await request(server.url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
  const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
  const [conversation] = data as { id: string; customer: { id: string } }[];
  return { token, conversationId: conversation?.id ?? '', customerId: conversation?.customer.id ?? '' };
}
/** Due so many minutes from now. */
const inMinutes = (minutes: number) => {
  const at = new Date(now.getTime() + minutes * 60_000).toISOString();
  return { date: at.slice(0, 10), time: at.slice(11, 16), timeZone: 'UTC' };
};
const make = async (conversationId: string, more: object = {}): Promise<CustomerPromise> => {
  const body = { conversationId, what: 'Call back', due: inMinutes(120), ...more };
  const made = await ask(endpoints.makePromise, { body } as never);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body as CustomerPromise;
};
const read = async (id: string) =>
  (await ask(endpoints.readPromise, { params: { id } })).body as CustomerPromise;
const keep = (id: string) => ask(endpoints.keepPromise, { params: { id } });
const withdraw = (id: string, reason = 'Not needed') =>
  ask(endpoints.withdrawPromise, { params: { id }, body: { reason } });
const move = (id: string, due: object) =>
  ask(endpoints.changePromise, { params: { id }, body: { due } } as never);
const list = async (query: object) =>
  (await ask(endpoints.listPromises, { query } as never)).body.data as CustomerPromise[];
const rate = async () =>
  (await ask(endpoints.readPromiseRate, { query: { days: 1 } } as never)).body as PromiseRate;
const told = async (id: string) => {
  const { data } = (await ask(endpoints.readTimeline, { params: { id }, query: {} })).body;
  return (data as { kind: string; occurredAt: string; payload: Record<string, unknown> }[]).filter(
    ({ kind }) => kind.startsWith('promise.'),
  );
};

test('a promise is made in a conversation, moved, and kept; each is an entry that says what changed', async () => {
  const { conversationId, customerId } = await newThread();
  const due = { date: '2031-03-07', time: '15:00', timeZone: 'America/Sao_Paulo' };
  const promise = await make(conversationId, { due });
  expect(promise).toMatchObject({
    customer: { id: customerId },
    conversationId,
    memberId: server.owner.memberId,
    due: { ...due, at: '2031-03-07T18:00:00.000000Z' },
    warnAt: '2031-03-07T17:30:00.000000Z',
    state: 'open',
    public: false,
    moves: 0,
  });
  const later = { ...due, date: '2031-03-10' };
  expect((await move(promise.id, later)).body).toMatchObject({ moves: 1, state: 'open' });
  expect((await move(promise.id, later)).body).toMatchObject({ moves: 1 });
  expect((await keep(promise.id)).body).toMatchObject({ state: 'kept' });
  expect((await keep(promise.id)).body).toMatchObject({ state: 'kept' });
  expect((await move(promise.id, due)).status).toBe(409);
  expect((await withdraw(promise.id)).status).toBe(409);
  const [kept, changed, made, ...none] = await told(customerId);
  expect([kept?.kind, changed?.kind, made?.kind, none]).toEqual([
    'promise.kept',
    'promise.changed',
    'promise.made',
    [],
  ]);
  expect(kept?.payload).toMatchObject({ late: false });
  expect(changed?.payload.changes).toMatchObject({ from: { date: due.date }, due: { date: later.date } });
});

test('a promise without a time lasts until the end of its day, and is warned of in the morning', async () => {
  const { conversationId } = await newThread();
  // A day of 23 hours: clocks go forward at two.
  const due = { date: '2031-03-09', time: null, timeZone: 'America/New_York' };
  expect(await make(conversationId, { due })).toMatchObject({
    due: { at: '2031-03-10T04:00:00.000000Z' },
    warnAt: '2031-03-09T13:00:00.000000Z',
  });
  const soon = await make(conversationId, { due: inMinutes(20) });
  expect(soon.warnAt, 'what was said just now needs no warning').toBeNull();
});

test('what makes no sense is refused with what to do', async () => {
  const { conversationId } = await newThread();
  for (const [body, words] of [
    [{ what: ' ' }, /what is promised/],
    [{ due: inMinutes(-1) }, /has passed/],
    [{ due: { date: '2031-02-29' } }, /date/i],
    [{ due: { ...inMinutes(9), timeZone: 'Mars/Olympus' } }, /time zone/],
    [{ memberId: randomUUID() }, /works here/],
    [{ conversationId: randomUUID() }, /no such conversation/],
  ] as const) {
    const input = { conversationId, what: 'x', due: inMinutes(60), ...body };
    const made = await ask(endpoints.makePromise, { body: input } as never);
    expect(made.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(made.body), JSON.stringify(body)).toMatch(words);
  }
  const promise = await make(conversationId);
  expect((await withdraw(promise.id, ' ')).status).toBe(400);
  expect((await withdraw(promise.id)).body).toMatchObject({ state: 'withdrawn' });
  expect((await keep(promise.id)).status).toBe(409);
});

test('its time comes: it is broken at that moment, kept late, and counts as broken', async () => {
  now = new Date('2031-04-03T12:00:00Z');
  const { conversationId, customerId } = await newThread();
  const early = await make(conversationId, { what: 'early' });
  const moved = await make(conversationId, { what: 'moved' });
  const broken = await make(conversationId, { what: 'broken' });
  const late = await make(conversationId, { what: 'late' });
  const gone = await make(conversationId, { what: 'gone' });
  const given = await make(conversationId, { what: 'given up' });
  await make(conversationId, { what: 'later', due: inMinutes(600) });
  await keep(early.id);
  await move(moved.id, inMinutes(180));
  await withdraw(gone.id);
  now = new Date('2031-04-03T14:30:00Z');
  await keep(moved.id);
  // Whether the clock looked already or not.
  expect((await keep(late.id)).body).toMatchObject({ state: 'late' });
  await withdraw(given.id);
  await expect.poll(async () => (await read(broken.id)).state, patience).toBe('broken');
  expect((await move(broken.id, inMinutes(60))).status, 'too late to be moved').toBe(409);
  now = new Date('2031-04-03T15:30:00Z');
  const counted = await rate();
  expect(counted).toMatchObject({ due: 5, kept: 2, broken: 3, moved: 1, withdrawn: 1 });
  const names = async (state: string) => (await list({ state, days: 1 })).map(({ what }) => what).sort();
  expect(await names('kept')).toEqual(['early', 'moved']);
  expect(await names('broken')).toEqual(['broken', 'given up', 'late']);
  expect(await names('moved')).toEqual(['moved']);
  expect(await names('withdrawn')).toEqual(['gone']);
  expect((await list({ conversationId })).map(({ what }) => what)).toEqual(['broken', 'later']);
  const entries = (await told(customerId)).filter(({ kind }) => kind === 'promise.broken');
  expect(entries.map(({ occurredAt }) => occurredAt)).toEqual(
    entries.map(() => '2031-04-03T14:00:00.000000Z'),
  );
  expect(entries).toHaveLength(3);
  now = new Date('2031-04-04T21:00:00Z');
  await expect.poll(rate, patience).toMatchObject({ due: 1, kept: 0, withdrawn: 0 });
});

test('the visitor sees what was promised in public and is open, of the own thread alone', async () => {
  const mine = await newThread();
  const other = await newThread();
  const seen = async (token: string) =>
    (await request(server.url, token, endpoints.listVisitorPromises, { headers: fromSomewhere() })).body.data;
  const due = inMinutes(90);
  const told = await make(mine.conversationId, { what: 'Call you', public: true, due });
  await make(mine.conversationId, { what: 'secret' });
  expect(await seen(mine.token)).toEqual([
    { id: told.id, what: 'Call you', due: { date: due.date, time: due.time, at: told.due.at }, late: false },
  ]);
  expect(await seen(other.token)).toEqual([]);
  now = new Date(now.getTime() + 91 * 60_000);
  expect(await seen(mine.token)).toMatchObject([{ late: true }]);
  await keep(told.id);
  expect(await seen(mine.token)).toEqual([]);
});

test('open promises go with the conversation, and to nobody when their member leaves without an heir', async () => {
  const { conversationId } = await newThread();
  const carl = await addMember(server.url, server.owner, 'agent', 'Carl');
  const promise = await make(conversationId, { memberId: carl.memberId });
  const done = await make(conversationId, { memberId: carl.memberId });
  await keep(done.id);
  const assign = (memberId: string | null) =>
    ask(endpoints.assignConversation, { params: { id: conversationId }, body: { memberId } });
  await assign(bea.memberId);
  await expect.poll(async () => (await read(promise.id)).memberId, patience).toBe(bea.memberId);
  await assign(carl.memberId);
  await expect.poll(async () => (await read(promise.id)).memberId, patience).toBe(carl.memberId);
  const removed = await ask(endpoints.removeMember, { params: { id: carl.memberId }, body: {} });
  expect(removed.status).toBe(204);
  expect(await read(promise.id)).toMatchObject({ memberId: null, state: 'open' });
  expect(await read(done.id)).toMatchObject({ memberId: carl.memberId });
  expect((await list({ member: 'none' })).map(({ id }) => id)).toContain(promise.id);
});

test('the tables are what the ledger makes of them', async () => {
  const rebuilt = await rebuild(server.database.adminUrl, projections, () => undefined);
  for (const { tables } of rebuilt) {
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
});
