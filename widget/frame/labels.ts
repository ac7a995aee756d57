/** Days and times as people say them. */
import type { Locale } from '../../contract/ids.ts';

/** Made once a language: making one takes longer than using it. */
const formats = new Map<Locale, ReturnType<typeof formatsOf>>();

function formatsOf(locale: Locale) {
  const date = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  return {
    time: new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }),
    date: new Intl.DateTimeFormat(locale, date),
    dateOfYear: new Intl.DateTimeFormat(locale, { ...date, year: 'numeric' }),
    relative: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  };
}

function format(locale: Locale) {
  const found = formats.get(locale) ?? formatsOf(locale);
  formats.set(locale, found);
  return found;
}

/** The time of day. */
export function timeLabel(time: string, locale: Locale): string {
  return format(locale).time.format(new Date(time));
}

/** Today, yesterday, or the date, with the year where it is another one. */
export function dayLabel(time: string, locale: Locale, now: Date): string {
  const date = new Date(time);
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  const { relative, date: plain, dateOfYear } = format(locale);
  if (days === 0 || days === 1) {
    const word = relative.format(-days, 'day');
    return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
  }
  return (date.getFullYear() === now.getFullYear() ? plain : dateOfYear).format(date);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
