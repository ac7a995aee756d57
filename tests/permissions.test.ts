/** Who may call what, for every endpoint of the contract and every kind of caller. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../contract/endpoint.ts';
import { apiPrefix, type EndpointName, endpoints } from '../contract/endpoints.ts';
import { type Role, rolePermissions, roles } from '../contract/permissions.ts';
import { request, routedEndpoints, startTestServer, type TestServer } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { ask } from './support/http.ts';
import { addMember, fromSomewhere, type Person, startServerBehindProxy } from './support/people.ts';
import { type Ids, samplesFor } from './support/samples.ts';
import { shareOf } from './support/share.ts';
import { idsOf } from './support/workspaces.ts';

/** Everything that the database holds, but for what the database itself writes down of it. */
async function dump(): Promise<string> {
  return runSql(server.database.adminUrl, async (client) => {
    const tables = await client.query<{ name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
       where table_schema in ('public', 'auth') and table_type = 'BASE TABLE'`,
    );
    const parts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query(
        `select string_agg(to_json(t)::text, chr(10)) as text from ${name} t`,
      );
      parts.push(`${rows[0].text}`);
    }
    return parts.join('\n');
  });
}

type Caller = Role | 'nobody' | 'visitor' | 'write key' | 'revoked key' | 'removed member' | 'nonsense';
const callers: Caller[] = [
  ...roles,
  'nobody',
  'visitor',
  'write key',
  'revoked key',
  'removed member',
  'nonsense',
];

let server: TestServer;
let ids: Ids;
const tokens = {} as Record<Caller, string | undefined>;
const cookies = {} as Record<Role | 'removed member', string>;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  const { url, owner } = server;
  const people = {} as Record<Role | 'removed member', Person>;
  for (const role of roles) people[role] = await addMember(url, owner, role);
  people['removed member'] = await addMember(url, owner, 'admin', 'gone');
  for (const who of [...roles, 'removed member'] as const) {
    tokens[who] = people[who].apiKey;
    cookies[who] = people[who].cookie;
  }
  ids = await idsOf(url, owner);
  const started = await request(url, undefined, endpoints.startVisitorSession, {
    body: { inboxId: owner.inboxId },
    headers: fromSomewhere(),
  });
  const key = await request(url, owner.apiKey, endpoints.createKey, { body: { name: 'old', kind: 'api' } });
  await request(url, owner.apiKey, endpoints.revokeKey, { params: { id: key.body.id } });
  await request(url, owner.apiKey, endpoints.removeMember, {
    params: { id: people['removed member'].memberId },
    body: {},
  });
  tokens.visitor = started.body.token;
  tokens['write key'] = owner.writeKey;
  tokens['revoked key'] = key.body.secret;
  tokens.nonsense = `rk_${'A'.repeat(64)}`;
  tokens.nobody = undefined;
});
afterAll(() => server.close());

/** What the contract says of a caller with a token: let in, or the code of the refusal. */
function expected(endpoint: Endpoint, caller: Caller): 'let in' | string[] {
  const { access } = endpoint;
  if (access === 'public') return 'let in';
  if (access === 'visitor') return caller === 'visitor' ? 'let in' : ['not-signed-in', 'invalid-token'];
  if (caller === 'write key') return ['not-allowed'];
  const role = roles.find((name) => name === caller);
  if (role === undefined)
    return access === 'signed-in' ? ['not-signed-in', 'not-allowed'] : ['not-signed-in'];
  if (access === 'signed-in') return ['not-allowed'];
  return rolePermissions[role].includes(access) ? 'let in' : ['not-allowed'];
}

const refusals = ['not-signed-in', 'invalid-token', 'not-allowed', 'cross-site'];

async function call(
  name: EndpointName,
  options: { token?: string | undefined; headers?: Record<string, string> },
) {
  // Nobody's ids: what matters is whether the call is let in, and nothing should change under the other calls.
  const nothing = Object.fromEntries(Object.keys(ids).map((key) => [key, crypto.randomUUID()])) as Ids;
  const sample = samplesFor(nothing)[name];
  const endpoint: Endpoint = endpoints[name];
  const answer = await request(server.url, options.token, endpoint, {
    ...sample,
    headers: { ...fromSomewhere(), ...options.headers },
  } as never);
  return { status: answer.status, code: (answer.body as { code?: string } | undefined)?.code };
}

describe.each(Object.keys(endpoints) as EndpointName[])('%s', (name) => {
  const ends = ['endVisitorSession', 'signOut', 'signOutEverywhere', 'identifyVisitor'].includes(name);
  test.each(callers)('called by %s', async (caller) => {
    const want = expected(endpoints[name], caller);
    if (ends && want === 'let in') return expect(endpoints[name].access).not.toBe('public');
    const { code } = await call(name, { token: tokens[caller] });
    if (want === 'let in') {
      // A public endpoint may refuse what the sample holds, which is nobody's token or password.
      if (endpoints[name].access !== 'public') expect(refusals).not.toContain(code);
    } else {
      expect(want).toContain(code);
    }
  });
});

test('every endpoint of the contract has one route, and there are no others', () => {
  const paths = (list: readonly Endpoint[]) => list.map(({ method, path }) => `${method} ${path}`).sort();
  expect(paths(routedEndpoints())).toEqual(paths(Object.values<Endpoint>(endpoints)));
  expect(new Set(paths(Object.values<Endpoint>(endpoints))).size).toBe(Object.keys(endpoints).length);
});

describe('by a session', () => {
  const bySession = (Object.keys(endpoints) as EndpointName[]).filter(
    (name) => endpoints[name].access !== 'public' && !/^signOut/.test(name),
  );

  test.each(bySession)('%s is called by its role alone', async (name) => {
    const { access }: Endpoint = endpoints[name];
    for (const role of roles) {
      const headers = { cookie: cookies[role], 'sec-fetch-site': 'same-origin' };
      const { code } = await call(name, { headers });
      if (access === 'visitor') expect(code).toBe('not-signed-in');
      else if (access === 'signed-in' || access === 'public' || rolePermissions[role].includes(access))
        expect(refusals).not.toContain(code);
      else expect(code, role).toBe('not-allowed');
    }
  });

  const changing = (Object.keys(endpoints) as EndpointName[]).filter(
    (name) => endpoints[name].method !== 'GET' && !['public', 'visitor'].includes(endpoints[name].access),
  );

  test.each(changing)('%s is refused when another site sends it', async (name) => {
    const cookie = cookies.owner;
    for (const headers of [
      { cookie, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { cookie, 'sec-fetch-site': 'same-site' },
      { cookie, origin: 'null' },
      { cookie, origin: 'https://evil.example' },
      { cookie },
    ]) {
      expect(await call(name, { headers: headers as Record<string, string> })).toMatchObject({
        code: 'cross-site',
      });
    }
  });

  test('a form or a text body is not read', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const reply = await ask(`${server.url}${apiPrefix}/customers`, {
        method: 'POST',
        headers: { cookie: cookies.owner, 'sec-fetch-site': 'same-origin', 'content-type': type },
        body: '{"name":"x"}',
      });
      expect(reply.status).toBe(415);
    }
  });

  test('a removed member is nobody', async () => {
    const answer = await call('readMe', { headers: { cookie: cookies['removed member'] } });
    expect(answer.code).toBe('not-signed-in');
  });
});

describe('what a request can’t say of itself', () => {
  test.each([
    'x-on-behalf-of',
    'x-remote-user',
    'x-original-url',
    'x-http-method-override',
    'x-forwarded-user',
  ])('%s gives nobody anything', async (header) => {
    const answer = await call('listMembers', { headers: { [header]: server.owner.memberId } });
    expect(answer.code).toBe('not-signed-in');
  });

  test('a key in the address is refused, not used', async () => {
    const reply = await ask(`${server.url}${apiPrefix}/members?key=${server.owner.apiKey}`);
    expect([400, 401]).toContain(reply.status);
    expect(reply.text).not.toContain('"data"');
  });

  test('fields that nobody may write are left out', async () => {
    const foreign = crypto.randomUUID();
    const body = {
      ...{ name: 'Plain', identities: [] },
      ...{
        id: foreign,
        workspaceId: foreign,
        workspace_id: foreign,
        verified: true,
        createdAt: '1999-01-01T00:00:00Z',
      },
    };
    const made = await request(server.url, server.owner.apiKey, endpoints.createCustomer, { body });
    expect(made.status).toBe(201);
    expect(made.body.id).not.toBe(foreign);
    expect(made.body.createdAt > '2020').toBe(true);
    const again = await request(server.url, server.owner.apiKey, endpoints.createCustomer, {
      body: { name: 'Other', identities: [], id: made.body.id } as never,
    });
    expect(again.body.id).not.toBe(made.body.id);
    const kept = await request(server.url, server.owner.apiKey, endpoints.readCustomer, {
      params: { id: made.body.id },
    });
    expect(kept.body.name).toBe('Plain');
  });

  const withBody = (Object.keys(endpoints) as EndpointName[]).filter(
    (name) => (endpoints[name] as Endpoint).body,
  );

  test.each(shareOf('endpoints that are sent fields of others', withBody, 0.2))(
    '%s writes no field that it does not name',
    async (name) => {
      const endpoint: Endpoint = endpoints[name];
      const planted = `planted${crypto.randomUUID()}`;
      const id = crypto.randomUUID();
      const fields = [
        ...[
          'id',
          'workspaceId',
          'workspace_id',
          'customerId',
          'customer_id',
          'memberId',
          'member_id',
          'inboxId',
        ],
        ...[
          'ownerId',
          'owner_id',
          'userId',
          'user_id',
          'assigneeId',
          'conversationId',
          'externalId',
          'external_id',
        ],
      ];
      const texts = [
        'secret',
        'secretHash',
        'prefix',
        'source',
        'channel',
        'subject',
        'kind',
        'email',
        'identities',
      ];
      const others = {
        role: 'owner',
        verified: true,
        emailVerified: true,
        createdAt: '1999-12-31T23:59:59Z',
      };
      const own = name === 'removeMember' ? await addMember(server.url, server.owner, 'agent') : ids;
      const sample = samplesFor({ ...ids, memberId: own.memberId })[name];
      const { body: schema } = endpoint;
      const whole = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
      const kinds = whole instanceof z.ZodDiscriminatedUnion ? whole.options : [whole];
      const named = kinds.flatMap((kind) => Object.keys((kind as z.ZodObject).shape));
      const extra = Object.fromEntries(
        [
          ...fields.map((field): [string, unknown] => [field, id]),
          ...texts.map((field): [string, unknown] => [field, planted]),
          ...Object.entries(others),
        ].filter(([field]) => !named.includes(field)),
      );
      const token = endpoint.access === 'visitor' ? tokens.visitor : server.owner.apiKey;
      const asked = {
        ...sample,
        body: { ...extra, ...(sample.body as object) },
        headers: {
          ...fromSomewhere(),
          ...(endpoint.access === 'signed-in'
            ? { cookie: cookies.owner, 'sec-fetch-site': 'same-origin' }
            : {}),
        },
      };
      await request(
        server.url,
        endpoint.access === 'signed-in' ? undefined : token,
        endpoint,
        asked as never,
      );
      const everything = await dump();
      for (const mark of [id, planted, '1999-12-31']) expect(everything).not.toContain(mark);
    },
  );

  test('one person more than there was does not own anything by saying so', async () => {
    const owners = async () => {
      const { body } = await request(server.url, server.owner.apiKey, endpoints.listMembers, {});
      return body.data.filter(({ role }) => role === 'owner').length;
    };
    const before = await owners();
    for (const name of ['updateMe', 'inviteMember', 'changeRole'] as const) {
      const headers = { cookie: cookies.admin, 'sec-fetch-site': 'same-origin' };
      const sample = samplesFor(ids)[name];
      const body = { ...(sample.body as object), role: 'owner', member: { role: 'owner' } };
      await request(server.url, undefined, endpoints[name], { ...sample, body, headers } as never);
    }
    expect(await owners()).toBe(before);
  });

  test('another method, or another host', async () => {
    const { apiKey } = server.owner;
    const url = `${server.url}${apiPrefix}/customers/${ids.customerId}`;
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    for (const more of [
      { 'x-http-method-override': 'PATCH' },
      { 'x-http-method': 'PATCH' },
      { 'x-method-override': 'PATCH' },
    ] as Record<string, string>[]) {
      const body = '{"name":"overridden","_method":"PATCH"}';
      expect((await ask(url, { method: 'POST', headers: { ...headers, ...more }, body })).status).toBe(404);
      expect((await ask(`${url}?_method=PATCH`, { headers: { ...headers, ...more } })).json.name).not.toBe(
        'overridden',
      );
    }
    for (const host of [
      { host: 'evil.example' },
      { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    ]) {
      const invited = await request(server.url, apiKey, endpoints.inviteMember, {
        body: { email: `${crypto.randomUUID()}@example.com`, role: 'viewer' },
        headers: host as Record<string, string>,
      });
      expect(invited.body.link).toMatch(/^http:\/\/localhost:4100\//);
    }
    const rewritten = { 'x-original-url': `${apiPrefix}/members`, 'x-rewrite-url': `${apiPrefix}/members` };
    expect((await ask(`${server.url}/healthz`, { headers: { ...headers, ...rewritten } })).text).toBe(
      'alive',
    );
  });

  test('where no proxy is trusted, another address', async () => {
    const direct = await startTestServer(inject('testCluster'));
    const enter = (n: number) =>
      request(direct.url, undefined, endpoints.startVisitorSession, {
        body: { inboxId: direct.owner.inboxId },
        headers: { ...fromSomewhere(), 'x-real-ip': `10.0.0.${n}`, forwarded: `for=10.0.1.${n}` },
      });
    const statuses = (await Promise.all(Array.from({ length: 200 }, (_, n) => enter(n)))).map(
      ({ status }) => status,
    );
    await direct.close();
    expect(new Set(statuses)).toEqual(new Set([201, 429]));
  });

  test('an origin that may read the answers', async () => {
    const origin = 'https://evil.example';
    for (const method of ['GET', 'OPTIONS']) {
      const headers = { origin, cookie: cookies.owner, 'access-control-request-method': 'POST' };
      const member = await ask(`${server.url}${apiPrefix}/members`, { method, headers });
      expect(member.headers['access-control-allow-origin']).toBeUndefined();
      const visitor = await ask(`${server.url}${apiPrefix}/visitor/messages`, { method, headers });
      expect(visitor.headers['access-control-allow-origin']).toBe('*');
      for (const answer of [member, visitor]) {
        expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
      }
    }
  });

  test.each([
    ...['/metrics', '/debug', '/status', '/api', apiPrefix, `${apiPrefix}/admin`, `${apiPrefix}/config`],
    ...[
      '/.env',
      '/.git/config',
      '/package.json',
      '/server/main.ts',
      '/data/secret-key',
      '/assets/',
      '/assets/..',
    ],
    ...['/assets/../../package.json', '/assets/%2e%2e/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json'],
    ...[
      '/widget/..%2f..%2f..%2fpackage.json',
      '/widget/frame-x.js.map',
      '/assets/index.js.map',
      '//etc/passwd',
    ],
  ])('%s shows nothing of the program', async (path) => {
    const reply = await ask(server.url + path);
    expect(reply.text).not.toMatch(/devDependencies|SECRET_KEY|import \{|"mappings"|\[core\]|root:/);
    if (reply.status === 200) expect(reply.headers['content-type']).toMatch(/^text\/html/);
  });

  test('after the set-up its endpoints are not there', async () => {
    for (const name of ['setUp', 'checkSetup'] as const) expect((await call(name, {})).status).toBe(404);
  });
});
