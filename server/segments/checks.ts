/** When somebody has to be looked at again without anything happening: conditions about time. */
import { sql } from 'kysely';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** Customers whose time has come, by segment. */
export async function dueChecks(
  tx: Tx,
  now: string,
  max: number,
): Promise<{ segmentId: string; customerId: string }[]> {
  const { rows } = await sql<{ segmentId: string; customerId: string }>`
    select segment_id as "segmentId", customer_id as "customerId" from segment_checks
    where check_at <= ${now}::timestamptz order by check_at limit ${max}`.execute(tx);
  return rows;
}

/** Forgets when to look again. */
export async function dropChecks(
  tx: Tx,
  checks: readonly { segmentId: string; customerId: string }[],
): Promise<void> {
  await sql`
    delete from segment_checks c using unnest(${arrayText(checks.map(({ segmentId }) => segmentId))}::uuid[],
      ${arrayText(checks.map(({ customerId }) => customerId))}::uuid[]) g(segment_id, customer_id)
    where c.workspace_id = current_workspace() and c.segment_id = g.segment_id and c.customer_id = g.customer_id`.execute(
    tx,
  );
}

/** Writes down when to look again; null: not before something happens. */
export async function setChecks(
  tx: Tx,
  segmentId: string,
  checks: readonly { customerId: string; at: string | null }[],
): Promise<void> {
  const none = checks.filter(({ at }) => at === null).map(({ customerId }) => customerId);
  const some = checks.filter(({ at }) => at !== null);
  if (none.length > 0) {
    await sql`
      delete from segment_checks where segment_id = ${segmentId}
        and customer_id = any(${arrayText(none)}::uuid[])`.execute(tx);
  }
  if (some.length === 0) return;
  await sql`
    insert into segment_checks (segment_id, customer_id, check_at)
    select ${segmentId}, c.* from unnest(${arrayText(some.map(({ customerId }) => customerId))}::uuid[],
      ${arrayText(some.map(({ at }) => at))}::timestamptz[]) c
    on conflict (workspace_id, segment_id, customer_id) do update set check_at = excluded.check_at
    where segment_checks.check_at <> excluded.check_at`.execute(tx);
}

/** Workspaces in which there is something to go on with. */
export async function workspacesDue(tx: Tx, now: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select workspaces_with_segments_due(${now}::timestamptz) as id`.execute(tx);
  return rows.map(({ id }) => id);
}
