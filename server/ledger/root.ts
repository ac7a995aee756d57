/** The surviving customer as SQL. */
import { type RawBuilder, sql } from 'kysely';

/** The surviving customer of an id, in its place: cheaper than the function `root_of`, which runs as a query of its own. */
export const rootIn = (id: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`coalesce((select root_id from customer_map where customer_id = ${id}), ${id})`;
