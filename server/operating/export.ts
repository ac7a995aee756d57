/** `export`: the data as JSON Lines, for people and other programs. Nothing in it lets anybody in. */
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { type Session, withSession } from '../platform/db/index.ts';
import type { Progress } from './backup.ts';
import { quote, readTables, type Table } from './catalogue.ts';
import { listFiles } from './files.ts';
import { syncFolder } from './safe-file.ts';
import { inSnapshot } from './snapshot.ts';

export type ExportSource = { adminUrl: string; dataDir: string };
export type ExportResult = { folder: string; tables: number; rows: number; files: number };

/** Users' passwords and sessions stay here: members are a table of their own. */
const exportedSchema = 'public.';

/**
 * Writes everything but the tables `leaveOut` into `folder`, which is there whole or not at all. Columns of bytes hold
 * hashes of secrets, and are left out.
 */
export async function exportAll(
  source: ExportSource,
  folder: string,
  options: { leaveOut: readonly string[]; progress: Progress },
): Promise<ExportResult> {
  const target = path.resolve(folder);
  await refuseFull(target);
  await mkdir(path.dirname(target), { recursive: true });
  // A folder that nobody else can have meant; only its owner may enter it.
  const draft = await mkdtemp(`${target}.part-`);
  try {
    const rows = await withSession(source.adminUrl, (session) =>
      inSnapshot(session, () => writeTables(session, draft, options)),
    );
    const files = await copyFiles(source.dataDir, path.join(draft, 'files'));
    await rename(draft, target);
    await syncFolder(path.dirname(target));
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    return { folder: target, tables: Object.keys(rows).length, rows: total, files };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function refuseFull(folder: string): Promise<void> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR')
      throw new Problem('already-exists', `${folder} is a file. Name a new folder.`);
    throw error;
  });
  if (there.length > 0) throw new Problem('already-exists', `${folder} is not empty. Name a new folder.`);
}

async function writeTables(
  session: Session,
  folder: string,
  options: { leaveOut: readonly string[]; progress: Progress },
): Promise<Record<string, number>> {
  const tables = (await readTables(session)).filter(({ name }) => name.startsWith(exportedSchema));
  const counts: Record<string, number> = {};
  const described: Record<string, object> = {};
  for (const table of tables) {
    const name = table.name.slice(exportedSchema.length);
    if (options.leaveOut.includes(name)) continue;
    const columns = await columnsOf(session, table);
    counts[name] = await writeTable(session, table, columns, path.join(folder, `${name}.jsonl`));
    described[name] = {
      rows: counts[name],
      columns: Object.fromEntries(columns.map(({ name: c, type }) => [c, type])),
    };
    options.progress(`${name}: ${counts[name]} rows`);
  }
  await writeFile(path.join(folder, 'tables.json'), `${JSON.stringify(described, null, 2)}\n`, {
    flush: true,
  });
  return counts;
}

type Column = { name: string; type: string };

async function columnsOf({ tx }: Session, table: Table): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select attname::text as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = ${table.quoted}::regclass and attname = any(${table.columns}::text[])
      and atttypid <> 'bytea'::regtype
    order by attnum`.execute(tx);
  return rows;
}

/** One row a line. The quote and the delimiter are characters that JSON text never holds, so COPY changes nothing. */
async function writeTable(session: Session, table: Table, columns: Column[], file: string): Promise<number> {
  const list = columns.map(({ name, type }) => {
    // The text of a json value may span lines; that of jsonb does not.
    return type === 'json' ? `${quote(name)}::jsonb as ${quote(name)}` : quote(name);
  });
  const rows = session.copyTo(
    `copy (select row_to_json(r) from (select ${list.join(', ')} from ${table.quoted}) r) to stdout
      (format csv, quote e'\\x01', delimiter e'\\x02')`,
  );
  let count = 0;
  const counted = async function* () {
    for await (const chunk of rows as AsyncIterable<Buffer>) {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count += 1;
      yield chunk;
    }
  };
  await pipeline(Readable.from(counted()), createWriteStream(file, { flush: true }));
  return count;
}

async function copyFiles(dataDir: string, folder: string): Promise<number> {
  const files = await listFiles(dataDir);
  for (const file of files) {
    const target = path.join(folder, ...file.path.split('/'));
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(file.absolute, target);
  }
  return files.length;
}
