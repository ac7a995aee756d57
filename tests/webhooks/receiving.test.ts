/** Deliveries of other systems: proven, taken once, and never lost. */
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { type WebhookMapping, webhookBodyBytesMax } from '../../contract/webhooks.ts';
import { maintain } from '../../server/app/maintenance.ts';
import { request, serveDatabase, startTestServer, type TestServer } from '../../server/app/testing.ts';
import { inWorkspace } from '../../server/platform/db/index.ts';
import { runSql } from '../../server/platform/db/testing.ts';
import { createLogger } from '../../server/platform/log/index.ts';
import { deliver, hmac, placeOf, post, standardHeaders } from '../support/delivering.ts';
import { addHook, deliveriesOf, type Hook, plainOrder } from '../support/hooked.ts';
import { ask } from '../support/http.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
});
afterAll(() => server.close());

const order = (more: object = {}) => {
  const id = randomUUID();
  const body = {
    id,
    customer: { id: `c-${id}` },
    status: 'paid',
    updated_at: '2026-01-02T03:04:05Z',
    currency: 'EUR',
  };
  return { id, text: JSON.stringify({ ...body, total: '19.90', ...more }) };
};
const send = (hook: Hook, text: string, id?: string) =>
  deliver(server.url, hook, text, id === undefined ? {} : { id });

async function rows<Row>(query: string): Promise<Row[]> {
  return inWorkspace(
    server.db,
    server.owner.workspaceId,
    async (tx) => (await sql.raw<Row>(query).execute(tx)).rows,
  );
}
const orderRow = async (externalId: string) =>
  (
    await rows<Record<string, unknown>>(
      `select status, total::int as total, currency, parts - 'customer' as parts, paid_at, shipped_at, delivered_at,
        cancelled_at, refunded::int as refunded from orders where external_id = '${externalId}'`,
    )
  )[0];
const entriesOf = async (hook: Hook) =>
  (
    await rows<{ n: number }>(
      `select count(*)::int as n from entries where source_name = 'webhook:${hook.id}'`,
    )
  )[0]?.n;

describe('what may mean several things', () => {
  const local = (
    more: Partial<WebhookMapping> = {},
    dates?: 'day-first' | 'month-first',
  ): WebhookMapping => ({
    makes: 'events',
    list: null,
    when: null,
    key: ['id'],
    fields: {
      event: { constant: 'Came By' },
      phone: { path: 'phone' },
      time: { path: 'at', ...(dates ? { dates } : {}) },
    },
    ...more,
  });
  const body = (more: object = {}) =>
    JSON.stringify({ id: randomUUID(), phone: '11 96123-4567', at: '03/04/2024', ...more });
  const made = (hook: Hook) =>
    rows<{ day: string; phone: string }>(
      `select to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD') as day, i.value as phone
        from entries e join identities i on i.customer_id = root_of(e.customer_id) and i.kind = 'phone'
        where e.kind = 'event.tracked' and e.source_name = 'webhook:${hook.id}'`,
    );

  test('is read as the mapping says', async () => {
    for (const [dates, day] of [
      ['day-first', '2024-04-03'],
      ['month-first', '2024-03-04'],
    ] as const) {
      const hook = await addHook(server, { mappings: [local({ country: 'BR' }, dates)] });
      await send(hook, body());
      expect(await deliveriesOf(server, hook)).toMatchObject([{ outcome: 'done', counts: { created: 1 } }]);
      expect(await made(hook)).toEqual([{ day, phone: '+5511961234567' }]);
    }
  });

  test('without a word is refused with the reason and kept; once it is said, it is taken', async () => {
    const hook = await addHook(server, { mappings: [local({ country: 'BR' })] });
    await send(hook, body());
    const because = async () => (await deliveriesOf(server, hook))[0]?.refused.map(({ reason }) => reason);
    expect(await because()).toMatchObject([
      { code: 'unclear-date', field: 'time', column: 'at → time', value: '03/04/2024' },
    ]);
    const { apiKey } = server.owner;
    const params = { id: hook.id };
    const say = async (mapping: WebhookMapping) => {
      const changed = await request(server.url, apiKey, endpoints.updateWebhook, {
        params,
        body: { mappings: [mapping] },
      });
      const again = await request(server.url, apiKey, endpoints.replayDeliveries, { params, body: {} });
      return { kept: changed.body.mappings, done: again.body.done };
    };
    expect((await say(local({}, 'day-first'))).done).toBe(0);
    expect(await because()).toMatchObject([{ code: 'no-country', column: 'phone → phone' }]);
    const whole = local({ country: 'BR' }, 'day-first');
    expect(await say(whole)).toMatchObject({ kept: [whole], done: 1 });
    expect(await made(hook)).toEqual([{ day: '2024-04-03', phone: '+5511961234567' }]);
    // One of the other order is not turned round.
    await send(hook, body({ at: '01/31/2024' }));
    expect(await because()).toMatchObject([{ code: 'other-order', value: '01/31/2024' }]);
  });

  test('what needs no word is read without one: the year first, a country code', async () => {
    const hook = await addHook(server, { mappings: [local()] });
    await send(hook, body({ at: '2024-04-03', phone: '+49 30 1234567' }));
    expect(await made(hook)).toEqual([{ day: '2024-04-03', phone: '+49301234567' }]);
  });

  test('a country without phone numbers is refused when it is said, and when it is tried', async () => {
    const hook = await addHook(server);
    const mappings = [local({ country: 'ZZ' })];
    const { apiKey } = server.owner;
    const params = { id: hook.id };
    const changed = await request(server.url, apiKey, endpoints.updateWebhook, {
      params,
      body: { mappings },
    });
    const tried = await request(server.url, apiKey, endpoints.previewWebhook, {
      params,
      body: { sample: { text: body() }, mappings },
    });
    for (const { status, body } of [changed, tried]) {
      expect(status).toBe(400);
      expect((body as unknown as { detail: string }).detail).toContain('There is no country “ZZ”');
    }
  });
});

