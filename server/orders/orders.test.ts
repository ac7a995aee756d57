/** Orders and reviews on real PostgreSQL: told in any order, twice, by several at once. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Entry } from '../../contract/entries.ts';
import { createCustomer } from '../customers/index.ts';
import { mapping, newId, readTimeline } from '../ledger/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/db/testing.ts';
import {
  areKnown,
  type OrderInput,
  orderIdOf,
  orderKinds,
  type ReviewInput,
  reviewKinds,
  writeOrders,
  writeReviews,
} from './index.ts';
import { readOrderFacts } from './purchases.ts';
import { listOrders, readOrder } from './queries.ts';
import { listReviews } from './reviews.ts';

let database: TestDatabase;
let db: Db;
let workspaceId: string;
let customerId: string;

beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
  db = database.db;
});
afterAll(() => database.drop());
beforeEach(async () => {
  workspaceId = newId();
  customerId = await newCustomer('Ana');
});

const here = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inWorkspace(db, workspaceId, work);
const newCustomer = (name: string) =>
  here((tx) => createCustomer(tx, { selfNamed: 'test' }, { name, identities: [] }));
const write = (...inputs: OrderInput[]) => here((tx) => writeOrders(tx, 'test', inputs));
const outcomes = async (...inputs: OrderInput[]) => (await write(...inputs)).map(({ outcome }) => outcome);
const read = (externalId: string) => here((tx) => readOrder(tx, orderIdOf(workspaceId, { externalId })));

const lamp = { productId: 'p1', name: 'Lamp', category: 'Light', quantity: 2, unitPrice: 1_500 };
const placed = (externalId: string, more: Partial<OrderInput> = {}): OrderInput => ({
  externalId,
  customerId,
  status: 'placed',
  occurredAt: '2020-03-01T10:00:00Z',
  currency: 'BRL',
  total: 3_000,
  lines: [lamp],
  ...more,
});

async function entries(): Promise<{ kind: string; at: string }[]> {
  const kinds = [...orderKinds, ...reviewKinds];
  const { data } = await here((tx) => readTimeline(tx, customerId, { limit: 100, kinds }));
  const told = data.map((json) => JSON.parse(json) as Entry);
  return told.map(({ kind, occurredAt }) => ({ kind, at: occurredAt })).reverse();
}

/** The rows, but for when something was first heard of an order whose own time is known. */
async function rows(): Promise<unknown[]> {
  const found = await here((tx) =>
    sql<{ row: unknown }>`
      select to_jsonb(o) - 'workspace_id' - 'id' - case when placed_at is null then '' else 'first_at' end
        || jsonb_build_object('refunds', (
          select jsonb_agg(to_jsonb(r) - 'workspace_id' - 'order_id' order by r.refund_id)
          from order_refunds r where r.order_id = o.id)) as row
      from orders o order by o.external_id`.execute(tx),
  );
  return found.rows.map(({ row }) => row);
}

