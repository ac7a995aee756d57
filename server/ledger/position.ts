/**
 * Positions in reading order: (epoch, transaction id, sequence).
 *
 * Invariant: a reader that stays below `pg_snapshot_xmin` never skips an entry that commits late, for every transaction
 * that still runs has that id or a later one. Writers never wait for one another, and readers never for writers.
 */
import { type RawBuilder, sql } from 'kysely';
import type { EntryKind } from '../../contract/entries.ts';
import { position as positionSchema } from '../../contract/ids.ts';
import { epochNow, type Tx } from '../platform/db/index.ts';

/** Before everything. */
export const beginning = '0.0.0';

/** A position as a row of its three columns, for comparison with `(e.epoch, e.xid, e.seq)`. */
export function asRow(position: string): RawBuilder<unknown> {
  const [epoch, xid, seq] = positionSchema.parse(position).split('.');
  return sql`(${epoch}::integer, ${xid}::xid8, ${seq}::bigint)`;
}

/** The condition under which an entry `e` may be read: its transaction, and all before it, have ended. */
export const settled = sql`(e.epoch < ${epochNow} or e.xid < pg_snapshot_xmin(pg_current_snapshot()))`;

/**
 * From where sockets follow what this transaction can't see yet, of entries of people. Ask before reading, never after.
 * In the epoch of now, so that a reader who comes with a position of another one is known to have been elsewhere.
 */
export async function currentPosition(tx: Tx): Promise<string> {
  const { rows } = await sql<{ position: string }>`select ledger_position() as position`.execute(tx);
  return rows[0]?.position ?? beginning;
}

/**
 * The border below which everything can be read. For cursors only, stored by the transaction that asks: its own id, not
 * before the border, is then on disk, so that no killed PostgreSQL gives an id before the border out again.
 */
export async function currentBorder(tx: Tx): Promise<string> {
  const { rows } = await sql<{ border: string }>`
    select ledger_epoch() || '.' || pg_snapshot_xmin(pg_current_snapshot()) || '.0' as border`.execute(tx);
  return rows[0]?.border ?? beginning;
}

/** What a transaction saw: the text of PostgreSQL's `pg_snapshot`. */
export async function currentSnapshot(tx: Tx): Promise<string> {
  const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(
    tx,
  );
  return rows[0]?.snapshot ?? '0:0:';
}

/** Whether the entry at a position of this epoch had been committed when a snapshot was taken. */
export function isSeenBy(snapshot: string, position: string): boolean {
  const [xmin = '0', xmax = '0', running = ''] = snapshot.split(':');
  const xid = BigInt(position.split('.')[1] ?? '0');
  if (xid < BigInt(xmin)) return true;
  return xid < BigInt(xmax) && !running.split(',').some((id) => id !== '' && BigInt(id) === xid);
}

/** What a follower reads: the entry's text, and what decides who gets it. */
export type PositionedEntry = {
  id: string;
  json: string;
  position: string;
  kind: EntryKind;
  customerId: string | null;
  conversationId: string | null;
  /** No entry that is still to be committed can stand before this one. */
  settled: boolean;
};
