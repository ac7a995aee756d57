/**
 * Times as files write them. Where the year comes first a date means one thing; where it comes last it may mean two, and
 * is read only in the order that was said for the column.
 */
import type { DayOrder } from '../../contract/imports.ts';
import { timeOf } from './values.ts';

const yearLast =
  /^(\d\d?)([-/.])(\d\d?)\2(\d{4})(?:(?:T|,?\s+)(\d\d?):(\d\d)((?::\d\d(?:[.,]\d{1,9})?)?)(?:\s*([ap])\.?m\.?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i;
const halfDayHours = 12;

/** What a text is that is no time here: a date that means two days, or one of the other order. */
export type Unclear = 'unclear-date' | 'other-order';

/** A time in UTC with six decimals; undefined for what is none. */
export function timeIn(text: string, order: DayOrder | undefined): { time: string } | Unclear | undefined {
  if (!yearLast.test(text)) {
    const time = timeOf(text);
    return time === undefined ? undefined : { time };
  }
  const [dayFirst, monthFirst] = [readAs(text, 'day-first'), readAs(text, 'month-first')];
  if (dayFirst === undefined && monthFirst === undefined) return undefined;
  // The fifth of May is that in both.
  if (dayFirst !== undefined && dayFirst === monthFirst) return { time: dayFirst };
  if (order === undefined) return 'unclear-date';
  const time = order === 'day-first' ? dayFirst : monthFirst;
  return time === undefined ? 'other-order' : { time };
}

/** In which order a column has day and month, by what its texts prove; `unclear` where they prove nothing, or both. */
export function orderOf(texts: readonly string[]): DayOrder | 'unclear' | undefined {
  let isUnclear = false;
  const proved = new Set<DayOrder>();
  for (const text of texts) {
    if (!yearLast.test(text)) continue;
    const [dayFirst, monthFirst] = [readAs(text, 'day-first'), readAs(text, 'month-first')];
    if (dayFirst === monthFirst) continue;
    isUnclear = true;
    if (monthFirst === undefined) proved.add('day-first');
    if (dayFirst === undefined) proved.add('month-first');
  }
  const [order] = proved;
  if (order !== undefined && proved.size === 1) return order;
  return isUnclear ? 'unclear' : undefined;
}

function readAs(text: string, order: DayOrder): string | undefined {
  const match = yearLast.exec(text);
  if (!match) return undefined;
  const [, one = '', , two = '', year = '', hour, minute = '', seconds = '', half, zone = ''] = match;
  const [day, month] = order === 'day-first' ? [one, two] : [two, one];
  if (hour === undefined) return timeOf(`${year}-${month}-${day}${zone}`);
  const hours = half === undefined ? hour : hourOf(Number(hour), half);
  return hours === undefined
    ? undefined
    : timeOf(`${year}-${month}-${day} ${hours}:${minute}${seconds}${zone}`);
}

/** The hour of the day for one of its half: twelve comes before one. */
function hourOf(hour: number, half: string): string | undefined {
  if (hour < 1 || hour > halfDayHours) return undefined;
  return String((hour % halfDayHours) + (half.toLowerCase() === 'p' ? halfDayHours : 0));
}
