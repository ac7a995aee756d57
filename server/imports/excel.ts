/** XLSX: the first sheet, a row at a time. */
import { readFile } from 'node:fs/promises';
import type { StreamRow } from 'hucre/xlsx';
import { Problem } from '../../contract/errors.ts';
import { refuseBomb } from './excel-parts.ts';
import type { Cell, Row } from './row.ts';

/** The packed file is held in memory: programs write it so that it can't be read from front to back. */
export const excelBytesMax = 64 * 1024 * 1024;

/** The sheet's rows, the header with them; an empty row is none. */
export async function* readExcel(path: string, width?: number): AsyncGenerator<Row> {
  const file = await readFile(path);
  refuseBomb(file);
  // Loaded with the first such file: it is larger than all of this folder.
  const { streamXlsxRows } = await import('hucre/xlsx');
  try {
    for await (const { index, values } of streamXlsxRows(file)) {
      const cells = values.map(cellOf);
      while (cells.length > (width ?? 0) && cells.at(-1) === null) cells.pop();
      if (cells.every((cell) => cell === null)) continue;
      while (width !== undefined && cells.length < width) cells.push(null);
      const number = index + 1;
      if (width === undefined || cells.length === width) yield { number, cells };
      else yield { number, cells, reason: { code: 'ragged', value: String(cells.length) } };
    }
  } catch (error) {
    throw new Problem('invalid-input', `This is no XLSX file that can be read: ${messageOf(error)}`);
  }
}

function cellOf(value: StreamRow['values'][number]): Cell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return timeOf(value);
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'object' ? JSON.stringify(value) : (value as Cell);
}

/** A date without a time stays one. */
function timeOf(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null;
  const text = date.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
