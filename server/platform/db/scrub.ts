/** What PostgreSQL keeps in its files of rows that are changed or gone: old versions, samples, and its log of writes. */
import { sql } from 'kysely';
import type { Tx } from './connection.ts';
import { withSession } from './session.ts';

/** Segments of the log that lie ready, with what they held before: more are not kept by any setting of ours. */
const segmentsMax = 1_000;
const looksMax = 100;
const lookMilliseconds = 50;

/**
 * Writes every table anew, with its samples; hears of each. Nobody else gets at a table meanwhile. What an older transaction
 * may still read would be written anew too, so it waits for those.
 * @throws OldTransaction when one does not end
 */
export async function rewriteTables(adminUrl: string, progress: (table: string) => void): Promise<number> {
  return withSession(adminUrl, async ({ tx }) => {
    const { rows } = await sql<{ name: string }>`
      select format('%I.%I', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'm') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
        and pg_has_role(c.relowner, 'usage')
      order by pg_total_relation_size(c.oid), 1`.execute(tx);
    await sql`set statement_timeout = 0`.execute(tx);
    await untilNobodySeesMore(tx);
    for (const { name } of rows) {
      await sql.raw(`vacuum (full, analyze) ${name}`).execute(tx);
      progress(name);
    }
    const { rows: me } = await sql<{ super: boolean }>`
      select rolsuper as super from pg_roles where rolname = current_user`.execute(tx);
    if (me[0]?.super) await sql`vacuum full pg_catalog.pg_statistic`.execute(tx);
    return rows.length;
  });
}

/** Somebody reads the database as it was before. */
export class OldTransaction extends Error {
  constructor(processIds: readonly number[]) {
    super(
      `PostgreSQL's processes ${processIds.join(', ')} have transactions that began before. End them, then run this again.`,
    );
  }
}

const patienceMilliseconds = 60_000;

/** Until every transaction that began before now has ended; those that begin later see nothing older. */
async function untilNobodySeesMore(tx: Tx): Promise<void> {
  const { rows } = await sql<{ xid: string }>`select pg_current_xact_id()::xid::text as xid`.execute(tx);
  const began = rows[0]?.xid ?? '';
  const until = Date.now() + patienceMilliseconds;
  for (;;) {
    const older = await sql<{ pid: number }>`
      select pid from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and greatest(age(backend_xid), age(backend_xmin)) > age(${began}::xid)`.execute(tx);
    if (older.rows.length === 0) return;
    if (Date.now() > until) throw new OldTransaction(older.rows.map(({ pid }) => pid));
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
  }
}

/** Has PostgreSQL begin a new log of writes and remove the old one. Only where the whole server is ours. */
export async function renewLog(adminUrl: string): Promise<void> {
  await withSession(adminUrl, async ({ tx }) => {
    await sql`alter system set wal_recycle = off`.execute(tx);
    await sql`select pg_reload_conf()`.execute(tx);
    try {
      await untilSet(tx);
      // Those that lie ready for later still hold what they held: each is begun, and then it is an old one too.
      const { rows } = await sql<{ ready: number }>`
        select count(*)::integer as ready from pg_ls_waldir()
        where name ~ '^[0-9A-F]{24}$' and name > pg_walfile_name(pg_current_wal_lsn())`.execute(tx);
      const ready = Math.min(segmentsMax, rows[0]?.ready ?? 0);
      for (let segment = 0; segment <= ready; segment++) {
        await sql`select pg_logical_emit_message(false, 'rapport', '')`.execute(tx);
        await sql`select pg_switch_wal()`.execute(tx);
      }
      // The second one removes what the first one still needed.
      await sql`checkpoint`.execute(tx);
      await sql`checkpoint`.execute(tx);
    } finally {
      await sql`alter system reset wal_recycle`.execute(tx);
      await sql`select pg_reload_conf()`.execute(tx);
    }
  });
}

/** A setting that is read again counts a moment later. */
async function untilSet(tx: Tx): Promise<void> {
  for (let look = 0; look < looksMax; look++) {
    const { rows } = await sql<{
      off: boolean;
    }>`select not current_setting('wal_recycle')::boolean as off`.execute(tx);
    if (rows[0]?.off) return;
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
  }
}
