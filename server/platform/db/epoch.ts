/** The epoch leads every position in the ledger. It rises when data is carried to another place or time. */
import { sql } from 'kysely';
import type { Tx } from './connection.ts';

/** The epoch of positions that are made now. */
export async function readEpoch(tx: Tx): Promise<number> {
  const { rows } = await sql<{ epoch: number }>`select epoch from installation`.execute(tx);
  if (!rows[0]) throw new Error('The installation row is missing: run migrate.');
  return rows[0].epoch;
}

/** From now on every position stands behind those of epoch `above`, and behind all that were made here. */
export async function raiseEpoch(tx: Tx, above: number): Promise<number> {
  await sql`update installation set epoch = greatest(epoch, ${above}::integer) + 1`.execute(tx);
  return readEpoch(tx);
}
