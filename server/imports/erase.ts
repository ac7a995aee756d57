/**
 * What imports hold of a person who is erased: rows in files that wait or were refused, examples of a dry run, values in
 * reasons, the file's name. Refused rows go out of the file of errors; a file that is still to be imported goes as a whole,
 * for its rows are known by their numbers.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, readFile, rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import type { Erased, Holding, Where } from '../customers/index.ts';
import { blankDeep, matches } from '../ledger/index.ts';
import { csvLine } from '../platform/csv/index.ts';
import { inWorkspace } from '../platform/db/index.ts';
import { readCsv } from './csv.ts';
import { format, readRows } from './file.ts';
import { dropFile, errorsPathOf, pathOf } from './folder.ts';
import { textOf } from './row.ts';

type Job = { id: string; storedName: string | null; format: unknown; columns: string[]; fileName: string };

export const importsHolding: Holding = {
  name: 'imports',
  tell: async (where, { erased }) => {
    const rows: unknown[] = [];
    for (const job of await jobsOf(where)) {
      for await (const { of, cells } of rowsKept(where, job)) {
        if (isAbout(cells, erased)) rows.push({ import: job.id, file: job.fileName, in: of, cells });
      }
    }
    return { importRows: rows };
  },
  erase: async (where, erased) => {
    for (const job of await jobsOf(where)) {
      await eraseStored(where, job, erased);
      await eraseErrors(where, job, erased);
    }
    await eraseRecords(where, erased);
  },
};

function jobsOf({ db, workspaceId }: Where): Promise<Job[]> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<Job>`
      select id, stored_name as "storedName", format, columns, file_name as "fileName" from imports order by id`.execute(
      tx,
    );
    return rows;
  });
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Rows in the files that lie there. */
async function* rowsKept({ dataDir }: Where, job: Job): AsyncGenerator<{ of: string; cells: string[] }> {
  const errors = errorsPathOf(dataDir, job.id);
  if (await isThere(errors)) for await (const cells of errorRows(errors)) yield { of: 'errors', cells };
  if (job.storedName === null) return;
  const stored = pathOf(dataDir, job.storedName);
  if (!(await isThere(stored))) return;
  const known = format.safeParse(job.format);
  if (!known.success) return;
  for await (const { cells } of readRows(stored, known.data, job.columns))
    yield { of: 'file', cells: cells.map(textOf) };
}

const errorsFormat = { encoding: 'utf-8', delimiter: ',' } as const;

async function* errorRows(path: string): AsyncGenerator<string[]> {
  for await (const { cells } of readCsv(path, errorsFormat)) yield cells.map(textOf);
}

function isAbout(cells: readonly string[], { isIn }: Erased): boolean {
  return cells.some((cell) => isIn(cell));
}

/** A file that is still to be imported, or was left: gone when the person is in it. */
async function eraseStored(where: Where, job: Job, erased: Erased): Promise<void> {
  if (job.storedName === null) return;
  const path = pathOf(where.dataDir, job.storedName);
  if (!(await isThere(path)) || !(await isInFile(path, job, erased))) return;
  await inWorkspace(where.db, where.workspaceId, async (tx) => {
    await sql`
      update imports set stored_name = null, beat_at = null,
        state = case when state in ('uploading', 'uploaded', 'checking', 'checked', 'running') then 'failed' else state end,
        failure = case when state in ('uploading', 'uploaded', 'checking', 'checked', 'running')
          then 'Somebody in this file was erased, and the file with them. Upload it again without that person.'
          else failure end
      where id = ${job.id}`.execute(tx);
  });
  await dropFile(path);
}

async function isInFile(path: string, job: Job, erased: Erased): Promise<boolean> {
  const known = format.safeParse(job.format);
  // Not read yet, or not to be read: what it says stands in its bytes.
  if (!known.success) return erased.isIn((await readFile(path)).toString('utf8'));
  if (job.columns.some(erased.isIn)) return true;
  for await (const { cells } of readRows(path, known.data, job.columns)) {
    if (isAbout(cells.map(textOf), erased)) return true;
  }
  return false;
}

/** Writes the file of refused rows anew, without those that name the person. */
async function eraseErrors({ dataDir }: Where, job: Job, erased: Erased): Promise<void> {
  const path = errorsPathOf(dataDir, job.id);
  if (!(await isThere(path))) return;
  let isFound = false;
  for await (const cells of errorRows(path)) if (isAbout(cells, erased)) isFound = true;
  if (!isFound) return;
  const left = `${path}.${randomUUID()}`;
  await pipeline(
    async function* () {
      yield '\ufeff';
      for await (const cells of errorRows(path)) if (!isAbout(cells, erased)) yield csvLine(cells);
    },
    createWriteStream(left, { mode: 0o600 }),
  );
  await rename(left, path);
}

/** What the database keeps of imports: words of files. */
async function eraseRecords({ db, workspaceId }: Where, { patterns, blankElsewhere }: Erased): Promise<void> {
  await inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<{ id: string; json: Record<string, unknown> }>`
      select i.id, json_build_object('fileName', i.file_name, 'columns', i.columns, 'map', i.map, 'foreseen', i.foreseen,
        'failure', i.failure) as json
      from imports i where ${matches(sql`to_jsonb(i)::text`, patterns)} for update`.execute(tx);
    for (const { id, json } of rows) {
      const { fileName, columns, map, foreseen, failure } = blankDeep(json, blankElsewhere);
      const asJson = (value: unknown) => (value === null ? null : JSON.stringify(value));
      await sql`
        update imports set file_name = ${fileName}, columns = ${asJson(columns)}::jsonb, map = ${asJson(map)}::jsonb,
          foreseen = ${asJson(foreseen)}::jsonb, failure = ${failure} where id = ${id}`.execute(tx);
    }
    const { rows: errors } = await sql<{ importId: string; row: string; reason: unknown }>`
      select import_id as "importId", row_number::text as row, reason from import_errors e
      where ${matches(sql`e.reason::text`, patterns)} for update`.execute(tx);
    for (const { importId, row, reason } of errors) {
      await sql`
        update import_errors set reason = ${JSON.stringify(blankDeep(reason, blankElsewhere))}::jsonb
        where import_id = ${importId} and row_number = ${row}::bigint`.execute(tx);
    }
  });
}
