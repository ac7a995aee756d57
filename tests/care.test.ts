/** Notes, needs, dates and typed attributes by the API: kept, refused, merged, undone, rebuilt. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { debugged, send } from './support/collecting.ts';
import { addMember, type Person } from './support/people.ts';

let server: TestServer;
let bea: Person;
let viewer: Person;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  viewer = await addMember(server.url, server.owner, 'viewer', 'Vic');
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: object, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as RequestOf<E>);
const newCustomer = async (name: string) =>
  (await ask(endpoints.createCustomer, { body: { name } })).body.id as string;
const told = async (id: string, kinds: string) =>
  (await ask(endpoints.readTimeline, { params: { id }, query: { kinds } })).body.data as {
    id: string;
    kind: string;
    payload: Record<string, unknown>;
  }[];

describe('notes', () => {
  const list = async (id: string) => (await ask(endpoints.listNotes, { params: { id } })).body.data;

  test('keep their history, stand with the pinned ones first, and are deleted by whom it is up to', async () => {
    const id = await newCustomer('Ana');
    const write = async (text: string, key?: string) =>
      (await ask(endpoints.writeNote, { params: { id }, body: { text } }, key)).body;
    const first = await write('  Likes rye ', bea.apiKey);
    expect(first).toMatchObject({ text: 'Likes rye', writtenBy: { id: bea.memberId }, changedBy: null });
    const second = await write('Never calls back');
    const params = { id: first.id };
    const change = (body: object, key?: string) => ask(endpoints.changeNote, { params, body }, key);
    expect((await change({ text: 'Likes spelt', pinned: true })).body).toMatchObject({
      ...{ text: 'Likes spelt', pinned: true, changedBy: { id: server.owner.memberId } },
    });
    await change({ text: 'Likes spelt', pinned: true });
    expect((await list(id)).map(({ text }) => text)).toEqual(['Likes spelt', 'Never calls back']);
    const history = await told(id, 'note.written,note.changed,note.pinned');
    expect(history.map(({ kind, payload }) => [kind, payload.text ?? payload.pinned])).toEqual([
      ['note.pinned', true],
      ['note.changed', 'Likes spelt'],
      ['note.written', 'Never calls back'],
      ['note.written', 'Likes rye'],
    ]);
    const remove = (note: { id: string }, key: string) =>
      ask(endpoints.deleteNote, { params: { id: note.id } }, key);
    expect(await remove(second, bea.apiKey)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    expect((await remove(first, bea.apiKey)).status).toBe(204);
    expect((await remove(second, server.owner.apiKey)).status).toBe(204);
    expect((await remove(second, server.owner.apiKey)).status).toBe(404);
    expect(await list(id)).toEqual([]);
    expect((await ask(endpoints.writeNote, { params: { id }, body: { text: ' ' } })).status).toBe(400);
    expect(
      (await ask(endpoints.writeNote, { params: { id }, body: { text: 'x' } }, viewer.apiKey)).status,
    ).toBe(403);
  });

  test('go with their customer, and come back', async () => {
    const [kept, merged] = [await newCustomer('Bob'), await newCustomer('Bob S.')];
    const write = (id: string, text: string) => ask(endpoints.writeNote, { params: { id }, body: { text } });
    await write(merged, 'of the other');
    await ask(endpoints.mergeCustomers, { params: { id: kept }, body: { customerId: merged } });
    await write(merged, 'since');
    expect((await list(kept)).map(({ text }) => text)).toEqual(['since', 'of the other']);
    await ask(endpoints.unmergeCustomer, { params: { id: kept }, body: { customerId: merged } });
    expect((await list(merged)).map(({ text }) => text)).toEqual(['of the other']);
    expect((await list(kept)).map(({ text }) => text)).toEqual(['since']);
  });
});

describe('needs', () => {
  test('are stated with evidence of their own customer, changed, met and taken back', async () => {
    const [id, other] = [await newCustomer('Cid'), await newCustomer('Dan')];
    const visit = (customer: string) =>
      ask(endpoints.logVisit, { params: { id: customer }, body: { summary: 'asked' } });
    const [own, foreign] = [(await visit(id)).body.id, (await visit(other)).body.id];
    const params = { id };
    const state = (body: object) => ask(endpoints.stateNeed, { params, body });
    const made = await state({ text: 'Bread on Sundays', evidence: [own, own] });
    expect(made.body).toMatchObject({ needKind: 'need', metAt: null, evidence: [{ id: own }] });
    for (const evidence of [[foreign], [own, randomUUID()]]) {
      expect((await state({ text: 'x', evidence })).status).toBe(404);
    }
    const need = { params: { id: made.body.id } };
    const change = (body: object) => ask(endpoints.changeNeed, { ...need, body });
    expect((await change({ evidence: [own, foreign] })).status).toBe(404);
    const [created] = await told(id, 'customer.created');
    expect((await change({ evidence: [own, created?.id] })).body.evidence.map((one) => one.id)).toEqual([
      ...[created?.id, own],
    ]);
    expect((await change({ text: 'Bread on Mondays', needKind: 'expectation' })).body).toMatchObject({
      ...{ text: 'Bread on Mondays', needKind: 'expectation' },
    });
    expect((await ask(endpoints.meetNeed, need)).body.metBy).toEqual({
      kind: 'member',
      id: server.owner.memberId,
    });
    await ask(endpoints.meetNeed, need);
    expect((await ask(endpoints.reopenNeed, need)).body.metAt).toBeNull();
    expect((await ask(endpoints.removeNeed, need)).status).toBe(204);
    expect((await ask(endpoints.listNeeds, { params })).body.data).toEqual([]);
    const kinds = await told(id, 'need.stated,need.changed,need.met,need.reopened,need.removed');
    expect(kinds.map(({ kind }) => kind.slice(5))).toEqual([
      ...['removed', 'reopened', 'met', 'changed', 'changed', 'stated'],
    ]);
  });
});

describe('dates', () => {
  test('that do not exist are refused; those to come are listed day by day', async () => {
    const id = await newCustomer('Eva');
    const set = (body: object) => ask(endpoints.setDate, { params: { id }, body });
    for (const body of [
      { dateKind: 'birthday', month: 2, day: 30 },
      { dateKind: 'birthday', month: 2, day: 29, year: 1990 },
      { dateKind: 'birthday', month: 13, day: 1 },
      { dateKind: 'renewal', month: 1, day: 1, yearly: false },
      { dateKind: 'other', month: 1, day: 1 },
      { dateKind: 'birthday', month: 1, day: 1, remindDays: -1 },
      { dateKind: 'wedding', month: 1, day: 1 },
    ]) {
      expect((await set(body)).status, JSON.stringify(body)).toBe(400);
    }
    const at = (days: number) => {
      const [year, month, day] = new Date(Date.now() + days * 86_400_000)
        .toISOString()
        .slice(0, 10)
        .split('-')
        .map(Number);
      return { year, month, day };
    };
    const { year: _, ...soon } = at(3);
    expect((await set({ dateKind: 'birthday', ...soon })).status).toBe(201);
    await set({ dateKind: 'renewal', name: 'Ovens', ...at(9), yearly: false });
    await set({ dateKind: 'other', name: 'Far away', ...at(60) });
    const upcoming = await ask(endpoints.listUpcomingDates, { query: { days: 30 } });
    expect(upcoming.body.data.map(({ dateKind, customer }) => [dateKind, customer.name])).toEqual([
      ['birthday', 'Eva'],
      ['renewal', 'Eva'],
    ]);
    const listed = await ask(endpoints.listDates, { params: { id } });
    expect(listed.body.data.map(({ nextOn }) => nextOn)).toEqual(
      listed.body.data.map(({ nextOn }) => nextOn).toSorted(),
    );
  });
});

describe('attributes', () => {
  const define = (body: object) => ask(endpoints.defineAttribute, { body });
  const describeBy = (id: string, attributes: object) =>
    ask(endpoints.describeCustomer, { params: { id }, body: { attributes } });
  const attributesOf = async (id: string) =>
    (await ask(endpoints.readCustomer, { params: { id } })).body.attributes as Record<string, unknown>;

  test('have an order, are changed and archived, each with an entry of the audit log', async () => {
    for (const key of ['guests', 'since', 'tier']) {
      const options = key === 'tier' ? ['Gold', 'Silver'] : [];
      const type = { guests: 'number', since: 'date', tier: 'choice' }[key];
      expect((await define({ key, name: key, type, options })).status).toBe(201);
    }
    expect((await define({ key: 'tier', name: 'Again', type: 'text' })).status).toBe(409);
    expect((await define({ key: 'empty', name: 'Empty', type: 'choice' })).status).toBe(400);
    expect((await define({ key: 'x', name: 'X', type: 'text', options: ['a', 'a'] })).status).toBe(400);
    const denied = { body: { key: 'y', name: 'Y', type: 'text' } };
    expect((await ask(endpoints.defineAttribute, denied, bea.apiKey)).status).toBe(403);
    const ordered = await ask(endpoints.orderAttributes, { body: { keys: ['tier', 'nothing'] } });
    expect(ordered.body.data.map(({ key }) => key)).toEqual(['tier', 'guests', 'since']);
    const renamed = await ask(endpoints.changeAttribute, {
      params: { key: 'tier' },
      body: { name: 'Level' },
    });
    expect(renamed.body).toMatchObject({ key: 'tier', name: 'Level', options: ['Gold', 'Silver'], place: 0 });
    expect((await ask(endpoints.changeAttribute, { params: { key: 'none' }, body: {} })).status).toBe(404);
    const log = await ask(endpoints.readAuditLog, { query: { limit: 1 } });
    expect(log.body.data[0]).toMatchObject({ kind: 'attribute.changed', payload: { name: 'Level' } });
  });

  test('that a member gives a wrong value are refused, each with what to write', async () => {
    const id = await newCustomer('Fay');
    const refused = await describeBy(id, {
      guests: 'a dozen',
      since: '30.02.2026',
      tier: 'Bronze',
      city: 'Rio',
    });
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
    const { errors } = refused.body as unknown as { errors: { path: string; message: string }[] };
    expect(errors.map(({ path }) => path)).toEqual([
      ...['body.attributes.guests', 'body.attributes.since', 'body.attributes.tier'],
    ]);
    expect(errors[0]?.message).toMatch(/12\.5/);
    expect(await attributesOf(id)).toEqual({});
    await describeBy(id, { guests: '12', since: '2026-02-28T10:00:00Z', tier: 'gold', city: 'Rio' });
    expect(await attributesOf(id)).toEqual({ guests: 12, since: '2026-02-28', tier: 'Gold', city: 'Rio' });
    await describeBy(id, { tier: null });
    expect(await attributesOf(id)).toEqual({ guests: 12, since: '2026-02-28', city: 'Rio' });
  });

  test('that systems report become of their type where they fit, and stay as they came where not', async () => {
    const userId = randomUUID();
    const traits = { guests: ' 8 ', since: 'last summer', tier: 'SILVER', plan: 'pro' };
    expect(
      (await send(server.url, 'identify', server.owner.writeKey, { userId, traits, messageId: randomUUID() }))
        .status,
    ).toBe(200);
    const found = await ask(endpoints.listCustomers, { query: { identity: userId } });
    const id = found.body.data[0]?.id ?? '';
    expect(await attributesOf(id)).toEqual({ guests: 8, since: 'last summer', tier: 'Silver', plan: 'pro' });
    const [call] = await debugged(server.url, server.owner.apiKey, 'odd');
    expect(call?.warnings).toEqual([{ code: 'attribute-misfit', detail: 'since is no date' }]);
    // Archived, it is an attribute like any other.
    await ask(endpoints.changeAttribute, { params: { key: 'guests' }, body: { archived: true } });
    expect((await describeBy(id, { guests: 'a dozen' })).status).toBe(200);
    expect((await attributesOf(id)).guests).toBe('a dozen');
  });
});

test('rebuilt from the ledger, everything is as it was', async () => {
  const rebuilt = await rebuild(server.database.adminUrl, projections, () => undefined);
  for (const { tables } of rebuilt) {
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
});
