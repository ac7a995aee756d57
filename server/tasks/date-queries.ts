/** Reading important dates. */
import { sql } from 'kysely';
import { type CustomerDate, type UpcomingDate, upcomingDatesMax } from '../../contract/dates.ts';
import { addDays } from '../../contract/times.ts';
import { nextOn } from '../../contract/yearly.ts';
import { idsOf, readCustomer } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** A date as commands need it: the customer is the one that it came with. */
export type DateRow = Omit<CustomerDate, 'nextOn'> & { customerId: string };
export const dateRow = sql`d.id, d.customer_id as "customerId", d.date_kind as "dateKind", d.name, d.month, d.day, d.year,
  d.yearly, d.remind_days as "remindDays"`;

/** A customer's dates, the next one first, those that are over last. */
export async function listDates(tx: Tx, customerId: string, today: string): Promise<CustomerDate[]> {
  const { id } = await readCustomer(tx, customerId);
  const { rows } = await sql<DateRow>`
    select ${dateRow} from customer_dates d where d.customer_id = any(${await idsOf(tx, id)}::uuid[])
    order by d.id`.execute(tx);
  const dates = rows.map(({ customerId: _, ...date }) => ({ ...date, nextOn: nextOn(date, today) ?? null }));
  const place = ({ nextOn: on, id }: CustomerDate) => `${on ?? '9999'} ${id}`;
  return dates.sort((one, other) => (place(one) < place(other) ? -1 : 1));
}

/**
 * The dates of all customers from today on, for so many days. Day by day, by the index: however many dates there are, only
 * those are read that come.
 */
export async function listUpcoming(tx: Tx, today: string, days: number): Promise<UpcomingDate[]> {
  const { rows } = await sql<{ json: UpcomingDate }>`
    select json_build_object('id', d.id, 'dateKind', d.date_kind, 'name', d.name, 'month', d.month, 'day', d.day,
      'year', d.year, 'yearly', d.yearly, 'remindDays', d.remind_days, 'on', to_char(d.on_day, 'YYYY-MM-DD'),
      'customer', json_build_object('id', root_of(d.customer_id), 'name', customer_name(d.customer_id))) as json
    from (
      select c.on_day::date as on_day, d.*
      from generate_series(${today}::date, ${addDays(today, days)}::date, interval '1 day') c (on_day)
      cross join lateral (
        select * from customer_dates d
        where d.month = extract(month from c.on_day) and d.day = extract(day from c.on_day) and ${comes}
        union all
        -- The 29th of February, in a year that has none.
        select * from customer_dates d
        where d.month = 2 and d.day = 29 and ${comes} and extract(month from c.on_day) = 2
          and extract(day from c.on_day) = 28 and extract(day from c.on_day + interval '1 day') = 1
      ) d
      order by on_day, d.id limit ${upcomingDatesMax}
    ) d
    order by d.on_day, d.id`.execute(tx);
  return rows.map(({ json }) => json);
}

const comes = sql`case when d.yearly then coalesce(d.year, 0) <= extract(year from c.on_day)
  else d.year = extract(year from c.on_day) end`;
