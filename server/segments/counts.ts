/** How many are in each segment: added up as they come and go, and counted anew where two become one or one becomes two. */
import { sql } from 'kysely';
import { arrayText, type Tx } from '../platform/db/index.ts';

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
