/** From what events come: chosen with a key, kept with each event, asked for by segments and in the debugger. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Condition } from '../contract/conditions.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { PropertyType } from '../contract/entries.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { collected, send, track } from './support/collecting.ts';
import { addMember } from './support/people.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
});
afterAll(() => server.close());

const made = async (name: string, property?: PropertyType, kind: 'write' | 'server' | 'api' = 'write') =>
  request(server.url, server.owner.apiKey, endpoints.createKey, {
    body: { name, kind, ...(property === undefined ? {} : { property }) },
  });
const originsOf = async (event: string) =>
  (await collected(server.db, server.owner.workspaceId)).flatMap(({ payload }) =>
    'name' in payload && payload.name === event && 'origin' in payload ? [payload.origin] : [],
  );

test('an event keeps from what it came when the key is said to be of something else', async () => {
  const key = (await made('Shop app', 'mobile')).body;
  expect(key.property).toBe('mobile');
  await send(server.url, 'track', key.secret, track('Kept'));
  const change = { params: { id: key.id }, body: { property: 'software' as const } };
  const changed = await request(server.url, server.owner.apiKey, endpoints.updateKey, change);
  expect([changed.status, changed.body.property]).toEqual([200, 'software']);
  await send(server.url, 'track', key.secret, track('Kept'));
  expect(await originsOf('Kept')).toEqual([
    { property: 'mobile', key: 'Shop app' },
    { property: 'software', key: 'Shop app' },
  ]);
  const audit = await request(server.url, server.owner.apiKey, endpoints.readAuditLog, { query: {} });
  expect(audit.body.data[0]).toMatchObject({
    kind: 'key.updated',
    payload: { name: 'Shop app', property: 'software' },
  });
});

test('without a word a write key is of a website and a server key of a server; an API key has no say', async () => {
  expect((await made('Page')).body.property).toBe('website');
  expect((await made('Till', undefined, 'server')).body.property).toBe('server');
  const api = await made('Script', undefined, 'api');
  expect(api.body.property).toBeNull();
  expect((await made('Script', 'mobile', 'api')).status).toBe(400);
  const change = { params: { id: api.body.id }, body: { property: 'mobile' as const } };
  expect((await request(server.url, server.owner.apiKey, endpoints.updateKey, change)).status).toBe(400);
});

test('an agent does not change what a key is of', async () => {
  const agent = await addMember(server.url, server.owner, 'agent', 'Ana');
  const { id } = (await made('Guarded')).body;
  const change = { params: { id }, body: { property: 'mobile' as const } };
  expect((await request(server.url, agent.apiKey, endpoints.updateKey, change)).status).toBe(403);
});

test('a segment finds who used the app and not the site, and the debugger what either sent', async () => {
  const [app, site] = [(await made('App', 'mobile')).body, (await made('Site', 'website')).body];
  const [onlyApp, both] = [randomUUID(), randomUUID()];
  await send(server.url, 'track', app.secret, track('Opened', { userId: onlyApp }));
  await send(server.url, 'track', app.secret, track('Opened', { userId: both }));
  await send(server.url, 'page', site.secret, { type: 'page', userId: both, messageId: randomUUID() });
  const days = { op: 'within', days: 30 } as const;
  const used = (property: PropertyType): Condition => ({
    type: 'any',
    of: [
      { type: 'did', kind: 'event.tracked', when: days, origin: { property } },
      { type: 'did', kind: 'page.viewed', when: days, origin: { property } },
    ],
  });
  const condition: Condition = {
    type: 'all',
    of: [
      used('mobile'),
      { type: 'did', kind: 'event.tracked', origin: { key: 'App' } },
      { ...used('website'), not: true } as Condition,
    ],
  };
  const segment = await request(server.url, server.owner.apiKey, endpoints.createSegment, {
    body: { name: 'App only', condition },
  } as never);
  expect(segment.status, JSON.stringify(segment.body)).toBe(201);
  await expect
    .poll(
      async () => {
        const query = { segment: (segment.body as { id: string }).id };
        const { body } = await request(server.url, server.owner.apiKey, endpoints.listCustomers, { query });
        return body.data
          .flatMap(({ identities }) => identities.map(({ value }) => value))
          .filter((one) => one === onlyApp || one === both);
      },
      { timeout: 15_000 },
    )
    .toEqual([onlyApp]);
  const shown = async (query: { property?: PropertyType; key?: string }) =>
    (await request(server.url, server.owner.apiKey, endpoints.listCollectedCalls, { query })).body.data.map(
      ({ property, keyName }) => `${property} ${keyName}`,
    );
  expect(await shown({ property: 'website' })).toEqual(['website Site']);
  expect(new Set(await shown({ key: 'App' }))).toEqual(new Set(['mobile App']));
  const offered = await request(server.url, server.owner.apiKey, endpoints.suggestConditions, {
    query: { of: 'keys' },
  });
  expect(offered.body.data).toEqual(expect.arrayContaining(['App', 'Site']));
  const wrong = { type: 'did', kind: 'call.logged', origin: { property: 'mobile' } };
  const refused = await request(server.url, server.owner.apiKey, endpoints.createSegment, {
    body: { name: 'Wrong', condition: wrong },
  } as never);
  expect(refused.status).toBe(400);
});
