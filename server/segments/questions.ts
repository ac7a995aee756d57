/** Who has to be looked at, and in which segments, after something has happened. */
import { sql } from 'kysely';
import type { Entry } from '../../contract/entries.ts';
import { rootIn } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { type Concern, customersIn, isConcern } from './concerns.ts';
import type { Questions } from './decide.ts';
import type { Growth, Growths } from './growth.ts';
import type { LiveSegment } from './store.ts';

/** A segment with what a follower has to know of its condition. */
export type Planned = {
  segment: LiveSegment;
  concern: Concern;
  growth: Growths;
};

/** The caller holds `lockSegments`. */
export async function questionsAfter(
  tx: Tx,
  entries: readonly Entry[],
  plan: readonly Planned[],
): Promise<Questions> {
  const questions = new Map<string, Set<string>>();
  const unsure: { segmentId: string; id: string; growth: Growth }[] = [];
  for (const entry of entries) {
    const ids = customersIn(entry);
    for (const { segment, concern, growth } of plan) {
      if (!isConcern(concern, entry)) continue;
      const way = growth(entry);
      if (way !== 'either') unsure.push(...ids.map((id) => ({ segmentId: segment.id, id, growth: way })));
      else for (const id of ids) addTo(questions, segment.id, id);
    }
  }
  const memberships = await membershipsOf(tx, new Set(unsure.map(({ id }) => id)));
  for (const { segmentId, id, growth } of unsure) {
    const isIn = memberships.get(id)?.includes(segmentId) ?? false;
    if (isIn === (growth === 'out')) addTo(questions, segmentId, id);
  }
  return questions;
}

function addTo(questions: Map<string, Set<string>>, segmentId: string, id: string): void {
  const asked = questions.get(segmentId);
  if (asked) asked.add(id);
  else questions.set(segmentId, new Set([id]));
}

/** More than there are segments in a workspace. */
const segmentsMax = 10_000;

/** The ids of the segments that customers are in, also as a part of somebody else: as one text each, which costs no reading. */
async function membershipsOf(tx: Tx, customerIds: ReadonlySet<string>): Promise<Map<string, string>> {
  if (customerIds.size === 0) return new Map();
  // Member by member (`lateral`, `limit`): no plan that was made for few of them walks through all.
  const { rows } = await sql<{ id: string; segmentIds: string | null }>`
    select w.id, (
      select string_agg(m.segment_id::text, ' ') from ids_of(w.root) own(id) cross join lateral (
        select segment_id from segment_members where customer_id = own.id limit ${segmentsMax}
      ) m) as "segmentIds"
    from (select g.id, ${rootIn(sql`g.id`)} as root from unnest(${arrayText([...customerIds])}::uuid[]) g(id)) w`.execute(
    tx,
  );
  return new Map(rows.map(({ id, segmentIds }) => [id, segmentIds ?? '']));
}
