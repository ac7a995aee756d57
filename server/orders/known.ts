/** What is known of orders and reviews, for comparison with what a sender says. */
import { sql } from 'kysely';
import { arrayText, type Tx } from '../platform/db/index.ts';
import type { KnownOrder } from './facts.ts';
import type { KnownReview } from './review-fact.ts';

/** Orders by id. */
export async function knownOrders(tx: Tx, ids: readonly string[]): Promise<Map<string, KnownOrder>> {
  const { rows } = await sql<{ json: KnownOrder }>`
    select json_build_object('id', o.id, 'customerId', o.customer_id, 'number', o.number, 'status', o.status,
      'isPlaced', o.is_placed, 'parts', o.parts, 'paidAt', rfc3339(o.paid_at), 'shippedAt', rfc3339(o.shipped_at),
      'deliveredAt', rfc3339(o.delivered_at), 'cancelledAt', rfc3339(o.cancelled_at),
      'refunds', coalesce((
        select json_agg(json_build_object('externalId', r.refund_id, 'amount', r.amount, 'currency', r.currency,
          'reason', r.reason, 'lines', r.lines, 'at', rfc3339(r.refunded_at)))
        from order_refunds r where r.order_id = o.id), '[]'),
      'isImported', exists (select from order_tellings t where t.order_id = o.id and t.imported)) as json
    from unnest(${arrayText([...ids])}::uuid[]) as wanted(id) cross join lateral (
      select * from orders where id = wanted.id limit 1
    ) o`.execute(tx);
  return new Map(rows.map(({ json }) => [json.id, json]));
}

/** Which of these orders are known, in their order: what becomes of an order that nobody told of may be a mistake. */
export async function areKnown(
  tx: Tx,
  which: readonly { shop?: string | undefined; externalId: string }[],
): Promise<boolean[]> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from orders o where o.shop = w.shop and o.external_id = w.external_id) as known
    from unnest(${arrayText(which.map(({ shop }) => shop ?? ''))}::text[],
      ${arrayText(which.map(({ externalId }) => externalId))}::text[]) with ordinality w (shop, external_id, n)
    order by n`.execute(tx);
  return rows.map(({ known }) => known);
}

/** Reviews by id. */
export async function knownReviews(tx: Tx, ids: readonly string[]): Promise<Map<string, KnownReview>> {
  const { rows } = await sql<{ id: string; json: KnownReview }>`
    select r.id, json_build_object('customerId', r.customer_id, 'at', rfc3339(r.posted_at),
      'isImported', exists (select from review_tellings t where t.review_id = r.id and t.imported),
      'payload', json_build_object(
      'orderId', r.order_id, 'product', r.product, 'score', r.score, 'scale', r.scale, 'title', r.title,
      'text', r.body)) as json
    from unnest(${arrayText([...ids])}::uuid[]) as wanted(id) cross join lateral (
      select * from reviews where id = wanted.id limit 1
    ) r`.execute(tx);
  return new Map(rows.map(({ id, json }) => [id, json]));
}
