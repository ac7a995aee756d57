/** Rows that are there already, whoever brings them: what an import does with those of a file, for a few at once. */
import type { ImportMap } from '../../contract/imports.ts';
import type { Tx } from '../platform/db/index.ts';
import { type Judged, type Read, writeUnknown } from './batch.ts';
import { guessMap } from './guess.ts';
import type { Context, ImportKind } from './kind.ts';
import { isReason, readerOf } from './map.ts';
import { type Cell, type ReasonCode, sentenceOf } from './row.ts';
import { shownOf } from './run.ts';

export type Table = { map: ImportMap; columns: readonly string[]; rows: readonly (readonly Cell[])[] };

/** What became of a row, and what it said. */
export type Taken = {
  outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  reason?: { code: ReasonCode; field?: string; column?: string; value?: string; text: string };
  fields: Record<string, string>;
};

/**
 * Reads the rows; what is answered writes them, as often as it is called. A row that was written before changes nothing
 * where its entries are the same. @throws Problem `invalid-input` for a map that does not fit the kind.
 */
export async function readTable(
  kind: ImportKind,
  { map, columns, rows }: Table,
  now: Date,
): Promise<(tx: Tx, context: Context) => Promise<Taken[]>> {
  const reader = readerOf(kind, map, columns, now);
  const batch: Read[] = [];
  for (const [at, cells] of rows.entries())
    batch.push({ number: at + 1, found: await reader({ number: at + 1, cells }) });
  return async (tx, context) => (await writeUnknown(tx, kind, context, batch, new Set())).map(takenOf);
}

function takenOf({ outcome, row }: Judged): Taken {
  const fields = row ? shownOf(row) : {};
  if (!isReason(outcome)) return { outcome, fields };
  return { outcome: 'rejected', reason: { ...outcome, text: sentenceOf(outcome) }, fields };
}

/** A map of columns, by their names and by what these rows hold. */
export function guessOf(kind: ImportKind, { columns, rows }: Omit<Table, 'map'>): ImportMap {
  return guessMap(
    kind,
    columns,
    rows.map((cells, at) => ({ number: at + 1, cells })),
  );
}
