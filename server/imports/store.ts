/** The rows of imports in the database. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { id as idSchema, time } from '../../contract/ids.ts';
import type {
  ImportCounts,
  ImportJob,
  ImportKindName,
  ImportMap,
  ImportState,
} from '../../contract/imports.ts';
import { newId } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import type { Format } from './file.ts';
import type { Reason } from './row.ts';

/** An import as the server works with it. */
export type Import = ImportJob & {
  sha256: string;
  storedName: string | null;
  lastRow: number;
  rowsTotal: number | null;
};

/**
 * Batches are taken back from the last one to the first, so the last that is left says how many rows are. It names a row by
 * its place in the file, where the header and blank lines count: hence no more than there were.
 */
const progressJson = sql`case i.state
  when 'checking' then json_build_object('done', i.rows_checked, 'total', i.rows_total)
  when 'running' then json_build_object('done', i.read_count, 'total', i.rows_total)
  when 'undoing' then json_build_object('total', i.read_count, 'done', i.read_count - least(i.read_count,
    coalesce((select max(b.last_row) from import_batches b where b.import_id = i.id), 0)))
  end`;

const importJson = sql`json_build_object(
  'id', i.id, 'kind', i.kind, 'origin', i.origin, 'fileName', i.file_name, 'bytes', i.bytes, 'format', i.format,
  'columns', i.columns, 'map', i.map, 'state', i.state, 'memberId', i.member_id,
  'counts', json_build_object('read', i.read_count, 'created', i.created_count, 'updated', i.updated_count,
    'unchanged', i.unchanged_count, 'rejected', i.rejected_count),
  'progress', ${progressJson}, 'foreseen', i.foreseen, 'undone', i.undone, 'failure', i.failure,
  'hasErrors', i.rejected_count > 0 and i.origin = 'console' and i.state in ('done', 'undoing', 'undone'),
  'createdAt', rfc3339(i.created_at), 'startedAt', rfc3339(i.started_at), 'endedAt', rfc3339(i.ended_at),
  'sha256', i.sha256, 'storedName', i.stored_name, 'lastRow', i.last_row, 'rowsTotal', i.rows_total)`;

/** @throws Problem `not-found` for an import of nobody here. */
export async function readImport(tx: Tx, id: string): Promise<Import> {
  const { rows } = await sql<{ json: Import }>`
    select ${importJson} as json from imports i where i.id = ${id}`.execute(tx);
  const found = rows[0]?.json;
  if (!found) throw new Problem('not-found', 'There is no such import.');
  return found;
}

/** Without what the server keeps to itself. */
export function jobOf({
  sha256: _,
  storedName: __,
  lastRow: ___,
  rowsTotal: ____,
  ...job
}: Import): ImportJob {
  return job;
}