describe('what is right', () => {
  test('becomes an order with its customer, and is told in the log', async () => {
    const hook = await addHook(server, { mappings: [plainOrder] });
    const { id, text } = order();
    expect((await send(hook, text)).json).toEqual({ success: true });
    expect(await orderRow(id)).toMatchObject({ status: 'paid', total: 1_990, currency: 'EUR' });
    expect(await deliveriesOf(server, hook)).toMatchObject([
      { outcome: 'done', counts: { read: 1, created: 1, rejected: 0 }, repeats: 0, hasBody: true },
    ]);
  });

  test('before the webhook is live it is kept and makes nothing; afterwards it can be taken', async () => {
    const hook = await addHook(server);
    const { id, text } = order();
    await send(hook, text);
    expect(await deliveriesOf(server, hook)).toMatchObject([{ outcome: 'waiting', hasBody: true }]);
    expect(await orderRow(id)).toBeUndefined();
    const { apiKey } = server.owner;
    const params = { id: hook.id };
    expect((await request(server.url, apiKey, endpoints.replayDeliveries, { params, body: {} })).status).toBe(
      409,
    );
    await request(server.url, apiKey, endpoints.updateWebhook, {
      params,
      body: { mappings: [plainOrder], isLive: true },
    });
    const replayed = await request(server.url, apiKey, endpoints.replayDeliveries, { params, body: {} });
    expect(replayed.body).toEqual({ replayed: 1, done: 1, next: null });
    expect(await orderRow(id)).toMatchObject({ status: 'paid' });
  });

  test('customers, orders and refunds come of one body; several rows of a list', async () => {
    const mappings: WebhookMapping[] = [
      {
        makes: 'customers',
        list: null,
        when: null,
        key: [],
        fields: {
          user: { path: 'customer.id' },
          email: { path: 'customer.email' },
          firstName: { path: 'customer.first_name' },
          lastName: { path: 'customer.last_name' },
          vip: { path: 'customer.vip' },
        },
      },
      { ...plainOrder, fields: { ...plainOrder.fields, status: { constant: 'paid' } } },
      {
        makes: 'refunds',
        list: 'refunds',
        when: { path: 'state', values: ['success'] },
        key: ['id'],
        fields: {
          order: { path: '$.id' },
          amount: { path: 'cents', unit: 'minor' },
          currency: { path: '$.currency' },
          time: { path: 'at' },
        },
      },
    ];
    const hook = await addHook(server, { mappings });
    const user = randomUUID();
    const { id, text } = order({
      customer: { id: user, email: `${user}@example.com`, first_name: 'Zoë', last_name: 'Lin', vip: true },
      refunds: [
        { id: 1, cents: 500, at: '2026-01-05T00:00:00Z', state: 'success' },
        { id: 2, cents: 200, at: '2026-01-06T00:00:00Z', state: 'failed' },
        { id: 'a large one', cents: 90, at: '2026-01-07T00:00:00Z', state: 'success' },
      ],
    });
    await send(hook, text.replace('"a large one"', '12345678901234567890'));
    expect(await orderRow(id)).toMatchObject({ total: 1_990, refunded: 590, status: 'partly-refunded' });
    expect(await rows(`select refund_id from order_refunds where refund_id like '1234567890%'`)).toEqual([
      { refund_id: '12345678901234567890' },
    ]);
    const found = await request(server.url, server.owner.apiKey, endpoints.listCustomers, {
      query: { identity: user },
    });
    expect(found.body.data).toMatchObject([{ name: 'Zoë Lin' }]);
    expect(await deliveriesOf(server, hook)).toMatchObject([
      { outcome: 'done', counts: { read: 4, created: 4 } },
    ]);
  });

  test('packed, with a mark of byte order, in UTF-16: it is the bytes that are proven', async () => {
    const hook = await addHook(server, {
      mappings: [plainOrder],
      signing: {
        scheme: 'hmac',
        header: 'x-signature',
        encoding: 'hex',
        prefix: '',
        timestamp: 'none',
        timestampHeader: null,
        toleranceSeconds: 300,
        idHeader: null,
      },
    });
    const sendBytes = (body: Buffer, headers: Record<string, string> = {}) =>
      post(server.url, hook.url, body, { 'x-signature': hmac(hook.secret, body, 'hex'), ...headers });
    const [packed, marked, wide] = [order(), order(), order({ customer: { id: 'é' } })];
    await sendBytes(gzipSync(packed.text), { 'content-encoding': 'gzip' });
    await sendBytes(Buffer.from(`\uFEFF${marked.text}`));
    await sendBytes(Buffer.from(wide.text, 'utf16le'), {
      'content-type': 'application/json; charset=utf-16le',
    });
    for (const { id } of [packed, marked, wide]) expect(await orderRow(id)).toMatchObject({ status: 'paid' });
    const bomb = gzipSync(Buffer.alloc(webhookBodyBytesMax * 50, 0x20));
    expect((await sendBytes(bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await sendBytes(Buffer.from('no gzip'), { 'content-encoding': 'gzip' })).status).toBe(400);
  });
});

describe('what is not right', () => {
  test('a wrong signature, none, another webhook’s secret: 401 without a detail, and nothing is kept', async () => {
    const [hook, other] = [await addHook(server, { mappings: [plainOrder] }), await addHook(server)];
    const { text } = order();
    const right = standardHeaders(hook.secret, text);
    const refused = [
      await post(server.url, hook.url, text, {}),
      await post(server.url, hook.url, '', {}),
      await post(server.url, hook.url, `${text} `, right),
      await post(server.url, hook.url, text, standardHeaders(other.secret, text)),
      await post(server.url, hook.url, text, {
        ...right,
        'webhook-signature': [right['webhook-signature'], right['webhook-signature']],
      }),
      await deliver(server.url, hook, text, { at: new Date(Date.now() - 400_000) }),
    ];
    for (const { status, text: answer } of refused) {
      expect(status).toBe(401);
      expect(answer).toBe(refused[0]?.text);
    }
    expect(await deliveriesOf(server, hook)).toEqual([]);
  });

  test('an address of nobody is not found, whatever it is signed with', async () => {
    const hook = await addHook(server);
    const { text } = order();
    const headers = standardHeaders(hook.secret, text);
    const own = new URL(hook.url).pathname.split('/');
    for (const path of [
      `/hooks/${own[2]}/${randomUUID()}`,
      `/hooks/${randomUUID()}/${hook.id}`,
      `/hooks/${own[2]}/nothing`,
      `/hooks/nothing/'; select 1`,
    ])
      expect((await post(server.url, `http://any${path}`, text, headers)).status).toBe(404);
  });

  test('a body beyond the limit is refused unread', async () => {
    const hook = await addHook(server);
    const answer = await send(hook, JSON.stringify({ text: 'x'.repeat(webhookBodyBytesMax) }));
    expect(answer.status).toBe(413);
    expect(answer.json.detail).toContain(String(webhookBodyBytesMax));
  });

  test('whoever is refused again and again is told to wait', async () => {
    const own = await startTestServer(inject('testCluster'));
    try {
      const statuses = new Set<number>();
      const hook = await addHook(own);
      for (let count = 0; count < 130; count++)
        statuses.add((await post(own.url, hook.url, '{}', {})).status);
      expect(statuses).toEqual(new Set([401, 429]));
      const answer = await post(own.url, hook.url, '{}', {});
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    } finally {
      await own.close();
    }
  });
});

describe('what comes again', () => {
  test('a hundred times one after the other and fifty at once, it counts once', async () => {
    const hook = await addHook(server, { mappings: [plainOrder] });
    const { text } = order();
    for (let count = 0; count < 100; count++) expect((await send(hook, text, 'msg_1')).status).toBe(200);
    const once = await entriesOf(hook);
    const other = order();
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(hook, other.text, 'msg_2')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await entriesOf(hook)).toBe(2 * (once ?? 0));
    expect(await deliveriesOf(server, hook)).toMatchObject([
      { messageId: 'msg_2', repeats: 49, differed: false },
      { messageId: 'msg_1', repeats: 99, differed: false },
    ]);
  });

  test('at three servers of one database at once, it counts once', async () => {
    const more = await Promise.all([serveDatabase(server.database), serveDatabase(server.database)]);
    try {
      const urls = [server.url, ...more.map(({ url }) => url)];
      const hook = await addHook(server, { mappings: [plainOrder] });
      const { id, text } = order();
      const sent = Array.from({ length: 60 }, (_, n) =>
        deliver(urls[n % 3] ?? '', hook, text, { id: 'msg_1' }),
      );
      const answers = await Promise.all(sent);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(await deliveriesOf(server, hook)).toMatchObject([{ messageId: 'msg_1', repeats: 59 }]);
      const told = `select count(*)::int as n from entries where kind = 'order.placed' and payload ->> 'externalId' = '${id}'`;
      expect(await rows(told)).toEqual([{ n: 1 }]);
      expect(await orderRow(id)).toMatchObject({ status: 'paid' });
    } finally {
      for (const one of more) await one.close();
    }
  });

  test('the same id with another content: the first one counts, and it shows', async () => {
    const hook = await addHook(server, { mappings: [plainOrder] });
    const [first, second] = [order(), order()];
    await send(hook, first.text, 'msg_1');
    await send(hook, second.text, 'msg_1');
    expect(await orderRow(second.id)).toBeUndefined();
    expect(await deliveriesOf(server, hook)).toMatchObject([{ repeats: 1, differed: true }]);
  });

  test('where the id is not signed, the same body counts once whatever its id', async () => {
    const hook = await addHook(server, {
      mappings: [plainOrder],
      signing: {
        scheme: 'hmac',
        header: 'x-sig',
        encoding: 'base64',
        prefix: '',
        timestamp: 'none',
        timestampHeader: null,
        toleranceSeconds: 300,
        idHeader: 'x-id',
      },
    });
    const { text } = order();
    const headers = { 'x-sig': hmac(hook.secret, text, 'base64') };
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        post(server.url, hook.url, text, { ...headers, 'x-id': `id-${n}` }),
      ),
    );
    expect(await deliveriesOf(server, hook)).toMatchObject([{ repeats: 19 }]);
  });
});

