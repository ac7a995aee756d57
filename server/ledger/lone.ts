/** The one entry of a transaction that appends no other: who knows what stands before it need not read it to tell it. */
import { type Tx, touch } from '../platform/db/index.ts';
import type { PositionedEntry } from './position.ts';

/** What `touch` calls a transaction that appended. */
export const ledgerTopic = 'ledger';

/** `behind` is where the entry before it stands, of those of its conversation. `entry`: once it is written. */
export type Lone = { behind: string; entry: PositionedEntry | undefined };

const lones = new WeakMap<Tx, Lone | null>();

/** Notes that the transaction appends: one entry of a conversation that it holds, or anything else. */
export function noteAppend(tx: Tx, lone: Lone | null): void {
  const isFirst = touch(tx, ledgerTopic);
  lones.set(tx, isFirst ? lone : null);
}

/** The only entry that a transaction appends that has touched the ledger, if it can be told without reading. */
export function loneOf(tx: Tx): Lone | undefined {
  return lones.get(tx) ?? undefined;
}
