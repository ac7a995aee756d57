/**
 * Withdrawing entries: they stay in the ledger and no longer hold, as an entry says. Nobody is shown them from then on,
 * and whoever has state by them makes it anew without them, in the same transaction.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { arrayText, runAll, type Tx } from '../platform/db/index.ts';
import { append } from './append.ts';

export const withdrawalKinds = ['entries.withdrawn'] as const satisfies readonly EntryKind[];

export type Withdrawal = { importId: string; entryIds: readonly string[]; customerIds: readonly string[] };

/** Withdraws entries, few hundred at once, and answers the entry that says so. The caller mends the state that they stand for. */
export async function withdraw(
  tx: Tx,
  source: string,
  { importId, entryIds, customerIds }: Withdrawal,
): Promise<Entry<'entries.withdrawn'>> {
  const { entry } = await append(tx, {
    kind: 'entries.withdrawn',
    payload: { importId, entryIds: [...entryIds], customerIds: [...customerIds] },
    actor: { kind: 'system', id: null },
    direction: 'internal',
    source: { name: source },
  });
  await applyToWithdrawals(tx, entry);
  return entry;
}

/** What the entry means to the table of what was withdrawn. */
export async function applyToWithdrawals(tx: Tx, { payload }: Entry<'entries.withdrawn'>): Promise<void> {
  await runAll(tx, [
    sql`
      insert into withdrawn_entries (entry_id) select unnest(${arrayText(payload.entryIds)}::uuid[])
      on conflict do nothing`,
  ]);
}

/**
 * Leaves out what was withdrawn, of the entries `e`. No function and no join: looked up entry by entry at the least cost,
 * and where nothing was ever withdrawn, not at all.
 */
export const holds: RawBuilder<boolean> = sql`(
  not (select exists (select from withdrawn_entries w where w.workspace_id = current_workspace()))
  or (select true from withdrawn_entries w where w.workspace_id = current_workspace() and w.entry_id = e.id) is null)`;
