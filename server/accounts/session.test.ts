import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { accountEndpoints as endpoints } from '../../contract/accounts.ts';
import type { CreatedOwner } from './create-owner.ts';
import { createSignInLimits } from './sign-in-limits.ts';
import { type Accounts, audit, browser, ownerLogin, startAccounts } from './testing.ts';

let accounts: Accounts;
let owner: CreatedOwner;

beforeAll(async () => {
  accounts = await startAccounts(inject('testCluster'));
  owner = await accounts.createOwner('Acme');
});
afterAll(() => accounts.close());

async function signedIn() {
  const ana = browser(accounts);
  expect((await ana.ask(endpoints.signIn, { body: ownerLogin })).statusCode).toBe(200);
  return ana;
}

describe('sessions', () => {
  test('a member signs in, is known, and signs out', async () => {
    const ana = await signedIn();
    const me = await ana.ask(endpoints.readMe);
    expect(me.json()).toMatchObject({
      member: { id: owner.memberId, email: ownerLogin.email, role: 'owner', twoFactor: false },
      workspace: { id: owner.workspaceId, name: 'Acme' },
      workspaces: [{ id: owner.workspaceId, name: 'Acme' }],
    });
    const kept = new Map(ana.cookies);
    expect((await ana.ask(endpoints.signOut)).statusCode).toBe(204);
    expect(ana.cookies.size).toBe(0);
    for (const [name, value] of kept) ana.cookies.set(name, value);
    expect((await ana.ask(endpoints.readMe)).statusCode).toBe(401);
    const entries = await audit(accounts.db, owner.workspaceId, 'member.signed_in', 'member.signed_out');
    expect(entries.slice(0, 2).map((entry) => entry.kind)).toEqual(['member.signed_out', 'member.signed_in']);
  });

  test('the cookie is bound to the host and out of reach of scripts and other sites', async () => {
    const response = await browser(accounts).ask(endpoints.signIn, { body: ownerLogin });
    const [cookie] = response.cookies;
    expect(cookie).toMatchObject({
      name: '__Host-rapport.session_token',
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
      path: '/',
    });
    expect(cookie?.domain).toBeUndefined();
  });

  test('without TLS the cookie has no prefix that needs it', async () => {
    const plain = await startAccounts(inject('testCluster'), { publicUrl: 'http://localhost:4100' });
    await plain.createOwner('Plain');
    const response = await browser(plain).ask(endpoints.signIn, {
      body: ownerLogin,
      headers: { host: 'localhost:4100' },
    });
    expect(response.cookies[0]?.name).toBe('rapport.session_token');
    expect(response.cookies[0]?.secure).toBeUndefined();
    await plain.close();
  });

  test('signing in changes the session, and ends the one before', async () => {
    const ana = await signedIn();
    const before = new Map(ana.cookies);
    await ana.ask(endpoints.signIn, { body: ownerLogin });
    expect([...ana.cookies.values()]).not.toEqual([...before.values()]);
    const old = browser(accounts);
    for (const [name, value] of before) old.cookies.set(name, value);
    expect((await old.ask(endpoints.readMe)).statusCode).toBe(401);
    expect((await ana.ask(endpoints.readMe)).statusCode).toBe(200);
  });

  test('a cookie that was changed in any part is nobody', async () => {
    const ana = await signedIn();
    const [name, value] = [...ana.cookies][0] ?? ['', ''];
    for (const at of [0, 10, value.length - 4]) {
      const other = browser(accounts);
      other.cookies.set(name, `${value.slice(0, at)}${value[at] === 'A' ? 'B' : 'A'}${value.slice(at + 1)}`);
      expect((await other.ask(endpoints.readMe)).statusCode).toBe(401);
    }
  });

  test('signing out everywhere ends every session', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    expect((await here.ask(endpoints.signOutEverywhere)).statusCode).toBe(204);
    expect((await there.ask(endpoints.readMe)).statusCode).toBe(401);
    const [entry] = await audit(accounts.db, owner.workspaceId, 'member.signed_out');
    expect(entry?.payload).toEqual({ memberId: owner.memberId, everywhere: true });
  });

  test('a new password ends the other sessions and is recorded', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    const password = 'another good password';
    const wrong = { currentPassword: 'not the password', password };
    expect((await here.ask(endpoints.changePassword, { body: wrong })).statusCode).toBe(401);
    const right = { currentPassword: ownerLogin.password, password };
    expect((await here.ask(endpoints.changePassword, { body: right })).statusCode).toBe(204);
    expect((await here.ask(endpoints.readMe)).statusCode).toBe(200);
    expect((await there.ask(endpoints.readMe)).statusCode).toBe(401);
    const again = { currentPassword: password, password: ownerLogin.password };
    expect((await here.ask(endpoints.changePassword, { body: again })).statusCode).toBe(204);
    const entries = await audit(accounts.db, owner.workspaceId, 'member.password_changed');
    expect(entries.map((entry) => entry.payload.how)).toEqual(['changed', 'changed']);
  });

  test('a member changes name, language and keyboard setting, and nothing else', async () => {
    const ana = await signedIn();
    const body = {
      name: 'Ana Souza',
      locale: 'pt-BR',
      singleKeys: false,
      role: 'viewer',
      email: 'x@y.example',
    };
    const me = await ana.ask(endpoints.updateMe, { body });
    expect(me.json().member).toMatchObject({
      name: 'Ana Souza',
      locale: 'pt-BR',
      singleKeys: false,
      role: 'owner',
      email: ownerLogin.email,
    });
  });
});

