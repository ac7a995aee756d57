/** The one-time token of the first run, kept as a hash in the installation's row. */
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
