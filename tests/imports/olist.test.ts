/** A marketplace's own files become people with orders and reviews, with its numbers; once. The maps are ours, for this data. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Bench, openBench } from '../support/importing.ts';

const data = process.env.TEST_DATA_DIR;
const file = (name: string) => join(data ?? '', `olist-subset/olist_${name}_dataset.csv`);

const maps = {
  customers: {
    key: ['customer_unique_id'],
    fields: {
      user: 'customer_id',
      city: 'customer_city',
      state: 'customer_state',
      zip: 'customer_zip_code_prefix',
    },
  },
  orders: {
    key: ['order_id'],
    fields: {
      user: 'customer_id',
      status: 'order_status',
      placedAt: 'order_purchase_timestamp',
      paidAt: 'order_approved_at',
      shippedAt: 'order_delivered_carrier_date',
      deliveredAt: 'order_delivered_customer_date',
    },
  },
  reviews: {
    key: ['review_id', 'order_id'],
    fields: {
      order: 'order_id',
      score: 'review_score',
      title: 'review_comment_title',
      text: 'review_comment_message',
      time: 'review_creation_date',
    },
  },
};

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(inject('testCluster'));
});
afterAll(() => bench.close());

describe.skipIf(!data)('Olist (TEST_DATA_DIR)', () => {
  test('its people, orders and reviews, once', { timeout: 240_000 }, async () => {
    const workspaceId = await bench.workspace();
    const all = async () => ({
      customers: await bench.run(workspaceId, 'customers', file('customers'), { map: maps.customers }),
      orders: await bench.run(workspaceId, 'orders', file('orders'), { map: maps.orders }),
      reviews: await bench.run(workspaceId, 'reviews', file('order_reviews'), { map: maps.reviews }),
    });
    expect(await all()).toMatchObject({
      customers: { read: 8_135, created: 8_016, updated: 119, unchanged: 0, rejected: 0 },
      orders: { read: 8_135, created: 8_135, updated: 0, unchanged: 0, rejected: 0 },
      reviews: { read: 8_225, created: 8_225, updated: 0, unchanged: 0, rejected: 0 },
    });
    const numbers = `select
      (select count(*)::int from customers) as people,
      (select count(*)::int from orders) as orders,
      (select count(*)::int from orders o where not exists (select from customers c where c.id = o.customer_id)) as orphans,
      (select count(*)::int from reviews) as reviews,
      (select count(*)::int from reviews r where not exists (select from customers c where c.id = r.customer_id)) as "reviewOrphans",
      (select round(avg(score::numeric), 3)::text from reviews) as mean,
      (select count(*)::int from entries) as entries`;
    const [found] = await bench.query<Record<string, unknown>>(workspaceId, numbers);
    expect(found).toMatchObject({
      people: 8_016,
      orders: 8_135,
      orphans: 0,
      reviews: 8_225,
      reviewOrphans: 0,
      mean: '3.272',
    });
    expect(await all()).toMatchObject({
      customers: { created: 0, updated: 0, unchanged: 8_135 },
      orders: { created: 0, updated: 0, unchanged: 8_135 },
      reviews: { created: 0, updated: 0, unchanged: 8_225 },
    });
    expect((await bench.query<Record<string, unknown>>(workspaceId, numbers))[0]).toEqual(found);
  });
});
