/** Until when a task is to be done, as its reader sees it. */
import type { Locale } from '../../../contract/ids.ts';
import type { Task } from '../../../contract/tasks.ts';
import { dayIn } from '../../../contract/times.ts';

export const dueGroups = ['overdue', 'today', 'later'] as const;
export type DueGroup = (typeof dueGroups)[number];
type Due = Task['due'];

/** The last moment at which it is not too late, for telling on which day that is. */
function lastMoment({ at, time }: NonNullable<Due>): Date {
  return new Date(Date.parse(at) - (time === null ? 1 : 0));
}

/** Under which heading a task stands. */
export function groupOf(due: Due, now: Date, timeZone: string): DueGroup {
  if (due === null) return 'later';
  if (Date.parse(due.at) <= now.getTime()) return 'overdue';
  return dayIn(lastMoment(due), timeZone) === dayIn(now, timeZone) ? 'today' : 'later';
}

/** `today`, `tomorrow, 14:30`, `12 May`: on the reader's calendar, but a day without a time is the day that was said. */
export function dueWords(due: NonNullable<Due>, now: Date, timeZone: string, locale: Locale): string {
  const day = due.time === null ? due.date : dayIn(new Date(due.at), timeZone);
  const words = dayWords(day, dayIn(now, timeZone), locale);
  if (due.time === null) return words;
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(new Date(due.at));
  return `${words}, ${clock}`;
}

/** A day near today in words, others as a date. */
export function dayWords(day: string, today: string, locale: Locale): string {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
  if (Math.abs(days) <= 1)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
  const isNear = days > 0 && days < 7;
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(isNear ? { weekday: 'short' as const } : {}),
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const }),
  }).format(new Date(`${day}T00:00:00Z`));
}
