/** What a customer's orders add up to. */
import { sql } from 'kysely';
import type { OrderFacts } from '../../contract/orders.ts';
import { idsOf } from '../customers/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { rfmOf } from './rfm.ts';

/** Favourites and prices are counted over so many of a customer's newest orders. */
const favouriteOrdersMax = 200;
const favouritesMax = 3;
/** A typical order is the mean of so many of the workspace's newest. */
const typicalOrdersMax = 1_000;

/** Facts of the surviving customer of an id. */
export async function readOrderFacts(tx: Tx, customerId: string, now: Date): Promise<OrderFacts> {
  const ids = await idsOf(tx, customerId);
  const [{ orders, firstAt, lastAt, values: money }, products, categories, prices] = await Promise.all([
    sumOrders(tx, ids),
    favourites(tx, ids, 'name'),
    favourites(tx, ids, 'category'),
    priceBands(tx, ids),
  ]);
  const typical = money[0] && (await typicalTotal(tx, money[0].currency));
  return {
    orders,
    values: money,
    firstAt,
    lastAt,
    products,
    categories,
    prices,
    rfm: lastAt === null ? null : rfmOf({ lastAt, orders, net: money[0]?.net, typical }, now),
  };
}

/** What the orders that came with these customers, before all merges, add up to; cancelled ones do not count. */
export async function sumOrders(
  tx: Tx,
  customerIds: readonly string[],
): Promise<Pick<OrderFacts, 'orders' | 'firstAt' | 'lastAt' | 'values'>> {
  const own = sql`unnest(${arrayText(customerIds)}::uuid[]) as who(id)
    cross join lateral (select * from orders o where o.customer_id = who.id and o.status <> 'cancelled' offset 0) o`;
  const [sums, values] = await Promise.all([
    sql<{ orders: number; firstAt: string | null; lastAt: string | null }>`
      select count(*)::integer as orders, rfc3339(min(o.ordered_at)) as "firstAt", rfc3339(max(o.ordered_at)) as "lastAt"
      from ${own}`.execute(tx),
    sql<{ json: OrderFacts['values'][number] }>`
      select json_build_object('currency', o.currency, 'orders', count(*), 'net', sum(o.total - o.refunded)) as json
      from ${own} where o.total is not null and o.currency is not null
      group by o.currency order by count(*) desc, o.currency`.execute(tx),
  ]);
  const sum = sums.rows[0] ?? { orders: 0, firstAt: null, lastAt: null };
  return { ...sum, values: values.rows.map(({ json }) => json) };
}

async function favourites(
  tx: Tx,
  customerIds: readonly string[],
  field: 'name' | 'category',
): Promise<{ name: string; quantity: number }[]> {
  const { rows } = await sql<{ json: { name: string; quantity: number } }>`
    select json_build_object('name', l.value ->> ${sql.lit(field)}, 'quantity', sum((l.value ->> 'quantity')::numeric))
      as json
    from ${newestOrders(customerIds)}
    cross join lateral jsonb_array_elements(newest.lines) l
    where l.value ->> ${sql.lit(field)} is not null
    group by l.value ->> ${sql.lit(field)}
    order by sum((l.value ->> 'quantity')::numeric) desc, l.value ->> ${sql.lit(field)}
    limit ${favouritesMax}`.execute(tx);
  return rows.map(({ json }) => json);
}

/**
 * What one piece of what they buy costs: the quartiles (`percentile_disc` of 0.25, 0.5 and 0.75, so each is a price that
 * was paid) over the lines with a price, each line once however many pieces it has, by currency.
 */
async function priceBands(tx: Tx, customerIds: readonly string[]): Promise<OrderFacts['prices']> {
  const price = sql`(l.value ->> 'unitPrice')::bigint`;
  const quartile = (share: number) =>
    sql`percentile_disc(${sql.lit(share)}) within group (order by ${price})`;
  const { rows } = await sql<{ json: OrderFacts['prices'][number] }>`
    select json_build_object('currency', newest.currency, 'lines', count(*),
      'from', ${quartile(0.25)}, 'usual', ${quartile(0.5)}, 'to', ${quartile(0.75)}) as json
    from ${newestOrders(customerIds)}
    cross join lateral jsonb_array_elements(newest.lines) l
    where newest.currency is not null and l.value ->> 'unitPrice' is not null
    group by newest.currency
    order by count(*) desc, newest.currency`.execute(tx);
  return rows.map(({ json }) => json);
}

/** Orders whose goods stayed with these customers, as rows `newest (lines, currency)`. */
const newestOrders = (customerIds: readonly string[]) => sql`(
  select o.parts -> 'lines' -> 1 as lines, o.currency from orders o
  where o.customer_id = any(${arrayText(customerIds)}::uuid[]) and o.status not in ('cancelled', 'refunded')
  order by o.ordered_at desc limit ${favouriteOrdersMax}
) newest`;

/** What an order in this currency comes to on average. */
async function typicalTotal(tx: Tx, currency: string): Promise<number | undefined> {
  const { rows } = await sql<{ mean: number | null }>`
    select avg(n.total)::double precision as mean from (
      select o.total from orders o where o.currency = ${currency}
      order by o.ordered_at desc limit ${typicalOrdersMax}) n`.execute(tx);
  return rows[0]?.mean ?? undefined;
}
