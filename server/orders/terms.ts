/** Customers are found by the numbers of their orders: see the column `number_key`. */
import { sql } from 'kysely';
import type { TermSource } from '../customers/index.ts';

export const orderNumbers: TermSource = {
  all: sql`
    select 0::smallint as place, number_key as term, customer_id as a, id as b, customer_id from orders
    where customer_id is not null`,
  of: (ids) => sql`
    select 0::smallint as place, number_key as term, customer_id as a, id as b, customer_id from orders
    where customer_id = any (${ids})`,
  types: { a: 'uuid', b: 'uuid' },
};
