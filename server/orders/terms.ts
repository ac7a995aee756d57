/** Customers are found by the numbers of their orders: see the columns `number_key` and `number_tail`. */
import { type RawBuilder, sql } from 'kysely';
import type { TermSource } from '../customers/index.ts';

/** By a number from its beginning on, and by its last part: `#BR-10017` by `br 10` and by `10017`. */
export const orderNumbers: readonly TermSource[] = [
  found(sql`0::smallint as place, number_key as term`, sql`number_key`),
  found(sql`1::smallint as place, number_tail as term`, sql`number_tail`),
];

function found(term: RawBuilder<unknown>, column: RawBuilder<unknown>): TermSource {
  const rows = sql`select ${term}, customer_id as a, id as b, customer_id from orders where ${column} is not null`;
  return {
    all: sql`${rows} and customer_id is not null`,
    // Their time is asked for so that the customer's own index is the one that has everything.
    of: (id) => sql`${rows} and customer_id = ${id} and ordered_at is not null offset 0`,
    types: { a: 'uuid', b: 'uuid' },
  };
}
