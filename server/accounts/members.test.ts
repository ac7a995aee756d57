import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { accountEndpoints as endpoints } from '../../contract/accounts.ts';
import type { Role } from '../../contract/permissions.ts';
import type { CreatedOwner } from './create-owner.ts';
import type { MemberRemovedHook } from './members.ts';
import { type Accounts, audit, type Browser, browser, ownerLogin, startAccounts } from './testing.ts';

let accounts: Accounts;
let owner: CreatedOwner;
let people = 0;
const handedOver: Parameters<MemberRemovedHook>[] = [];

beforeAll(async () => {
  accounts = await startAccounts(inject('testCluster'), {
    onMemberRemoved: [
      async (...hook) => {
        handedOver.push(hook);
      },
    ],
  });
  owner = await accounts.createOwner('Acme');
});
afterAll(() => accounts.close());

type Person = { memberId: string; email: string; page: Browser };

/** Somebody who accepted an invitation, in a browser of their own. */
async function addPerson(
  role: Role,
  workspace = owner,
  email = `person-${++people}@example.com`,
): Promise<Person> {
  const invited = await browser(accounts).ask(endpoints.inviteMember, {
    key: workspace.apiKey,
    body: { email, role },
  });
  const token = new URL(invited.json().link).searchParams.get('token');
  const page = browser(accounts);
  const body = { token, name: `Person ${people}`, password: 'a password of a person' };
  const accepted = await page.ask(endpoints.acceptInvitation, { body });
  expect(accepted.statusCode).toBe(201);
  return { memberId: accepted.json().memberId, email, page };
}

async function keyOf(person: Person): Promise<string> {
  const made = await person.page.ask(endpoints.createKey, { body: { name: 'Key', kind: 'api' } });
  return made.json().secret;
}

const asOwner = {
  get key() {
    return owner.apiKey;
  },
};

test('a changed role holds from the next request on, in sessions and for keys', async () => {
  const bo = await addPerson('admin');
  const key = await keyOf(bo);
  const invite = { body: { email: 'new@example.com', role: 'agent' } };
  expect((await bo.page.ask(endpoints.inviteMember, invite)).statusCode).toBe(201);
  const params = { id: bo.memberId };
  const changed = await browser(accounts).ask(endpoints.changeRole, {
    ...asOwner,
    params,
    body: { role: 'agent' },
  });
  expect(changed.json()).toMatchObject({ id: bo.memberId, role: 'agent' });
  expect((await bo.page.ask(endpoints.inviteMember, invite)).statusCode).toBe(403);
  expect((await browser(accounts).ask(endpoints.inviteMember, { ...invite, key })).statusCode).toBe(403);
  expect((await browser(accounts).ask(endpoints.listMembers, { key })).statusCode).toBe(200);
  // What was invited with the lost right is taken back.
  const open = await browser(accounts).ask(endpoints.listInvitations, asOwner);
  expect(open.body).not.toContain('new@example.com');
  const [entry] = await audit(accounts.db, owner.workspaceId, 'member.role_changed');
  expect(entry?.payload).toEqual({ memberId: bo.memberId, from: 'admin', to: 'agent' });
});

test('an admin touches no owner: neither role nor membership, invitation or password', async () => {
  const admin = await addPerson('admin');
  const params = { id: owner.memberId };
  const refused = await Promise.all([
    admin.page.ask(endpoints.changeRole, { params, body: { role: 'viewer' } }),
    admin.page.ask(endpoints.removeMember, { params, body: { handOverTo: null } }),
    admin.page.ask(endpoints.createResetLink, { params }),
    admin.page.ask(endpoints.changeRole, { params: { id: admin.memberId }, body: { role: 'owner' } }),
    admin.page.ask(endpoints.inviteMember, { body: { email: 'second@example.com', role: 'owner' } }),
  ]);
  expect(refused.map((response) => response.json().code)).toEqual(Array(5).fill('not-allowed'));
  const invited = await browser(accounts).ask(endpoints.inviteMember, {
    ...asOwner,
    body: { email: 'second@example.com', role: 'owner' },
  });
  expect(invited.json().link).toMatch(/^https:\/\/rapport\.example\/invitation\?token=/);
  const seen = (await admin.page.ask(endpoints.listInvitations)).json().data as {
    email: string;
    link: null;
  }[];
  expect(seen.find(({ email }) => email === 'second@example.com')?.link).toBeNull();
  const { id } = invited.json();
  expect((await admin.page.ask(endpoints.revokeInvitation, { params: { id } })).statusCode).toBe(403);
  // Nor by taking its place with a weaker one.
  const instead = { body: { email: 'second@example.com', role: 'viewer' } };
  expect((await admin.page.ask(endpoints.inviteMember, instead)).statusCode).toBe(403);
});

