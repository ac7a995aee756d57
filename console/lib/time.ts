/** Times in words: relative while they are near, a date when they are not. */
import type { Locale } from '../../contract/ids.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `now`, `5 min. ago`, `3 hr. ago`, `yesterday`, then a date (with its year when it is another year). */
export function relativeTime(then: Date, now: Date, locale: Locale): string {
  const past = now.getTime() - then.getTime();
  const words = (style: 'narrow' | 'short') =>
    new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style });
  if (Math.abs(past) < minuteMs) return words('narrow').format(0, 'second');
  if (past > 0 && past < hourMs) return words('narrow').format(-Math.floor(past / minuteMs), 'minute');
  const days = daysBetween(then, now);
  if (past > 0 && past < dayMs && days === 0)
    return words('narrow').format(-Math.floor(past / hourMs), 'hour');
  if (past > 0 && days === 1) return words('short').format(-1, 'day');
  const isSameYear = then.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(isSameYear ? {} : { year: 'numeric' }),
  }).format(then);
}

/** The whole date and time, for hovering and for screen readers. */
export function fullTime(then: Date, locale: Locale, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'full',
    timeStyle: 'medium',
    ...(timeZone ? { timeZone } : {}),
  }).format(then);
}

/** The hour and minute. */
export function clockTime(then: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(then);
}

/** The date as a heading between messages: `today`, `yesterday`, or the date. */
export function dayName(then: Date, now: Date, locale: Locale): string {
  const days = daysBetween(then, now);
  if (days === 0 || days === 1)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day');
  const isSameYear = then.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isSameYear ? {} : { year: 'numeric' }),
  }).format(then);
}

/** How many midnights lie between two times, on the reader's calendar. */
function daysBetween(then: Date, now: Date): number {
  const midnight = (time: Date) => Date.UTC(time.getFullYear(), time.getMonth(), time.getDate());
  return Math.round((midnight(now) - midnight(then)) / dayMs);
}

/** How long something lasts, in its largest whole unit from minutes to days: `<1 min`, `12 min`, `3 hr`, `2 days`. */
export function spanWords(ms: number, locale: Locale): string {
  const [unit, unitMs] =
    ms < hourMs
      ? (['minute', minuteMs] as const)
      : ms < dayMs
        ? (['hour', hourMs] as const)
        : (['day', dayMs] as const);
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' });
  return ms < minuteMs ? `<${format.format(1)}` : format.format(Math.floor(ms / unitMs));
}
