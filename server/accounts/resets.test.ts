import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { accountEndpoints as endpoints } from '../../contract/accounts.ts';
import { inWorkspace } from '../platform/db/index.ts';
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
const links = { secretKey: testSecretKey, publicUrl: testPublicUrl };

beforeAll(async () => {
  accounts = await startAccounts(inject('testCluster'));
  owner = await accounts.createOwner('Acme');
});
afterAll(() => accounts.close());

async function newToken(): Promise<string> {
  const { link } = await resetLink(accounts.db, links, 'ANA@example.com');
  expect(link.startsWith(`${testPublicUrl}/reset?token=`)).toBe(true);
  return new URL(link).searchParams.get('token') ?? '';
}

const reset = (token: unknown, password = ownerLogin.password) =>
  browser(accounts).ask(endpoints.resetPassword, { body: { token, password } });

test("the operator's link sets a new password once and ends all sessions", async () => {
  const ana = browser(accounts);
  await ana.ask(endpoints.signIn, { body: ownerLogin });
  const token = await newToken();
  const password = 'a new password of ana';
  expect((await reset(token, 'short')).statusCode).toBe(400);
  expect((await reset(token, password)).statusCode).toBe(204);
  expect((await ana.ask(endpoints.readMe)).statusCode).toBe(401);
  expect((await ana.ask(endpoints.signIn, { body: ownerLogin })).statusCode).toBe(401);
  expect((await ana.ask(endpoints.signIn, { body: { ...ownerLogin, password } })).statusCode).toBe(200);
  expect((await reset(token)).json().code).toBe('expired');
  const kinds = await audit(
    accounts.db,
    owner.workspaceId,
    'member.reset_requested',
    'member.password_changed',
  );
  expect(kinds.map((entry) => [entry.kind, entry.actor.kind])).toEqual([
    ['member.password_changed', 'member'],
    ['member.reset_requested', 'system'],
  ]);
  await reset(await newToken());
});

test('used by several at the same moment, a link works once', async () => {
  const token = await newToken();
  const answers = await Promise.all(Array.from({ length: 6 }, () => reset(token)));
  expect(answers.map((answer) => answer.statusCode).sort()).toEqual([204, 410, 410, 410, 410, 410]);
});

test('a link that is older than the last change of password is worthless', async () => {
  const [first, second] = [await newToken(), await newToken()];
  expect((await reset(second)).statusCode).toBe(204);
  expect((await reset(first)).json().code).toBe('expired');
});

test('a link ends after an hour, and with any sign of it changed opens nothing', async () => {
  const token = await newToken();
  for (const variant of [
    '',
    ' ',
    null,
    [token],
    `${token} `,
    token.toUpperCase(),
    token.slice(0, -1),
    `${token}A`,
  ]) {
    expect([400, 401]).toContain((await reset(variant)).statusCode);
  }
  const age = (interval: string) =>
    inWorkspace(accounts.db, owner.workspaceId, (tx) =>
      sql`update password_resets set expires_at = expires_at - ${interval}::interval`.execute(tx),
    );
  await age('61 minutes');
  expect((await reset(token)).json().code).toBe('expired');
});

test('a link of a member who was removed is worthless', async () => {
  const login = { email: 'bo@example.com', password: 'a password of bo' };
  const other = await accounts.createOwner('Other', login);
  const invited = await browser(accounts).ask(endpoints.inviteMember, {
    key: other.apiKey,
    body: { email: 'cleo@example.com', role: 'agent' },
  });
  const token = new URL(invited.json().link).searchParams.get('token');
  const joined = await browser(accounts).ask(endpoints.acceptInvitation, {
    body: { token, name: 'Cleo', password: 'a password of cleo' },
  });
  const params = { id: joined.json().memberId };
  const made = await browser(accounts).ask(endpoints.createResetLink, { key: other.apiKey, params });
  expect(made.statusCode).toBe(201);
  const resetToken = new URL(made.json().link).searchParams.get('token');
  await browser(accounts).ask(endpoints.removeMember, { key: other.apiKey, params, body: {} });
  expect((await reset(resetToken)).json().code).toBe('expired');
});

test('asking for a link answers the same for any address, and does the same', async () => {
  const answers = new Set<string>();
  for (const email of [ownerLogin.email, 'nobody@example.com']) {
    const before = accounts.auth.hashingCalls();
    const response = await browser(accounts).ask(endpoints.requestPasswordReset, { body: { email } });
    answers.add(`${response.statusCode} ${response.body} ${accounts.auth.hashingCalls() - before}`);
  }
  expect([...answers]).toEqual(['202  0']);
  await expect(resetLink(accounts.db, links, 'nobody@example.com')).rejects.toMatchObject({
    code: 'not-found',
  });
});
