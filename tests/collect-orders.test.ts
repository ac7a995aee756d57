/** Orders that arrive as tracked events. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { debugged, send, track } from './support/collecting.ts';
import { startServerBehindProxy } from './support/people.ts';

let server: TestServer;
let serverKey: string;
beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  const made = await request(server.url, server.owner.apiKey, endpoints.createKey, {
    body: { name: 'shop', kind: 'server' },
  });
  serverKey = made.body.secret;
});
afterAll(() => server.close());

const products = [{ product_id: 'p1', name: 'Beans', category: 'Coffee', quantity: 2, price: 9.9 }];

async function orders(userId: string) {
  const { apiKey } = server.owner;
  const found = await request(server.url, apiKey, endpoints.listCustomers, { query: { identity: userId } });
  const [customer] = found.body.data;
  if (!customer) return [];
  const page = await request(server.url, apiKey, endpoints.listOrders, { query: { customer: customer.id } });
  return page.body.data;
}
const tell = async (
  key: string,
  userId: string,
  event: string,
  properties: object,
  messageId = randomUUID(),
) => {
  const answer = await send(server.url, 'track', key, { ...track(event, { userId, properties }), messageId });
  expect(answer.status).toBe(200);
  return messageId;
};

test('a shop’s server tells of an order, of its refund and of its end; what comes twice counts once', async () => {
  const user = randomUUID();
  const order = { order_id: `${user}-1`, currency: 'BRL' };
  const placed = await tell(serverKey, user, 'Order Completed', {
    ...order,
    total: 24.8,
    shipping: 5,
    products,
  });
  await tell(serverKey, user, 'Order Completed', { ...order, total: 24.8, shipping: 5, products }, placed);
  expect(await orders(user)).toMatchObject([{ status: 'placed', total: 2_480, currency: 'BRL' }]);
  const refund = await tell(serverKey, user, 'Order Refunded', { ...order, total: 9.9 });
  await tell(serverKey, user, 'Order Refunded', { ...order, total: 9.9 }, refund);
  expect(await orders(user)).toMatchObject([{ status: 'partly-refunded', refunded: 990 }]);
  await tell(serverKey, user, 'Order Cancelled', order);
  expect(await orders(user)).toHaveLength(1);
});

test('a browser may tell of a new order, and changes none that is known', async () => {
  const user = randomUUID();
  const order = { order_id: `${user}-1`, currency: 'USD' };
  await tell(server.owner.writeKey, user, 'Order Completed', { ...order, total: 10 });
  expect(await orders(user)).toMatchObject([{ status: 'placed', total: 1_000 }]);
  for (const event of ['Order Cancelled', 'Order Refunded', 'Order Completed']) {
    const messageId = await tell(server.owner.writeKey, user, event, { ...order, total: 99 });
    const line = (await debugged(server.url, server.owner.apiKey)).find((one) => one.messageId === messageId);
    expect(line?.warnings.map(({ code }) => code)).toContain('order-not-believed');
  }
  expect(await orders(user)).toMatchObject([{ status: 'placed', total: 1_000 }]);
});

test('an event that tells of no order is kept, and says what is odd', async () => {
  const user = randomUUID();
  const messageId = await tell(serverKey, user, 'Order Completed', { total: '12.50', currency: 'XXX' });
  const line = (await debugged(server.url, server.owner.apiKey)).find((one) => one.messageId === messageId);
  expect(line?.warnings.map(({ code }) => code)).toContain('order-odd');
  expect(await orders(user)).toEqual([]);
});
