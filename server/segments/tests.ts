/** Tests of values as SQL: of JSON that somebody sent, of amounts, of times. A value that is no such thing fits nothing. */
import { type RawBuilder, sql } from 'kysely';
import type { DateTest, NumberTest, Times, ValueTest, When } from '../../contract/conditions.ts';

type Sql = RawBuilder<unknown>;

const hours = (days: number): Sql => sql`make_interval(hours => ${days * 24}::integer)`;

/** A value's text, number and time: of `v`, which is computed once. */
const text = sql`(case when jsonb_typeof(v) in ('string', 'number', 'boolean') then lower(v #>> '{}') end)`;
const time = sql`time_in(case when jsonb_typeof(v) = 'string' then v #>> '{}' end)`;

const about = (value: Sql, test: Sql): Sql => sql`(select ${test} from (select ${value} as v offset 0) one)`;

/** Whether a JSON value fits. Texts are compared without case. */
export function valueFits(value: Sql, test: ValueTest, now: Sql): Sql {
  return about(value, sql`coalesce(${fits(test, now)}, false)`);
}

function fits(test: ValueTest, now: Sql): Sql {
  switch (test.op) {
    case 'is':
      return sql`${text} = lower(${test.value}::text)`;
    case 'contains':
      return sql`position(lower(${test.value}::text) in ${text}) > 0`;
    case 'starts':
      return sql`starts_with(${text}, lower(${test.value}::text))`;
    case 'above':
    case 'below':
    case 'between':
      return amountFits(sql`number_in(v)`, test);
    case 'before':
    case 'after':
    case 'within':
      return timeFits(time, test, now);
    case 'yes':
      return sql`${text} = 'true'`;
    case 'no':
      return sql`${text} = 'false'`;
    case 'has':
      return sql`case when jsonb_typeof(v) = 'array' then exists (
        select from jsonb_array_elements(v) one(v) where ${text} = lower(${test.value}::text)) end`;
    case 'set':
      return sql`v <> 'null'`;
  }
}

/** When a JSON value may fit or no longer fit by itself. */
export function valueChange(value: Sql, test: ValueTest, now: Sql): Sql[] {
  return test.op === 'within' ? [about(value, passing(time, test.days, now))] : [];
}

type AmountTest = NumberTest | Extract<ValueTest, { op: 'above' | 'below' | 'between' }>;

function amountFits(amount: Sql, test: AmountTest): Sql {
  if (test.op === 'between') return sql`${amount} between ${test.from}::numeric and ${test.to}::numeric`;
  return test.op === 'above'
    ? sql`${amount} > ${test.value}::numeric`
    : sql`${amount} < ${test.value}::numeric`;
}

/** Whether an amount fits. */
export function numberFits(amount: Sql, test: NumberTest): Sql {
  return sql`coalesce(${amountFits(amount, test)}, false)`;
}

function timeFits(at: Sql, test: DateTest, now: Sql): Sql {
  if (test.op === 'within') return sql`(${at} > ${now} - ${hours(test.days)} and ${at} <= ${now})`;
  const limit = sql`${test.at}::timestamptz`;
  return test.op === 'before' ? sql`${at} < ${limit}` : sql`${at} >= ${limit}`;
}

const passing = (at: Sql, days: number, now: Sql): Sql => sql`case
  when ${at} > ${now} then ${at} when ${at} > ${now} - ${hours(days)} then ${at} + ${hours(days)} end`;

/** Whether a time fits. */
export function dateFits(at: Sql, test: DateTest, now: Sql): Sql {
  return sql`(select coalesce(${timeFits(sql`v`, test, now)}, false) from (select ${at} as v offset 0) one)`;
}

/** When a time may fit or no longer fit by itself. */
export function dateChange(at: Sql, test: DateTest, now: Sql): Sql[] {
  return test.op === 'within' ? [about(at, passing(sql`v`, test.days, now))] : [];
}

/** Whether something happened when it is asked for. What lies ahead, by a clock that is fast, counts as now. */
export function spanFits(at: Sql, when: When | undefined, now: Sql): Sql {
  if (when === undefined) return sql`true`;
  if (when.op === 'within') return sql`${at} > ${now} - ${hours(when.days)}`;
  return sql`(${at} >= ${when.from}::timestamptz and ${at} < ${when.to}::timestamptz)`;
}

/** Absent: at least once. */
export function timesFit(count: Sql, times: Times = { op: 'atLeast', count: 1 }): Sql {
  const operator = { atLeast: sql`>=`, atMost: sql`<=`, exactly: sql`=` }[times.op];
  return sql`${count} ${operator} ${times.count}::bigint`;
}

/** How far has to be counted. */
export function timesMax(times: Times = { op: 'atLeast', count: 1 }): number {
  return times.op === 'atLeast' ? times.count : times.count + 1;
}
