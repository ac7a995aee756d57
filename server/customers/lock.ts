/** One change of a customer at a time. */
import { sql } from 'kysely';
import { rootOf } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** How often a customer may be merged into another while somebody waits for it. */
const mergesMax = 10;

/**
 * Holds the surviving customer of an id until the transaction ends, and answers its id. Taken before anything is
 * written, like the lock of a conversation: so entries about one customer stand in the order of commits, and a
 * conversation that opens tells the name that is valid then.
 */
export async function lockCustomer(tx: Tx, customerId: string): Promise<string> {
  let held: string | undefined;
  for (let merges = 0; merges <= mergesMax; merges++) {
    const root = await rootOf(tx, customerId);
    if (root === held) return root;
    await sql`select pg_advisory_xact_lock(hashtextextended('customer ' || ${root}, 0))`.execute(tx);
    held = root;
  }
  throw new Error(`The customer ${customerId} is merged again and again.`);
}
