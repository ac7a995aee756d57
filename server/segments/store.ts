/** The rows of segments: what they are, how far they are, who is in them. */
import { sql } from 'kysely';
import type { Condition } from '../../contract/conditions.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** A segment as the server works with it. */
export type LiveSegment = { id: string; name: string; condition: Condition };

/**
 * One at a time decides who is in what, in a workspace: what one of them has read still holds when it writes. Whoever
 * changes a segment waits for it too, so that no entry is passed over by a reader who does not know the change yet.
 */
export async function lockSegments(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('segments ' || current_workspace(), 0))`.execute(
    tx,
  );
}

/** The segments that live, by their age. */
export async function liveSegments(tx: Tx): Promise<LiveSegment[]> {
  const { rows } = await sql<LiveSegment>`
    select id, name, condition from segments where archived_at is null order by created_at, id`.execute(tx);
  return rows;
}

/** Everybody has to be looked at, from the beginning. */
export async function beginRefresh(tx: Tx, segmentIds: readonly string[]): Promise<void> {
  await sql`
    insert into segment_states (segment_id) select unnest(${arrayText(segmentIds)}::uuid[])
    on conflict (workspace_id, segment_id)
    do update set refreshing = true, reached_id = null, done_count = 0, total_count = 0`.execute(tx);
}

export type Refresh = { segmentId: string; reachedId: string | null; total: number };

/** A segment for which not everybody was looked at. */
export async function nextRefresh(tx: Tx): Promise<Refresh | undefined> {
  const { rows } = await sql<Refresh>`
    select t.segment_id as "segmentId", t.reached_id as "reachedId", t.total_count::float8 as total
    from segment_states t where t.refreshing order by t.segment_id limit 1`.execute(tx);
  return rows[0];
}

/** So many more were looked at, up to this one; without one, that was all. */
export async function moveRefresh(
  tx: Tx,
  segmentId: string,
  reached: { id: string | null; done: number; total: number; isEnd: boolean },
): Promise<void> {
  await sql`
    update segment_states set refreshing = ${!reached.isEnd}, reached_id = ${reached.id}::uuid,
      done_count = done_count + ${reached.done}, total_count = ${reached.total}
    where segment_id = ${segmentId}`.execute(tx);
}

/** The count was another one when the day began. */
const dayBegins = sql`
  count_before = case when counted_on = (clock_timestamp() at time zone 'UTC')::date then count_before else member_count end,
  counted_on = (clock_timestamp() at time zone 'UTC')::date`;

/** So many more are in a segment. */
export async function addToCount(tx: Tx, segmentId: string, more: number): Promise<void> {
  if (more === 0) return;
  await sql`
    update segment_states set ${dayBegins}, member_count = member_count + ${more}
    where segment_id = ${segmentId}`.execute(tx);
}

/** These customers were joined or are gone: segments that they are in have to be counted anew. */
export async function askForRecount(tx: Tx, customerIds: readonly string[]): Promise<void> {
  await sql`
    update segment_states set recount = true
    where segment_id in (
      select segment_id from segment_members where customer_id = any(${arrayText(customerIds)}::uuid[]))`.execute(
    tx,
  );
}

/** Segments have to be counted anew: this one, or all. */
export async function askForRecountOf(tx: Tx, segmentId: string | 'all'): Promise<void> {
  await sql`
    update segment_states set recount = true
    where not recount and ${segmentId === 'all' ? sql`true` : sql`segment_id = ${segmentId}`}`.execute(tx);
}

/** Counts where it was asked for; answers whether there was something to count. */
export async function recountOne(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select segment_id as id from segment_states where recount limit 1`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) return false;
  await sql`
    update segment_states set ${dayBegins}, recount = false, member_count = (
      select count(distinct root_of(m.customer_id)) from segment_members m where m.segment_id = ${id})
    where segment_id = ${id}`.execute(tx);
  return true;
}

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