describe('an order', () => {
  test('is new once, changes when something is said, and nothing changes when it is said again', async () => {
    expect(await outcomes(placed('1'))).toEqual(['created']);
    expect(await outcomes(placed('1'))).toEqual(['unchanged']);
    const shipped: OrderInput = { externalId: '1', customerId: null, status: 'shipped' };
    expect(await outcomes(shipped, shipped)).toEqual(['updated', 'unchanged']);
    expect(await outcomes({ externalId: '1', customerId: null, total: 2_900 })).toEqual(['updated']);
    expect(await read('1')).toMatchObject({
      customer: { id: customerId, name: 'Ana' },
      number: '1',
      status: 'shipped',
      currency: 'BRL',
      total: 2_900,
      lines: [lamp],
      placedAt: '2020-03-01T10:00:00.000000Z',
    });
    expect((await entries()).map(({ kind }) => kind)).toEqual([
      'order.placed',
      'order.updated',
      'order.updated',
    ]);
  });

  test('tells each step when it happened', async () => {
    const [paidAt, deliveredAt] = ['2020-03-02T00:00:00-03:00', '2020-03-09T12:00:00.5Z'];
    await write(
      placed('1', {
        status: 'delivered',
        placedAt: '2020-03-01T00:00:00Z',
        paidAt,
        deliveredAt,
        occurredAt: deliveredAt,
      }),
    );
    expect(await entries()).toEqual([
      { kind: 'order.placed', at: '2020-03-01T00:00:00.000000Z' },
      { kind: 'order.updated', at: '2020-03-02T03:00:00.000000Z' },
      { kind: 'order.updated', at: '2020-03-09T12:00:00.500000Z' },
    ]);
    expect(await read('1')).toMatchObject({ status: 'delivered', paidAt: '2020-03-02T03:00:00.000000Z' });
  });

  test('never goes back, unless it was cancelled', async () => {
    await write(placed('1', { status: 'delivered', occurredAt: '2020-03-05T00:00:00Z' }));
    await write({ externalId: '1', customerId: null, status: 'paid' });
    expect((await read('1')).status).toBe('delivered');
    await write({ externalId: '1', customerId: null, status: 'cancelled' });
    expect((await read('1')).status).toBe('cancelled');
    await write({ externalId: '1', customerId: null, status: 'shipped', occurredAt: '2020-03-04T00:00:00Z' });
    expect((await read('1')).status).toBe('cancelled');
  });

  test('counts its refunds, warns when they are more than it cost, and tells a whole one without an amount', async () => {
    const refund = (externalId: string, amount: number, currency?: string) =>
      write({ externalId: '1', customerId: null, refunds: [{ externalId, amount, currency }] });
    await write(placed('1'), placed('2'));
    await refund('r1', 1_000);
    await refund('r1', 1_000);
    expect(await read('1')).toMatchObject({ status: 'partly-refunded', refunded: 1_000, warnings: [] });
    await refund('r2', 2_000);
    expect(await read('1')).toMatchObject({ status: 'refunded', refunded: 3_000, warnings: [] });
    await refund('r3', 1);
    expect(await read('1')).toMatchObject({ refunded: 3_001, warnings: ['refunds-exceed-total'] });
    await refund('r4', 5_000, 'EUR');
    expect(await read('1')).toMatchObject({ refunded: 3_001 });
    expect((await read('1')).warnings).toContain('refund-in-other-currency');
    await write({ externalId: '2', customerId: null, status: 'refunded' });
    expect(await read('2')).toMatchObject({
      status: 'refunded',
      refunded: 3_000,
      refunds: [{ amount: null }],
    });
  });

  test('may be refunded before it is known', async () => {
    await write({ externalId: '1', customerId, status: 'refunded', occurredAt: '2020-03-08T00:00:00Z' });
    expect(await read('1')).toMatchObject({ status: 'refunded', total: null, warnings: ['total-unknown'] });
    await write(placed('1'));
    expect(await read('1')).toMatchObject({
      status: 'refunded',
      total: 3_000,
      refunded: 3_000,
      warnings: [],
    });
  });

  test('of another shop is another order, and whether one is known can be asked', async () => {
    await write(placed('1'), placed('1', { shop: 'market' }));
    const asked = [{ externalId: '1' }, { externalId: '1', shop: 'market' }, { externalId: '2' }];
    expect(await here((tx) => areKnown(tx, asked))).toEqual([true, true, false]);
    expect((await here((tx) => listOrders(tx, { limit: 10, number: '1' }))).data).toHaveLength(2);
  });

  test('told by fifty at once is one order and one entry', async () => {
    const told = await Promise.all(Array.from({ length: 50 }, () => outcomes(placed('1'))));
    expect(told.flat().filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(await entries()).toHaveLength(1);
  });

  test('is shown with the survivor of a merge, and stays with the customer that it came with', async () => {
    const survivor = await newCustomer('Bea');
    await write(placed('1'));
    const merge = {
      fromId: customerId,
      intoId: survivor,
      entryId: newId(),
      mergedAt: '2020-04-01T00:00:00Z',
    };
    await here(async (tx) => {
      for (const statement of mapping({ ...merge, evidence: 'member' })) await statement.execute(tx);
    });
    expect((await read('1')).customer).toEqual({ id: survivor, name: 'Bea' });
    for (const customer of [customerId, survivor]) {
      expect((await here((tx) => listOrders(tx, { limit: 10, customer }))).data).toHaveLength(1);
    }
    const kept = await here((tx) => sql<{ id: string }>`select customer_id as id from orders`.execute(tx));
    expect(kept.rows).toEqual([{ id: customerId }]);
  });
});

const day = (n: number) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString();
const when = fc.integer({ min: 0, max: 6 }).map(day);
/** What somebody reports of one of two orders, for a time. */
const report = fc
  .record(
    {
      externalId: fc.constantFrom('1', '2'),
      owner: fc.constantFrom(0, 1, null),
      occurredAt: when,
      status: fc.constantFrom(
        'placed',
        'paid',
        'shipped',
        'delivered',
        'cancelled',
        'refunded',
        'partly-refunded',
      ),
      placedAt: when,
      paidAt: when,
      cancelledAt: when,
      total: fc.constantFrom(0, 1_000, 2_000),
      currency: fc.constantFrom('BRL', 'JPY'),
      number: fc.constantFrom('A', 'B'),
      lines: fc.constantFrom<(typeof lamp)[][]>([], [lamp]),
      refunds: fc.array(
        fc.record({
          externalId: fc.constantFrom('r1', 'r2'),
          amount: fc.constantFrom(400, 2_000),
          occurredAt: when,
        }),
        { maxLength: 1 },
      ),
    },
    { requiredKeys: ['externalId', 'owner', 'occurredAt'] },
  )
  .map(({ owner, ...input }) => ({ owner, input: input as Omit<OrderInput, 'customerId'> }));

test('whatever is reported, in whatever order, twice, one by one or at once: the orders are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(report, { minLength: 1, maxLength: 8 }).chain((reports) =>
        fc.record({
          reports: fc.constant(reports),
          shuffled: fc.shuffledSubarray([...reports, ...reports], { minLength: reports.length * 2 }),
          sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 16, maxLength: 16 }),
        }),
      ),
      async ({ reports, shuffled, sizes }) => {
        const owners = [newId(), newId()];
        const inputOf = ({ owner, input }: (typeof reports)[number]): OrderInput => ({
          ...input,
          customerId: owner === null ? null : (owners[owner] ?? null),
        });
        workspaceId = newId();
        for (const one of reports) await write(inputOf(one));
        const first = await rows();
        workspaceId = newId();
        for (let left = shuffled.map(inputOf), n = 0; left.length > 0; n += 1) {
          await write(...left.slice(0, sizes[n]));
          left = left.slice(sizes[n]);
        }
        expect(await rows()).toEqual(first);
        // Where two say different things for one time, the one that lost may say it once more.
        await write(...shuffled.map(inputOf));
        expect(await rows()).toEqual(first);
        expect(await outcomes(...shuffled.map(inputOf))).toEqual(shuffled.map(() => 'unchanged'));
      },
    ),
    { numRuns: 120, seed: 77 },
  );
}, 120_000);

