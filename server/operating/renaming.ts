/** Ids that no two workspaces of an installation may share: a copy beside its original gets new ones, wherever they stand. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import type { Session } from '../platform/db/index.ts';
import { fileOf } from './export-format.ts';
import { type Carried, portableSchema } from './portable.ts';

export type Renamed = Readonly<Record<string, string>>;

/** For each id of the export that is taken here, the one that stands for it. */
export async function renamedFor(
  session: Session,
  folder: string,
  tables: readonly Carried[],
): Promise<Renamed> {
  const renamed: Record<string, string> = {};
  for (const { table, column } of await sharedKeys(session, tables)) {
    const text = await readFile(path.join(folder, fileOf(table)), 'utf8');
    const lines = text.split('\n').filter((line) => line !== '');
    const ids = lines.map((line) => String((JSON.parse(line) as Record<string, unknown>)[column]));
    const { rows } = await sql<{ id: string }>`
      select ${sql.ref(column)}::text as id from ${sql.id('public', table)}
      where ${sql.ref(column)} = any(${ids}::uuid[])`.execute(session.tx);
    for (const { id } of rows) renamed[id] = v7();
  }
  return renamed;
}

/** Ids by which something is found whose workspace is not known. */
async function sharedKeys({ tx }: Session, tables: readonly Carried[]) {
  const { rows } = await sql<{ table: string; column: string }>`
    select c.relname as table, a.attname::text as column from pg_index i
    join pg_class c on c.oid = i.indrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where c.relnamespace = 'public'::regnamespace and i.indisunique and i.indnatts = 1
      and a.attname <> 'workspace_id' and a.atttypid = 'uuid'::regtype
      and ${portableSchema} || c.relname = any(${tables.map(({ name }) => portableSchema + name)}::text[])`.execute(
    tx,
  );
  return rows;
}

/** A text with the new ids, or with the old ones again. */
export function renaming(renamed: Renamed): {
  apply: (text: string) => string;
  undo: (text: string) => string;
} {
  const pairs = Object.entries(renamed);
  return {
    apply: (text) => pairs.reduce((so, [old, made]) => so.replaceAll(old, made), text),
    undo: (text) => pairs.reduce((so, [old, made]) => so.replaceAll(made, old), text),
  };
}
