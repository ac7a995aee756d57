/**
 * By what else customers are found than by their own names and addresses: what stands above them on the floors (orders,
 * companies) offers its terms as relations, and keeps them in tables of its own.
 */
import { type RawBuilder, sql } from 'kysely';

type Relation = RawBuilder<unknown>;

/** Rows `(place, term, a, b, customer_id)`; `a` and `b` tell matches of one term apart. */
export type TermSource = {
  /** In the order of place, term, `a` and `b`. */
  all: Relation;
  /** The same of one customer. */
  of: (id: RawBuilder<unknown>) => Relation;
  types: { a: 'uuid'; b: 'uuid' | 'text' };
};

/** The customers of a company, as rows `(customer_id)`. */
export type PeopleOf = (companyId: string) => Relation;

export type Belonging = { sources: readonly TermSource[]; peopleOf: PeopleOf };

/** What customers are found by themselves. */
export const ownTerms: TermSource = {
  all: sql`select place, term, customer_id as a, source as b, customer_id from customer_terms`,
  of: (id) => sql`
    select place, term, customer_id as a, source as b from customer_terms where customer_id = ${id} offset 0`,
  types: { a: 'uuid', b: 'text' },
};
