/** Which customer survives for whom. Written by merges and their undoing, resolved by every read. */
import { sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';

/** The surviving customer of an id; the id itself when it was never merged. */
export async function rootOf(tx: Tx, customerId: string): Promise<string> {
  const { rows } = await sql<{ root: string }>`select root_of(${customerId}) as root`.execute(tx);
  return rows[0]?.root ?? customerId;
}

/** A surviving customer's own id and those merged into it. */
export async function mergedIds(tx: Tx, rootId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from customer_map where root_id = ${rootId}`.execute(tx);
  return [rootId, ...rows.map((row) => row.id)];
}

/** Makes `fromId`, and all that was merged into it, part of `intoId`. Both are roots. */
export async function mapInto(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await Promise.all([
    sql`update customer_map set root_id = ${intoId} where root_id = ${fromId}`.execute(tx),
    sql`insert into customer_map (customer_id, root_id) values (${fromId}, ${intoId})`.execute(tx),
  ]);
}
