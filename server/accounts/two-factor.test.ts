import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { accountEndpoints as endpoints } from '../../contract/accounts.ts';
import type { CreatedOwner } from './create-owner.ts';
import { resetLink } from './resets.ts';
import {
  type Accounts,
  audit,
  browser,
  ownerLogin,
  startAccounts,
  testPublicUrl,
  testSecretKey,
} from './testing.ts';

let accounts: Accounts;
let owner: CreatedOwner;

beforeAll(async () => {
  // Codes are of a moment: it stands still, or a test that meets the turn of a half minute would fail.
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
  accounts = await startAccounts(inject('testCluster'));
  owner = await accounts.createOwner('Acme');
});
afterAll(async () => {
  vi.useRealTimers();
  await accounts.close();
});

/** An authenticator app (RFC 6238): the code of now, or of so many steps of 30 seconds later. */
function codeOf(uri: string, stepsLater = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsLater));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function signedIn() {
  const ana = browser(accounts);
  await ana.ask(endpoints.signIn, { body: ownerLogin });
  return ana;
}

test('two-factor sign-in, from the first code to the last', async () => {
  const ana = await signedIn();
  const elsewhere = await signedIn();
  const { password } = ownerLogin;
  expect((await ana.ask(endpoints.startTwoFactor, { body: { password: 'wrong password' } })).statusCode).toBe(
    401,
  );
  const started = await ana.ask(endpoints.startTwoFactor, { body: { password } });
  expect(started.statusCode).toBe(201);
  const { uri, recoveryCodes } = started.json() as { uri: string; recoveryCodes: string[] };
  expect(uri).toContain('issuer=Rapport');
  expect(recoveryCodes).toHaveLength(10);

  // Not confirmed yet: a wrong code changes nothing, and signing in is as before.
  expect((await ana.ask(endpoints.confirmTwoFactor, { body: { code: '000000' } })).json().code).toBe(
    'wrong-code',
  );
  expect((await (await signedIn()).ask(endpoints.readMe)).json().member.twoFactor).toBe(false);
  expect((await ana.ask(endpoints.confirmTwoFactor, { body: { code: codeOf(uri, -1) } })).statusCode).toBe(
    204,
  );
  expect((await ana.ask(endpoints.readMe)).json().member.twoFactor).toBe(true);
  expect((await elsewhere.ask(endpoints.readMe)).statusCode).toBe(200);
  expect((await ana.ask(endpoints.startTwoFactor, { body: { password } })).json().code).toBe('conflict');

  // The password alone opens nothing.
  const bo = browser(accounts);
  const half = await bo.ask(endpoints.signIn, { body: ownerLogin });
  expect(half.json()).toEqual({ status: 'two-factor' });
  expect((await bo.ask(endpoints.readMe)).statusCode).toBe(401);
  expect((await bo.ask(endpoints.enterCode, { body: { code: '000000' } })).json().code).toBe('wrong-code');
  const code = codeOf(uri);
  expect((await bo.ask(endpoints.enterCode, { body: { code } })).json()).toEqual({ status: 'signed-in' });
  expect((await bo.ask(endpoints.readMe)).statusCode).toBe(200);

  // A code works once, also for two at the same moment.
  const eve = browser(accounts);
  await eve.ask(endpoints.signIn, { body: ownerLogin });
  expect((await eve.ask(endpoints.enterCode, { body: { code } })).json().code).toBe('wrong-code');
  expect((await eve.ask(endpoints.readMe)).statusCode).toBe(401);
  const two = [browser(accounts), browser(accounts)];
  for (const one of two) await one.ask(endpoints.signIn, { body: ownerLogin });
  const next = { body: { code: codeOf(uri, 1) } };
  const answers = await Promise.all(two.map((one) => one.ask(endpoints.enterCode, next)));
  expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 401]);
  const inside = await Promise.all(two.map((one) => one.ask(endpoints.readMe)));
  expect(inside.map((answer) => answer.statusCode).sort()).toEqual([200, 401]);

  // So does a recovery code.
  const recovery = { body: { code: recoveryCodes[3] } };
  for (const status of [200, 401]) {
    const one = browser(accounts);
    await one.ask(endpoints.signIn, { body: ownerLogin });
    expect((await one.ask(endpoints.enterCode, recovery)).statusCode).toBe(status);
  }

  expect((await bo.ask(endpoints.stopTwoFactor, { body: { password: 'wrong password' } })).statusCode).toBe(
    401,
  );
  expect((await bo.ask(endpoints.stopTwoFactor, { body: { password } })).statusCode).toBe(204);
  expect((await bo.ask(endpoints.readMe)).json().member.twoFactor).toBe(false);
  expect((await (await signedIn()).ask(endpoints.readMe)).statusCode).toBe(200);
  const entries = await audit(accounts.db, owner.workspaceId, 'member.two_factor_changed');
  expect(entries.map((entry) => entry.payload.enabled)).toEqual([false, true]);
});

