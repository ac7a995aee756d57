/**
 * Companies as a read model of their entries, one or many at once. Every statement joins what is there with what the
 * entries say, by the latest word: so entries may come in any order.
 */
import { type RawBuilder, sql } from 'kysely';
import { isImport } from '../ledger/index.ts';
import { arrayText, runAll, type Tx } from '../platform/db/index.ts';
import { memberStatements } from './record-members.ts';
import { domainTerms, idTerms, nameTerms } from './terms.ts';
import { type CompanyKind, type Told, wordOf } from './told.ts';

type Sql = RawBuilder<unknown>;

/** What entries mean to the companies' tables; all statements are sent at once. */
export async function applyToCompanies(tx: Tx, told: readonly Told[]): Promise<void> {
  const of = <K extends CompanyKind>(...kinds: K[]) =>
    told.filter((entry) => (kinds as CompanyKind[]).includes(entry.kind)) as Told<K>[];
  const created = of('company.created');
  const updated = of('company.updated');
  const members = of('company.member_added', 'company.member_removed');
  await runAll(tx, [
    ...create(created),
    ...remember([...created, ...updated]),
    ...touch([...updated, ...members]),
    ...describe([...created, ...updated]),
    ...domainStatements([...created, ...updated].flatMap(domainsIn)),
    ...updated.flatMap(changes),
    ...memberStatements(members),
    ...withdraw(of('company.withdrawn'), of('customer.withdrawn')),
  ]);
}

function create(created: readonly Told<'company.created'>[]): Sql[] {
  if (created.length === 0) return [];
  const of = (part: (entry: Told<'company.created'>) => string | boolean | null) =>
    arrayText(created.map(part));
  return [
    sql`
      insert into companies (id, external_id, verified, created_at)
      select id, external_id, verified, at
      from unnest(${of(({ payload }) => payload.companyId)}::uuid[], ${of(({ payload }) => payload.externalId)}::text[],
        ${of(({ payload }) => payload.verified)}::boolean[], ${of(({ occurredAt }) => occurredAt)}::timestamptz[])
        n (id, external_id, verified, at)`,
    ...idTerms(created.map(({ payload }) => payload)),
  ];
}

/** Which entries tell of a company: by these it is made anew. */
function remember(told: readonly Described[]): Sql[] {
  if (told.length === 0) return [];
  return [
    sql`
      insert into company_tellings (company_id, entry_id)
      select * from unnest(${arrayText(told.map(({ payload }) => payload.companyId))}::uuid[],
        ${arrayText(told.map(({ id }) => id))}::uuid[])
      on conflict do nothing`,
  ];
}

/** Told by an import to a company that was there: that may be taken back. By what it was made it is known for good. */
export const isImported = ({ kind, source }: Told): boolean =>
  kind === 'company.updated' && isImport(source.name);

/** Keeps in mind whether anybody is believed who has told of them. Mostly that is known, and no row is touched. */
function touch(
  told: readonly Told<'company.updated' | 'company.member_added' | 'company.member_removed'>[],
): Sql[] {
  if (told.length === 0) return [];
  const of = (part: (entry: (typeof told)[number]) => string | boolean) => arrayText(told.map(part));
  const isVerified = ({ payload }: (typeof told)[number]) => !('verified' in payload) || payload.verified;
  return [
    sql`
      update companies c set verified = true
      from unnest(${of(({ payload }) => payload.companyId)}::uuid[], ${of(isVerified)}::boolean[]) n (id, verified)
      where c.id = n.id and n.verified and not c.verified`,
  ];
}

type Described = Told<'company.created' | 'company.updated'>;

/** The latest word on each attribute; then the name that counts. In order, so that two calls don't block one another. */
export function describe(told: readonly Described[]): Sql[] {
  const rows = told.flatMap((entry) =>
    Object.entries(entry.payload.traits).map(([name, value]) => ({
      companyId: entry.payload.companyId,
      name,
      value,
      verified: entry.payload.verified,
      at: entry.occurredAt,
      by: wordOf(entry),
    })),
  );
  if (rows.length === 0) return [];
  const of = (part: (row: (typeof rows)[number]) => string | boolean) => arrayText(rows.map(part));
  const upsert = sql`
    insert into company_traits as t (company_id, name, verified, value, said_at, said_by)
    select distinct on (company_id, name, verified) * from unnest(${of((row) => row.companyId)}::uuid[],
      ${of((row) => row.name)}::text[], ${of((row) => row.verified)}::boolean[],
      ${of((row) => JSON.stringify(row.value ?? null))}::jsonb[], ${of((row) => row.at)}::timestamptz[],
      ${of((row) => row.by)}::text[]) r (company_id, name, verified, value, said_at, said_by)
    order by company_id, name, verified, said_at desc, said_by collate "C" desc
    on conflict (workspace_id, company_id, name, verified)
    do update set value = excluded.value, said_at = excluded.said_at, said_by = excluded.said_by
    where (excluded.said_at, excluded.said_by) > (t.said_at, t.said_by)`;
  const named = rows.flatMap(({ companyId, name, value }) =>
    name === 'name' && typeof value === 'string' ? [{ companyId, name: value }] : [],
  );
  if (named.length === 0) return [upsert];
  const ids = named.map(({ companyId }) => companyId);
  // Held first: whoever names it at the same moment then sees this name before choosing.
  const held = sql`select from companies where id = any(${arrayText(ids)}::uuid[]) order by id for update`;
  return [held, upsert, setNames(ids), ...nameTerms(named)];
}

