/** How many conversations stand in views. */
import { type RawBuilder, sql } from 'kysely';
import type { ViewFilter } from '../../contract/view-filter.ts';
import { countedMax, type ViewCount } from '../../contract/views.ts';
import type { Tx } from '../platform/db/index.ts';
import { conditionOf, statusesShown, statusIs, type Viewer } from './filter.ts';

/**
 * The counts of views, in their order. What is open or snoozed is counted to the last one, in one go for all views; what
 * is closed or spam has no end, and is counted up to a bound.
 */
export async function countViews(
  tx: Tx,
  viewer: Viewer,
  filters: readonly ViewFilter[],
): Promise<ViewCount[]> {
  if (filters.length === 0) return [];
  const counts = filters.map((filter, at) =>
    isLively(filter) ? sql`l.${sql.ref(`count_${at}`)}` : bounded(filter, viewer),
  );
  const lively = filters.flatMap((filter, at) =>
    isLively(filter)
      ? sql`count(*) filter (where ${statusOf(filter)} and ${conditionOf(filter, viewer)})::integer as ${sql.ref(`count_${at}`)}`
      : [],
  );
  const { rows } = await sql<{ counts: number[] }>`
    select array[${sql.join(counts)}] as counts
    from (
      select ${sql.join([sql`count(*) as everything`, ...lively])} from conversations c
      where c.status = any('{open,snoozed}') and ${lively.length > 0}::boolean
    ) l`.execute(tx);
  return (rows[0]?.counts ?? []).map((count, at) => {
    const isMore = count > countedMax && !isLively(filters[at] ?? {});
    return { count: isMore ? countedMax : count, isMore };
  });
}

const isLively = ({ status }: ViewFilter): boolean => status === 'open' || status === 'snoozed';

function statusOf({ status }: ViewFilter): RawBuilder<unknown> {
  return status === undefined ? sql`not c.spam` : statusIs(status);
}

function bounded(filter: ViewFilter, viewer: Viewer): RawBuilder<unknown> {
  const parts = (filter.status ? [filter.status] : statusesShown).map(
    (status) => sql`(
      select from conversations c where ${statusIs(status)} and ${conditionOf(filter, viewer)}
      limit ${countedMax + 1})`,
  );
  return sql`(select least(count(*), ${countedMax + 1})::integer from (${sql.join(parts, sql` union all `)}) counted)`;
}
