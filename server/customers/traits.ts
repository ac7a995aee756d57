/**
 * Attributes of customers, as reports tell them. Of each attribute the latest report counts, by the time at which it was
 * said and then by its id, in whatever order reports arrive; what was proven counts before what was merely claimed.
 */
import { type RawBuilder, sql } from 'kysely';
import { nameLengthMax } from '../../contract/entries.ts';
import { arrayText } from '../platform/db/index.ts';
import { nameStatements } from './search-terms.ts';

export type Report = {
  customerId: string;
  /** null takes an attribute away. */
  traits: Readonly<Record<string, unknown>>;
  verified: boolean;
  at: string;
  by: string;
};

/** What writes down what reports say. */
export function traitStatements(reports: readonly Report[]): RawBuilder<unknown>[] {
  const rows = reports.flatMap(({ traits, ...said }) =>
    Object.entries(traits).map(([name, value]) => ({ ...said, name, value: JSON.stringify(value ?? null) })),
  );
  const named = reports.flatMap(({ traits, ...said }) => {
    const name = nameIn(traits);
    return name === undefined ? [] : [{ ...said, name }];
  });
  const naming = named.length > 0 ? [nameCustomers(named), ...nameStatements(named)] : [];
  return [...(rows.length > 0 ? [upsert(rows)] : []), ...naming];
}

type Row = Omit<Report, 'traits'> & { name: string; value: string };

/** One report a trait, the latest: a statement must not change a row twice. In order, so that two calls don't block. */
function upsert(rows: readonly Row[]): RawBuilder<unknown> {
  const of = (part: (row: Row) => string | boolean) => arrayText(rows.map(part));
  return sql`
    insert into traits (customer_id, name, verified, value, said_at, said_by)
    select distinct on (customer_id, name, verified) * from unnest(${of((row) => row.customerId)}::uuid[],
      ${of((row) => row.name)}::text[], ${of((row) => row.verified)}::boolean[], ${of((row) => row.value)}::jsonb[],
      ${of((row) => row.at)}::timestamptz[], ${of((row) => row.by)}::text[])
      t (customer_id, name, verified, value, said_at, said_by)
    order by customer_id, name, verified, said_at desc, said_by collate "C" desc
    on conflict (workspace_id, customer_id, name, verified)
    do update set value = excluded.value, said_at = excluded.said_at, said_by = excluded.said_by
    where (excluded.said_at, excluded.said_by) > (traits.said_at, traits.said_by)`;
}

function nameCustomers(named: readonly Omit<Row, 'value'>[]): RawBuilder<unknown> {
  const of = (part: (row: Omit<Row, 'value'>) => string | boolean) => arrayText(named.map(part));
  return sql`
    update customers c
    set name = n.name, name_verified = n.verified, name_said_at = n.said_at, name_said_by = n.said_by
    from (
      select distinct on (id) * from unnest(${of((row) => row.customerId)}::uuid[], ${of((row) => row.name)}::text[],
        ${of((row) => row.verified)}::boolean[], ${of((row) => row.at)}::timestamptz[], ${of((row) => row.by)}::text[])
        n (id, name, verified, said_at, said_by)
      order by id, verified desc, said_at desc, said_by collate "C" desc
    ) n
    where c.id = n.id and (c.name_said_at is null
      or (n.verified, n.said_at, n.said_by collate "C") > (c.name_verified, c.name_said_at, c.name_said_by))`;
}

/** The name that traits tell: whole, or as first and last name. */
export function nameIn(traits: Readonly<Record<string, unknown>>): string | undefined {
  const text = (key: string): string => {
    const value = Object.hasOwn(traits, key) ? traits[key] : undefined;
    return typeof value === 'string' ? value.trim() : '';
  };
  const parts = [text('firstName') || text('first_name'), text('lastName') || text('last_name')];
  const name = text('name') || parts.filter((part) => part !== '').join(' ');
  return name === '' ? undefined : name.slice(0, nameLengthMax);
}

/** A time as the database prints it, so that texts compare as times do. */
export function microseconds(time: string): string {
  return /\.\d{6}Z$/.test(time) ? time : new Date(time).toISOString().replace('Z', '000Z');
}
