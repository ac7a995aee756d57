/** Which customers one and the same order was reported for. */
import { sql } from 'kysely';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** Of one customer so many orders are looked at, and of one order so many customers. */
const ordersMax = 200;
const sharersMax = 20;

export type SharedOrder = { rootId: string; otherId: string; number: string };

/**
 * Orders that were reported for these surviving customers and for others: an order, or a review of it, that named both; or
 * two orders with the same number, amount and currency, as two systems tell of one purchase.
 */
export async function sharedOrders(tx: Tx, rootIds: readonly string[]): Promise<SharedOrder[]> {
  const { rows } = await sql<SharedOrder>`
    with mine as materialized (
      select w.root, o.order_id
      from unnest(${arrayText(rootIds)}::uuid[]) w (root)
      cross join lateral ids_of(w.root) as who (id)
      cross join lateral (
        (select t.order_id from order_tellings t where t.customer_id = who.id limit ${ordersMax})
        union
        (select r.order_id from reviews r where r.customer_id = who.id and r.order_id is not null limit ${ordersMax})
      ) o)
    select distinct m.root as "rootId", root_of(o.customer_id) as "otherId", coalesce(known.number, o.number) as number
    from mine m
    left join lateral (select number, total, currency from orders where id = m.order_id limit 1) known on true
    cross join lateral (
      (select t.customer_id, null::text as number from order_tellings t
        where t.order_id = m.order_id and t.customer_id is not null limit ${sharersMax})
      union
      (select r.customer_id, null from reviews r
        where r.order_id = m.order_id and r.customer_id is not null limit ${sharersMax})
      union
      (select t.customer_id, p.number
        from orders p cross join lateral (select customer_id from order_tellings where order_id = p.id) t
        where p.number = known.number and p.id <> m.order_id and p.total = known.total
          and p.currency = known.currency and t.customer_id is not null limit ${sharersMax})
    ) o
    where root_of(o.customer_id) <> m.root and coalesce(known.number, o.number) is not null
    order by 1, 2, 3`.execute(tx);
  return rows;
}
