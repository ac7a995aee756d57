/** What a customer's orders come to, as parts of other folders' statements. Orders that were cancelled don't count. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';

type Sql = RawBuilder<unknown>;
/** Orders of a surviving customer, `who` in SQL; `where` narrows the orders `o` by when they were placed: SQL over `at`. */
export type OrderSpan = { where: (at: Sql) => Sql };

const own = (who: Sql, span: OrderSpan): Sql => sql`
  from ids_of(${who}) own(id) cross join lateral (
    select * from orders o where o.customer_id = own.id and o.status <> 'cancelled' and ${span.where(sql`o.ordered_at`)}
  ) o`;

/** How many there are. */
export const orderCount = (who: Sql, span: OrderSpan): Sql => sql`(select count(*) ${own(who, span)})`;

/** What was paid less what was given back, in the currency's smallest unit. */
export const orderNet = (who: Sql, currency: string, span: OrderSpan): Sql => sql`(
  select coalesce(sum(o.total - o.refunded), 0) ${own(who, span)} where o.currency = ${currency})`;

/** When the first one was placed; null for none. */
export const firstOrderAt = (who: Sql, span: OrderSpan): Sql =>
  sql`(select min(o.ordered_at) ${own(who, span)})`;

/** When the last one was placed; null for none. */
export const lastOrderAt = (who: Sql): Sql =>
  sql`(select max(o.ordered_at) ${own(who, { where: () => sql`true` })})`;

/** The currencies of the newest orders, the most frequent first. */
export async function recentCurrencies(tx: Tx, looked: number, max: number): Promise<string[]> {
  const { rows } = await sql<{ currency: string }>`
    select currency from (select currency from orders order by ordered_at desc, id desc limit ${looked}) o
    where currency is not null group by currency order by count(*) desc, currency limit ${max}`.execute(tx);
  return rows.map(({ currency }) => currency);
}
