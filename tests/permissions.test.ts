/** Who may call what, for every endpoint of the contract and every kind of caller. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Endpoint } from '../contract/endpoint.ts';
import { apiPrefix, type EndpointName, endpoints } from '../contract/endpoints.ts';
import { type Role, rolePermissions, roles } from '../contract/permissions.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { ask } from './support/http.ts';
import { addMember, fromSomewhere, type Person, startServerBehindProxy } from './support/people.ts';
import { type Ids, samplesFor } from './support/samples.ts';
import { idsOf } from './support/workspaces.ts';

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

describe('by a session', () => {
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

  test('after the set-up its endpoints are not there', async () => {
    for (const name of ['setUp', 'checkSetup'] as const) expect((await call(name, {})).status).toBe(404);
  });
});
