/**
 * By what else customers are found than by their own names and addresses: what stands above them on the floors (orders,
 * companies) offers its terms as relations, and keeps them in tables of its own.
 */
import { type RawBuilder, sql } from 'kysely';

type Relation = RawBuilder<unknown>;

/**
 * Rows `(place, term, a, b, customer_id)`; `a` and `b` tell matches of one term apart. Both name the same rows, each in the
 * way that an index gives them.
 */
export type TermSource = {
  /** In the order of place, term, `a` and `b`. */
  all: Relation;
  /** Of the customers in an array of ids, which is a column of a row `t`: no other may be called so. */
  of: (ids: RawBuilder<unknown>) => Relation;
  types: { a: 'uuid'; b: 'uuid' | 'text' };
};

/** The customers of a company, as rows `(customer_id)`. */
export type PeopleOf = (companyId: string) => Relation;

export type Belonging = { sources: readonly TermSource[]; peopleOf: PeopleOf };

/** What customers are found by themselves. */
export const ownTerms: TermSource = {
  all: sql`select place, term, customer_id as a, source as b, customer_id from customer_terms`,
  of: (ids) => sql`
    select place, term, customer_id as a, source as b, customer_id from customer_terms where customer_id = any (${ids})`,
  types: { a: 'uuid', b: 'text' },
};
