/** A file of rows, whatever its format: recognised by what it holds, not by its name alone. */
import { z } from 'zod';
import { Problem } from '../../contract/errors.ts';
import { importColumnsMax as columnsMax } from '../../contract/imports.ts';
import { withFormula } from '../platform/csv/index.ts';
import { delimiters, guessDelimiter, readCsv } from './csv.ts';
import { encodings, scanFile } from './encoding.ts';
import { excelBytesMax, readExcel } from './excel.ts';
import { columnsOfJsonLines, readJsonLines } from './json-lines.ts';
import { type Row, textOf } from './row.ts';

export const format = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('csv'), delimiter: z.enum(delimiters), encoding: z.enum(encodings) }),
  z.object({ kind: z.literal('jsonl'), encoding: z.enum(encodings) }),
  z.object({ kind: z.literal('xlsx') }),
]);
export type Format = z.output<typeof format>;

const columnNameLengthMax = 200;
const sampleRowsMax = 100;
const jsonLinesMax = 1_000;

/** What a file is: how to read it, and how it begins. */
export type Inspected = {
  format: Format;
  columns: string[];
  sample: Row[];
  bytes: number;
  sha256: string;
};

/** Looks at a file. @throws Problem `invalid-input` for one without rows or of another kind. */
export async function inspectFile(path: string, name: string): Promise<Inspected> {
  const { bytes, sha256, encoding, head } = await scanFile(path);
  if (bytes === 0) throw new Problem('invalid-input', 'The file is empty.');
  const text = new TextDecoder(encoding).decode(head);
  let found: Format;
  if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') found = { kind: 'xlsx' };
  else if (head.subarray(0, 4).toString('hex') === 'd0cf11e0') {
    throw new Problem(
      'invalid-input',
      'This is an old or a locked Excel file. Save it as XLSX without a password, or as CSV.',
    );
  } else if (/\.(jsonl|ndjson)$/i.test(name) || text.trimStart().startsWith('{')) {
    found = { kind: 'jsonl', encoding };
  } else found = { kind: 'csv', encoding, delimiter: guessDelimiter(text) };
  if (found.kind === 'xlsx' && bytes > excelBytesMax) {
    throw new Problem(
      'too-large',
      `An XLSX file may have ${excelBytesMax / 2 ** 20} MB. Save it as CSV, which may be larger.`,
    );
  }
  const columns = await columnsOf(path, found);
  const sample: Row[] = [];
  for await (const row of readRows(path, found, columns)) {
    sample.push(row);
    if (sample.length === sampleRowsMax) break;
  }
  if (columns.length === 0) throw new Problem('invalid-input', 'The file has no header and no rows.');
  return { format: found, columns, sample, bytes, sha256 };
}

/** The names of the columns: those of the header, each told from the others. */
async function columnsOf(path: string, found: Format): Promise<string[]> {
  if (found.kind === 'jsonl')
    return columnsOfJsonLines(path, found.encoding, { linesMax: jsonLinesMax, columnsMax });
  for await (const { cells } of found.kind === 'csv' ? readCsv(path, found) : readExcel(path)) {
    if (cells.length > columnsMax)
      throw new Problem('too-large', `A file may have ${columnsMax} columns; this one has ${cells.length}.`);
    return numbered(cells.map(textOf));
  }
  return [];
}

/** An empty name becomes that of its place, a repeated one gets a number. */
export function numbered(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, at) => {
    const plain = name.trim().slice(0, columnNameLengthMax) || `column ${at + 1}`;
    let unique = plain;
    for (let count = 2; taken.has(unique); count++) unique = `${plain} (${count})`;
    taken.add(unique);
    return unique;
  });
}

/** With what a file of errors begins. */
export const errorColumns = ['row', 'reason'];

/** Whether the file is one of errors, which comes back mended. */
export function isOfErrors(columns: readonly string[]): boolean {
  return errorColumns.every((name, at) => columns[at] === name);
}

/** The file's rows after row `after`, in their order. */
export async function* readRows(
  path: string,
  { kind, ...how }: Format,
  columns: readonly string[],
  after = 0,
): AsyncGenerator<Row> {
  const first = kind === 'jsonl' ? 1 : 2;
  const rows = rowsOf(path, { kind, ...how } as Format, columns);
  const isOurs = isOfErrors(columns);
  for await (const row of rows) {
    if (row.number < first || row.number <= after) continue;
    yield isOurs
      ? { ...row, cells: row.cells.map((cell) => (typeof cell === 'string' ? withFormula(cell) : cell)) }
      : row;
  }
}

/** How many rows the file has. A file that ends unreadable has them up to there. */
export async function countRows(
  path: string,
  found: Format,
  columns: readonly string[],
  signal?: AbortSignal,
): Promise<number> {
  let count = 0;
  for await (const _ of readRows(path, found, columns)) {
    count += 1;
    if (signal?.aborted) break;
  }
  return count;
}

function rowsOf(path: string, found: Format, columns: readonly string[]): AsyncGenerator<Row> {
  switch (found.kind) {
    case 'csv':
      return readCsv(path, found, columns.length);
    case 'jsonl':
      return readJsonLines(path, found.encoding, columns);
    case 'xlsx':
      return readExcel(path, columns.length);
  }
}
