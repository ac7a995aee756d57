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
