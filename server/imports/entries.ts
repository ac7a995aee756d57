/** Entries that rows stand for, written at once. */
import { type AnyNewEntry, appendAll } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Context } from './kind.ts';

/** What a row tells; its own id, or what stands for it. */
export type Told = Omit<AnyNewEntry, 'source'> & { externalId: string };

/** They name the import as their source: another import is another source, so that one can be undone and come again. */
export async function writeEntries(tx: Tx, context: Context, told: readonly Told[]): Promise<void> {
  await appendAll(
    tx,
    told.map(
      ({ externalId, ...entry }) =>
        ({ ...entry, source: { name: context.source, externalId } }) as AnyNewEntry,
    ),
  );
}
