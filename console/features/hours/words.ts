/** When a business is open, in words: which sentence, and what stands in it. */
import type { Locale } from '../../../contract/ids.ts';
import type { Opening } from '../../../contract/opening.ts';
import { dayIn } from '../../../contract/times.ts';

const dayMs = 86_400_000;

type Sentence =
  | 'open.always'
  | 'open.closes'
  | 'open.closesDay'
  | 'closed.always'
  | 'closed.opens'
  | 'closed.opensDay';
type Said = { key: Sentence; values: { time: string; day: string } };

/** By the calendar and clock of the business: at a time today, tomorrow, on a weekday of the next six days, on a date. */
export function openingWords(opening: Opening, now: Date, timeZone: string, locale: Locale): Said {
  const { isOpen, changesAt } = opening;
  const state = isOpen ? 'open' : 'closed';
  if (changesAt === null) return { key: `${state}.always`, values: { time: '', day: '' } };
  const [today, day] = [dayIn(now, timeZone), dayIn(changesAt, timeZone)];
  const values = {
    time: clockWords(changesAt, timeZone, locale),
    day: day === today ? '' : dayWords(day, today, locale),
  };
  const verb = isOpen ? ('closes' as const) : ('opens' as const);
  return { key: `${state}.${verb}${day === today ? '' : 'Day'}` as Sentence, values };
}

/** The hour and minute on a clock there. */
export function clockWords(moment: Date, timeZone: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(moment);
}

function dayWords(day: string, today: string, locale: Locale): string {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / dayMs);
  if (days === 1) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(1, 'day');
  const form: Intl.DateTimeFormatOptions =
    days < 7 ? { weekday: 'long' } : { weekday: 'long', day: 'numeric', month: 'long' };
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...form }).format(new Date(`${day}T00:00:00Z`));
}

/** The days of the week, Monday first. */
export function weekdays(locale: Locale): string[] {
  const name = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long' });
  // The fifth of January 1970 was a Monday.
  return Array.from({ length: 7 }, (_, day) => {
    const word = name.format((4 + day) * dayMs);
    return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
  });
}