test('a removed member is nobody at once: session, keys and invitations end, work is handed over', async () => {
  const bo = await addPerson('admin');
  const cleo = await addPerson('agent');
  const key = await keyOf(bo);
  await bo.page.ask(endpoints.inviteMember, { body: { email: 'friend@example.com', role: 'admin' } });
  const params = { id: bo.memberId };
  const toNobody = { params, body: { handOverTo: bo.memberId } };
  expect((await browser(accounts).ask(endpoints.removeMember, { ...asOwner, ...toNobody })).statusCode).toBe(
    409,
  );
  const body = { handOverTo: cleo.memberId };
  expect((await browser(accounts).ask(endpoints.removeMember, { ...asOwner, params, body })).statusCode).toBe(
    204,
  );
  expect(handedOver.at(-1)?.slice(2)).toEqual([bo.memberId, cleo.memberId]);
  expect((await bo.page.ask(endpoints.readMe)).statusCode).toBe(401);
  expect((await browser(accounts).ask(endpoints.listMembers, { key })).statusCode).toBe(401);
  const signIn = { body: { email: bo.email, password: 'a password of a person' } };
  expect((await browser(accounts).ask(endpoints.signIn, signIn)).json().code).toBe('wrong-credentials');
  expect((await browser(accounts).ask(endpoints.listInvitations, asOwner)).body).not.toContain('friend@');
  const members = await browser(accounts).ask(endpoints.listMembers, asOwner);
  expect(members.body).not.toContain(bo.memberId);
  expect((await browser(accounts).ask(endpoints.removeMember, { ...asOwner, params, body })).statusCode).toBe(
    404,
  );
  const kinds = (await audit(accounts.db, owner.workspaceId, 'member.removed', 'key.revoked')).map(
    (entry) => entry.kind,
  );
  expect(kinds.slice(0, 2)).toEqual(['key.revoked', 'member.removed']);
  // Invited again, the same person comes back under the old password, as a new member.
  const back = await addPerson('viewer', owner, bo.email);
  expect(back.memberId).not.toBe(bo.memberId);
});

test('who works in two workspaces stays in the other one', async () => {
  const other = await accounts.createOwner('Other', {
    email: 'zoe@example.com',
    password: 'a password of zoe',
  });
  const bo = await addPerson('agent');
  await addPerson('agent', other, bo.email);
  const inOther = { headers: { 'rapport-workspace': other.workspaceId } };
  const me = await bo.page.ask(endpoints.readMe, inOther);
  expect(me.json().workspace.name).toBe('Other');
  expect(me.json().workspaces.map((one: { name: string }) => one.name)).toEqual(['Acme', 'Other']);
  const params = { id: bo.memberId };
  // A link in hand would open the other workspace too.
  const reset = await browser(accounts).ask(endpoints.createResetLink, { ...asOwner, params });
  expect(reset.json().code).toBe('not-allowed');
  await browser(accounts).ask(endpoints.removeMember, { ...asOwner, params, body: {} });
  expect((await bo.page.ask(endpoints.readMe, inOther)).statusCode).toBe(200);
  const inFirst = { headers: { 'rapport-workspace': owner.workspaceId } };
  expect((await bo.page.ask(endpoints.readMe, inFirst)).statusCode).toBe(401);
  expect((await bo.page.ask(endpoints.readMe)).json().workspace.name).toBe('Other');
});

test('a workspace that is not yours is like one that is not there', async () => {
  const bo = await addPerson('agent');
  const other = await accounts.createOwner('Third', {
    email: 'yan@example.com',
    password: 'a password of yan',
  });
  const ask = (workspace: string) =>
    bo.page.ask(endpoints.listMembers, { headers: { 'rapport-workspace': workspace } });
  const [foreign, absent] = [await ask(other.workspaceId), await ask('0190a1b2-0000-7000-8000-000000000000')];
  expect([foreign.statusCode, foreign.body]).toEqual([401, absent.body]);
  expect((await ask('not an id')).statusCode).toBe(400);
});

test('of two owners who remove or demote each other at once, one remains', async () => {
  for (let round = 0; round < 5; round++) {
    const login = { email: `first-${round}@example.com`, password: 'a password of first' };
    const workspace = await accounts.createOwner(`Duel ${round}`, login);
    const second = await addPerson('owner', workspace);
    const first = browser(accounts);
    await first.ask(endpoints.signIn, { body: login });
    const answers = await Promise.all([
      first.ask(endpoints.removeMember, { params: { id: second.memberId }, body: {} }),
      second.page.ask(endpoints.changeRole, { params: { id: workspace.memberId }, body: { role: 'agent' } }),
    ]);
    expect(answers.filter((answer) => answer.statusCode < 300)).toHaveLength(1);
    const removed = await audit(accounts.db, workspace.workspaceId, 'member.removed', 'member.role_changed');
    expect(removed).toHaveLength(1);
  }
});

test('the last owner can neither leave nor step down', async () => {
  const workspace = await accounts.createOwner('Alone', ownerLogin);
  const params = { id: workspace.memberId };
  const ask = browser(accounts).ask;
  const down = await ask(endpoints.changeRole, { key: workspace.apiKey, params, body: { role: 'admin' } });
  const leave = await ask(endpoints.removeMember, { key: workspace.apiKey, params, body: {} });
  expect([down.json().code, leave.json().code]).toEqual(['last-owner', 'last-owner']);
});

test('the audit log tells who changed what, newest first, page by page', async () => {
  const ask = browser(accounts).ask;
  await ask(endpoints.updateWorkspace, { ...asOwner, body: { name: 'Acme & Co', locale: 'pt-BR' } });
  await ask(endpoints.updateWorkspace, { ...asOwner, body: { name: 'Acme & Co' } });
  const whole = (await ask(endpoints.readAuditLog, { ...asOwner, query: { limit: '100' } })).json();
  expect(whole.data[0]).toMatchObject({
    kind: 'workspace.updated',
    payload: { changes: { name: 'Acme & Co', locale: 'pt-BR' } },
    actor: { kind: 'member', id: owner.memberId },
  });
  const pages: { id: string }[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = cursor === null ? { limit: '7' } : { limit: '7', cursor };
    const page = (await ask(endpoints.readAuditLog, { ...asOwner, query })).json() as {
      data: { id: string }[];
      next: string | null;
    };
    pages.push(...page.data);
    cursor = page.next;
  } while (cursor !== null && pages.length < 500);
  expect(pages.slice(0, 100).map((entry) => entry.id)).toEqual(
    whole.data.map((entry: { id: string }) => entry.id),
  );
  const agent = await addPerson('agent');
  expect((await agent.page.ask(endpoints.readAuditLog)).statusCode).toBe(403);
});
