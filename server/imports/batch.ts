/** One batch: rows that commit together with how far the import is. */
import type { ImportCounts } from '../../contract/imports.ts';
import { clean, type Tx } from '../platform/db/index.ts';
import type { Context, ImportKind, Outcome, Ready } from './kind.ts';
import { isReason } from './map.ts';
import { identitiesOf } from './people.ts';
import type { Reason } from './row.ts';
import { importedOf } from './store.ts';

/** A row as far as it was understood by itself. */
export type Read = { number: number; found: Ready | Reason };

export type Judged = { number: number; outcome: Outcome; row: Ready | undefined };

/** Writes what is new among the rows; answers what became of each, in their order. */
export async function writeRows(
  tx: Tx,
  kind: ImportKind,
  context: Context,
  batch: readonly Read[],
): Promise<Judged[]> {
  const ready = batch.flatMap(({ found }) => (isReason(found) ? [] : found));
  const known = await importedOf(
    tx,
    ready.map(({ digest }) => digest),
  );
  return writeUnknown(tx, kind, context, batch, known);
}

/** Writes the rows whose digest is not `known`, each once. */
export async function writeUnknown(
  tx: Tx,
  kind: ImportKind,
  context: Context,
  batch: readonly Read[],
  known: Set<string>,
): Promise<Judged[]> {
  const fresh: Ready[] = [];
  for (const { found } of batch) {
    if (isReason(found) || known.has(found.digest)) continue;
    known.add(found.digest);
    fresh.push(clean(found));
  }
  const { why, note } = await context.held(
    tx,
    fresh.map((row) => ({ identities: identitiesOf(row, { keyIsUser: kind.name === 'customers' }) })),
  );
  const became = new Map<number, Outcome>();
  fresh.forEach(({ number }, at) => {
    if (why[at]) became.set(number, { code: why[at] === 'erased' ? 'suppressed' : 'restricted' });
  });
  const taken = fresh.filter((_, at) => why[at] === undefined);
  const outcomes = taken.length === 0 ? [] : await kind.apply(tx, context, taken);
  taken.forEach((row, at) => {
    became.set(row.number, outcomes[at] ?? 'unchanged');
  });
  await note();
  return batch.map(({ number, found }) =>
    isReason(found)
      ? { number, outcome: found, row: undefined }
      : { number, outcome: became.get(number) ?? 'unchanged', row: found },
  );
}

/** How many rows came to what. */
export function countsOf(judged: readonly { outcome: Outcome }[]): ImportCounts {
  const counts: ImportCounts = { read: judged.length, created: 0, updated: 0, unchanged: 0, rejected: 0 };
  for (const { outcome } of judged) counts[isReason(outcome) ? 'rejected' : outcome] += 1;
  return counts;
}

export function sumOf(a: ImportCounts, b: ImportCounts): ImportCounts {
  return {
    read: a.read + b.read,
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    rejected: a.rejected + b.rejected,
  };
}
