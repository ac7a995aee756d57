import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { accountEndpoints as endpoints } from '../../contract/accounts.ts';
import { issueSetupToken } from './setup.ts';
import { type Accounts, audit, browser, ownerLogin, startAccounts } from './testing.ts';

let accounts: Accounts;

beforeAll(async () => {
  accounts = await startAccounts(inject('testCluster'));
});
afterAll(() => accounts.close());

const setup = { workspaceName: 'Padaria Sol', name: 'Ana', locale: 'pt-BR', ...ownerLogin };

test('whoever holds the printed token becomes the owner, once; then set-up is closed', async () => {
  const { db } = accounts;
  const earlier = await issueSetupToken(db);
  const token = await issueSetupToken(db);
  const check = (value: unknown) => browser(accounts).ask(endpoints.checkSetup, { body: { token: value } });
  expect((await check(token)).statusCode).toBe(204);
  for (const wrong of [earlier, `${token}A`, token?.slice(1), 'A'.repeat(43)]) {
    expect((await check(wrong)).json().code).toBe('invalid-token');
    const response = await browser(accounts).ask(endpoints.setUp, { body: { ...setup, token: wrong } });
    expect(response.json().code).toBe('invalid-token');
  }
  expect((await check('')).statusCode).toBe(400);

  const pages = Array.from({ length: 5 }, () => browser(accounts));
  const answers = await Promise.all(
    pages.map((page, at) =>
      page.ask(endpoints.setUp, { body: { ...setup, token, email: `owner-${at}@example.com` } }),
    ),
  );
  expect(answers.filter((answer) => answer.statusCode === 201)).toHaveLength(1);
  const winner = answers.findIndex((answer) => answer.statusCode === 201);
  const { workspaceId, memberId } = answers[winner]?.json() ?? {};

  // Signed in at once, as the owner.
  const me = (await pages[winner]?.ask(endpoints.readMe))?.json();
  expect(me).toMatchObject({
    member: { id: memberId, role: 'owner', locale: 'pt-BR' },
    workspace: { id: workspaceId, name: 'Padaria Sol', locale: 'pt-BR' },
    workspaces: [{ id: workspaceId }],
  });
  const kinds = await audit(
    db,
    workspaceId,
    'workspace.created',
    'member.joined',
    'inbox.created',
    'member.signed_in',
  );
  expect(kinds.map((entry) => entry.kind)).toEqual([
    'member.signed_in',
    'inbox.created',
    'member.joined',
    'workspace.created',
  ]);

  expect(await issueSetupToken(db)).toBeUndefined();
  for (const endpoint of [endpoints.checkSetup, endpoints.setUp]) {
    const response = await browser(accounts).ask(endpoint, { body: { ...setup, token } });
    expect([response.statusCode, response.json().code]).toEqual([404, 'not-found']);
  }
});

test('the operator makes an owner with keys and an inbox', async () => {
  const made = await accounts.createOwner('Café Lua', {
    email: 'Bo@Example.com',
    password: 'a password of bo',
  });
  expect(made).toEqual({
    workspaceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    memberId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    apiKey: expect.stringMatching(/^rk_/),
    writeKey: expect.stringMatching(/^wk_/),
    inboxId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    identitySecret: expect.any(String),
  });
  const members = await browser(accounts).ask(endpoints.listMembers, { key: made.apiKey });
  expect(members.json().data).toMatchObject([
    { id: made.memberId, role: 'owner', email: 'bo@example.com', name: 'bo' },
  ]);
});

test('the same workspace and address again exist already; another workspace is the same person', async () => {
  const login = { email: 'zoe@example.com', password: 'a password of zoe' };
  await accounts.createOwner('One', login);
  const again = accounts.createOwner('One', { email: 'ZOE@example.com', password: 'whatever it is' });
  await expect(again).rejects.toMatchObject({ code: 'already-exists' });
  const wrong = accounts.createOwner('Two', { ...login, password: 'not the password' });
  await expect(wrong).rejects.toMatchObject({ code: 'wrong-credentials' });
  await accounts.createOwner('Two', login);
  const zoe = browser(accounts);
  await zoe.ask(endpoints.signIn, { body: login });
  const { workspaces } = (await zoe.ask(endpoints.readMe)).json();
  expect(workspaces.map((one: { name: string }) => one.name)).toEqual(['One', 'Two']);
});

test('what is no address or no name is refused before anything is made', async () => {
  const login = { email: 'yan@example.com', password: 'a password of yan' };
  for (const [name, email] of [
    ['', login.email],
    ['Three', 'not an address'],
    ['Three', 'yan@example.com\r\nBcc: eve@example.com'],
  ] as const) {
    await expect(accounts.createOwner(name, { ...login, email })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  }
  await accounts.createOwner('Three', login);
});
