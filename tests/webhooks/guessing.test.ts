/** A mapping is guessed from one body, in the shapes that known shops send; what it would make is shown before. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import type { WebhookKind, WebhookMapping } from '../../contract/webhooks.ts';
import { request, startTestServer, type TestServer } from '../../server/app/testing.ts';
import { addHook, type Hook } from '../support/hooked.ts';

let server: TestServer;
let hook: Hook;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
  hook = await addHook(server);
});
afterAll(() => server.close());

async function guess(body: unknown, kind: WebhookKind): Promise<WebhookMapping> {
  const answer = await request(server.url, server.owner.apiKey, endpoints.readWebhookSample, {
    params: { id: hook.id },
    body: { sample: { text: JSON.stringify(body) } },
  });
  expect(answer.status).toBe(200);
  const found = answer.body.kinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`No guess for ${kind}.`);
  return found.guess;
}
async function preview(body: unknown, mappings: WebhookMapping[]) {
  const answer = await request(server.url, server.owner.apiKey, endpoints.previewWebhook, {
    params: { id: hook.id },
    body: { sample: { text: JSON.stringify(body) }, mappings },
  });
  return answer.body;
}

const shop = {
  id: 820982911946154500,
  email: 'jon@example.com',
  created_at: '2026-06-10T11:02:37-04:00',
  updated_at: '2026-06-10T11:05:00-04:00',
  name: '#9999',
  currency: 'USD',
  total_price: '409.94',
  subtotal_price: '388.00',
  total_tax: '11.94',
  financial_status: 'voided',
  customer: { id: 115310627314723950, first_name: 'John', last_name: 'Smith', phone: '+14155550101' },
  line_items: [{ id: 1, title: 'IPod', price: '199.00', quantity: 1 }],
};

test('an order as a large shop system sends it', async () => {
  const mapping = await guess(shop, 'orders');
  expect(mapping).toMatchObject({
    makes: 'orders',
    list: null,
    fields: {
      email: { path: 'email' },
      user: { path: 'customer.id' },
      phone: { path: 'customer.phone' },
      currency: { path: 'currency' },
      total: { path: 'total_price', unit: 'major' },
      placedAt: { path: 'created_at' },
      updatedAt: { path: 'updated_at' },
      lines: { path: 'line_items', unit: 'major' },
    },
  });
  expect(mapping.fields.order).toEqual({ path: 'id' });
  const shown = await preview(shop, [mapping]);
  expect(shown).toMatchObject({
    outcome: 'done',
    counts: { read: 1, created: 1 },
    rows: [{ outcome: 'created' }],
  });
});

test('its customer', async () => {
  const mapping = await guess(shop.customer, 'customers');
  expect(mapping.fields).toMatchObject({
    firstName: { path: 'first_name' },
    lastName: { path: 'last_name' },
    phone: { path: 'phone' },
  });
  expect(await preview(shop.customer, [mapping])).toMatchObject({ outcome: 'done', counts: { created: 1 } });
});

test('what a service for payments sends: cents, small letters, seconds since 1970', async () => {
  const body = {
    id: 'evt_1',
    data: {
      object: {
        id: 're_1',
        order: 'o1',
        amount: 1_990,
        currency: 'eur',
        created: 1_767_225_600,
        reason: 'duplicate',
      },
    },
  };
  const mapping = await guess(body, 'refunds');
  expect(mapping.fields).toMatchObject({
    amount: { path: 'data.object.amount', unit: 'minor' },
    currency: { path: 'data.object.currency' },
    order: { path: 'data.object.order' },
    reason: { path: 'data.object.reason' },
  });
  expect(await preview(body, [mapping])).toMatchObject({ refused: [], outcome: 'done' });
});

test('a list of orders among other things, and names in Chinese', async () => {
  const body = { 货币: 'CNY', orders: [{ 订单号: 'A1', 用户编号: '7', 状态: '已付款', 总额: '88.00' }] };
  const mapping = await guess(body, 'orders');
  expect(mapping).toMatchObject({
    list: 'orders',
    fields: {
      order: { path: '订单号' },
      user: { path: '用户编号' },
      status: { path: '状态' },
      total: { path: '总额' },
      currency: { path: '$.货币' },
    },
  });
  expect(await preview(body, [mapping])).toMatchObject({ outcome: 'done', counts: { created: 1 } });
});

test('an event without a time happened when it came', async () => {
  const body = { event: 'Signed Up', userId: 'u1', properties: { plan: 'pro' } };
  const mapping = await guess(body, 'events');
  expect(mapping.fields).toMatchObject({
    event: { path: 'event' },
    user: { path: 'userId' },
    time: { received: true },
    properties: { path: 'properties' },
  });
  expect(await preview(body, [mapping])).toMatchObject({ outcome: 'done' });
});

test('a preview keeps nothing, and says what is wrong', async () => {
  const body = { id: 'never kept', customer_id: 'nobody', status: 'odd', currency: 'EUR', total: 'x' };
  const mapping = await guess(body, 'orders');
  expect(await preview(body, [mapping])).toMatchObject({ outcome: 'failed', counts: { rejected: 1 } });
  const mended = { ...mapping, fields: { order: { path: 'id' }, user: { path: 'customer_id' } } };
  expect(await preview(body, [mended])).toMatchObject({
    outcome: 'done',
    rows: [{ fields: { order: 'never kept' } }],
  });
  const found = await request(server.url, server.owner.apiKey, endpoints.listCustomers, {
    query: { identity: 'nobody' },
  });
  expect(found.body.data).toEqual([]);
});

test('what is no JSON is said to be none', async () => {
  const answer = await request(server.url, server.owner.apiKey, endpoints.readWebhookSample, {
    params: { id: hook.id },
    body: { sample: { text: 'a=b' } },
  });
  expect(answer.status).toBe(400);
});

test('what comes first in dates is guessed where a row proves it, and told of each path', async () => {
  const at = (...dates: string[]) => ({
    events: dates.map((date, n) => ({ id: `${n}`, event: 'x', time: date })),
  });
  const order = async (...dates: string[]) => (await guess(at(...dates), 'events')).fields.time;
  expect(await order('03/04/2024', '31/01/2024')).toEqual({ path: 'time', dates: 'day-first' });
  expect(await order('03/04/2024', '01/31/2024')).toEqual({ path: 'time', dates: 'month-first' });
  expect(await order('03/04/2024')).toEqual({ path: 'time' });
  expect(await order('2024-04-03')).toEqual({ path: 'time' });
  const told = async (...dates: string[]) => {
    const { body } = await request(server.url, server.owner.apiKey, endpoints.readWebhookSample, {
      params: { id: hook.id },
      body: { sample: { text: JSON.stringify(at(...dates)) } },
    });
    expect(body.countries).toContain('BR');
    return body.paths.find(({ path }) => path === 'events[0].time')?.dates;
  };
  expect(await told('03/04/2024', '31/01/2024')).toBe('day-first');
  expect(await told('31/01/2024', '01/31/2024')).toBe('unclear');
  expect(await told('2024-04-03')).toBeUndefined();
});

test('the country of phone numbers is guessed by the clock of the workspace, where they can be numbers there', async () => {
  const country = async (phone: string) => (await guess({ id: 'c-1', phone }, 'customers')).country;
  expect(await country('11 96123-4567')).toBeUndefined();
  await request(server.url, server.owner.apiKey, endpoints.updateWorkspace, {
    body: { timeZone: 'America/Sao_Paulo' },
  });
  expect(await country('11 96123-4567')).toBe('BR');
  expect(await country('+49 30 1234567')).toBeUndefined();
  expect(await country('12')).toBeUndefined();
});
