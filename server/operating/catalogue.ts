/**
 * What there is to carry: tables, sequences and partitions, read from the database's own catalogue, so that a table
 * that a later migration adds is in the next backup without anybody thinking of it.
 */
import { sql } from 'kysely';
import { type Session, tablesOfDatabase } from '../platform/db/index.ts';

/** Schemas that hold data. Jobs have a schema of their library's, and travel as jobs. */
export const schemas = ['public', 'auth'];

export type Table = {
  /** `schema.name`. */
  name: string;
  /** The same, quoted for SQL. */
  quoted: string;
  /** Columns that hold data (not the generated ones), in order. */
  columns: string[];
  /** Of type json: their text may span lines. */
  jsonColumns: string[];
  /** Row-level security binds its owner as well. */
  forced: boolean;
};

export type Sequence = { name: string; last: string };

/** A partition that is not made by a migration: `bound` is what `for values` is followed by. */
export type Partition = { name: string; parent: string; bound: string };

/** Every table with data, partitioned ones as a whole, by name. */
export async function readTables({ tx }: Session): Promise<Table[]> {
  const { rows } = await sql<Table & { whole: boolean }>`
    select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted,
      array_agg(a.attname::text order by a.attnum) as columns,
      coalesce(array_agg(a.attname::text) filter (where a.atttypid = 'json'::regtype), '{}') as "jsonColumns",
      c.relforcerowsecurity as forced,
      not c.relrowsecurity or exists (
        select from pg_policy p
        where p.polrelid = c.oid and p.polcmd = '*' and pg_get_expr(p.polqual, p.polrelid) = 'true'
          and p.polroles @> array[to_regrole('rapport_maintenance')::oid]) as whole
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where n.nspname = any(${schemas}::text[]) and c.relkind in ('r', 'p') and not c.relispartition
      and not (n.nspname = 'public' and c.relname = any(${[...tablesOfDatabase]}::text[]))
      and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass
        and d.deptype = 'e')
    group by c.oid, n.nspname
    order by 1`.execute(tx);
  const hidden = rows.filter((row) => !row.whole).map(({ name }) => name);
  if (hidden.length > 0) {
    throw new Error(
      `Row-level security hides rows from rapport_maintenance: ${hidden.join(', ')} need its policy.`,
    );
  }
  return rows.map(({ whole: _, ...table }) => table);
}

/** Whether any table holds a row. */
export async function hasRows(session: Session): Promise<boolean> {
  for (const { quoted } of await readTables(session)) {
    const { rows } = await sql
      .raw<{ yes: boolean }>(`select exists (select from ${quoted}) as yes`)
      .execute(session.tx);
    if (rows[0]?.yes) return true;
  }
  return false;
}

/** Sequences that have been used, with the last number that each gave. */
export async function readSequences({ tx }: Session): Promise<Sequence[]> {
  const { rows } = await sql<Sequence>`
    select format('%I.%I', schemaname, sequencename) as name, last_value::text as last
    from pg_sequences
    where schemaname = any(${schemas}::text[]) and last_value is not null
    order by 1`.execute(tx);
  return rows;
}

/** The partitions of every partitioned table. */
export async function readPartitions({ tx }: Session): Promise<Partition[]> {
  const { rows } = await sql<Partition>`
    select c.relname as name, parent.relname as parent, pg_get_expr(c.relpartbound, c.oid) as bound
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid and c.relispartition and c.relkind in ('r', 'p')
    join pg_class parent on parent.oid = i.inhparent
    where c.relnamespace = 'public'::regnamespace
    order by 1`.execute(tx);
  return rows;
}

/** The columns of a table as a list for SQL. */
export function columnList(table: Table): string {
  return table.columns.map(quote).join(', ');
}

/** A name as SQL reads it. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
