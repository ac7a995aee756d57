/** Hours while somebody writes them: what is wrong yet, what a next time is likely to be, days copied to others. */
import { type Holiday, type Hours, type Interval, openingAt } from '../../../contract/opening.ts';
import { type HoursFault, hoursFaults, intervalsPerDayMax } from '../../../contract/opening-faults.ts';
import { addDays } from '../../../contract/times.ts';

/** A field is empty yet. */
type Missing = { what: 'missing'; in: 'week' | 'holidays'; at: number };
export type DraftFault = HoursFault | Missing;

const usual: Interval = { from: '09:00', to: '18:00' };

/** The hours that somebody begins with: Monday to Friday. */
export function firstHours(timeZone: string): Hours {
  const week = Array.from({ length: 7 }, (_, day) => (day < 5 ? [usual] : []));
  return { timeZone, week, holidays: [] };
}

/** Everything that keeps a draft from being saved. */
export function draftFaults(draft: Hours): DraftFault[] {
  const isEmpty = ({ from, to }: Interval) => from === '' || to === '';
  const missing: Missing[] = [
    ...draft.week.flatMap((intervals, at) =>
      intervals.some(isEmpty) ? [{ what: 'missing', in: 'week', at } as const] : [],
    ),
    ...draft.holidays.flatMap(({ date, intervals }, at) =>
      date === '' || intervals.some(isEmpty) ? [{ what: 'missing', in: 'holidays', at } as const] : [],
    ),
  ];
  // What is not written yet overlaps nothing.
  return missing.length > 0 ? missing : hoursFaults(draft);
}

/** What is wrong with one day or holiday. */
export function faultAt(
  faults: readonly DraftFault[],
  place: 'week' | 'holidays',
  at: number,
): DraftFault['what'] | undefined {
  return faults.find((fault) => 'in' in fault && fault.in === place && fault.at === at)?.what;
}

/** Another time of a day: usual hours, else an hour after the last one and until the evening. */
export function withNext(intervals: readonly Interval[]): readonly Interval[] {
  const last = intervals.at(-1);
  if (intervals.length >= intervalsPerDayMax) return intervals;
  if (last === undefined) return [usual];
  const hour = Number(last.to.slice(0, 2)) + 1;
  if (last.to <= last.from || hour > 21) return [...intervals, { from: '', to: '' }];
  const clock = (value: number) => `${String(value).padStart(2, '0')}:00`;
  return [...intervals, { from: clock(hour), to: clock(Math.max(18, hour + 1)) }];
}

/** The same times on other days. */
export function copied(week: Hours['week'], from: number, to: readonly number[]): Hours['week'] {
  return week.map((intervals, day) => (to.includes(day) ? (week[from] ?? []) : intervals));
}

/** A holiday to be named: the day after the last one, or tomorrow. */
export function nextHoliday(holidays: readonly Holiday[], today: string): Holiday {
  const last = holidays.map(({ date }) => date).reduce((one, other) => (one > other ? one : other), today);
  return { date: addDays(last, 1), name: '', intervals: [] };
}

/** Whether a draft is open now, and when that changes; undefined while it is not in order. */
export function openingOf(draft: Hours, now: Date) {
  return draftFaults(draft).length > 0 ? undefined : openingAt(draft, now);
}
