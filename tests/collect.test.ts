/** Tracking calls on the wire: what is answered, what is kept, and what is told of the rest. */
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { collectBodyBytesMax, collectCallBytesMax } from '../contract/collect.ts';
import { endpoints } from '../contract/endpoints.ts';
import { request, type TestServer } from '../server/app/testing.ts';
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
  const lines = await debugged(server.url, server.owner.apiKey);
  expect(lines.some(({ messageId, outcome }) => messageId === call.messageId && outcome === 'repeated')).toBe(
    true,
  );
});

test('a browser’s key takes no id away from a server, and what a server said is not said again by a browser', async () => {
  const { secret } = await makeKey('server');
  expect(secret).toMatch(/^sk_/);
  const call = track('Order Completed', { messageId: `order-${randomUUID()}` });
  await send(server.url, 'track', writeKey, { ...call, properties: { total: 0 } });
  await send(server.url, 'track', secret, { ...call, properties: { total: 100 } });
  await send(server.url, 'track', writeKey, { ...call, properties: { total: 1 } });
  expect((await entryOf(call.messageId)).map(({ source, payload }) => [source.name, payload])).toEqual([
    ['collect', { name: 'Order Completed', properties: { total: 0 } }],
    ['collect:server', { name: 'Order Completed', properties: { total: 100 } }],
  ]);
});

test('server keys and API keys of members who may write vouch for what they send; a viewer’s may not send', async () => {
  const viewer = await addMember(server.url, server.owner, 'viewer');
  const agent = await addMember(server.url, server.owner, 'agent');
  const { secret } = await makeKey('server');
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
  expect(entry?.payload).toEqual({ name: 'Odd', properties: { nul: 'a\uFFFDb' } });
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
