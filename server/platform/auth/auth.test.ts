import { getMigrations } from 'better-auth/db/migration';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { outsideWorkspaces } from '../db/index.ts';
import { createTestDatabase, type TestDatabase } from '../db/testing.ts';
import { joining } from './database.ts';
import { createAuth, passwordChangedSince, userByEmail } from './index.ts';
import { createLibrary } from './library.ts';
import { createHasher } from './passwords.ts';

const options = {
  secretKey: 'a secret key for tests, long enough to be one',
  publicUrl: 'https://rapport.example',
};
const ana = { email: 'Ana@example.com', name: 'Ana', password: 'correct horse battery' };
const auth = createAuth(options);
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
});
afterAll(() => database.drop());

test('the migrations made every table, column and index that this version of the library wants', async () => {
  const library = createLibrary({ ...options, secret: 'x'.repeat(43), hasher: createHasher() });
  const { toBeCreated, toBeAdded, toBeAddedIndexes } = await outsideWorkspaces(database.db, (tx) =>
    joining(tx, () => getMigrations(library.options)),
  );
  expect([toBeCreated, toBeAdded, toBeAddedIndexes]).toEqual([[], [], []]);
});

test('a user is part of the transaction that makes it, and an address has one', async () => {
  const failed = outsideWorkspaces(database.db, async (tx) => {
    await auth.createUser(tx, ana);
    throw new Error('something else went wrong');
  });
  await expect(failed).rejects.toThrow('something else');
  const find = () => outsideWorkspaces(database.db, (tx) => userByEmail(tx, 'ana@example.com'));
  expect(await find()).toBeUndefined();
  const both = await Promise.allSettled(
    [1, 2].map(() => outsideWorkspaces(database.db, (tx) => auth.createUser(tx, ana))),
  );
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await find()).toEqual(expect.any(String));
});

test('so is a session', async () => {
  const signIn = { email: ana.email, password: ana.password };
  const cookies: string[] = [];
  const failed = outsideWorkspaces(database.db, async (tx) => {
    const result = await auth.signIn(tx, signIn, {});
    if (result.status === 'signed-in') cookies.push(...result.setCookies);
    throw new Error('something else went wrong');
  });
  await expect(failed).rejects.toThrow('something else');
  const cookie = cookies[0]?.split(';')[0];
  expect(cookie).toContain('__Host-rapport.session_token=');
  expect(await outsideWorkspaces(database.db, (tx) => auth.sessionOf(tx, { cookie }))).toBeUndefined();
});

test('a session in use lives on, an old one is over, and a cookie is read as the library wrote it', async () => {
  await outsideWorkspaces(database.db, async (tx) => {
    const result = await auth.signIn(tx, ana, {});
    if (result.status !== 'signed-in') throw new Error(result.status);
    const cookie = result.setCookies[0]?.split(';')[0] ?? '';
    const daysLeft = async () => {
      const { rows } = await sql<{ days: string }>`
        select round(extract(epoch from "expiresAt" - now()) / 86400) as days from auth.session`.execute(tx);
      return Number(rows[0]?.days);
    };
    const age = (days: number) =>
      sql`update auth.session set "expiresAt" = "expiresAt" - make_interval(days => ${days})`.execute(tx);
    expect(await auth.sessionOf(tx, { cookie: `a=b; ${cookie}; c=d` })).toMatchObject({
      userId: result.userId,
    });
    expect(await auth.renewSession(tx, { cookie })).toEqual([]);
    await age(2);
    expect(await daysLeft()).toBe(12);
    expect(await auth.renewSession(tx, { cookie })).toEqual([expect.stringContaining(cookie)]);
    expect(await daysLeft()).toBe(14);
    for (const broken of [
      cookie.replace('__Host-', ''),
      `${cookie}.x`,
      `${cookie}%`,
      cookie.replace('=', '=A'),
    ]) {
      expect(await auth.sessionOf(tx, { cookie: broken })).toBeUndefined();
    }
    await age(15);
    expect(auth.hasCookie({ cookie })).toBe(true);
    expect(await auth.sessionOf(tx, { cookie })).toBeUndefined();
    expect(await auth.renewSession(tx, { cookie })).not.toContain(cookie);
  });
});

test('a failing statement comes out as it is, not as a refusal of the library', async () => {
  const failed = outsideWorkspaces(database.db, async (tx) => {
    await sql`select 1 / 0`.execute(tx).catch(() => undefined);
    await auth.signIn(tx, ana, {});
  });
  await expect(failed).rejects.toMatchObject({ code: '25P02' });
});

test('when a password was changed is known to the microsecond', async () => {
  await outsideWorkspaces(database.db, async (tx) => {
    const userId = (await userByEmail(tx, ana.email)) ?? '';
    const now = async () => {
      const { rows } = await sql<{ at: string }>`select rfc3339(clock_timestamp()) as at`.execute(tx);
      return rows[0]?.at ?? '';
    };
    const before = await now();
    await auth.setPassword(tx, userId, 'another password');
    expect(await passwordChangedSince(tx, userId, before)).toBe(true);
    expect(await passwordChangedSince(tx, userId, await now())).toBe(false);
  });
});
