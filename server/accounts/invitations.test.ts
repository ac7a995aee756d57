import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { accountEndpoints as endpoints } from '../../contract/accounts.ts';
import { newId } from '../ledger/index.ts';
import { inWorkspace } from '../platform/db/index.ts';
import type { CreatedOwner } from './create-owner.ts';
import { linkTo } from './links.ts';
import { type Accounts, audit, browser, startAccounts, testPublicUrl, testSecretKey } from './testing.ts';

let accounts: Accounts;
let owner: CreatedOwner;
let people = 0;
const password = 'a password of somebody';

beforeAll(async () => {
  accounts = await startAccounts(inject('testCluster'));
  owner = await accounts.createOwner('Acme');
});
afterAll(() => accounts.close());

async function invite(email = `person-${++people}@example.com`) {
  const body = { email, role: 'agent' };
  const response = await browser(accounts).ask(endpoints.inviteMember, { key: owner.apiKey, body });
  expect(response.statusCode).toBe(201);
  const { id, link } = response.json() as { id: string; link: string };
  return { id, email, link, token: new URL(link).searchParams.get('token') ?? '' };
}

const accept = (token: unknown, name = 'Somebody') =>
  browser(accounts).ask(endpoints.acceptInvitation, { body: { token, name, password } });

describe('an invitation', () => {
  test('is a link to this address, says what it is for, and lets in once', async () => {
    const { email, link, token } = await invite();
    expect(link.startsWith(`${testPublicUrl}/invitation?token=`)).toBe(true);
    const check = await browser(accounts).ask(endpoints.checkInvitation, { body: { token } });
    expect(check.json()).toEqual({ workspaceName: 'Acme', email, role: 'agent', hasAccount: false });
    const page = browser(accounts);
    const accepted = await page.ask(endpoints.acceptInvitation, { body: { token, name: 'Bo', password } });
    expect(accepted.statusCode).toBe(201);
    expect((await page.ask(endpoints.readMe)).json().member).toMatchObject({
      email,
      name: 'Bo',
      role: 'agent',
    });
    expect((await accept(token)).json().code).toBe('expired');
    expect((await browser(accounts).ask(endpoints.checkInvitation, { body: { token } })).statusCode).toBe(
      410,
    );
    const entries = await audit(accounts.db, owner.workspaceId, 'member.invited', 'member.joined');
    expect(entries.slice(0, 2).map((entry) => entry.kind)).toEqual(['member.joined', 'member.invited']);
  });

  test('used by several at the same moment lets in one', async () => {
    const { token, email } = await invite();
    const answers = await Promise.all(Array.from({ length: 6 }, (_, at) => accept(token, `Racer ${at}`)));
    expect(answers.filter((answer) => answer.statusCode === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.json().code === 'expired')).toHaveLength(5);
    const members = await browser(accounts).ask(endpoints.listMembers, { key: owner.apiKey });
    expect(members.json().data.filter((member: { email: string }) => member.email === email)).toHaveLength(1);
  });

  test('is worthless with any sign of it changed', async () => {
    const { token } = await invite();
    const variants: unknown[] = [
      '',
      ' ',
      '%20',
      null,
      [token],
      { token },
      1,
      true,
      ` ${token} `,
      `${token} `,
    ];
    variants.push(token.toUpperCase(), token.toLowerCase(), token.slice(0, -1), token.slice(1), `${token}A`);
    variants.push(
      `${token}=`,
      `${token}==`,
      token.replace(/./, (sign) => (sign === 'A' ? 'B' : 'A')),
    );
    // The last sign holds bits that no byte has: other signs there are the same bytes.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const sign of alphabet) if (sign !== token.at(-1)) variants.push(token.slice(0, -1) + sign);
    for (const variant of variants) {
      const response = await accept(variant);
      expect([400, 401], JSON.stringify(variant)).toContain(response.statusCode);
    }
    expect((await accept(token)).statusCode).toBe(201);
  });

  test('made by nobody, or for another purpose, opens nothing', async () => {
    const { id } = await invite();
    const deps = { secretKey: testSecretKey, publicUrl: testPublicUrl };
    const { workspaceId } = owner;
    const forged = [
      linkTo({ ...deps, secretKey: 'another key' }, 'invitation', { workspaceId, id }),
      linkTo(deps, 'reset', { workspaceId, id }),
      linkTo(deps, 'invitation', { workspaceId: newId(), id }),
    ];
    const answers = await Promise.all(forged.map((link) => accept(new URL(link).searchParams.get('token'))));
    expect(answers.map((answer) => answer.json().code)).toEqual([
      'invalid-token',
      'invalid-token',
      'expired',
    ]);
  });

  test('ends after three days', async () => {
    const { id, token } = await invite();
    const age = (hours: string) =>
      inWorkspace(accounts.db, owner.workspaceId, (tx) =>
        sql`update invitations set expires_at = expires_at - ${hours}::interval where id = ${id}`.execute(tx),
      );
    await age('71 hours 59 minutes');
    expect((await browser(accounts).ask(endpoints.checkInvitation, { body: { token } })).statusCode).toBe(
      200,
    );
    await age('1 minute');
    expect((await accept(token)).json().code).toBe('expired');
  });

  test('taken back, or followed by another one, is worthless', async () => {
    const first = await invite();
    const second = await invite(first.email);
    expect((await accept(first.token)).json().code).toBe('expired');
    const revoke = () =>
      browser(accounts).ask(endpoints.revokeInvitation, { key: owner.apiKey, params: { id: second.id } });
    expect([(await revoke()).statusCode, (await revoke()).statusCode]).toEqual([204, 404]);
    expect((await accept(second.token)).json().code).toBe('expired');
    const revoked = await audit(accounts.db, owner.workspaceId, 'member.invitation_revoked');
    expect(revoked.slice(0, 2).map((entry) => entry.payload.invitationId)).toEqual([second.id, first.id]);
  });

  test('of somebody who has an account asks for its password', async () => {
    const login = { email: 'zoe@example.com', password: 'a password of zoe' };
    await accounts.createOwner('Other', login);
    const { token } = await invite(login.email);
    const check = await browser(accounts).ask(endpoints.checkInvitation, { body: { token } });
    expect(check.json().hasAccount).toBe(true);
    expect((await accept(token)).json().code).toBe('wrong-credentials');
    const zoe = browser(accounts);
    const body = { token, name: 'Zoe', password: login.password };
    expect((await zoe.ask(endpoints.acceptInvitation, { body })).statusCode).toBe(201);
    expect((await zoe.ask(endpoints.readMe)).json().workspaces).toHaveLength(2);
  });

  test('of a member is refused, whatever the case of the address', async () => {
    const body = { email: ' ANA@Example.com ', role: 'agent' };
    const response = await browser(accounts).ask(endpoints.inviteMember, { key: owner.apiKey, body });
    expect(response.json().code).toBe('already-exists');
  });

  test('takes nothing from the request but address and role', async () => {
    const body = {
      email: 'plain@example.com',
      role: 'viewer',
      id: newId(),
      workspaceId: newId(),
      expiresAt: '2100',
    };
    const response = await browser(accounts).ask(endpoints.inviteMember, { key: owner.apiKey, body });
    expect(response.json().id).not.toBe(body.id);
    const days = (Date.parse(response.json().expiresAt) - Date.parse(response.json().createdAt)) / 86_400_000;
    expect(days).toBe(3);
  });
});
