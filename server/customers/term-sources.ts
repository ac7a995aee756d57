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

/** The customers of a company, or of a segment, as rows `(customer_id)`. */
type PeopleOf = (id: string) => Relation;

export type Belonging = {
  sources: readonly TermSource[];
  peopleOf: { company: PeopleOf; segment: PeopleOf };
};

/** The groups that a list keeps to. */
export function groupsIn(
  { company, segment }: { company?: string | undefined; segment?: string | undefined },
  { peopleOf }: Belonging,
): Relation[] {
  return [
    ...(company === undefined ? [] : [peopleOf.company(company)]),
    ...(segment === undefined ? [] : [peopleOf.segment(segment)]),
  ];
}

/** What customers are found by themselves. */
export const ownTerms: TermSource = {
  all: sql`select place, term, customer_id as a, source as b, customer_id from customer_terms`,
  of: (id) => sql`
    select place, term, customer_id as a, source as b from customer_terms where customer_id = ${id} offset 0`,
  types: { a: 'uuid', b: 'text' },
};
