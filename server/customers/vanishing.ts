/** People who are erased, as far as their entry says so at once. */
import { type RawBuilder, sql } from 'kysely';
import { unclaiming } from '../ledger/index.ts';
import { arrayText } from '../platform/db/index.ts';

/**
 * What an erasure means to the tables at once: nobody is shown, found or recognised any more. The row stays, for what is
 * counted by it. After its entries are reduced, a rebuild makes the same of them.
 */
export function vanishing(customerIds: readonly string[], at: string): RawBuilder<unknown>[] {
  const ids = arrayText([...customerIds]);
  const theirs = sql`customer_id = any(${ids}::uuid[])`;
  return [
    sql`
      update customers set name = null, name_verified = false, name_said_at = null, name_said_by = null,
        erased_at = coalesce(erased_at, ${at}::timestamptz)
      where id = any(${ids}::uuid[])`,
    sql`delete from identities where ${theirs}`,
    sql`delete from traits where ${theirs}`,
    sql`delete from customer_terms where ${theirs}`,
    unclaiming(customerIds),
  ];
}
