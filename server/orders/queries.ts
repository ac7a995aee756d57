/** Reading orders. */
import { type RawBuilder, sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { id, time } from '../../contract/ids.ts';
import type { Order, OrderStatus } from '../../contract/orders.ts';
import { idsOf } from '../customers/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';

export type Page = { limit: number; cursor?: string | undefined };
export type Row<T> = { json: T; at: string; id: string };

/** A part of the order `o` as JSON, null where nobody said it. */
const part = (name: string) => sql`o.parts -> ${sql.lit(name)} -> 1`;

/** A customer as the one who survives. */
export const person = (customerId: RawBuilder<unknown>) => sql`case when ${customerId} is null then null
  else json_build_object('id', root_of(${customerId}), 'name', customer_name(${customerId})) end`;

/** The order `o` in the shape of the contract, its customer resolved through the merges. */
const orderJson = sql<Order>`json_build_object(
  'id', o.id, 'shop', o.shop, 'externalId', o.external_id, 'number', o.number,
  'customer', ${person(sql`o.customer_id`)},
  'status', o.status, 'currency', o.currency, 'total', o.total, 'goods', ${part('goods')},
  'shipping', ${part('shipping')}, 'tax', ${part('tax')}, 'discount', ${part('discount')}, 'refunded', o.refunded,
  'lines', coalesce(${part('lines')}, '[]'),
  'placedAt', rfc3339(o.ordered_at), 'paidAt', rfc3339(o.paid_at), 'shippedAt', rfc3339(o.shipped_at),
  'deliveredAt', rfc3339(o.delivered_at), 'cancelledAt', rfc3339(o.cancelled_at),
  'refunds', coalesce(given.refunds, '[]'),
  'warnings', array_remove(array[
    case when o.refunded > o.total then 'refunds-exceed-total' end,
    case when given.is_foreign then 'refund-in-other-currency' end,
    case when o.total is null then 'total-unknown' end], null))`;

const given = sql`
  left join lateral (
    select json_agg(json_build_object('externalId', r.refund_id, 'amount', r.amount, 'currency', r.currency,
        'reason', r.reason, 'lines', r.lines, 'occurredAt', rfc3339(r.refunded_at))
      order by r.refunded_at, r.refund_id) as refunds,
      bool_or(r.currency <> o.currency) as is_foreign
    from order_refunds r where r.order_id = o.id
  ) given on true`;

/** One order. @throws Problem `not-found`. */
export async function readOrder(tx: Tx, orderId: string): Promise<Order> {
  const { rows } = await sql<{ json: Order }>`
    select ${orderJson} as json from orders o ${given} where o.id = ${orderId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such order.');
  return rows[0].json;
}

/** Orders, newest first. `customerIds` keeps to those that came with one of these, before all merges. */
export async function listOrders(
  tx: Tx,
  query: Page & {
    customer?: string | undefined;
    customerIds?: readonly string[] | undefined;
    status?: OrderStatus | undefined;
    number?: string | undefined;
  },
): Promise<{ data: Order[]; next: string | null }> {
  const { customer, status, number } = query;
  const customerIds = query.customerIds ?? (customer === undefined ? undefined : await idsOf(tx, customer));
  const key = decodeCursor(query.cursor, [time, id]);
  const asked = sql`
    ${status === undefined ? sql`true` : sql`o.status = ${status}`}
      and ${number === undefined ? sql`true` : sql`o.number = ${number}`}
      and ${key ? sql`(o.ordered_at, o.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
    order by o.ordered_at desc, o.id desc
    limit ${query.limit + 1}`;
  // Customer by customer, each by the index: no plan walks through everybody's orders.
  const found = customerIds
    ? sql`unnest(${arrayText(customerIds)}::uuid[]) as who(id) cross join lateral (
        select o.* from orders o where o.customer_id = who.id and ${asked}) o`
    : sql`(select o.* from orders o where ${asked}) o`;
  const { rows } = await sql<Row<Order>>`
    select ${orderJson} as json, rfc3339(o.ordered_at) as at, o.id
    from (select o.* from ${found} order by o.ordered_at desc, o.id desc limit ${query.limit + 1}) o ${given}
    order by o.ordered_at desc, o.id desc`.execute(tx);
  return pageOf(rows, query.limit);
}

/** A page of rows with the cursor behind it. */
export function pageOf<T>(rows: readonly Row<T>[], limit: number): { data: T[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ json }) => json),
    next: rows.length > limit && last ? encodeCursor([last.at, last.id]) : null,
  };
}
