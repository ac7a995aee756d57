/**
 * When a business is open: at an instant, next, and how much business time lies between two instants. Pure, for server,
 * console and widget.
 *
 * An interval belongs to the day on which it begins; one that ends no later than it begins ends on the next day. It is one
 * stretch of time from the instant of its beginning to that of its end (see `times.ts` for clocks that change). A holiday
 * stands for its whole date, in place of the weekday: what began the evening before ends at its midnight. Without hours a
 * business is always open.
 */
import { addDays, dayIn, instantOf } from './times.ts';

/** `00:00` to `00:00` is a whole day. */
export type Interval = { from: string; to: string };
/** Without intervals closed all day. */
export type Holiday = { date: string; name: string; intervals: readonly Interval[] };
/** `week`: Monday first. */
export type Hours = {
  timeZone: string;
  week: readonly (readonly Interval[])[];
  holidays: readonly Holiday[];
};

/** `changesAt`: when it closes or opens next; null: never, as far as the hours say. */
export type Opening = { isOpen: boolean; changesAt: Date | null };

type Span = { start: number; end: number };

const midnight = '00:00';
const minuteMs = 60_000;
const dayMs = 86_400_000;
/** An opening is looked for so many days ahead: a hundred holidays may fall on the one weekday that is open. */
const searchDaysMax = 800;
/** Business time is reckoned over so many days, some ten years. */
const reckonDaysMax = 4_000;

/** Whether it is open at an instant, and when that changes. */
export function openingAt(hours: Hours | null, at: Date): Opening {
  const moment = at.getTime();
  if (hours === null) return { isOpen: true, changesAt: null };
  let until = moment;
  for (const { start, end } of spansFrom(hours, at, searchDaysMax)) {
    if (start > until) {
      const isOpen = until > moment;
      return { isOpen, changesAt: new Date(isOpen ? until : start) };
    }
    until = end;
  }
  const isEndless = until - moment > (searchDaysMax - 2) * dayMs;
  return { isOpen: until > moment, changesAt: until > moment && !isEndless ? new Date(until) : null };
}

/** Whether it is open at an instant. */
export function isOpenAt(hours: Hours | null, at: Date): boolean {
  if (hours === null) return true;
  const [next] = spansFrom(hours, at, 1);
  return next !== undefined && next.start <= at.getTime();
}

/** The whole minutes of business time from one instant to a later one; none to an earlier one. @throws RangeError */
export function minutesBetween(hours: Hours | null, from: Date, to: Date): number {
  const [begin, stop] = [from.getTime(), to.getTime()];
  if (stop <= begin) return 0;
  if (hours === null) return Math.floor((stop - begin) / minuteMs);
  const days = Math.ceil((stop - begin) / dayMs) + 1;
  if (days > reckonDaysMax) throw tooFar();
  let total = 0;
  for (const { start, end } of spansFrom(hours, from, days)) {
    if (start < stop) total += Math.min(end, stop) - start;
  }
  return Math.floor(total / minuteMs);
}

/** The first instant by which so many minutes of business time have passed. @throws RangeError */
export function afterMinutes(hours: Hours | null, from: Date, minutes: number): Date {
  let left = Math.max(0, minutes) * minuteMs;
  if (hours === null || left === 0) return new Date(from.getTime() + left);
  for (const { start, end } of spansFrom(hours, from, reckonDaysMax)) {
    if (end - start >= left) return new Date(start + left);
    left -= end - start;
  }
  throw tooFar();
}

/**
 * The last instant that lies so many minutes of business time before another one: whatever began then or before has lasted
 * so long. Undefined when it lies too far back.
 */
export function lastBegun(hours: Hours | null, at: Date, minutes: number): Date | undefined {
  const stop = at.getTime();
  if (hours === null) return new Date(stop - minutes * minuteMs);
  for (let days = 2; days <= searchDaysMax; days *= 4) {
    let left = minutes * minuteMs;
    const spans = [...spansFrom(hours, new Date(stop - days * dayMs), days + 1)].filter(
      ({ start }) => start < stop,
    );
    for (const { start, end } of spans.reverse()) {
      const last = Math.min(end, stop);
      if (last - start >= left) return new Date(last - left);
      left -= last - start;
    }
  }
  return undefined;
}

/** The day of the week of a date: 0 is Monday. */
export function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Whether an interval ends on the day after the one on which it begins. */
export function isOvernight({ from, to }: Interval): boolean {
  return to <= from;
}

/** What is open from an instant on and for so many days, in order and nothing twice. Stretches may touch. */
function* spansFrom(hours: Hours, from: Date, days: number): Generator<Span> {
  let reached = from.getTime();
  // What began the evening before may still be open.
  const first = addDays(dayIn(from, hours.timeZone), -1);
  for (let day = 0; day <= days; day += 1) {
    for (const { start, end } of spansOn(hours, addDays(first, day))) {
      if (end <= reached) continue;
      yield { start: Math.max(start, reached), end };
      reached = end;
    }
  }
}

function spansOn(hours: Hours, date: string): Span[] {
  const { timeZone } = hours;
  const next = addDays(date, 1);
  const holidayOf = (day: string) => hours.holidays.find((holiday) => holiday.date === day);
  const isCut = holidayOf(next) !== undefined;
  const intervals = holidayOf(date)?.intervals ?? hours.week[weekdayOf(date)] ?? [];
  return intervals
    .map((interval) => ({
      start: instantOf(date, interval.from, timeZone).getTime(),
      end: (isOvernight(interval)
        ? instantOf(next, isCut ? midnight : interval.to, timeZone)
        : instantOf(date, interval.to, timeZone)
      ).getTime(),
    }))
    .filter(({ start, end }) => start < end)
    .sort((one, other) => one.start - other.start);
}

function tooFar(): RangeError {
  return new RangeError(`Business time is reckoned over at most ${reckonDaysMax} days.`);
}