describe('what can’t be taken', () => {
  test.each([
    ['no JSON', 'a=b', 'not-json'],
    ['nothing', '', 'not-json'],
    [
      'a wrong amount',
      JSON.stringify({ id: 'x1', customer: { id: 'u' }, currency: 'EUR', total: 'lots' }),
      'not-money',
    ],
    [
      'an unknown status',
      JSON.stringify({ id: 'x2', customer: { id: 'u' }, status: 'mystery' }),
      'not-choice',
    ],
    ['no id', JSON.stringify({ customer: { id: 'u' } }), 'missing'],
    [
      'a time to come',
      JSON.stringify({ id: 'x3', customer: { id: 'u' }, updated_at: '2999-01-01' }),
      'future-time',
    ],
    ['a list', '[]', 'missing'],
    ['null', 'null', 'missing'],
    ['what is very deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, undefined],
  ])('%s is kept and says why', async (_name, text, code) => {
    const hook = await addHook(server, { mappings: [plainOrder] });
    expect((await send(hook, text)).status).toBe(200);
    const [kept] = await deliveriesOf(server, hook);
    expect(kept).toMatchObject({ outcome: 'failed', hasBody: true });
    if (code !== undefined) expect(kept?.refused[0]?.reason.code).toBe(code);
  });

  test('odd characters are kept as they can be', async () => {
    const hook = await addHook(server, { mappings: [plainOrder] });
    const id = randomUUID();
    const text = `{"id":"${id}","customer":{"id":"n\\u0000u\\ud800l"},"status":"paid","currency":"EUR","total":1}`;
    expect((await send(hook, text)).status).toBe(200);
    expect(await orderRow(id)).toMatchObject({ status: 'paid' });
  });

  test('once the mapping is mended, it can be taken again; what was taken before changes nothing', async () => {
    const hook = await addHook(server, { mappings: [{ ...plainOrder, list: 'orders' }] });
    const [good, bad] = [JSON.parse(order().text), { ...JSON.parse(order().text), status: 'unterwegs' }];
    await send(hook, JSON.stringify({ orders: [good, bad] }));
    const [failed] = await deliveriesOf(server, hook);
    expect(failed).toMatchObject({
      outcome: 'failed',
      counts: { created: 1, rejected: 1 },
      refused: [{ row: 2 }],
    });
    const before = await entriesOf(hook);
    const fields = { ...plainOrder.fields, status: { path: 'status', values: { unterwegs: 'shipped' } } };
    const { apiKey } = server.owner;
    await request(server.url, apiKey, endpoints.updateWebhook, {
      params: { id: hook.id },
      body: { mappings: [{ ...plainOrder, list: 'orders', fields }] },
    });
    const params = { id: hook.id, deliveryId: failed?.id ?? '' };
    const again = await request(server.url, apiKey, endpoints.replayDelivery, { params });
    expect(again.body).toMatchObject({ outcome: 'done', counts: { created: 1, unchanged: 1 } });
    expect(await orderRow(bad.id)).toMatchObject({ status: 'shipped' });
    expect(await entriesOf(hook)).toBeGreaterThan(before ?? 0);
    const third = await request(server.url, apiKey, endpoints.replayDelivery, { params });
    expect(third.body).toMatchObject({ outcome: 'done', counts: { created: 0, unchanged: 2 } });
  });

  test('a mapping that lacks what every row needs is told of by each delivery', async () => {
    const events: WebhookMapping = {
      makes: 'events',
      list: null,
      when: null,
      key: [],
      fields: { user: { path: 'u' } },
    };
    const hook = await addHook(server, { mappings: [events] });
    await send(hook, '{"u":"1","event":"opened"}');
    expect((await deliveriesOf(server, hook))[0]?.refused[0]?.reason).toMatchObject({ code: 'map-unfit' });
  });
});

test('the order in which deliveries come does not matter where each says for when it speaks', async () => {
  const states = ['placed', 'paid', 'fulfilled', 'delivered'];
  const hook = await addHook(server, { mappings: [plainOrder] });
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          status: fc.constantFrom(...states),
          minute: fc.integer({ min: 0, max: 5 }),
          total: fc.integer({ min: 1, max: 9 }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      fc.infiniteStream(fc.nat()),
      async (reports, numbers) => {
        round += 1;
        const ids = [`one-${round}`, `other-${round}`] as const;
        const textOf = (id: string, { status, minute, total }: (typeof reports)[number]) =>
          JSON.stringify({
            id,
            customer: { id: 'always' },
            status,
            currency: 'EUR',
            total,
            updated_at: `2026-02-01T10:0${minute}:00Z`,
          });
        const shuffled = [...reports, ...reports.slice(0, 2)]
          .map((report) => ({ report, place: numbers.next().value ?? 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ report }) => report);
        for (const report of reports) await send(hook, textOf(ids[0], report));
        for (const report of shuffled) await send(hook, textOf(ids[1], report));
        const [one, other] = [await orderRow(ids[0]), await orderRow(ids[1])];
        expect(other).toEqual(one);
      },
    ),
    { numRuns: 25 },
  );
});

