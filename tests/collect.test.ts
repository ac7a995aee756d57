/** Tracking calls on the wire: what is answered, what is kept, and what is told of the rest. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { collectBodyBytesMax, collectCallBytesMax } from '../contract/collect.ts';
import { endpoints } from '../contract/endpoints.ts';
import { addWorkspace, request, type TestServer } from '../server/app/testing.ts';
import { inWorkspace } from '../server/platform/db/index.ts';
import { collected, debugged, send, track } from './support/collecting.ts';
import { ask } from './support/http.ts';
import { addMember, startServerBehindProxy } from './support/people.ts';

let server: TestServer;
let writeKey: string;
beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  writeKey = server.owner.writeKey;
});
afterAll(() => server.close());

const entryOf = async (messageId: unknown) =>
  (await collected(server.db, server.owner.workspaceId)).filter(
    ({ source }) => source.externalId === messageId,
  );
const lineOf = async (messageId: unknown) =>
  (await debugged(server.url, server.owner.apiKey)).find((line) => line.messageId === messageId);
const makeKey = async (kind: 'api' | 'write' | 'server', apiKey = server.owner.apiKey) => {
  const made = await request(server.url, apiKey, endpoints.createKey, { body: { name: kind, kind } });
  expect(made.status).toBe(201);
  return made.body;
};

test('a tracked event is an entry of its customer, with its name, its properties and its id', async () => {
  const call = track('Signed Up', { userId: 7, properties: { plan: 'pro', seats: 3 } });
  const answer = await send(server.url, 'track', writeKey, call);
  expect([answer.status, answer.text]).toEqual([200, '{"success":true}']);
  const [entry] = await entryOf(call.messageId);
  expect(entry).toMatchObject({
    kind: 'event.tracked',
    payload: { name: 'Signed Up', properties: { plan: 'pro', seats: 3 } },
    direction: 'indirect',
    actor: { kind: 'customer', id: entry?.customerId },
    source: { name: 'collect', externalId: call.messageId },
  });
});

test('every call goes by its long name, its short one, and in a batch', async () => {
  const ids = { anonymousId: randomUUID() };
  const calls = {
    identify: { traits: { plan: 'pro' } },
    track: { event: 'E' },
    page: { name: 'Home', properties: { url: 'https://shop.example/', title: 'Shop' } },
    screen: { name: 'Basket' },
    group: { groupId: 'acme', traits: { name: 'Acme' } },
    alias: { previousId: `old-${randomUUID()}`, userId: `u-${randomUUID()}` },
  };
  for (const [type, fields] of Object.entries(calls)) {
    for (const path of [type, type.slice(0, 1)]) {
      const answer = await send(server.url, path, writeKey, { ...ids, ...fields, messageId: randomUUID() });
      expect([path, answer.status]).toEqual([path, 200]);
    }
  }
  const batch = Object.entries(calls).map(([type, fields]) => ({
    type,
    ...ids,
    ...fields,
    messageId: randomUUID(),
  }));
  for (const path of ['batch', 'import', 'batch/v1/batch']) {
    const named = batch.map((call) => ({ ...call, messageId: randomUUID() }));
    expect((await send(server.url, path, writeKey, { batch: named })).status).toBe(200);
    expect(await entryOf(named[2]?.messageId)).toMatchObject([
      { kind: 'page.viewed', payload: { name: 'Home', url: 'https://shop.example/', title: 'Shop' } },
    ]);
    expect(await entryOf(named[3]?.messageId)).toMatchObject([
      { kind: 'page.viewed', payload: { name: 'Basket', url: '' } },
    ]);
    expect(await entryOf(named[4]?.messageId)).toMatchObject([
      { kind: 'group.reported', payload: { groupId: 'acme', traits: { name: 'Acme' } } },
    ]);
  }
});

test('gzip, by its label or by none, and text of a beacon with the key in it', async () => {
  const call = () => track('Packed');
  const zipped = (body: unknown) => gzipSync(JSON.stringify(body));
  const bodies: [unknown, Record<string, string>][] = [
    [zipped({ batch: [call()] }), { 'content-encoding': 'gzip' }],
    [
      zipped({ batch: [call()] }),
      { 'content-encoding': 'gzip', 'content-type': 'application/x-www-form-urlencoded' },
    ],
    [{ batch: [call()], writeKey }, { 'content-type': 'text/plain' }],
  ];
  for (const [body, headers] of bodies) {
    const key = headers['content-type'] === 'text/plain' ? undefined : writeKey;
    expect((await send(server.url, 'batch', key, body, { headers })).status).toBe(200);
  }
});

test('what can’t be read is refused: bad JSON, bad gzip, no batch', async () => {
  for (const body of [
    '{"batch":[',
    '[]',
    '"x"',
    'null',
    '',
    '{}',
    '{"batch":{}}',
    Buffer.from('1f8b0800zz', 'latin1'),
  ]) {
    const answer = await send(server.url, 'batch', writeKey, body);
    expect([String(body), answer.status, answer.json.code]).toEqual([String(body), 400, 'invalid-input']);
  }
});

test('unknown keys, revoked ones from the next request on, and none at all are refused', async () => {
  const { id, secret } = await makeKey('write');
  expect((await send(server.url, 'track', secret, track('A'))).status).toBe(200);
  await request(server.url, server.owner.apiKey, endpoints.revokeKey, { params: { id } });
  const stranger = `wk_${Buffer.alloc(48, 7).toString('base64url')}`;
  for (const key of [secret, stranger, 'wk_nothing', '', undefined]) {
    const call = track('B');
    const answer = await send(server.url, 'track', key, call);
    expect([key, answer.status, answer.json.code]).toEqual([key, 401, 'not-signed-in']);
    expect(await entryOf(call.messageId)).toEqual([]);
  }
});

test('a key refused in the same moment takes no others with it', async () => {
  const { secret, id } = await makeKey('write');
  await request(server.url, server.owner.apiKey, endpoints.revokeKey, { params: { id } });
  const calls = Array.from({ length: 40 }, (_, at) => ({ at, call: track(`N${at}`) }));
  const answers = await Promise.all(
    calls.map(({ at, call }) => send(server.url, 'track', at % 4 === 0 ? secret : writeKey, call)),
  );
  expect(answers.map(({ status }) => status)).toEqual(calls.map(({ at }) => (at % 4 === 0 ? 401 : 200)));
  for (const { at, call } of calls) expect(await entryOf(call.messageId)).toHaveLength(at % 4 === 0 ? 0 : 1);
});

test('too large is refused: packed, unpacked, and a bomb without unpacking it', async () => {
  const body = JSON.stringify({ batch: [], x: 'x'.repeat(collectBodyBytesMax) });
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
  const before = process.memoryUsage().rss;
  for (const sent of [body, gzipSync(body), bomb]) {
    const answer = await send(server.url, 'batch', writeKey, sent);
    expect([answer.status, answer.json.code]).toEqual([413, 'too-large']);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  const single = await send(
    server.url,
    'track',
    writeKey,
    track('L', { properties: { x: 'x'.repeat(collectCallBytesMax) } }),
  );
  expect(single.status).toBe(413);
  const full = { batch: [track('Full')], pad: '' };
  full.pad = 'x'.repeat(collectBodyBytesMax - JSON.stringify(full).length);
  expect((await send(server.url, 'batch', writeKey, full)).status).toBe(200);
});

test('one bad call in a good batch: the others are kept, and it is shown with its reason', async () => {
  const good = [track('One'), track('Two')];
  const large = track('Large', { properties: { x: 'x'.repeat(collectCallBytesMax) } });
  const bad = [
    [null, 'not-an-object'],
    ['text', 'not-an-object'],
    [{ ...track('X'), type: 'explode' }, 'unknown-type'],
    [{ ...track('X'), anonymousId: undefined, userId: 'undefined' }, 'no-id'],
    [{ ...track('X'), event: '  ' }, 'no-name'],
    [large, 'too-large'],
  ] as const;
  const answer = await send(server.url, 'batch', writeKey, {
    batch: [good[0], ...bad.map(([call]) => call), good[1]],
  });
  expect(answer.status).toBe(200);
  for (const call of good) expect(await entryOf(call.messageId)).toHaveLength(1);
  const reasons = (await debugged(server.url, server.owner.apiKey, 'odd')).map(({ reason }) => reason);
  expect(reasons).toEqual(expect.arrayContaining(bad.map(([, reason]) => reason)));
  const nested = `{"batch":[{"type":"track","event":"D","userId":"u","messageId":"${randomUUID()}","properties":${'['.repeat(5_000)}${']'.repeat(5_000)}}]}`;
  expect((await send(server.url, 'batch', writeKey, nested)).status).toBe(200);
  expect((await debugged(server.url, server.owner.apiKey, 'odd'))[0]).toMatchObject({ reason: 'too-deep' });
});

test('the same message counts once: again, in one batch, at the same moment, by another key', async () => {
  const call = track('Once');
  const other = await makeKey('write');
  await send(server.url, 'batch', writeKey, { batch: [call, call] });
  await Promise.all(Array.from({ length: 20 }, () => send(server.url, 'track', writeKey, call)));
  expect((await send(server.url, 'track', other.secret, call)).status).toBe(200);
  expect(await entryOf(call.messageId)).toHaveLength(1);
  // The debugger keeps a sample: so many a second, and those before may have taken them.
  await vi.waitFor(async () => {
    await send(server.url, 'track', writeKey, call);
    const lines = await debugged(server.url, server.owner.apiKey);
    expect(lines).toContainEqual(expect.objectContaining({ messageId: call.messageId, outcome: 'repeated' }));
  }, 10_000);
  expect(await entryOf(call.messageId)).toHaveLength(1);
});

test('a browser’s key takes no id away from a server, and what a server said is not said again by a browser', async () => {
  const { secret } = await makeKey('server');
  expect(secret).toMatch(/^sk_/);
  const call = track('Order Completed', { messageId: `order-${randomUUID()}` });
  await send(server.url, 'track', writeKey, { ...call, properties: { total: 0 } });
  await send(server.url, 'track', secret, { ...call, properties: { total: 100 } });
  await send(server.url, 'track', writeKey, { ...call, properties: { total: 1 } });
  expect((await entryOf(call.messageId)).map(({ source, payload }) => [source.name, payload])).toMatchObject([
    ['collect', { name: 'Order Completed', properties: { total: 0 } }],
    ['collect:server', { name: 'Order Completed', properties: { total: 100 } }],
  ]);
});

test('server keys and API keys of members who may write vouch for what they send; a viewer’s may not send', async () => {
  const viewer = await addMember(server.url, server.owner, 'viewer');
  const agent = await addMember(server.url, server.owner, 'agent');
  const { secret } = await makeKey('server');
  // Of a flood, which the tests before are, the debugger shows a part.
  await sleep(1_100);
  const outcomes = [];
  for (const key of [writeKey, secret, agent.apiKey, viewer.apiKey]) {
    const call = track('V');
    const { status } = await send(server.url, 'track', key, call);
    outcomes.push([status, (await lineOf(call.messageId))?.verified]);
  }
  expect(outcomes).toEqual([
    [200, false],
    [200, true],
    [200, true],
    [401, undefined],
  ]);
});

test('a server key opens nothing of the API', async () => {
  const { secret } = await makeKey('server');
  const answer = await request(server.url, secret, endpoints.listCustomers, { query: {} });
  expect(answer.status).toBe(403);
});

test('odd calls are kept with a warning', async () => {
  const call = track('Odd', {
    userId: '[object Object]',
    timestamp: '2099-01-01T00:00:00.000Z',
    properties: JSON.parse('{"__proto__":{"x":1},"nul":"a\\u0000b"}'),
  });
  expect((await send(server.url, 'track', writeKey, JSON.stringify(call))).status).toBe(200);
  const line = await lineOf(call.messageId);
  expect(line).toMatchObject({ outcome: 'kept', userId: null });
  expect(line?.warnings.map(({ code }) => code).toSorted()).toEqual([
    'id-forbidden',
    'key-dropped',
    'text-mended',
    'time-impossible',
  ]);
  const [entry] = await entryOf(call.messageId);
  expect(entry?.payload).toMatchObject({ name: 'Odd', properties: { nul: 'a\uFFFDb' } });
});

test('addresses of the network are kept as far as the workspace says, and by nobody but who sends them', async () => {
  const call = track('From Somewhere', { context: { ip: '203.0.113.77', locale: 'en' } });
  await send(server.url, 'track', writeKey, call, { headers: { 'x-forwarded-for': '203.0.113.78' } });
  const [entry] = await entryOf(call.messageId);
  expect(entry?.payload).toMatchObject({ context: { locale: 'en', ip: '203.0.113.0' } });
  expect(JSON.stringify([entry, await lineOf(call.messageId)])).not.toContain('203.0.113.7');
  expect(JSON.stringify(await lineOf(call.messageId))).not.toContain('203.0.113');
});

test('of a flood the debugger shows a sample, and everything that was odd, up to a bound', async () => {
  const there = await addWorkspace(server.db, 'Busy', {
    email: 'busy@example.com',
    password: 'correct horse battery',
  });
  const odd = (at: number) => ({ ...track(`Odd ${at}`), type: 'explode' });
  const batch = [
    ...Array.from({ length: 500 }, () => track('Normal')),
    ...Array.from({ length: 150 }, (_, at) => odd(at)),
  ];
  expect((await send(server.url, 'batch', there.writeKey, { batch })).status).toBe(200);
  const shown = await debugged(server.url, there.apiKey, 'odd');
  expect(shown).toHaveLength(150);
  const count = async () =>
    (
      await inWorkspace(server.db, there.workspaceId, (tx) =>
        sql<{ n: number }>`
      select count(*)::integer as n from collected_calls`.execute(tx),
      )
    ).rows[0]?.n ?? 0;
  expect(await count()).toBeLessThan(300);
  for (let round = 0; round < 4; round++) {
    const more = Array.from({ length: 700 }, (_, at) => odd(at));
    expect((await send(server.url, 'batch', there.writeKey, { batch: more })).status).toBe(200);
  }
  expect(await count()).toBeLessThanOrEqual(1_100);
});

test('any site may send, and ask before', async () => {
  const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' };
  const asked = await ask(`${server.url}/v1/t`, { method: 'OPTIONS', headers });
  expect([asked.status, asked.headers['access-control-allow-origin']]).toEqual([204, '*']);
  expect(asked.headers['access-control-allow-credentials']).toBeUndefined();
  const refused = await send(server.url, 't', 'wk_x', track('X'), {
    headers: { origin: 'https://shop.example' },
  });
  expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([401, '*']);
});

test('settings for the library in a page: for a write key only', async () => {
  const { secret } = await makeKey('server');
  const settings = (key: string) => ask(`${server.url}/v1/projects/${key}/settings`);
  expect((await settings(writeKey)).json).toMatchObject({
    integrations: { 'Segment.io': { apiKey: writeKey, apiHost: 'localhost:4100/v1', protocol: 'http' } },
  });
  for (const key of [secret, server.owner.apiKey, 'wk_x', '..%2f'])
    expect((await settings(key)).status).toBe(404);
});

test('a key sends into its own workspace and no other, whatever the call says, and one that mixes two is none', async () => {
  const there = await addWorkspace(server.db, 'Elsewhere', {
    email: 'else@example.com',
    password: 'correct horse battery',
  });
  const call = track('Mine', {
    workspaceId: server.owner.workspaceId,
    workspace_id: server.owner.workspaceId,
  });
  expect((await send(server.url, 'track', there.writeKey, call)).status).toBe(200);
  expect(await entryOf(call.messageId)).toEqual([]);
  expect(await collected(server.db, there.workspaceId)).toHaveLength(1);
  expect(await debugged(server.url, there.apiKey)).toHaveLength(1);
  expect((await debugged(server.url, server.owner.apiKey)).some(({ name }) => name === 'Mine')).toBe(false);
  const bytes = (key: string) => Buffer.from(key.slice(3), 'base64url');
  const mixed = Buffer.concat([bytes(writeKey).subarray(0, 16), bytes(there.writeKey).subarray(16)]);
  for (const key of [
    `wk_${mixed.toString('base64url')}`,
    there.writeKey.replace('wk_', 'sk_'),
    there.inboxId.replace(/^./, 'f'),
  ]) {
    expect((await send(server.url, 'track', key, track('Mixed'))).status).toBe(401);
  }
});

test('what a browser says stays a claim, also when it comes before what a server says', async () => {
  const { secret } = await makeKey('server');
  const userId = `claimed-${randomUUID()}`;
  const email = `${userId}@example.com`;
  const identify = (name: string, more: object = {}) => ({
    type: 'identify',
    userId,
    messageId: randomUUID(),
    traits: { name, email },
    ...more,
  });
  const customer = async () => {
    const query = { identity: `user:${userId}` };
    return (await request(server.url, server.owner.apiKey, endpoints.listCustomers, { query })).body.data[0];
  };
  await send(server.url, 'identify', writeKey, identify('Mallory'));
  expect((await customer())?.identities).toEqual(
    expect.arrayContaining([
      { kind: 'user', value: userId, verified: false },
      { kind: 'email', value: email, verified: false },
    ]),
  );
  await send(server.url, 'identify', secret, identify('Eva', { timestamp: '2026-01-01T00:00:00Z' }));
  await send(server.url, 'identify', writeKey, identify('Mallory again'));
  const known = await customer();
  expect(known?.name).toBe('Eva');
  expect(known?.identities.find(({ kind }) => kind === 'email')?.verified).toBe(true);
});

test('a browser’s alias never joins two known users, a server’s does', async () => {
  const { secret } = await makeKey('server');
  const [one, two] = [`one-${randomUUID()}`, `two-${randomUUID()}`];
  for (const userId of [one, two])
    await send(server.url, 'track', secret, track('Known', { userId, anonymousId: undefined }));
  const rootOf = async (userId: string) => {
    const query = { identity: `user:${userId}` };
    return (await request(server.url, server.owner.apiKey, endpoints.listCustomers, { query })).body.data[0]
      ?.id;
  };
  const alias = { previousId: one, userId: two, messageId: randomUUID() };
  await send(server.url, 'alias', writeKey, alias);
  expect(await rootOf(one)).not.toBe(await rootOf(two));
  const line = (await debugged(server.url, server.owner.apiKey, 'odd')).find(
    ({ messageId }) => messageId === alias.messageId,
  );
  expect(line?.warnings.map(({ code }) => code)).toEqual(['not-believed']);
  await send(server.url, 'alias', secret, { ...alias, messageId: randomUUID() });
  expect(await rootOf(one)).toBe(await rootOf(two));
});
