/** Members and visitors of a test server. Each comes from an address of its own, as people do: limits count addresses. */
import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { endpoints } from '../../contract/endpoints.ts';
import type { Role } from '../../contract/permissions.ts';
import { request, startTestServer, type TestServer } from '../../server/app/testing.ts';
import { cookiesOf } from './http.ts';

/** A server that believes its neighbours about addresses. */
export function startServerBehindProxy(
  cluster: { adminUrl: string; serverUrl: string },
  config: Parameters<typeof startTestServer>[1] = {},
): Promise<TestServer> {
  return startTestServer(cluster, { trustProxy: ['loopback'], ...config });
}

/** Headers of somebody at a new address. */
export function fromSomewhere(): Record<string, string> {
  const part = () => randomInt(1, 255);
  return { 'x-forwarded-for': `10.${part()}.${part()}.${part()}` };
}

export type Person = { memberId: string; email: string; apiKey: string; cookie: string };

const password = 'correct horse battery staple';

/** Somebody who joins a workspace by invitation, with a session and a key. `mailed`: the link, where it is mailed. */
export async function addMember(
  url: string,
  owner: { apiKey: string },
  role: Role,
  name: string = role,
  mailed?: (email: string) => Promise<string>,
): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(/\W/g, '')}-${randomUUID()}@example.com`;
  const invited = await request(url, owner.apiKey, endpoints.inviteMember, {
    body: { email, role: role === 'owner' ? 'owner' : 'admin' },
  });
  const link = mailed ? await mailed(email) : (invited.body.link ?? '');
  const token = new URL(link).searchParams.get('token') ?? '';
  const joined = await request(url, undefined, endpoints.acceptInvitation, {
    body: { token, name, password },
    headers: fromSomewhere(),
  });
  assert.equal(joined.status, 201);
  const { memberId } = joined.body;
  const cookie = cookiesOf(joined.headers);
  const key = await request(url, undefined, endpoints.createKey, {
    body: { name: 'for tests', kind: 'api' },
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
  });
  if (role === 'agent' || role === 'viewer') {
    await request(url, owner.apiKey, endpoints.changeRole, { params: { id: memberId }, body: { role } });
  }
  return { memberId, email, apiKey: key.body.secret, cookie };
}

/** The session cookies of somebody who signs in by password. */
export async function signIn(url: string, login: { email: string; password?: string }): Promise<string> {
  const answer = await request(url, undefined, endpoints.signIn, {
    body: { email: login.email, password: login.password ?? password },
    headers: fromSomewhere(),
  });
  assert.equal(answer.status, 200);
  return cookiesOf(answer.headers);
}

/** A new visitor's token. */
export async function addVisitor(url: string, inboxId: string, identityToken?: string): Promise<string> {
  const started = await request(url, undefined, endpoints.startVisitorSession, {
    body: { inboxId, ...(identityToken === undefined ? {} : { identityToken }) },
    headers: fromSomewhere(),
  });
  assert.equal(started.status, 201, JSON.stringify(started.body));
  return started.body.token;
}
