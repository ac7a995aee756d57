/**
 * Orders and reviews as a read model of their entries, one or many at once. Every statement joins what is there with
 * what the entries say, by the newest part, the latest time or a sum: so entries may come in any order.
 */
import { type RawBuilder, sql } from 'kysely';
import type { EntryKind } from '../../contract/entries.ts';
import { entryRows } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** Kinds that change orders. */
export const orderKinds = [
  'order.placed',
  'order.updated',
  'order.cancelled',
  'order.refunded',
] as const satisfies readonly EntryKind[];

/** Kinds that change reviews. */
export const reviewKinds = ['review.posted'] as const satisfies readonly EntryKind[];

/** What entries of the ledger mean to the orders' tables; all statements are sent at once. */
export async function applyToOrders(tx: Tx, entries: readonly { id: string }[]): Promise<void> {
  const told = sql`told as materialized (
    select e.kind, e.occurred_at as at, e.customer_id, e.payload, (e.payload ->> 'orderId')::uuid as order_id,
      coalesce(e.payload -> 'details', '{}') as details, rfc3339(e.occurred_at) as time
    from ${entryRows(entries.map(({ id }) => id))})`;
  await Promise.all([
    writeOrderRows(told).execute(tx),
    writeRefunds(told).execute(tx),
    addUp(told).execute(tx),
    rememberOrders(entries).execute(tx),
  ]);
}

/** Which entries tell of which order, and for whom. */
function rememberOrders(entries: readonly { id: string }[]): RawBuilder<unknown> {
  return sql`
    insert into order_tellings (order_id, entry_id, customer_id, imported)
    select (e.payload ->> 'orderId')::uuid, e.id, case when (e.payload ->> 'isOwned')::boolean then e.customer_id end,
      e.source_name like 'import:%'
    from ${entryRows(entries.map(({ id }) => id))}
    on conflict do nothing`;
}

function writeOrderRows(told: RawBuilder<unknown>): RawBuilder<unknown> {
  const reached = (status: string) => sql`max(at) filter (where payload ->> 'status' = ${sql.lit(status)})`;
  const newest = sql`newest_parts(o.parts, excluded.parts)`;
  // Whose it is says the newest report with details; one without counts only while there is none with.
  return sql`
    with ${told},
    said as (
      select t.order_id, p.key, p.part from told t cross join lateral (
        select d.key, jsonb_build_array(t.time, d.value) as part from jsonb_each(t.details) d
        union all
        select 'customer', jsonb_build_array(case when t.details = '{}' then '0 ' else '1 ' end || t.time, t.customer_id)
        where (t.payload ->> 'isOwned')::boolean and t.customer_id is not null
      ) p),
    merged as (
      select order_id, jsonb_object_agg(key, part) as parts from (
        select distinct on (order_id, key) order_id, key, part from said
        order by order_id, key, (part ->> 0) collate "C" desc, (part ->> 1) collate "C" desc
      ) s group by order_id)
    insert into orders as o (id, shop, external_id, parts, is_placed, placed_at, first_at, paid_at, shipped_at,
      delivered_at, cancelled_at)
    select t.order_id, min(payload ->> 'shop'), min(payload ->> 'externalId'), coalesce(m.parts, '{}'),
      bool_or(kind = 'order.placed'), (m.parts -> 'placedAt' ->> 1)::timestamptz,
      min(at) filter (where not details ? 'placedAt'), ${reached('paid')}, ${reached('shipped')},
      ${reached('delivered')}, max(at) filter (where kind = 'order.cancelled')
    from told t left join merged m on m.order_id = t.order_id
    group by t.order_id, m.parts
    on conflict (workspace_id, id) do update set
      parts = ${newest},
      is_placed = o.is_placed or excluded.is_placed,
      placed_at = (${newest} -> 'placedAt' ->> 1)::timestamptz,
      first_at = least(o.first_at, excluded.first_at),
      paid_at = greatest(o.paid_at, excluded.paid_at),
      shipped_at = greatest(o.shipped_at, excluded.shipped_at),
      delivered_at = greatest(o.delivered_at, excluded.delivered_at),
      cancelled_at = greatest(o.cancelled_at, excluded.cancelled_at)`;
}

