/** Passwords: hashed by better-auth's scrypt, checked and written in the caller's transaction. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../db/index.ts';

export type Hasher = {
  hash: (password: string) => Promise<string>;
  verify: (given: { hash: string; password: string }) => Promise<boolean>;
  /** How often a password was hashed or checked: the work that an outsider could measure. */
  calls: () => number;
};

/** Loads the hashing on first use. */
export function createHasher(): Hasher {
  let calls = 0;
  return {
    hash: async (password) => {
      calls += 1;
      return (await import('better-auth/crypto')).hashPassword(password);
    },
    verify: async (given) => {
      calls += 1;
      return (await import('better-auth/crypto')).verifyPassword(given);
    },
    calls: () => calls,
  };
}

export type NewUser = { email: string; name: string; password: string };

/** Writes a user who signs in with this password. @throws a duplicate of `user_email_key` when the address is taken. */
export async function createUser(tx: Tx, hasher: Hasher, user: NewUser): Promise<string> {
  const id = randomUUID();
  // Before the first write: a transaction that has written holds back every reader of the ledger.
  const hash = await hasher.hash(user.password);
  await sql`
    insert into auth."user" (id, name, email, "emailVerified", "twoFactorEnabled")
    values (${id}, ${user.name}, ${user.email.toLowerCase()}, true, false)`.execute(tx);
  await sql`
    insert into auth.account (id, "accountId", "providerId", "userId", password, "updatedAt")
    values (${randomUUID()}, ${id}, 'credential', ${id}, ${hash}, clock_timestamp())`.execute(tx);
  return id;
}

/** The user of an address, if there is one. */
export async function userByEmail(tx: Tx, email: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from auth."user" where email = ${email.toLowerCase()}`.execute(tx);
  return rows[0]?.id;
}

/** Whether this is the user's password. */
export async function checkPassword(
  tx: Tx,
  hasher: Hasher,
  userId: string,
  password: string,
): Promise<boolean> {
  const { rows } = await sql<{ hash: string | null }>`
    select password as hash from auth.account
    where "userId" = ${userId} and "providerId" = 'credential'`.execute(tx);
  const hash = rows[0]?.hash;
  return hash ? hasher.verify({ hash, password }) : false;
}

/** Sets the password. Sessions are the caller's to end. */
export async function setPassword(tx: Tx, hasher: Hasher, userId: string, password: string): Promise<void> {
  await sql`
    update auth.account set password = ${await hasher.hash(password)}, "updatedAt" = clock_timestamp()
    where "userId" = ${userId} and "providerId" = 'credential'`.execute(tx);
}

/** Whether the password was set after this time: what was handed out before must not change it again. */
export async function passwordChangedSince(tx: Tx, userId: string, time: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from auth.account
    where "userId" = ${userId} and "providerId" = 'credential' and "updatedAt" >= ${time}`.execute(tx);
  return rows.length > 0;
}
