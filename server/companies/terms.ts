/** What companies are found by, and their people by the name of their company. */
import { type RawBuilder, sql } from 'kysely';
import { type Term, type TermSource, termsOfName, termsOfNumber } from '../customers/index.ts';
import { arrayText } from '../platform/db/index.ts';

type Sql = RawBuilder<unknown>;

/** Of a larger company so many are found by its name; its page lists all of them. */
const peopleFoundMax = 10_000;
/** A value, not a join: whatever PostgreSQL thinks of the tables' sizes, it looks them up one by one. */
const isCurrent = (id: Sql) => sql`(select c.archived_at from companies c where c.id = ${id}) is null`;

/** The people of companies that are not archived. */
export const companyNames: TermSource = {
  all: sql`
    select t.place, t.term, t.company_id as a, m.customer_id as b, m.customer_id
    from company_terms t cross join lateral (
      select customer_id from company_members where company_id = t.company_id and is_member
      order by customer_id limit ${peopleFoundMax}
    ) m
    where t.source = 'name' and ${isCurrent(sql`t.company_id`)}`,
  of: (id) => sql`
    select n.place, n.term, m.company_id as a, m.customer_id as b
    from company_members m cross join lateral (
      select place, term from company_terms where company_id = m.company_id and source = 'name' offset 0
    ) n
    where m.customer_id = ${id} and m.is_member and ${isCurrent(sql`m.company_id`)}`,
  types: { a: 'uuid', b: 'uuid' },
};

/** The customers of a company, as they came. */
export function peopleOf(companyId: string): Sql {
  return sql`select customer_id from company_members where company_id = ${companyId}::uuid and is_member`;
}

type Findable = { companyId: string; term: Term; of: string };

/** `of` is the text that the term is taken from. */
function relation(findables: readonly Findable[]): Sql {
  const list = (part: (findable: Findable) => string | number) => arrayText(findables.map(part));
  return sql`
    unnest(${list(({ companyId }) => companyId)}::uuid[], ${list(({ of }) => of)}::text[],
      ${list(({ term }) => term.place)}::smallint[], ${list(({ term }) => term.term)}::text[]) r (id, of, place, term)`;
}

const findables = (companyId: string, of: string, terms: readonly Term[]): Findable[] =>
  terms.map((term) => ({ companyId, term, of }));

/** Makes companies found by the name that they have now, behind statements that may have changed it to one of these. */
export function nameTerms(named: readonly { companyId: string; name: string }[]): Sql[] {
  if (named.length === 0) return [];
  const terms = relation(
    named.flatMap(({ companyId, name }) => findables(companyId, name, termsOfName(name))),
  );
  const ids = arrayText(named.map(({ companyId }) => companyId));
  return [
    sql`
      delete from company_terms t using companies c
      where t.company_id = any(${ids}::uuid[]) and t.source = 'name' and c.id = t.company_id
        and exists (select from unnest(${ids}::uuid[], ${arrayText(named.map(({ name }) => name))}::text[]) n (id, name)
          where n.id = c.id and n.name = c.name)
        and not exists (
          select from ${terms} where r.id = t.company_id and r.of = c.name and r.place = t.place and r.term = t.term)`,
    sql`
      insert into company_terms (place, term, company_id, source)
      select distinct r.place, r.term, r.id, 'name' from ${terms} join companies c on c.id = r.id and c.name = r.of
      on conflict do nothing`,
  ];
}

/** Makes companies found by the domains that became theirs. */
export function domainTerms(added: readonly { companyId: string; domain: string }[]): Sql[] {
  if (added.length === 0) return [];
  const terms = added.flatMap(({ companyId, domain }) => findables(companyId, domain, termsOfNumber(domain)));
  return [
    sql`
      insert into company_terms (place, term, company_id, source)
      select r.place, r.term, r.id, 'domain ' || r.of
      from ${relation(terms)} join company_domains d on d.domain = r.of and d.company_id = r.id
      on conflict do nothing`,
  ];
}

/** Makes companies found by the business's own ids of them. */
export function idTerms(given: readonly { companyId: string; externalId: string | null }[]): Sql[] {
  const terms = given.flatMap(({ companyId, externalId }) =>
    externalId === null ? [] : findables(companyId, externalId, termsOfNumber(externalId)),
  );
  if (terms.length === 0) return [];
  return [
    sql`
      insert into company_terms (place, term, company_id, source)
      select r.place, r.term, r.id, 'id' from ${relation(terms)} on conflict do nothing`,
  ];
}
