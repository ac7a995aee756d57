/** The lines of an export's file as rows of a workspace, in short transactions. */
import { createReadStream } from 'node:fs';
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { Session } from '../platform/db/index.ts';
import { quote } from './catalogue.ts';
import type { ExportManifest } from './export-format.ts';
import { advance, inMaintenance, type Standing } from './import-standing.ts';
import type { Carried } from './portable.ts';
import { renaming } from './renaming.ts';

/** A transaction that writes holds followers back: so much takes less than 200 ms. */
const batchLinesMax = 500;
const batchBytesMax = 1024 * 1024;
const newline = 10;

/** Values of columns that don't travel, by table: of each row the same ones. */
export type Fills = Readonly<
  Record<string, (row: Record<string, unknown>) => Promise<Record<string, unknown>>>
>;

/** The tables of an export as they are here. @throws Problem `conflict` for what this program does not have. */
export function matchTables(manifest: ExportManifest, ours: readonly Carried[]): Carried[] {
  return manifest.tables.map(({ table: name, columns }) => {
    const table = ours.find((one) => one.name === name);
    if (!table) throw new Problem('conflict', `The export holds ${name}, which this program does not take.`);
    const lacks = Object.keys(columns).filter((column) => !table.columns.includes(column));
    if (lacks.length > 0)
      throw new Problem('conflict', `${name} of the export has columns that are not taken here: ${lacks}.`);
    return { ...table, columns: Object.keys(columns) };
  });
}

/** Writes what is left of a file, and moves `at` along. */
export async function writeFile(
  session: Session,
  file: string,
  table: Carried,
  at: Standing,
  options: { fills: Fills; onBatch?: (() => void) | undefined },
): Promise<void> {
  const fill = options.fills[table.name];
  const { apply } = renaming(at.renamed);
  for await (const batch of batchesOf(file, at.bytesDone)) {
    const text = apply(batch.lines.join(','));
    const filled = fill ? await fillAll(`[${text}]`, fill) : { json: `[${text}]`, columns: [] };
    at.bytesDone = batch.end;
    await inMaintenance(session, async () => {
      await insertRows(session, table, at.workspaceId, filled);
      await advance(session, at);
    });
    options.onBatch?.();
  }
  at.filesDone += 1;
  at.bytesDone = 0;
  await inMaintenance(session, () => advance(session, at));
}

async function fillAll(json: string, fill: Fills[string]): Promise<{ json: string; columns: string[] }> {
  const rows = JSON.parse(json) as Record<string, unknown>[];
  const more: Record<string, unknown>[] = [];
  for (const row of rows) more.push(await fill(row));
  return {
    json: JSON.stringify(rows.map((row, place) => ({ ...row, ...more[place] }))),
    columns: Object.keys(more[0] ?? {}),
  };
}

async function insertRows(
  { tx }: Session,
  table: Carried,
  workspaceId: string,
  rows: { json: string; columns: string[] },
): Promise<void> {
  const columns = [...new Set([...table.columns, ...rows.columns])];
  const list = sql.raw(columns.map(quote).join(', '));
  const values = sql.raw(columns.map((column) => `r.${quote(column)}`).join(', '));
  // The numbers stay text until PostgreSQL reads them: a place in the ledger has more digits than a number here.
  await sql`
    insert into ${sql.raw(table.quoted)} (workspace_id, ${list})
    select ${workspaceId}::uuid, ${values}
    from jsonb_populate_recordset(null::${sql.raw(table.quoted)}, ${rows.json}::jsonb) r`.execute(tx);
}

/** Lines from a byte on, with where each batch ends. */
async function* batchesOf(file: string, from: number): AsyncGenerator<{ lines: string[]; end: number }> {
  let lines: string[] = [];
  let bytes = 0;
  let end = from;
  let rest: Buffer[] = [];
  for await (const chunk of createReadStream(file, { start: from }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let stop = chunk.indexOf(newline); stop >= 0; stop = chunk.indexOf(newline, start)) {
      const line = Buffer.concat([...rest, chunk.subarray(start, stop)]);
      rest = [];
      start = stop + 1;
      lines.push(line.toString('utf8'));
      bytes += line.length;
      end += line.length + 1;
      if (lines.length < batchLinesMax && bytes < batchBytesMax) continue;
      yield { lines, end };
      [lines, bytes] = [[], 0];
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (lines.length > 0) yield { lines, end };
}
