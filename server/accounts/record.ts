/** Appending to the ledger what happens to the workspace itself: it concerns no customer. */
import type { Entry, EntryKind, Payload } from '../../contract/entries.ts';
import { append } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { By } from './caller.ts';

/** Appends the entry by which the transaction's change is known. State takes its values and time from the answer. */
export async function record<K extends EntryKind>(
  tx: Tx,
  who: By,
  kind: K,
  payload: Payload<K>,
): Promise<Entry<K>> {
  const source = { name: who.source };
  const { entry } = await append(tx, { kind, payload, actor: who.actor, direction: 'internal', source });
  return entry;
}
