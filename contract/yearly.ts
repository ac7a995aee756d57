/** Days that come back every year, or once. The 29th of February is kept on the 28th where a year has none. */
import { addDays } from './times.ts';

export type Marked = {
  month: number;
  day: number;
  /** The first time; null: a day whose year nobody knows, which comes back every year. */
  year: number | null;
  yearly: boolean;
};

const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether some year has this day; with a year: whether that year has it. */
export function isDay(month: number, day: number, year: number | null): boolean {
  if (year === null) return day >= 1 && day <= (longest[month - 1] ?? 0);
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** On which date it falls in a year. */
export function dateIn(year: number, month: number, day: number): string {
  const on = month === 2 && day === 29 && !isDay(2, 29, year) ? 28 : day;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(on)}`;
}

/** The first date on which it comes, not before `from`; undefined when it is over. */
export function nextOn({ month, day, year, yearly }: Marked, from: string): string | undefined {
  if (!yearly && year === null) return undefined;
  const first = year === null ? undefined : dateIn(year, month, day);
  if (first !== undefined && first >= from) return first;
  if (!yearly) return undefined;
  const now = Number(from.slice(0, 4));
  const thisYear = dateIn(now, month, day);
  return thisYear >= from ? thisYear : dateIn(now + 1, month, day);
}

/** The date after `on` on which it comes again; undefined when that was the last time. */
export function nextAfter(marked: Marked, on: string): string | undefined {
  return nextOn(marked, addDays(on, 1));
}
