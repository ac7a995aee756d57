/**
 * The file of errors: every row that was refused, why, and the row as it came. What programs for tables take for a formula
 * is written so that they don't; a phone number with its plus stays one.
 */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { csvLine } from '../platform/csv/index.ts';
import { type Db, inWorkspace } from '../platform/db/index.ts';
import { errorColumns, format, readRows } from './file.ts';
import { sentenceOf, textOf } from './row.ts';
import { errorsAfter, type Import } from './store.ts';

const pageErrorsMax = 1_000;

/** The file's text, a piece at a time, made from the import's errors and the file that it came from. */
export async function* errorsText(
  db: Db,
  workspaceId: string,
  job: Import,
  path: string,
): AsyncGenerator<string> {
  yield `\ufeff${csvLine([...errorColumns, ...job.columns])}`;
  const errors = errorsOf(db, workspaceId, job.id);
  let error = (await errors.next()).value;
  if (!error) return;
  for await (const { number, cells } of readRows(
    path,
    format.parse(job.format),
    job.columns,
    error.row - 1,
  )) {
    if (!error) return;
    if (number !== error.row) continue;
    yield csvLine([String(number), sentenceOf(error.reason), ...cells.map(textOf)]);
    error = (await errors.next()).value;
  }
}

/** Writes the file. */
export async function writeErrorsFile(
  db: Db,
  workspaceId: string,
  job: Import,
  from: string,
  to: string,
): Promise<void> {
  await pipeline(() => errorsText(db, workspaceId, job, from), createWriteStream(to, { mode: 0o600 }));
}

async function* errorsOf(db: Db, workspaceId: string, importId: string) {
  for (let after = 0; ; ) {
    const page = await inWorkspace(db, workspaceId, (tx) => errorsAfter(tx, importId, after, pageErrorsMax));
    yield* page;
    const last = page.at(-1);
    if (!last) return undefined;
    after = last.row;
  }
}