describe('requests that another site sends', () => {
  const site = (value: string) => ({ 'sec-fetch-site': value });
  const origin = (value: string) => ({ 'sec-fetch-site': undefined, origin: value });
  test.each([
    ['from another site', site('cross-site')],
    ['from a sibling host', site('same-site')],
    ['typed by nobody', site('none')],
    ['by its origin alone', origin('https://evil.example')],
    ['from a sandbox', origin('null')],
    ['from a host that begins alike', origin('https://rapport.example.evil.example')],
    ['from another port', origin('https://rapport.example:8443')],
    ['with both, one foreign', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
    ['saying nothing', { 'sec-fetch-site': undefined }],
  ])('%s are refused', async (_, headers) => {
    const ana = await signedIn();
    const response = await ana.ask(endpoints.updateMe, { body: { name: 'Mallory' }, headers });
    expect([response.statusCode, response.json().code]).toEqual([403, 'cross-site']);
    const signIn = await browser(accounts).ask(endpoints.signIn, { body: ownerLogin, headers });
    const isForeign = Object.values(headers).some((value) => value !== undefined);
    expect(signIn.statusCode).toBe(isForeign ? 403 : 200);
  });

  test('our own pages are let in, also under the address they were opened by', async () => {
    const ana = await signedIn();
    const ask = (headers: Record<string, string | undefined>) =>
      ana.ask(endpoints.updateMe, { body: { singleKeys: true }, headers });
    expect((await ask(origin('https://rapport.example'))).statusCode).toBe(200);
    expect((await ask({ ...origin('https://other.example'), host: 'other.example' })).statusCode).toBe(200);
  });

  test('neither a form nor JSON as text changes anything, nor does a GET', async () => {
    const ana = await signedIn();
    const cookie = [...ana.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await accounts.app.inject({
        method: 'PATCH',
        url: '/api/v1/me',
        headers: { cookie, 'content-type': type, 'sec-fetch-site': 'same-origin' },
        payload: '{"name":"Mallory"}',
      });
      expect(response.statusCode).toBe(415);
    }
    for (const method of ['GET', 'HEAD'] as const) {
      const response = await accounts.app.inject({ method, url: '/api/v1/session', headers: { cookie } });
      expect(response.statusCode).toBe(404);
    }
  });
});

test('whether an address is known shows neither in the answer nor in the work', async () => {
  const bodies = new Set<string>();
  const hashings = new Set<number>();
  for (const email of [ownerLogin.email, 'nobody@example.com', 'ANA@EXAMPLE.COM', 'ana@example.con']) {
    const before = accounts.auth.hashingCalls();
    const response = await browser(accounts).ask(endpoints.signIn, {
      body: { email, password: 'wrong password' },
    });
    expect(response.statusCode).toBe(401);
    expect(response.headers['set-cookie']).toBeUndefined();
    bodies.add(response.body);
    hashings.add(accounts.auth.hashingCalls() - before);
  }
  expect(bodies.size).toBe(1);
  expect([...hashings]).toEqual([1]);
});

describe('guessing passwords', () => {
  const wrong = { ...ownerLogin, password: 'wrong password' };

  async function limited(perMinute: number) {
    const clock = { now: 0 };
    const limits = createSignInLimits({
      perMinute,
      now: () => clock.now,
    });
    const some = await startAccounts(inject('testCluster'), { limits });
    await some.createOwner('Limited');
    const attempt = async (address: string, body: object = wrong, headers: Record<string, string> = {}) =>
      (await browser(some).ask(endpoints.signIn, { body, address, headers })).statusCode;
    return { some, clock, attempt };
  }

  test('ten a minute from one address, whatever the request claims', async () => {
    const { some, clock, attempt } = await limited(10);
    for (let tries = 0; tries < 10; tries++) {
      const forwarded = { 'x-forwarded-for': `198.51.100.${tries}` };
      expect(await attempt('203.0.113.1', wrong, forwarded)).toBe(401);
    }
    expect(await attempt('203.0.113.1', wrong, { 'x-forwarded-for': '198.51.100.99' })).toBe(429);
    expect(await attempt('203.0.113.1', { ...wrong, email: 'bo@example.com' })).toBe(429);
    // The owner elsewhere is not locked out, and here only for a minute.
    expect(await attempt('203.0.113.2', ownerLogin)).toBe(200);
    clock.now += 60_000;
    expect(await attempt('203.0.113.1', ownerLogin)).toBe(200);
    await some.close();
  });

  test('the addresses of one IPv6 network are one, and who succeeds does not count', async () => {
    const { some, attempt } = await limited(3);
    for (let tries = 0; tries < 5; tries++) expect(await attempt('2001:db8:1:2::9', ownerLogin)).toBe(200);
    for (let tries = 0; tries < 3; tries++) expect(await attempt(`2001:db8:1:2::${tries}`)).toBe(401);
    expect(await attempt('2001:db8:1:2:ffff::1')).toBe(429);
    expect(await attempt('2001:db8:1:3::1')).toBe(401);
    await some.close();
  });
});
