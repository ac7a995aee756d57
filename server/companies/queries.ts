/** Reading companies, and who belongs to them. */
import { type RawBuilder, sql } from 'kysely';
import {
  type Company,
  type CompanyOfCustomer,
  type CompanyPerson,
  companyFields,
  peopleCountedMax,
} from '../../contract/companies.ts';
import { Problem } from '../../contract/errors.ts';
import { id, time } from '../../contract/ids.ts';
import { idsOf, readCustomers } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { peopleOf } from './terms.ts';

type Page = { limit: number; cursor?: string | undefined };
type Row = Omit<Company, (typeof companyFields)[number]>;

/** The company `c`, its fields among the attributes still. */
export const companyJson = sql<Row>`json_build_object(
  'id', c.id, 'externalId', c.external_id,
  'domains', array(select d.domain from company_domains d where d.company_id = c.id order by d.domain),
  'attributes', coalesce((
    select jsonb_object_agg(t.name, t.value) from (
      select distinct on (t.name) t.name, t.value from company_traits t where t.company_id = c.id
      order by t.name, t.verified desc, t.said_at desc, t.said_by desc
    ) t where t.value <> 'null'), '{}'),
  'verified', c.verified,
  'people', (
    select count(distinct root_of(m.customer_id)) from (
      select customer_id from company_members where company_id = c.id and is_member limit ${peopleCountedMax}
    ) m),
  'createdAt', rfc3339(c.created_at), 'archivedAt', rfc3339(c.archived_at))`;

/** A row in the shape of the contract. */
export function companyOf({ attributes, ...row }: Row): Company {
  const rest = { ...attributes };
  const fields = companyFields.map((name) => {
    const value = Object.hasOwn(rest, name) ? rest[name] : null;
    delete rest[name];
    return [name, plainText(value)] as const;
  });
  return {
    ...row,
    ...(Object.fromEntries(fields) as Pick<Company, (typeof companyFields)[number]>),
    attributes: rest,
  };
}

/** A text, as a system may also tell it in parts: the lines of an address. */
function plainText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object') {
    const parts = Object.values(value).flatMap((part) => plainText(part) ?? []);
    return parts.length === 0 ? null : parts.join(', ');
  }
  return String(value);
}

/** One company. @throws Problem `not-found`. */
export async function readCompany(tx: Tx, companyId: string): Promise<Company> {
  const { rows } = await sql<{ json: Row }>`
    select ${companyJson} as json from companies c where c.id = ${companyId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such company.');
  return companyOf(rows[0].json);
}

/** Companies, newest first. */
export async function listCompanies(
  tx: Tx,
  query: Page & { isArchived: boolean },
): Promise<{ data: Company[]; next: string | null }> {
  const key = decodeCursor(query.cursor, [time, id]);
  const { rows } = await sql<{ json: Row }>`
    select ${companyJson} as json from companies c
    where (c.archived_at is not null) = ${query.isArchived}
      and ${key ? sql`(c.created_at, c.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
    order by c.created_at desc, c.id desc
    limit ${query.limit + 1}`.execute(tx);
  const data = rows.slice(0, query.limit).map(({ json }) => companyOf(json));
  const last = data.at(-1);
  return { data, next: rows.length > query.limit && last ? encodeCursor([last.createdAt, last.id]) : null };
}

/** Of several rows of a customer who was merged: the word that counts. */
const standing = sql`
  (array_agg(o.role order by o.role_at desc, o.role_by desc) filter (where o.role_at is not null))[1] as role,
  bool_or(o.added_at is not null) as verified`;

/** Who belongs to a company, those who came last first; customers who were merged are shown as one. */
export async function listPeople(
  tx: Tx,
  companyId: string,
  query: Page,
): Promise<{ data: CompanyPerson[]; next: string | null }> {
  const key = decodeCursor(query.cursor, [id]);
  const { rows } = await people(
    sql`
      select m.customer_id as id, w.root, w.ids from company_members m
      cross join lateral (
        select root, array(select ids_of(root)) as ids from root_of(m.customer_id) root offset 0
      ) w
      where m.company_id = ${companyId} and m.is_member
        and ${key ? sql`m.customer_id < ${key[0]}::uuid` : sql`true`}
        and not exists (
          select from company_members o
          where o.company_id = m.company_id and o.customer_id = any (w.ids) and o.is_member and o.customer_id > m.customer_id)
      order by m.customer_id desc
      limit ${query.limit + 1}`,
    companyId,
  ).execute(tx);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    data: await withCustomers(tx, shown),
    next: rows.length > query.limit && last ? encodeCursor([last.id]) : null,
  };
}

/** One of the people, by any id of theirs. @throws Problem `not-found`. */
export async function readPerson(tx: Tx, companyId: string, customerId: string): Promise<CompanyPerson> {
  const { rows } = await people(
    sql`select root as id, root, array(select ids_of(root)) as ids from root_of(${customerId}) root`,
    companyId,
  ).execute(tx);
  const [person] = await withCustomers(tx, rows);
  if (!person) throw new Problem('not-found', 'This customer does not belong to the company.');
  return person;
}

type Person = { id: string; root: string; role: string | null; verified: boolean };

function people(who: RawBuilder<unknown>, companyId: string): RawBuilder<Person> {
  return sql<Person>`
    select w.id, w.root, s.role, s.verified from (${who}) w
    cross join lateral (
      select ${standing}, count(*) as rows from company_members o
      where o.company_id = ${companyId} and o.customer_id = any (w.ids) and o.is_member
    ) s
    where s.rows > 0
    order by w.id desc`;
}

async function withCustomers(tx: Tx, rows: readonly Person[]): Promise<CompanyPerson[]> {
  if (rows.length === 0) return [];
  const customers = await readCustomers(
    tx,
    rows.map(({ root }) => root),
  );
  return rows.flatMap(({ root, role, verified }) => {
    const customer = customers.get(root);
    return customer ? [{ customer, role, verified }] : [];
  });
}

/** The companies that a customer, or anybody merged into it, belongs to, by name. */
export async function companiesOfCustomer(tx: Tx, customerId: string): Promise<CompanyOfCustomer[]> {
  const ids = await idsOf(tx, customerId);
  const { rows } = await sql<{ json: CompanyOfCustomer }>`
    select json_build_object('company', json_build_object('id', c.id, 'name', c.name,
        'domains', array(select d.domain from company_domains d where d.company_id = c.id order by d.domain)),
      'role', s.role, 'verified', s.verified) as json
    from (
      select o.company_id, ${standing} from company_members o
      where o.customer_id = any(${ids}::uuid[]) and o.is_member
      group by o.company_id
    ) s cross join lateral (
      select * from companies where id = s.company_id and archived_at is null limit 1
    ) c
    order by lower(c.name), c.id`.execute(tx);
  return rows.map(({ json }) => json);
}

/** People of whom a company's page tells: of more, those who came last. */
const peopleMax = 10_000;

/** Every id under which entries of a company's people may stand. */
export async function idsOfPeople(tx: Tx, companyId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select i.id from (
      select distinct root_of(m.customer_id) as root from (
        ${peopleOf(companyId)} order by customer_id desc limit ${peopleMax}
      ) m
    ) r cross join lateral ids_of(r.root) as i(id)`.execute(tx);
  return rows.map((row) => row.id);
}
