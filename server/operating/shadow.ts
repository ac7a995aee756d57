/** Shadows: empty copies of live tables, in a schema of their own, to be filled and compared. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { codeOf, type Session } from '../platform/db/index.ts';
import { quote, readTables, type Table } from './catalogue.ts';

export const shadowSchema = 'rapport_rebuild';

/** Rows that were missing or different, and rows that should not have been there. */
export type Mended = { written: number; removed: number };

const stillReferenced = '23503';

/** Makes them, bound to a workspace by row-level security like the tables that they stand for. */
export async function makeShadows({ tx }: Session, tables: readonly string[]): Promise<void> {
  await sql.raw(`create schema ${shadowSchema}`).execute(tx);
  await sql.raw(`grant usage on schema ${shadowSchema} to rapport_server, rapport_maintenance`).execute(tx);
  for (const name of tables) {
    const shadow = shadowOf(name);
    await sql.raw(`create table ${shadow} (like public.${quote(name)} including all)`).execute(tx);
    await sql.raw(`alter table ${shadow} enable row level security`).execute(tx);
    await sql
      .raw(`create policy workspace on ${shadow} using (workspace_id = current_workspace())`)
      .execute(tx);
    await sql.raw(`create policy maintenance on ${shadow} to rapport_maintenance using (true)`).execute(tx);
    await sql
      .raw(`grant select, insert, update, delete on ${shadow} to rapport_server, rapport_maintenance`)
      .execute(tx);
  }
}

/** Throws them away. */
export async function dropShadows({ tx }: Session): Promise<void> {
  await sql.raw(`drop schema if exists ${shadowSchema} cascade`).execute(tx);
}

/** Makes the live table what its shadow is, in one workspace; rows that agree are left alone. */
export async function mend(session: Session, name: string, workspaceId: string): Promise<Mended> {
  const table = (await readTables(session)).find((one) => one.name === `public.${name}`);
  if (!table) throw new Error(`There is no table ${name}.`);
  const key = await keyOf(session, name);
  return {
    removed: await removeRows(session, table, key, workspaceId),
    written: await writeRows(session, table, key, workspaceId),
  };
}

async function removeRows(
  session: Session,
  table: Table,
  key: string[],
  workspaceId: string,
): Promise<number> {
  const shadow = shadowOf(table.name.slice('public.'.length));
  const statement = sql`
    delete from ${sql.raw(table.quoted)} live
    where live.workspace_id = ${workspaceId} and not exists (
      select from ${sql.raw(shadow)} made where ${sql.raw(equal(key))})`;
  try {
    return Number((await statement.execute(session.tx)).numAffectedRows ?? 0n);
  } catch (error) {
    if (codeOf(error) !== stillReferenced) throw error;
    throw new Problem(
      'conflict',
      `${table.name} has rows that the ledger does not know, and others depend on them.`,
    );
  }
}

async function writeRows(
  session: Session,
  table: Table,
  key: string[],
  workspaceId: string,
): Promise<number> {
  const shadow = shadowOf(table.name.slice('public.'.length));
  const list = table.columns.map(quote).join(', ');
  const row = (side: string) => `(${table.columns.map((column) => `${side}.${quote(column)}`).join(', ')})`;
  const changes = table.columns.map((column) => `${quote(column)} = excluded.${quote(column)}`).join(', ');
  const statement = sql`
    insert into ${sql.raw(table.quoted)} (${sql.raw(list)})
    select ${sql.raw(list)} from ${sql.raw(shadow)} made
    where made.workspace_id = ${workspaceId} and not exists (
      select from ${sql.raw(table.quoted)} live
      where ${sql.raw(equal(key))} and ${sql.raw(row('live'))} is not distinct from ${sql.raw(row('made'))})
    on conflict (${sql.raw(key.map(quote).join(', '))}) do update set ${sql.raw(changes)}`;
  return Number((await statement.execute(session.tx)).numAffectedRows ?? 0n);
}

function equal(key: readonly string[]): string {
  return key.map((column) => `live.${quote(column)} = made.${quote(column)}`).join(' and ');
}

/** The columns of a table's primary key. */
async function keyOf({ tx }: Session, name: string): Promise<string[]> {
  const { rows } = await sql<{ column: string }>`
    select a.attname::text as column
    from pg_index i
    join unnest(i.indkey) with ordinality as k(attnum, place) on true
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = ${`public.${name}`}::regclass and i.indisprimary
    order by k.place`.execute(tx);
  return rows.map(({ column }) => column);
}

function shadowOf(name: string): string {
  return `${shadowSchema}.${quote(name)}`;
}
