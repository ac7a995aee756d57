/**
 * Times of the demo: whole microseconds since 1970, exact in a double until 2255. When people write and when the team
 * works follows the clock of the place where they are.
 */
import type { Random } from './random.ts';

export const second = 1_000_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
let shownDay = { start: Number.NaN, text: '' };

/** RFC 3339 in UTC with six decimals. Quick within one day, since millions of times are shown. */
export function timeText(at: number): string {
  const start = Math.floor(at / day) * day;
  if (shownDay.start !== start)
    shownDay = { start, text: new Date(start / 1_000).toISOString().slice(0, 11) };
  const seconds = Math.floor((at - start) / second);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const micros = String(at % second).padStart(6, '0');
  return `${shownDay.text}${twoDigits[hours]}:${twoDigits[minutes]}:${twoDigits[seconds % 60]}.${micros}Z`;
}

/** How many of a day's visits fall into each hour, where the visitor is. */
const visitsByHour = [
  3, 1, 1, 0, 0, 1, 4, 10, 18, 26, 30, 28, 30, 26, 20, 18, 19, 22, 27, 34, 36, 30, 18, 8,
].map((weight, at) => ({ weight, at }));

/** A moment on the local day of `around` when a visitor may well be there; Sundays are quieter. */
export function visitingTime(random: Random, around: number, zoneHours: number): number {
  let start = Math.floor((around + zoneHours * hour) / day) * day;
  if (weekdayOf(start) === 0 && random.chance(0.35)) start += day;
  const at = start + random.weighted(visitsByHour).at * hour + Math.floor(random.next() * hour);
  return at - zoneHours * hour;
}

export type Shift = { zoneHours: number; from: number; to: number; weekdays: readonly number[] };

const daysAheadMax = 8;

/** The first moment from `at` on at which somebody of this shift is at work. */
export function atWork(at: number, shift: Shift): number {
  const local = at + shift.zoneHours * hour;
  for (let ahead = 0; ahead < daysAheadMax; ahead++) {
    const start = (Math.floor(local / day) + ahead) * day;
    if (!shift.weekdays.includes(weekdayOf(start)) || local >= start + shift.to * hour) continue;
    return Math.max(local, start + shift.from * hour) - shift.zoneHours * hour;
  }
  return at;
}

/** 0 is Sunday; the first of January 1970 was a Thursday. */
function weekdayOf(start: number): number {
  return (Math.floor(start / day) + 4) % 7;
}