describe('reviews', () => {
  const review: ReviewInput = {
    externalId: 'v1',
    customerId: null,
    order: { shop: '', externalId: '1' },
    score: 4,
    title: 'Muito bom',
    text: 'Chegou antes do prazo.',
    occurredAt: '2020-04-01T00:00:00Z',
  };
  const post = (...inputs: ReviewInput[]) => here((tx) => writeReviews(tx, 'test', inputs));

  test('belong to the customer of their order, count once, and are replaced by a later one', async () => {
    await write(placed('1'));
    expect(await post(review, review)).toMatchObject([{ outcome: 'created' }, { outcome: 'unchanged' }]);
    await post({ ...review, score: 1, occurredAt: '2020-04-02T00:00:00Z' });
    await post({ ...review, score: 5, occurredAt: '2020-03-30T00:00:00Z' });
    const { data } = await here((tx) => listReviews(tx, { limit: 10, customer: customerId }));
    expect(data).toMatchObject([
      { score: 1, scale: 5, title: 'Muito bom', order: { number: '1' }, customer: { name: 'Ana' } },
    ]);
  });
});

test('facts add up by currency, without cancelled orders and less refunds', async () => {
  const vase = { ...lamp, productId: 'p2', name: 'Vase', category: 'Home', quantity: 5 };
  await write(
    placed('1'),
    placed('2', { lines: [vase], total: 7_500, refunds: [{ externalId: 'r', amount: 500 }] }),
    placed('3', { currency: 'JPY', total: 900, lines: [], occurredAt: '2021-01-01T00:00:00Z' }),
    placed('4', { total: 99_999, lines: [{ ...lamp, quantity: 99 }] }),
    { externalId: '4', customerId: null, status: 'cancelled' },
  );
  const facts = await here((tx) => readOrderFacts(tx, customerId, new Date('2021-01-20T00:00:00Z')));
  expect(facts).toMatchObject({
    orders: 3,
    values: [
      { currency: 'BRL', orders: 2, net: 10_000 },
      { currency: 'JPY', orders: 1, net: 900 },
    ],
    firstAt: '2020-03-01T10:00:00.000000Z',
    lastAt: '2021-01-01T00:00:00.000000Z',
    products: [
      { name: 'Vase', quantity: 5 },
      { name: 'Lamp', quantity: 2 },
    ],
    categories: [
      { name: 'Home', quantity: 5 },
      { name: 'Light', quantity: 2 },
    ],
    rfm: { recency: 5, frequency: 3 },
  });
});

test('the price band is the quartiles of what one piece cost, by currency, each a price that was paid', async () => {
  const at = (unitPrice: number | null, quantity = 1) => ({ ...lamp, unitPrice, quantity });
  await write(
    placed('p1', { lines: [at(100), at(200, 9), at(null)] }),
    placed('p2', { lines: [at(300), at(400), at(10_000)] }),
    placed('p3', { currency: 'JPY', lines: [at(7)] }),
    placed('p4', { lines: [at(1)] }),
    { externalId: 'p4', customerId: null, status: 'cancelled' },
    placed('p5', { lines: [at(2)], total: 2, refunds: [{ externalId: 'all', amount: 2 }] }),
  );
  const facts = await here((tx) => readOrderFacts(tx, customerId, new Date('2021-01-20T00:00:00Z')));
  // Of 100, 200, 300, 400 and 10,000: the first price with a quarter, a half, three quarters of them at or below it.
  expect(facts.prices).toEqual([
    { currency: 'BRL', lines: 5, from: 200, usual: 300, to: 400 },
    { currency: 'JPY', lines: 1, from: 7, usual: 7, to: 7 },
  ]);
});
