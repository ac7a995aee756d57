/** Until when something is promised, in the visitor's language and on the visitor's clock. */
import type { VisitorPromise } from '../../contract/promises.ts';

/** `timeZone`: absent, that of the browser. A day without a time is the day that was said. */
export function promiseTime(
  { date, time, at }: VisitorPromise['due'],
  locale: string,
  timeZone?: string,
): string {
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  if (time === null) {
    return new Intl.DateTimeFormat(locale, { ...day, timeZone: 'UTC' }).format(
      Date.parse(`${date}T00:00:00Z`),
    );
  }
  const clock = { hour: 'numeric', minute: '2-digit', ...(timeZone ? { timeZone } : {}) } as const;
  return new Intl.DateTimeFormat(locale, { ...day, ...clock }).format(Date.parse(at));
}
