/** What the installation's row keeps: the one-time token of the first run, as a hash, and the key for push, sealed. */
import { sql } from 'kysely';
import type { Tx } from './connection.ts';

/** From now on this token is the one; the one before is worthless. */
export async function putSetupToken(tx: Tx, hash: Buffer): Promise<void> {
  await sql`update installation set setup_token_hash = ${hash}`.execute(tx);
}

/** Whether this is the token. */
export async function isSetupToken(tx: Tx, hash: Buffer): Promise<boolean> {
  const { rows } = await sql`select 1 from installation where setup_token_hash = ${hash}`.execute(tx);
  return rows.length > 0;
}

/** Uses the token up; false when it is another, or used. Of two transactions that try, one succeeds. */
export async function takeSetupToken(tx: Tx, hash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    update installation set setup_token_hash = null where setup_token_hash = ${hash} returning 1`.execute(tx);
  return rows.length > 0;
}

/** The sealed key by which push services know this installation; undefined before one was made. */
export async function readPushKey(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ key: string | null }>`select push_key as key from installation`.execute(tx);
  return rows[0]?.key ?? undefined;
}

/** Keeps a key, unless there is one; answers the one that there is. */
export async function putPushKey(tx: Tx, sealed: string): Promise<string> {
  const { rows } = await sql<{ key: string }>`
    update installation set push_key = coalesce(push_key, ${sealed}) returning push_key as key`.execute(tx);
  if (!rows[0]) throw new Error('The installation row is missing: run migrate.');
  return rows[0].key;
}