function setNames(companyIds: readonly string[]): Sql {
  return sql`
    update companies c set name = n.name
    from (
      select distinct on (company_id) company_id, value #>> '{}' as name from company_traits
      where company_id = any(${arrayText(companyIds)}::uuid[]) and name = 'name'
      order by company_id, verified desc, said_at desc, said_by desc
    ) n
    where c.id = n.company_id and c.name is distinct from n.name`;
}

export type Domain = { companyId: string; domain: string; imported: boolean };

/** The domains that an entry gives to a company. */
export function domainsIn(entry: Described): Domain[] {
  const { companyId, domains } = entry.payload;
  const added = Array.isArray(domains) ? domains : (domains?.added ?? []);
  return added.map((domain) => ({ companyId, domain, imported: isImported(entry) }));
}

/** Domains that became a company's; one that another has stays there. */
export function domainStatements(added: readonly Domain[]): Sql[] {
  if (added.length === 0) return [];
  const of = (part: (one: Domain) => string | boolean) => arrayText(added.map(part));
  const insert = sql`
    insert into company_domains as d (domain, company_id, imported)
    select distinct on (domain) domain, company_id, imported
    from unnest(${of(({ domain }) => domain)}::text[], ${of(({ companyId }) => companyId)}::uuid[],
      ${of(({ imported }) => imported)}::boolean[]) with ordinality n (domain, company_id, imported, n)
    order by domain, n
    on conflict (workspace_id, domain) do update set imported = false
    where d.company_id = excluded.company_id and d.imported and not excluded.imported`;
  return [insert, ...domainTerms(added)];
}

/** What a member changes, one company at a time. */
function changes(entry: Told<'company.updated'>): Sql[] {
  const { payload, occurredAt } = entry;
  const { companyId, externalId, archived } = payload;
  const removed = payload.domains?.removed ?? [];
  return [
    ...(externalId === undefined
      ? []
      : [
          sql`
            update companies set external_id = ${externalId}, external_imported = ${isImported(entry)}
            where id = ${companyId}`,
          sql`delete from company_terms where company_id = ${companyId} and source = 'id'`,
          ...idTerms([{ companyId, externalId }]),
        ]),
    ...(archived === undefined
      ? []
      : [
          sql`update companies set archived_at = ${archived ? occurredAt : null}::timestamptz where id = ${companyId}`,
        ]),
    ...(removed.length === 0
      ? []
      : [
          sql`
            delete from company_domains where company_id = ${companyId} and domain = any(${arrayText(removed)}::text[])`,
          sql`
            delete from company_terms
            where company_id = ${companyId} and source = any(${arrayText(removed.map((one) => `domain ${one}`))}::text[])`,
        ]),
  ];
}

function withdraw(
  companies: readonly Told<'company.withdrawn'>[],
  customers: readonly Told<'customer.withdrawn'>[],
): Sql[] {
  const ids = arrayText(companies.map(({ payload }) => payload.companyId));
  const gone = arrayText(customers.map(({ payload }) => payload.customerId));
  return [
    ...(companies.length === 0
      ? []
      : [
          sql`delete from company_terms where company_id = any(${ids}::uuid[])`,
          sql`delete from company_members where company_id = any(${ids}::uuid[])`,
          sql`delete from company_tellings where company_id = any(${ids}::uuid[])`,
          sql`delete from company_traits where company_id = any(${ids}::uuid[])`,
          sql`delete from company_domains where company_id = any(${ids}::uuid[])`,
          sql`delete from companies where id = any(${ids}::uuid[])`,
        ]),
    ...(customers.length === 0
      ? []
      : [sql`delete from company_members where customer_id = any(${gone}::uuid[])`]),
  ];
}
