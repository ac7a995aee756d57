/** Money given back and statuses said by hand, and what reviews come to: through the API, as the console asks. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Order } from '../contract/orders.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
});
afterAll(() => server.close());

const key = () => server.owner.apiKey;
const detail = (body: unknown) => (body as { detail?: string }).detail ?? '';

async function newOrder(more: object = {}): Promise<Order> {
  const body = {
    externalId: randomUUID(),
    customer: { identities: [{ kind: 'email', value: 'ana@example.com' }], name: 'Ana' },
    currency: 'BRL',
    lines: [
      { name: 'Lamp', quantity: 2, unitPrice: 1_500 },
      { name: 'Bulb', quantity: 3, unitPrice: 200 },
      { name: 'Bulb', quantity: 1, unitPrice: 200 },
    ],
    ...more,
  };
  const { status, body: order } = await request(server.url, key(), endpoints.writeOrder, { body } as never);
  expect(status).toBe(201);
  return order as Order;
}

const refund = (order: Order, body: Partial<RequestOf<typeof endpoints.refundOrder>['body']>) =>
  request(server.url, key(), endpoints.refundOrder, {
    params: { id: order.id },
    body: { externalId: randomUUID(), ...body },
  });
const setStatus = (order: Order, body: RequestOf<typeof endpoints.setOrderStatus>['body']) =>
  request(server.url, key(), endpoints.setOrderStatus, { params: { id: order.id }, body });

describe('money that is given back', () => {
  test('in part, by line, and then all that is left', async () => {
    const order = await newOrder();
    const part = await refund(order, { amount: 500, reason: 'scratched' });
    expect(part.status).toBe(201);
    expect(part.body).toMatchObject({ status: 'partly-refunded', refunded: 500 });
    const line = await refund(order, { lines: [{ place: 0, quantity: 1 }] });
    expect(line.body).toMatchObject({ refunded: 2_000 });
    expect(line.body.refunds.find(({ amount }) => amount === 1_500)?.lines).toMatchObject([
      { name: 'Lamp', quantity: 1 },
    ]);
    const rest = await refund(order, {});
    expect(rest.body).toMatchObject({ status: 'refunded', refunded: 3_800, warnings: [] });
    const more = await refund(order, {});
    expect([more.status, detail(more.body)]).toEqual([409, 'All of this order was given back already.']);
  });

  test('counts once, however often it is sent, also at the same time', async () => {
    const order = await newOrder();
    const body = { externalId: 'once', amount: 3_000 };
    const answers = await Promise.all(Array.from({ length: 5 }, () => refund(order, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
    const apart = await Promise.all(Array.from({ length: 5 }, () => refund(order, { amount: 500 })));
    expect(apart.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  test.each([
    ['more than is left', { amount: 3_801 }, 409, 'Of this order 38.00 BRL is left to give back.'],
    [
      'another currency',
      { amount: 100, currency: 'EUR' },
      400,
      'This order is in BRL: give back BRL, not EUR.',
    ],
    ['a line that is not there', { lines: [{ place: 3, quantity: 1 }] }, 400, 'no line 3'],
    ['more of a line', { lines: [{ place: 0, quantity: 3 }] }, 409, 'Of “Lamp” 2 can be given back.'],
    [
      'a line twice',
      {
        lines: [
          { place: 0, quantity: 1 },
          { place: 0, quantity: 1 },
        ],
      },
      400,
      'have one "place"',
    ],
    ['the future', { amount: 1, occurredAt: '2999-01-01T00:00:00Z' }, 400, 'lies in the future'],
  ])('%s is refused with what to do', async (_, body, status, said) => {
    const answer = await refund(await newOrder(), body);
    expect([answer.status, detail(answer.body)]).toEqual([status, expect.stringContaining(said)]);
  });

  test('lines that are alike give theirs one after the other, and never more than there were', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ place: fc.nat(2), quantity: fc.integer({ min: 1, max: 3 }) }), { maxLength: 8 }),
        async (steps) => {
          let order = await newOrder();
          for (const step of steps) {
            const answer = await refund(order, { lines: [step] });
            if (answer.status === 201) order = answer.body;
          }
          const given = (name: string) =>
            order.refunds
              .flatMap(({ lines }) => lines)
              .filter((line) => line.name === name)
              .reduce((sum, { quantity }) => sum + quantity, 0);
          expect(given('Lamp')).toBeLessThanOrEqual(2);
          expect(given('Bulb')).toBeLessThanOrEqual(4);
          expect(order.refunded).toBe(given('Lamp') * 1_500 + given('Bulb') * 200);
        },
      ),
      { numRuns: 15 },
    );
  });

  test('of an order without a total it is what is said, or all of it', async () => {
    const order = await newOrder({ currency: undefined, lines: [] });
    const bare = await refund(order, { amount: 100 });
    expect([bare.status, detail(bare.body)]).toEqual([400, expect.stringContaining('send "currency"')]);
    expect((await refund(order, { amount: 100, currency: 'EUR' })).status).toBe(201);
    expect((await refund(order, {})).body).toMatchObject({ status: 'refunded' });
  });
});

describe('how far an order has come', () => {
  test('it goes on, and not back', async () => {
    const order = await newOrder();
    expect((await setStatus(order, { status: 'shipped' })).body).toMatchObject({
      status: 'shipped',
      paidAt: null,
    });
    const back = await setStatus(order, { status: 'paid' });
    expect([back.status, detail(back.body)]).toEqual([409, expect.stringContaining('is shipped already')]);
    expect((await setStatus(order, { status: 'delivered' })).body.status).toBe('delivered');
    expect((await setStatus(order, { status: 'delivered' })).status).toBe(409);
  });

  test('what was cancelled by mistake goes on', async () => {
    const order = await newOrder();
    await setStatus(order, { status: 'paid' });
    const { body } = await setStatus(order, { status: 'cancelled', reason: 'twice' });
    expect(body.status).toBe('cancelled');
    expect((await setStatus(order, { status: 'cancelled' })).status).toBe(409);
    expect((await setStatus(order, { status: 'placed' })).status).toBe(409);
    expect((await setStatus(order, { status: 'paid' })).body.status).toBe('paid');
  });
});

test('reviews are listed and averaged by the same filter', async () => {
  const { body: ana } = await request(server.url, key(), endpoints.createCustomer, { body: { name: 'Bo' } });
  const write = (more: object) =>
    request(server.url, key(), endpoints.writeReview, {
      body: { externalId: randomUUID(), customer: { id: ana.id }, ...more },
    } as never);
  await write({ score: 5, text: 'Great' });
  await write({ score: 9, scale: 10, site: 'Maps', title: 'Nearly' });
  await write({ score: 2, site: 'Maps' });
  await write({ text: 'No score' });
  const both = async (query: RequestOf<typeof endpoints.listReviews>['query']) => {
    const of = { ...query, customer: ana.id };
    const { body: list } = await request(server.url, key(), endpoints.listReviews, { query: of });
    const { body: sum } = await request(server.url, key(), endpoints.summariseReviews, { query: of });
    expect(sum.count).toBe(list.data.length);
    return sum;
  };
  expect(await both({})).toEqual({
    count: 4,
    scored: 3,
    mean: 3.83,
    stars: [5, 4, 3, 2, 1].map((stars) => ({ stars, count: { 5: 2, 2: 1 }[stars] ?? 0 })),
    sites: [
      { site: '', count: 2 },
      { site: 'Maps', count: 2 },
    ],
  });
  expect(await both({ site: 'Maps' })).toMatchObject({ count: 2, mean: 3.25 });
  expect(await both({ stars: 5 })).toMatchObject({ count: 2 });
  expect(await both({ text: 'without' })).toMatchObject({ count: 1, mean: 2 });
  expect(await both({ text: 'with', site: '' })).toMatchObject({ count: 2, scored: 1 });
  expect(await both({ stars: 3 })).toMatchObject({ count: 0, mean: null, sites: [] });
});