test('a code without a password before it, or after too many wrong ones, opens nothing', async () => {
  const ana = await signedIn();
  const started = await ana.ask(endpoints.startTwoFactor, { body: { password: ownerLogin.password } });
  const { uri } = started.json() as { uri: string };
  await ana.ask(endpoints.confirmTwoFactor, { body: { code: codeOf(uri, -1) } });

  const nobody = browser(accounts);
  expect((await nobody.ask(endpoints.enterCode, { body: { code: codeOf(uri) } })).json().code).toBe(
    'not-signed-in',
  );
  const eve = browser(accounts);
  await eve.ask(endpoints.signIn, { body: ownerLogin });
  const wrong = { body: { code: codeOf(uri) === '111111' ? '222222' : '111111' } };
  for (let tries = 0; tries < 5; tries++) {
    expect((await eve.ask(endpoints.enterCode, wrong)).json().code).toBe('wrong-code');
  }
  expect((await eve.ask(endpoints.enterCode, { body: { code: codeOf(uri) } })).json().code).toBe(
    'not-signed-in',
  );
  // Starting over does not give new tries for ever.
  await eve.ask(endpoints.signIn, { body: ownerLogin });
  for (let tries = 0; tries < 5; tries++) await eve.ask(endpoints.enterCode, wrong);
  await eve.ask(endpoints.signIn, { body: ownerLogin });
  const locked = await eve.ask(endpoints.enterCode, { body: { code: codeOf(uri) } });
  expect(locked.json().code).toBe('too-many-requests');
  expect((await ana.ask(endpoints.readMe)).statusCode).toBe(200);
});

test('who lost app and codes gets in again by the operator, and everybody can see that', async () => {
  const login = { email: 'cleo@example.com', password: 'correct horse battery' };
  const { workspaceId } = await accounts.createOwner('Lost', login);
  const cleo = browser(accounts);
  await cleo.ask(endpoints.signIn, { body: login });
  const started = await cleo.ask(endpoints.startTwoFactor, { body: { password: login.password } });
  const { uri } = started.json() as { uri: string };
  await cleo.ask(endpoints.confirmTwoFactor, { body: { code: codeOf(uri) } });
  expect((await cleo.ask(endpoints.readMe)).json().member.twoFactor).toBe(true);

  const links = { secretKey: testSecretKey, publicUrl: testPublicUrl };
  await resetLink(accounts.db, links, login.email);
  expect((await cleo.ask(endpoints.readMe)).json().member.twoFactor).toBe(true);
  await resetLink(accounts.db, links, login.email, { withoutTwoFactor: true });
  expect((await cleo.ask(endpoints.readMe)).statusCode).toBe(401);

  await cleo.ask(endpoints.signIn, { body: login });
  expect((await cleo.ask(endpoints.readMe)).json().member.twoFactor).toBe(false);
  const [last] = await audit(accounts.db, workspaceId, 'member.two_factor_changed');
  expect(last).toMatchObject({ payload: { enabled: false }, actor: { kind: 'system' } });
});