/** Imports, newest first. */
export async function listImports(
  tx: Tx,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ data: ImportJob[]; next: string | null }> {
  const key = query.cursor === undefined ? undefined : decodeCursor(query.cursor, [time, idSchema]);
  const { rows } = await sql<{ json: Import }>`
    select ${importJson} as json from imports i
    where ${key ? sql`(i.created_at, i.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
    order by i.created_at desc, i.id desc limit ${query.limit + 1}`.execute(tx);
  const data = rows.slice(0, query.limit).map(({ json }) => jobOf(json));
  const last = data.at(-1);
  return { data, next: rows.length > query.limit && last ? encodeCursor([last.createdAt, last.id]) : null };
}

export type NewImport = {
  kind: ImportKindName;
  origin: 'console' | 'command';
  memberId: string | null;
  fileName: string;
  storedName: string | null;
  bytes: number;
  sha256: string;
  format: Format | { kind: 'unknown' };
  columns: readonly string[];
  map: ImportMap;
};

/** Writes down a new import. */
export async function insertImport(tx: Tx, made: NewImport): Promise<string> {
  const id = newId();
  const state: ImportState = made.origin === 'console' ? 'uploading' : 'uploaded';
  await sql`
    insert into imports (id, kind, origin, member_id, file_name, stored_name, bytes, sha256, format, columns, map, state)
    values (${id}, ${made.kind}, ${made.origin}, ${made.memberId}, ${made.fileName}, ${made.storedName}, ${made.bytes},
      ${made.sha256}, ${JSON.stringify(made.format)}::jsonb, ${JSON.stringify(made.columns)}::jsonb,
      ${JSON.stringify(made.map)}::jsonb, ${state})`.execute(tx);
  return id;
}

/** Up to which byte the file has come, held until the transaction ends. */
export async function lockUpload(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ sent: number }>`
    select last_row::float8 as sent from imports where id = ${id} and state = 'uploading' for update`.execute(
    tx,
  );
  if (!rows[0]) {
    await readImport(tx, id);
    throw new Problem('conflict', 'The file of this import is complete.');
  }
  return rows[0].sent;
}

/** The file has come up to this byte. */
export async function setSent(tx: Tx, id: string, bytes: number): Promise<void> {
  await sql`update imports set last_row = ${bytes} where id = ${id}`.execute(tx);
}

/** The file is complete, and this is what it holds. */
export async function setFile(
  tx: Tx,
  id: string,
  file: { format: Format; columns: readonly string[]; sha256: string; map: ImportMap },
): Promise<void> {
  await sql`
    update imports set state = 'uploaded', last_row = 0, format = ${JSON.stringify(file.format)}::jsonb,
      columns = ${JSON.stringify(file.columns)}::jsonb, sha256 = ${file.sha256}, map = ${JSON.stringify(file.map)}::jsonb
    where id = ${id} and state = 'uploading'`.execute(tx);
}

/** How long who runs an import may be silent before another one takes it over. */
const silentSecondsMax = 15;

/** Takes an import to go on with, which nobody else is running. */
export async function claimImport(tx: Tx): Promise<Import | undefined> {
  const { rows } = await sql<{ id: string }>`
    update imports set beat_at = clock_timestamp()
    where id = (
      select id from imports
      where (state = 'undoing' or (state in ('checking', 'running') and origin = 'console'))
        and (beat_at is null or beat_at < clock_timestamp() - make_interval(secs => ${silentSecondsMax}))
      order by created_at limit 1 for update skip locked)
    returning id`.execute(tx);
  return rows[0] && readImport(tx, rows[0].id);
}

/** The file is no longer there. */
export async function forgetFile(tx: Tx, id: string): Promise<void> {
  await sql`update imports set stored_name = null where id = ${id}`.execute(tx);
}

/** Workspaces in which there is something to go on with. */
export async function workspacesImporting(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select workspaces_importing() as id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Moves an import from one of these states to another. @throws Problem `conflict` when it is in none of them. */
export async function moveTo(
  tx: Tx,
  id: string,
  from: readonly ImportState[],
  to: ImportState,
): Promise<Import> {
  const { rows } = await sql`
    update imports set state = ${to}, beat_at = null, rows_checked = 0,
      started_at = case when ${to} = 'running' then coalesce(started_at, clock_timestamp()) else started_at end,
      ended_at = case when ${to} in ('done', 'failed', 'cancelled', 'undone') then clock_timestamp() end,
      failure = null
    where id = ${id} and state = any(${[...from]}::text[]) returning 1`.execute(tx);
  const found = await readImport(tx, id);
  if (rows.length === 0)
    throw new Problem('conflict', `This import is ${found.state}: that is not possible now.`);
  return found;
}

export async function setMap(tx: Tx, id: string, map: ImportMap): Promise<void> {
  await sql`update imports set map = ${JSON.stringify(map)}::jsonb, foreseen = null where id = ${id}`.execute(
    tx,
  );
}

/** How many rows the file has. */
export async function setTotal(tx: Tx, id: string, rows: number): Promise<void> {
  await sql`update imports set rows_total = ${rows} where id = ${id}`.execute(tx);
}

/** The dry run has looked at so many rows. */
export async function setChecked(tx: Tx, id: string, rows: number): Promise<void> {
  await sql`update imports set rows_checked = ${rows}, beat_at = clock_timestamp() where id = ${id}`.execute(
    tx,
  );
}

export async function setForeseen(tx: Tx, id: string, foreseen: ImportJob['foreseen']): Promise<void> {
  await sql`update imports set foreseen = ${JSON.stringify(foreseen)}::jsonb where id = ${id}`.execute(tx);
}

export async function setFailure(tx: Tx, id: string, failure: string): Promise<void> {
  await sql`
    update imports set state = 'failed', failure = ${failure}, ended_at = clock_timestamp()
    where id = ${id} and state in ('checking', 'running', 'undoing')`.execute(tx);
}

/** One import writes at a time in a workspace: what a batch looks up stays so until it has committed. */
export async function lockImports(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('imports ' || current_workspace(), 0))`.execute(tx);
}

/** Where the import stands. */
export async function cursorOf(tx: Tx, id: string): Promise<{ state: ImportState; lastRow: number }> {
  const { rows } = await sql<{ state: ImportState; lastRow: number }>`
    select state, last_row::float8 as "lastRow" from imports where id = ${id}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such import.');
  return rows[0];
}

/** Moves on behind a batch. */
export async function advance(tx: Tx, id: string, lastRow: number, counts: ImportCounts): Promise<void> {
  await sql`
    update imports set last_row = ${lastRow}, read_count = read_count + ${counts.read},
      created_count = created_count + ${counts.created}, updated_count = updated_count + ${counts.updated},
      unchanged_count = unchanged_count + ${counts.unchanged}, rejected_count = rejected_count + ${counts.rejected},
      beat_at = clock_timestamp()
    where id = ${id}`.execute(tx);
  if (counts.created + counts.updated > 0)
    await sql`insert into import_batches (import_id, last_row) values (${id}, ${lastRow})`.execute(tx);
}

/** Says that the import is being worked on, or no longer by us. */
export async function beat(tx: Tx, id: string, { isLeaving = false } = {}): Promise<void> {
  await sql`
    update imports set beat_at = case when ${isLeaving}::boolean then null else clock_timestamp() end
    where id = ${id}`.execute(tx);
}

/** Those of the digests that were imported before. */
export async function importedOf(tx: Tx, digests: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ digest: string }>`
    select digest from imported_rows where digest = any(${arrayText(digests)}::uuid[])`.execute(tx);
  return new Set(rows.map(({ digest }) => digest));
}

export async function rememberRows(tx: Tx, importId: string, digests: readonly string[]): Promise<void> {
  await sql`
    insert into imported_rows (digest, import_id)
    select unnest(${arrayText(digests)}::uuid[]), ${importId}`.execute(tx);
}

export async function writeErrors(
  tx: Tx,
  importId: string,
  errors: readonly { row: number; reason: Reason }[],
): Promise<void> {
  if (errors.length === 0) return;
  await sql`
    insert into import_errors (import_id, row_number, reason)
    select ${importId}, e.* from unnest(${arrayText(errors.map(({ row }) => row))}::bigint[],
      ${arrayText(errors.map(({ reason }) => JSON.stringify(reason)))}::jsonb[]) e`.execute(tx);
}

/** Errors after a row, in the file's order. */
export async function errorsAfter(
  tx: Tx,
  importId: string,
  after: number,
  limit: number,
): Promise<{ row: number; reason: Reason }[]> {
  const { rows } = await sql<{ row: number; reason: Reason }>`
    select row_number::float8 as row, reason from import_errors
    where import_id = ${importId} and row_number > ${after} order by row_number limit ${limit}`.execute(tx);
  return rows;
}

/** The newest import of a command that was begun with this file and map, and did not get to its end. */
export async function unfinishedImport(
  tx: Tx,
  { kind, sha256, map }: { kind: string; sha256: string; map: ImportMap },
): Promise<Import | undefined> {
  const { rows } = await sql<{ json: Import }>`
    select ${importJson} as json from imports i
    where i.kind = ${kind} and i.sha256 = ${sha256} and i.map = ${JSON.stringify(map)}::jsonb and i.origin = 'command'
      and i.state in ('running', 'failed') and i.last_row > 0
    order by i.created_at desc limit 1`.execute(tx);
  return rows[0]?.json;
}

/** The last transaction of an import that has not been taken back. */
export async function lastBatch(
  tx: Tx,
  importId: string,
): Promise<{ lastRow: number; epoch: number; xid: string } | undefined> {
  const { rows } = await sql<{ lastRow: number; epoch: number; xid: string }>`
    select last_row::float8 as "lastRow", epoch, xid::text as xid from import_batches
    where import_id = ${importId} order by last_row desc limit 1`.execute(tx);
  return rows[0];
}

/** It has been taken back. */
export async function removeBatch(tx: Tx, importId: string, lastRow: number): Promise<void> {
  await sql`delete from import_batches where import_id = ${importId} and last_row = ${lastRow}`.execute(tx);
}

const forgottenAtOnceMax = 2_000;

/** Lets rows of an import be imported again, some at a time; false when there are none left. */
export async function forgetRows(tx: Tx, importId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from imported_rows where digest in (
      select digest from imported_rows where import_id = ${importId} limit ${forgottenAtOnceMax})`.execute(
    tx,
  );
  return (numAffectedRows ?? 0n) > 0n;
}

/** Adds to what was taken back and what was left. */
export async function addUndone(tx: Tx, id: string, more: NonNullable<ImportJob['undone']>): Promise<void> {
  const { undone } = await readImport(tx, id);
  const add = (before: Record<string, number> = {}, counts: Record<string, number>) => {
    const sums = Object.entries(counts).map(([name, count]) => [name, (before[name] ?? 0) + count]);
    return { ...before, ...Object.fromEntries(sums) };
  };
  const sum = { takenBack: add(undone?.takenBack, more.takenBack), left: add(undone?.left, more.left) };
  await sql`
    update imports set undone = ${JSON.stringify(sum)}::jsonb, beat_at = clock_timestamp() where id = ${id}`.execute(
    tx,
  );
}
