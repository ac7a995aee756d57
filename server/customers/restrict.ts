/** People who asked to be left alone: nothing of them is processed until that is lifted. */
import { type RawBuilder, sql } from 'kysely';
import type { By } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { lockCustomer } from './lock.ts';
import { readCustomer } from './queries.ts';
import { record } from './record.ts';

/** Since when nothing of a customer is processed, and what was held back meanwhile. */
export type Restriction = { since: string | null; heldCount: number; erasedAt: string | null };

/** How it stands with a customer. */
export async function readRestriction(tx: Tx, customerId: string): Promise<Restriction> {
  const { id } = await readCustomer(tx, customerId);
  const { rows } = await sql<Restriction>`
    select (select rfc3339(min(r.since)) from ids_of(${id}) as who(id)
        join customer_restrictions r on r.customer_id = who.id) as since,
      (select coalesce(sum(n.held_count), 0)::float8 from ids_of(${id}) as who(id)
        join restriction_counts n on n.customer_id = who.id) as "heldCount",
      (select rfc3339(erased_at) from customers where id = ${id}) as "erasedAt"`.execute(tx);
  return rows[0] ?? { since: null, heldCount: 0, erasedAt: null };
}

/** Whether what was said with a customer was erased. */
export async function isErased(tx: Tx, customerId: string): Promise<boolean> {
  const { rows } =
    await sql`select from customers where id = ${customerId} and erased_at is not null`.execute(tx);
  return rows.length > 0;
}

/** Stops or goes on; what is so already is left. Answers whether something changed. */
export async function restrict(tx: Tx, by: By, customerId: string, restricted: boolean): Promise<boolean> {
  const id = await lockCustomer(tx, customerId);
  const { since } = await readRestriction(tx, id);
  if ((since !== null) === restricted) return false;
  // After a merge it may be one of several that carries the restriction.
  const { rows } = await sql<{ id: string }>`
    select r.customer_id as id from ids_of(${id}) as who(id) join customer_restrictions r on r.customer_id = who.id`.execute(
    tx,
  );
  for (const one of restricted ? [{ id }] : rows) {
    await record(tx, {
      kind: 'customer.restricted',
      payload: { customerId: one.id, restricted },
      actor: by.actor,
      direction: 'internal',
      source: { name: by.source },
      customerId: one.id,
    });
  }
  return true;
}

/**
 * Whether a surviving customer asked that nothing more is done with what is known: SQL over its id. No function, which
 * would cost more than the rest of a question about many.
 */
export function isRestricted(who: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(
    select true from ids_of(${who}) own(id) cross join lateral (
      select from customer_restrictions r where r.customer_id = own.id limit 1
    ) r limit 1) is not null`;
}