test('secrets and bodies lie sealed', async () => {
  const hook = await addHook(server, { mappings: [plainOrder] });
  const { text } = order({ note: 'a very private note' });
  await send(hook, text);
  const lying = await runSql(server.database.adminUrl, async (client) => {
    const { rows: found } = await client.query(
      'select w.*::text as w, d.*::text as d from webhooks w, webhook_deliveries d',
    );
    return JSON.stringify(found);
  });
  expect(lying).toContain(hook.id);
  expect(lying).not.toContain('a very private note');
  expect(lying).not.toContain(hook.secret);
});

test('while a secret is replaced both work, and afterwards the new one alone', async () => {
  const hook = await addHook(server, { mappings: [plainOrder] });
  const { apiKey } = server.owner;
  const params = { id: hook.id };
  const rotated = await request(server.url, apiKey, endpoints.rotateWebhookSecret, {
    params,
    body: { overlapHours: 2 },
  });
  expect(rotated.body.previousUntil).not.toBeNull();
  const renewed = { ...hook, secret: rotated.body.secret };
  expect((await send(hook, order().text)).status).toBe(200);
  expect((await send(renewed, order().text)).status).toBe(200);
  await request(server.url, apiKey, endpoints.rotateWebhookSecret, { params, body: { overlapHours: 0 } });
  expect((await send(hook, order().text)).status).toBe(401);
  expect((await send(renewed, order().text)).status).toBe(401);
});

