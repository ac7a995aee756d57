/** One moment of the whole database, seen by the role that sees every row. */
import { sql } from 'kysely';
import type { Session } from '../platform/db/index.ts';

/**
 * Runs `work` in one read-only snapshot; whoever writes meanwhile is not held up. `work` gets the snapshot's name, by
 * which another session sees the same moment.
 */
export async function inSnapshot<T>(session: Session, work: (snapshot: string) => Promise<T>): Promise<T> {
  const { tx } = session;
  await sql`begin isolation level repeatable read read only`.execute(tx);
  const { rows } = await sql<{ snapshot: string }>`select pg_export_snapshot() as snapshot`.execute(tx);
  await asMaintenance(session);
  const result = await work(rows[0]?.snapshot ?? '');
  await sql`commit`.execute(tx);
  return result;
}

/** Runs `work` in the snapshot that another session holds. */
export async function inSnapshotOf<T>({ tx }: Session, snapshot: string, work: () => Promise<T>): Promise<T> {
  await sql`begin isolation level repeatable read read only`.execute(tx);
  await sql.raw(`set transaction snapshot '${snapshot}'`).execute(tx);
  const result = await work();
  await sql`commit`.execute(tx);
  return result;
}

/** For the rest of the transaction: sees and may change the rows of every workspace, for row-level security binds owners. */
export async function asMaintenance({ tx }: Session): Promise<void> {
  await sql`set local role rapport_maintenance`.execute(tx);
}

/** Reads the rows of every workspace; the session can be used on whatever happens. */
export async function readingAll<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await sql`begin read only`.execute(session.tx);
  try {
    await asMaintenance(session);
    return await work();
  } finally {
    await sql`rollback`.execute(session.tx);
  }
}
