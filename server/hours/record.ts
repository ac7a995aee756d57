/** Business hours as a read model of their entries. */
import { sql } from 'kysely';
import type { Entry } from '../../contract/entries.ts';
import type { Tx } from '../platform/db/index.ts';

/** Kinds that change business hours. */
export const hoursKinds = ['hours.changed'] as const;

/** What an entry means to the table of hours. */
export async function applyToHours(tx: Tx, entry: Entry<'hours.changed'>): Promise<void> {
  const { teamId, hours } = entry.payload;
  if (hours === null) {
    await sql`delete from business_hours where team_id is not distinct from ${teamId}`.execute(tx);
    return;
  }
  await sql`
    insert into business_hours (id, team_id, hours, changed_at)
    values (${entry.id}, ${teamId}, ${JSON.stringify(hours)}::jsonb, ${entry.occurredAt})
    on conflict (workspace_id, team_id) do update set hours = excluded.hours, changed_at = excluded.changed_at`.execute(
    tx,
  );
}
