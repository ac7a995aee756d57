/** What writes down by which terms customers are found: statements of the transaction that changes the customer. */
import { type RawBuilder, sql } from 'kysely';
import type { Identity } from '../../contract/entries.ts';
import { arrayText } from '../platform/db/index.ts';
import { type Term, termsOfIdentity, termsOfName } from './terms.ts';

/** Something that a customer has and is found by, and where it comes from. */
export type Findable = { customerId: string; source: string; terms: readonly Term[] };
type Sql = RawBuilder<unknown>;

/** Makes customers findable by more. */
export function termStatements(findables: readonly Findable[]): Sql[] {
  const rows = findables.flatMap(({ terms, ...of }) => terms.map((term) => ({ ...term, ...of })));
  const of = (part: (row: (typeof rows)[number]) => string | number) => arrayText(rows.map(part));
  if (rows.length === 0) return [];
  return [
    sql`
      insert into customer_terms (place, term, customer_id, source)
      select * from unnest(${of(({ place }) => place)}::smallint[], ${of(({ term }) => term)}::text[],
        ${of(({ customerId }) => customerId)}::uuid[], ${of(({ source }) => source)}::text[])
      on conflict do nothing`,
  ];
}

/**
 * Makes customers found by the name that they have now, behind statements that may have changed it to one of these: of
 * several names only the one that was kept counts. What stays the same is not written again.
 */
export function nameStatements(named: readonly { customerId: string; name: string | null }[]): Sql[] {
  const kept = sql`
    unnest(${arrayText(named.map(({ customerId }) => customerId))}::uuid[],
      ${arrayText(named.map(({ name }) => name))}::text[]) n (id, name)
    join customers c on c.id = n.id and c.name is not distinct from n.name`;
  const rows = named.flatMap(({ customerId, name }) =>
    name === null ? [] : termsOfName(name).map((term) => ({ ...term, customerId, name })),
  );
  const of = (part: (row: (typeof rows)[number]) => string | number) => arrayText(rows.map(part));
  const terms = sql`
    unnest(${of(({ customerId }) => customerId)}::uuid[], ${of(({ name }) => name)}::text[],
      ${of(({ place }) => place)}::smallint[], ${of(({ term }) => term)}::text[]) r (id, name, place, term)`;
  return [
    sql`
      delete from customer_terms t using ${kept}
      where t.customer_id = n.id and t.source = 'name' and not exists (
        select from ${terms} where r.id = n.id and r.name = n.name and r.place = t.place and r.term = t.term)`,
    sql`
      insert into customer_terms (place, term, customer_id, source)
      select distinct r.place, r.term, r.id, 'name'
      from ${terms} join customers c on c.id = r.id and c.name = r.name
      on conflict do nothing`,
  ];
}

/** What a new customer's name makes them found by. */
export function findableByName(customerId: string, name: string | null): Findable {
  return { customerId, source: 'name', terms: name === null ? [] : termsOfName(name) };
}

/** What an address makes its owner found by. */
export function findableByIdentity(customerId: string, { kind, value }: Identity): Findable {
  return { customerId, source: kind, terms: termsOfIdentity(kind, value) };
}
