/** Orders and reviews over the API: what a shop sends, and what it is told when that is odd. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
});
afterAll(() => server.close());

const send = (body: object, headers: Record<string, string> = {}) =>
  request(server.url, server.owner.apiKey, endpoints.writeOrder, { body, headers } as never);
const list = (query: Record<string, string>) =>
  request(server.url, server.owner.apiKey, endpoints.listOrders, { query } as never);

const ana = { identities: [{ kind: 'email', value: 'Ana@Example.com' }], name: 'Ana' };
const order = () => ({ externalId: randomUUID(), customer: ana, currency: 'brl', total: 1_990 });

describe('POST /orders', () => {
  test('makes the customer and the order, and knows both again', async () => {
    const one = order();
    const made = await send(one);
    expect(made).toMatchObject({
      status: 201,
      body: { status: 'placed', currency: 'BRL', total: 1_990, customer: { name: 'Ana' }, warnings: [] },
    });
    const known = await send({ externalId: one.externalId, status: 'paid' });
    expect(known).toMatchObject({ status: 200, body: { id: made.body.id, status: 'paid', total: 1_990 } });
    const another = await send(order());
    expect(another.body.customer).toEqual(made.body.customer);
    const customer = made.body.customer?.id ?? '';
    expect((await list({ customer, status: 'paid' })).body.data).toEqual([known.body]);
    expect((await list({ number: one.externalId })).body.data).toEqual([known.body]);
    const facts = await request(server.url, server.owner.apiKey, endpoints.readOrderFacts, {
      params: { id: customer },
    });
    expect(facts.body).toMatchObject({ orders: 2, values: [{ currency: 'BRL', orders: 2, net: 3_980 }] });
  });

  test('repeated with one Idempotency-Key is answered as it was', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const one = order();
    const first = await send(one, headers);
    expect(first.status).toBe(201);
    expect(await send(one, headers)).toMatchObject({ status: 201, body: first.body });
  });

  test('pages through many of one moment', async () => {
    const customer = { identities: [{ kind: 'user', value: 'pager' }] };
    const placedAt = '2024-02-29T12:00:00Z';
    const sent = await Promise.all(Array.from({ length: 7 }, () => send({ ...order(), customer, placedAt })));
    const id = sent[0]?.body.customer?.id ?? '';
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await list({ customer: id, limit: '3', ...(cursor ? { cursor } : {}) });
      seen.push(...page.body.data.map((one) => one.id));
      if (page.body.next === null) break;
      cursor = page.body.next;
    }
    expect(seen.toSorted()).toEqual(sent.map(({ body }) => body.id).toSorted());
  });

  test.each([
    ['an unknown currency', { currency: 'XYZ' }, /ISO 4217/],
    ['no currency', { currency: undefined }, /"total" is an amount.*"currency"/],
    ['a decimal amount', { total: 19.9 }, /integer of the smallest unit/],
    ['an amount as text', { total: '1990' }, /integer of the smallest unit/],
    ['a negative amount', { total: -1 }, /not negative/],
    ['an amount beyond all measure', { total: 1e13 }, /at most/],
    ['a time that has not come', { occurredAt: '2999-01-01T00:00:00Z' }, /future/],
    ['a time before all shops', { placedAt: '0001-01-01T00:00:00Z' }, /before 1900/],
    ['part given back, and not how much', { status: 'partly-refunded' }, /"refunds" how much/],
    ['nobody', { customer: undefined }, /"customer" whose/],
    ['a customer who is not there', { customer: { id: randomUUID() } }, /no such customer/],
    [
      'two refunds of one id',
      { refunds: [1, 2].map((amount) => ({ externalId: 'r', amount })) },
      /one "externalId"/,
    ],
  ])('%s is refused with what to do', async (_name, more, words) => {
    const answer = await send({ ...order(), ...more });
    expect([400, 404]).toContain(answer.status);
    expect((answer.body as { detail?: string }).detail).toMatch(words);
  });

  test('a refused order leaves nothing behind', async () => {
    const one = order();
    await send({ ...one, customer: undefined });
    expect((await list({ number: one.externalId })).body.data).toEqual([]);
  });
});

describe('POST /reviews', () => {
  const post = (body: object) =>
    request(server.url, server.owner.apiKey, endpoints.writeReview, { body } as never);

  test('belongs to the customer of its order', async () => {
    const one = order();
    const { body } = await send(one);
    const review = {
      externalId: randomUUID(),
      order: { externalId: one.externalId },
      score: 5,
      text: 'Ótimo',
    };
    const made = await post(review);
    expect(made).toMatchObject({
      status: 201,
      body: { customer: body.customer, order: { id: body.id, number: one.externalId }, score: 5, scale: 5 },
    });
    expect((await post(review)).status).toBe(200);
    const about = await request(server.url, server.owner.apiKey, endpoints.listReviews, {
      query: { order: body.id },
    });
    expect(about.body.data).toEqual([made.body]);
  });

  test('a score above the best, and nobody’s review, are refused with what to do', async () => {
    const review = { externalId: randomUUID(), score: 9, customer: ana };
    expect((await post(review)).body).toHaveProperty('detail', expect.stringMatching(/above the best, 5/));
    expect((await post({ ...review, scale: 10 })).status).toBe(201);
    const nobodys = { externalId: randomUUID(), order: { externalId: randomUUID() } };
    expect((await post(nobodys)).body).toHaveProperty('detail', expect.stringMatching(/whose review/));
  });
});
