/** Reading reviews: one, a list of them, and what they come to. */
import { type RawBuilder, sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { id, time } from '../../contract/ids.ts';
import { type Review, type ReviewSummary, reviewSitesMax } from '../../contract/orders.ts';
import type { Tx } from '../platform/db/index.ts';
import { decodeCursor } from '../platform/paging/index.ts';
import { type Page, pageOf, person, type Row } from './queries.ts';

const reviewJson = sql<Review>`json_build_object(
  'id', v.id, 'site', v.site, 'externalId', v.external_id,
  'customer', ${person(sql`v.customer_id`)},
  'order', case when o.id is null then null else json_build_object('id', o.id, 'number', o.number) end,
  'product', v.product, 'score', v.score, 'scale', v.scale, 'title', v.title, 'text', v.body,
  'occurredAt', rfc3339(v.posted_at))`;

const aboutOrder = sql`left join orders o on o.workspace_id = v.workspace_id and o.id = v.order_id`;

/** One review. @throws Problem `not-found`. */
export async function readReview(tx: Tx, reviewId: string): Promise<Review> {
  const { rows } = await sql<{ json: Review }>`
    select ${reviewJson} as json from reviews v ${aboutOrder} where v.id = ${reviewId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such review.');
  return rows[0].json;
}

export type ReviewFilter = {
  customer?: string | undefined;
  order?: string | undefined;
  stars?: number | undefined;
  site?: string | undefined;
  text?: 'with' | 'without' | undefined;
};

/** The list and the summary go by the same words, so that what was counted is what is listed. */
function matches({ customer, order, stars, site, text }: ReviewFilter): RawBuilder<unknown> {
  const hasText = sql`(v.title is not null or v.body is not null)`;
  const all = [
    customer === undefined ? [] : sql`v.customer_id = any(array(select ids_of(root_of(${customer}))))`,
    order === undefined ? [] : sql`v.order_id = ${order}`,
    stars === undefined ? [] : sql`v.stars = ${stars}`,
    site === undefined ? [] : sql`v.site = ${site}`,
    text === undefined ? [] : text === 'with' ? hasText : sql`not ${hasText}`,
  ].flat();
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
}

/** Reviews, newest first. */
export async function listReviews(
  tx: Tx,
  query: Page & ReviewFilter,
): Promise<{ data: Review[]; next: string | null }> {
  const key = decodeCursor(query.cursor, [time, id]);
  const { rows } = await sql<Row<Review>>`
    select ${reviewJson} as json, rfc3339(v.posted_at) as at, v.id
    from reviews v ${aboutOrder}
    where ${matches(query)}
      and ${key ? sql`(v.posted_at, v.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
    order by v.posted_at desc, v.id desc
    limit ${query.limit + 1}`.execute(tx);
  return pageOf(rows, query.limit);
}

/** How many reviews there are, and what they average. */
export async function summariseReviews(tx: Tx, filter: ReviewFilter): Promise<ReviewSummary> {
  const { rows } = await sql<{ json: ReviewSummary }>`
    with found as materialized (
      select v.stars, v.site, count(*)::integer as n, count(v.score)::integer as scored,
        sum((v.score / v.scale * 5)::numeric) as sum
      from reviews v where ${matches(filter)} group by v.stars, v.site)
    select json_build_object('count', coalesce(sum(n), 0), 'scored', coalesce(sum(scored), 0),
      'mean', round(sum(sum) / nullif(sum(scored), 0), 2)::float8,
      'stars', (
        select json_agg(json_build_object('stars', s, 'count', coalesce((select sum(n) from found where stars = s), 0))
          order by s desc)
        from generate_series(1, 5) s),
      'sites', coalesce((
        select json_agg(json_build_object('site', t.site, 'count', t.n) order by t.n desc, t.site) from (
          select site, sum(n)::integer as n from found group by site order by sum(n) desc, site limit ${reviewSitesMax}
        ) t), '[]')) as json
    from found`.execute(tx);
  if (!rows[0]) throw new Error('An aggregate answers one row.');
  return rows[0].json;
}