test('a secret of the other system is taken as it is, and one that proves nothing is refused', async () => {
  const signing = { scheme: 'hmac', header: 'x-sig', encoding: 'hex' } as const;
  const make = (body: object) =>
    request(server.url, server.owner.apiKey, endpoints.createWebhook, {
      body: { name: 'S', signing, ...body } as never,
    });
  expect((await make({ secret: 'from the shop itself' })).body.secret).toBe('from the shop itself');
  expect((await make({ secret: '' })).status).toBe(400);
  expect((await make({ secret: 'short' })).status).toBe(400);
  expect((await make({ signing: { scheme: 'standard' }, secret: 'whsec_!!!!!!!!' })).status).toBe(400);
  expect((await make({ signing: { ...signing, timestamp: 'header' } })).status).toBe(400);
});

test('a day’s maintenance drops the bodies that are over their time, and no others', async () => {
  const hook = await addHook(server, { mappings: [plainOrder] });
  await send(hook, order().text);
  await send(hook, order().text);
  const { apiKey } = server.owner;
  const [newest, oldest] = await deliveriesOf(server, hook);
  await rows(
    `update webhook_deliveries set received_at = now() - interval '15 days' where id = '${oldest?.id}'`,
  );
  await maintain(server.database.adminUrl, server.dataDir, createLogger({ level: 'silent' }), new Date());
  expect(await deliveriesOf(server, hook)).toMatchObject([
    { id: newest?.id, hasBody: true },
    { id: oldest?.id, hasBody: false },
  ]);
  const params = { id: hook.id, deliveryId: oldest?.id ?? '' };
  expect((await request(server.url, apiKey, endpoints.replayDelivery, { params })).status).toBe(410);
});

test('other methods are not for these addresses', async () => {
  const hook = await addHook(server);
  for (const method of ['GET', 'PUT', 'DELETE'])
    expect((await ask(placeOf(server.url, hook.url), { method })).status).toBe(404);
});
