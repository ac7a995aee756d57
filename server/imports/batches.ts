/** A file's rows in batches that are small enough for a short transaction, whatever a row holds. */

import type { Read } from './batch.ts';
import type { Format } from './file.ts';
import { readRows } from './file.ts';
import type { Reader } from './map.ts';
import type { Row } from './row.ts';

/** A transaction that writes holds followers back while it lasts: the limit is 200 ms. */
const batchMillisecondsAim = 90;
const batchRowsMin = 10;
const batchRowsMax = 1_000;
const batchRowsFirst = 100;
const batchCharactersMax = 2 * 1024 * 1024;

/** How many rows the next batch has, going by how long the ones before took. */
export type Pace = { rows: () => number; took: (rows: number, milliseconds: number) => void };

export function paceOf(fixed?: number): Pace {
  let rows = fixed ?? batchRowsFirst;
  return {
    rows: () => rows,
    took: (count, milliseconds) => {
      if (fixed !== undefined || count === 0) return;
      const inTime = Math.floor(count * (batchMillisecondsAim / Math.max(1, milliseconds)));
      // Half way: one slow commit says little.
      rows = Math.min(batchRowsMax, Math.max(batchRowsMin, Math.floor((rows + inTime) / 2)));
    },
  };
}

/** The rows after row `after`, each understood by itself. */
export async function* batchesOf(
  file: { path: string; format: Format; columns: readonly string[] },
  reader: Reader,
  after: number,
  pace: Pace,
): AsyncGenerator<Read[]> {
  let batch: Read[] = [];
  let characters = 0;
  for await (const row of readRows(file.path, file.format, file.columns, after)) {
    batch.push({ number: row.number, found: await reader(row) });
    characters += charactersOf(row);
    if (batch.length < pace.rows() && characters < batchCharactersMax) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

function charactersOf({ cells }: Row): number {
  let sum = 0;
  for (const cell of cells) if (typeof cell === 'string') sum += cell.length;
  return sum;
}
