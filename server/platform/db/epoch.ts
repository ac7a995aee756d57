/** The epoch leads every position in the ledger. It rises when data is carried to another place or time. */
import { sql } from 'kysely';
import type { Tx } from './connection.ts';

/** The epoch as SQL, in its place: cheaper than the function `ledger_epoch`, which runs as a query of its own. */
export const epochNow = sql`(select epoch from installation)`;

/** The epoch of positions that are made now; 0 when none was ever made. */
export async function readEpoch(tx: Tx): Promise<number> {
  const { rows } = await sql<{ epoch: number }>`select epoch from installation`.execute(tx);
  return rows[0]?.epoch ?? 0;
}

/** From now on every position stands behind those of epoch `above`, and behind all that were made here. */
export async function raiseEpoch(tx: Tx, above: number): Promise<number> {
  await sql`update installation set epoch = greatest(epoch, ${above}::integer) + 1`.execute(tx);
  return readEpoch(tx);
}
