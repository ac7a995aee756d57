/** Customers who were never there: made by an import that was undone, and touched by nothing else. */
import { type RawBuilder, sql } from 'kysely';
import { appendAll } from '../ledger/index.ts';
import { arrayText, runAll, type Tx } from '../platform/db/index.ts';

/** Takes customers away, by an entry each. The caller has seen that nobody else tells anything of them. */
export async function withdrawCustomers(
  tx: Tx,
  source: string,
  customerIds: readonly string[],
): Promise<void> {
  if (customerIds.length === 0) return;
  await appendAll(
    tx,
    customerIds.map((customerId) => ({
      kind: 'customer.withdrawn' as const,
      payload: { customerId },
      actor: { kind: 'system' as const, id: null },
      direction: 'internal' as const,
      source: { name: source },
      customerId,
    })),
  );
  await runAll(tx, removal(customerIds));
}

/** What the entries mean to the tables. */
export function removal(customerIds: readonly string[]): RawBuilder<unknown>[] {
  const ids = arrayText(customerIds);
  return [
    sql`delete from customer_terms where customer_id = any(${ids}::uuid[])`,
    sql`delete from traits where customer_id = any(${ids}::uuid[])`,
    sql`delete from identities where customer_id = any(${ids}::uuid[])`,
    sql`delete from customers where id = any(${ids}::uuid[])`,
  ];
}
