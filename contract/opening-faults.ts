/** What is wrong with business hours, for the form that asks for them and the server that keeps them. */
import { type Hours, type Interval, isOvernight } from './opening.ts';

export const intervalsPerDayMax = 6;
export const holidaysMax = 100;
export const holidayNameLengthMax = 100;

/** `at`: the weekday from Monday, or the holiday by its place in the list. */
export type HoursFault =
  | { what: 'never-open' }
  | { what: 'overlap' | 'no-time' | 'too-many'; in: 'week' | 'holidays'; at: number }
  | { what: 'same-date' | 'no-name'; in: 'holidays'; at: number };

const dayMinutes = 1_440;

/** Everything that is wrong, in reading order. */
export function hoursFaults({ week, holidays }: Pick<Hours, 'week' | 'holidays'>): HoursFault[] {
  const faults: HoursFault[] = [];
  if (week.every((intervals) => intervals.length === 0)) faults.push({ what: 'never-open' });
  const crossing = overlapsInWeek(week);
  for (const [at, intervals] of week.entries()) {
    faults.push(...faultsOf(intervals, crossing.has(at)).map((what) => ({ what, in: 'week', at }) as const));
  }
  for (const [at, { date, name, intervals }] of holidays.entries()) {
    const overlaps = overlapsIn(intervals.map((interval) => [0, interval]));
    faults.push(
      ...faultsOf(intervals, overlaps.size > 0).map((what) => ({ what, in: 'holidays', at }) as const),
    );
    if (name.trim() === '') faults.push({ what: 'no-name', in: 'holidays', at });
    if (holidays.findIndex((other) => other.date === date) < at)
      faults.push({ what: 'same-date', in: 'holidays', at });
  }
  return faults;
}

function faultsOf(intervals: readonly Interval[], overlaps: boolean) {
  const faults: ('overlap' | 'no-time' | 'too-many')[] = [];
  if (intervals.length > intervalsPerDayMax) faults.push('too-many');
  if (intervals.some(({ from, to }) => from === to && from !== '00:00')) faults.push('no-time');
  if (overlaps) faults.push('overlap');
  return faults;
}

/** The weekdays on which an interval begins before another one has ended; the night from Sunday to Monday too. */
function overlapsInWeek(week: Hours['week']): Set<number> {
  const placed = week.flatMap((intervals, day) =>
    intervals.map((interval): [number, Interval] => [day, interval]),
  );
  const nextWeek = placed.map(([day, interval]): [number, Interval] => [day + 7, interval]);
  return new Set([...overlapsIn([...placed, ...nextWeek])].map((day) => day % 7));
}

function overlapsIn(placed: readonly (readonly [number, Interval])[]): Set<number> {
  const spans = placed
    .map(([day, interval]) => {
      const start = day * dayMinutes + minutesOf(interval.from);
      const end = day * dayMinutes + minutesOf(interval.to) + (isOvernight(interval) ? dayMinutes : 0);
      return { day, start, end };
    })
    .sort((one, other) => one.start - other.start);
  const found = new Set<number>();
  let reached = Number.NEGATIVE_INFINITY;
  for (const { day, start, end } of spans) {
    if (start < reached) found.add(day);
    reached = Math.max(reached, end);
  }
  return found;
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
