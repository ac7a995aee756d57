import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { accountEndpoints as endpoints } from '../../contract/accounts.ts';
import { newId } from '../ledger/index.ts';
import { inWorkspace } from '../platform/db/index.ts';
import type { CreatedOwner } from './create-owner.ts';
import { makeKeySecret } from './key-secret.ts';
import { type Accounts, audit, browser, ownerLogin, startAccounts } from './testing.ts';

let accounts: Accounts;
let owner: CreatedOwner;

beforeAll(async () => {
  accounts = await startAccounts(inject('testCluster'));
  owner = await accounts.createOwner('Acme');
});
afterAll(() => accounts.close());

const nobody = () => browser(accounts);

async function makeKey(kind: 'api' | 'write', key = owner.apiKey) {
  const made = await nobody().ask(endpoints.createKey, { key, body: { name: 'Till', kind } });
  expect(made.statusCode).toBe(201);
  return made.json() as { id: string; secret: string; prefix: string };
}

test('a key acts for the member who made it, and what it does bears its name', async () => {
  const made = await makeKey('api');
  expect(made.secret).toMatch(/^rk_[\w-]{64}$/);
  expect(made.secret.startsWith(made.prefix)).toBe(true);
  const invited = await nobody().ask(endpoints.inviteMember, {
    key: made.secret,
    body: { email: 'bo@example.com', role: 'agent' },
  });
  expect(invited.statusCode).toBe(201);
  const [entry] = await audit(accounts.db, owner.workspaceId, 'member.invited');
  expect(entry).toMatchObject({
    actor: { kind: 'member', id: owner.memberId },
    source: { name: `api:${made.id}` },
  });
});

test('the secret is nowhere but in the answer: neither in the database nor in a list nor in the log', async () => {
  const { secret } = await makeKey('api');
  await nobody().ask(endpoints.listKeys, { key: secret });
  await nobody().ask(endpoints.listKeys, { query: { api_key: secret } });
  const listed = await nobody().ask(endpoints.listKeys, { key: secret });
  expect(listed.body).not.toContain(secret);
  const { rows } = await inWorkspace(accounts.db, owner.workspaceId, (tx) =>
    sql<{ all: string }>`select string_agg(k::text, ' ') as all from api_keys k`.execute(tx),
  );
  expect(rows[0]?.all).not.toContain(secret);
  const entries = await audit(accounts.db, owner.workspaceId, 'key.created');
  expect(JSON.stringify(entries)).not.toContain(secret);
  expect(accounts.logged()).not.toContain(secret);
});

test('a key is for the header: in an address it is refused, even beside a good one', async () => {
  for (const query of [{ api_key: owner.apiKey }, { access_token: owner.apiKey }, { x: owner.writeKey }]) {
    const response = await nobody().ask(endpoints.listMembers, { key: owner.apiKey, query });
    expect(response.statusCode).toBe(400);
    expect(response.json().detail).toContain('Revoke it');
  }
});

test('a write key sends events and opens nothing', async () => {
  const { secret } = await makeKey('write');
  expect(secret).toMatch(/^wk_/);
  const response = await nobody().ask(endpoints.listMembers, { key: secret });
  expect([response.statusCode, response.json().code]).toEqual([403, 'not-allowed']);
  const disguised = await nobody().ask(endpoints.listMembers, { key: secret.replace('wk_', 'rk_') });
  expect(disguised.statusCode).toBe(401);
});

test('whatever is no key opens nothing', async () => {
  const { apiKey } = owner;
  const another = makeKeySecret('api', owner.workspaceId).secret;
  const elsewhere = makeKeySecret('api', newId()).secret;
  const changed = apiKey.slice(0, -1) + (apiKey.endsWith('A') ? 'B' : 'A');
  for (const key of [
    another,
    elsewhere,
    changed,
    apiKey.slice(0, -1),
    `${apiKey}A`,
    apiKey.toUpperCase(),
    'rk_',
    ' ',
  ]) {
    expect((await nobody().ask(endpoints.listMembers, { key })).statusCode).toBe(401);
  }
  for (const authorization of [
    apiKey,
    `Basic ${apiKey}`,
    `Bearer ${apiKey} ${apiKey}`,
    `Bearer  ${apiKey}`,
  ]) {
    expect((await nobody().ask(endpoints.listMembers, { headers: { authorization } })).statusCode).toBe(401);
  }
});

test('what is about a person who is signed in is not for keys', async () => {
  for (const endpoint of [endpoints.readMe, endpoints.signOutEverywhere]) {
    expect((await nobody().ask(endpoint, { key: owner.apiKey })).statusCode).toBe(403);
  }
});

test('a wrong key is not made good by a session beside it', async () => {
  const ana = nobody();
  await ana.ask(endpoints.signIn, { body: ownerLogin });
  expect((await ana.ask(endpoints.listMembers)).statusCode).toBe(200);
  expect((await ana.ask(endpoints.listMembers, { key: 'rk_wrong' })).statusCode).toBe(401);
});

test('its last use is noted, once a minute', async () => {
  const { id, secret } = await makeKey('api');
  const lastUse = async () => {
    const { rows } = await inWorkspace(accounts.db, owner.workspaceId, (tx) =>
      sql<{ at: string | null }>`select rfc3339(last_used_at) as at from api_keys where id = ${id}`.execute(
        tx,
      ),
    );
    return rows[0]?.at;
  };
  expect(await lastUse()).toBe(null);
  await nobody().ask(endpoints.listMembers, { key: secret });
  const first = await lastUse();
  expect(first).toMatch(/Z$/);
  await nobody().ask(endpoints.listMembers, { key: secret });
  expect(await lastUse()).toBe(first);
  await inWorkspace(accounts.db, owner.workspaceId, (tx) =>
    sql`update api_keys set last_used_at = last_used_at - interval '61 seconds' where id = ${id}`.execute(tx),
  );
  await nobody().ask(endpoints.listMembers, { key: secret });
  expect((await lastUse()) ?? '').not.toBe(first);
});

test('a revoked key ends at once, and can be revoked once', async () => {
  const { id, secret } = await makeKey('api');
  const answers = await Promise.all(
    [1, 2].map(() => nobody().ask(endpoints.revokeKey, { key: owner.apiKey, params: { id } })),
  );
  expect(answers.map((answer) => answer.statusCode).sort()).toEqual([204, 404]);
  expect((await nobody().ask(endpoints.listMembers, { key: secret })).statusCode).toBe(401);
  const listed = (await nobody().ask(endpoints.listKeys, { key: owner.apiKey })).json().data as {
    id: string;
  }[];
  expect(listed.map((key) => key.id)).not.toContain(id);
});

test("another workspace's keys are not there", async () => {
  const other = await accounts.createOwner('Other', {
    email: 'zoe@example.com',
    password: 'a password of zoe',
  });
  const { id } = await makeKey('api');
  expect((await nobody().ask(endpoints.revokeKey, { key: other.apiKey, params: { id } })).statusCode).toBe(
    404,
  );
  const listed = await nobody().ask(endpoints.listKeys, { key: other.apiKey });
  expect(listed.body).not.toContain(id);
});
