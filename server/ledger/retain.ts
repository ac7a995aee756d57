/**
 * Retention: one of the two lawful ways in which entries go. Machine entries older than the limit are dropped, a whole
 * month at once, and each workspace keeps an entry that says how many there were.
 */
import { sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';
import { append } from './append.ts';

/** How long page views and the like are kept. */
export const machineMonthsMax = 13;
/** How long the ids of machine entries are remembered, to record a repeated one once. */
const machineKeyDaysMax = 30;
const lockWaitMilliseconds = 5_000;

/**
 * Drops the months that are over their time, on a connection that owns the tables. Answers the partitions dropped.
 * Each month is one transaction; it waits for readers only a moment, and is tried again the next day.
 */
export async function retain(tx: Tx, now: Date, monthsMax = machineMonthsMax): Promise<string[]> {
  const limit = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsMax, 1));
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'entries_machine'::regclass and c.relname ~ '^entries_machine_\\d{4}_\\d{2}$'
    order by 1`.execute(tx);
  const dropped: string[] = [];
  for (const { name } of rows) {
    const [year, month] = name.split('_').slice(2).map(Number) as [number, number];
    const end = new Date(Date.UTC(year, month, 1));
    if (end > limit) continue;
    await dropMonth(tx, name, new Date(Date.UTC(year, month - 1, 1)), end);
    dropped.push(name);
  }
  await sql`set role rapport_maintenance`.execute(tx);
  await sql`
    delete from entry_keys where machine and recorded_at < now() - make_interval(days => ${machineKeyDaysMax})`.execute(
    tx,
  );
  await sql`reset role`.execute(tx);
  return dropped;
}

async function dropMonth(tx: Tx, name: string, begin: Date, end: Date): Promise<void> {
  await sql`begin`.execute(tx);
  try {
    await sql.raw(`set local lock_timeout = ${lockWaitMilliseconds}`).execute(tx);
    await sql`set local role rapport_maintenance`.execute(tx);
    const { rows } = await sql<{ id: string; count: number }>`
      select workspace_id as id, count(*)::integer as count from entries
      where machine and recorded_at >= ${begin} and recorded_at < ${end}
      group by workspace_id order by workspace_id`.execute(tx);
    for (const { id, count } of rows) {
      await sql`select set_config('app.workspace', ${id}, true)`.execute(tx);
      await append(tx, {
        kind: 'ledger.retained',
        payload: { before: `${end.toISOString().slice(0, 19)}.000000Z`, removed: count },
        actor: { kind: 'system', id: null },
        direction: 'internal',
        source: { name: 'retention' },
      });
    }
    await sql`reset role`.execute(tx);
    await sql`drop table ${sql.table(name)}`.execute(tx);
    await sql`commit`.execute(tx);
  } catch (error) {
    await sql`rollback`.execute(tx);
    throw error;
  }
}