const stamp = sql`(time || ' ' || jsonb_build_array(payload -> 'amount', payload -> 'currency', payload -> 'reason',
  payload -> 'lines')) collate "C"`;

function writeRefunds(told: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with ${told}
    insert into order_refunds as r (order_id, refund_id, amount, currency, reason, lines, refunded_at, stamp)
    select distinct on (order_id, payload ->> 'refundId') order_id, payload ->> 'refundId',
      (payload ->> 'amount')::bigint, payload ->> 'currency', payload ->> 'reason', payload -> 'lines', at, ${stamp}
    from told
    where kind = 'order.refunded'
    order by order_id, payload ->> 'refundId', ${stamp} desc
    on conflict (workspace_id, order_id, refund_id) do update set
      amount = excluded.amount, currency = excluded.currency, reason = excluded.reason, lines = excluded.lines,
      refunded_at = excluded.refunded_at, stamp = excluded.stamp
    where excluded.stamp > r.stamp`;
}

/** Refunds in another currency than the order's are kept, and not added up. Order by order: see `entryRows`. */
function addUp(told: RawBuilder<unknown>): RawBuilder<unknown> {
  const counted = sql`filter (where r.currency is null or w.currency is null or r.currency = w.currency)`;
  return sql`
    with ${told},
    sums as materialized (
      select w.id, w.workspace_id, r.whole, case when r.whole then greatest(w.total, r.sum) else r.sum end as refunded
      from (select distinct order_id from told) t
      cross join lateral (select * from orders where id = t.order_id limit 1) w
      cross join lateral (
        select count(*) as refunds, coalesce(sum(r.amount) ${counted}, 0)::bigint as sum,
          coalesce(bool_or(r.amount is null) ${counted}, false) as whole
        from order_refunds r where r.order_id = t.order_id
      ) r
      where r.refunds > 0)
    update orders o set refunded = s.refunded, refunded_whole = s.whole
    from sums s
    where o.workspace_id = s.workspace_id and o.id = s.id
      and (o.refunded, o.refunded_whole) is distinct from (s.refunded, s.whole)`;
}

/** What entries of the ledger mean to the reviews. */
export async function applyToReviews(tx: Tx, entries: readonly { id: string }[]): Promise<void> {
  const said = sql`(rfc3339(e.occurred_at) || ' ' || e.payload) collate "C"`;
  const rows = entryRows(entries.map(({ id }) => id));
  const writing = sql`
    insert into reviews as r (id, site, external_id, customer_id, order_id, product, score, scale, title, body,
      posted_at, stamp)
    select distinct on (e.payload ->> 'reviewId') (e.payload ->> 'reviewId')::uuid, e.payload ->> 'site',
      e.payload ->> 'externalId', e.customer_id, (e.payload ->> 'orderId')::uuid,
      nullif(e.payload -> 'product', 'null'), (e.payload ->> 'score')::double precision,
      (e.payload ->> 'scale')::integer, e.payload ->> 'title', e.payload ->> 'text', e.occurred_at, ${said}
    from ${rows}
    order by e.payload ->> 'reviewId', ${said} desc
    on conflict (workspace_id, id) do update set
      customer_id = coalesce(excluded.customer_id, r.customer_id), order_id = excluded.order_id,
      product = excluded.product, score = excluded.score, scale = excluded.scale, title = excluded.title,
      body = excluded.body, posted_at = excluded.posted_at, stamp = excluded.stamp
    where excluded.stamp > r.stamp`;
  const remembering = sql`
    insert into review_tellings (review_id, entry_id, imported)
    select (e.payload ->> 'reviewId')::uuid, e.id, e.source_name like 'import:%' from ${rows}
    on conflict do nothing`;
  await Promise.all([writing.execute(tx), remembering.execute(tx)]);
}
