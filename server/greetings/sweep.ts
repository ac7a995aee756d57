/** Forgets showings when the entries about them are dropped. */
import { sql } from 'kysely';
import { machineMonthsMax } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** On a connection that owns the tables. */
export async function sweepShowings(tx: Tx): Promise<void> {
  await sql`set role rapport_maintenance`.execute(tx);
  await sql`
    delete from greeting_showings where shown_at < now() - make_interval(months => ${machineMonthsMax})`.execute(
    tx,
  );
  await sql`reset role`.execute(tx);
}
