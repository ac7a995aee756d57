/** A day of the year in words, with its year where that is known. */
import type { Locale } from '../../../../contract/ids.ts';

export function dateWords(
  { month, day, year }: { month: number; day: number; year: number | null },
  locale: Locale,
): string {
  // A leap year stands in for the year that nobody knows, for the 29th of February is in it.
  const date = new Date(Date.UTC(2000, month - 1, day));
  if (year !== null) date.setUTCFullYear(year, month - 1, day);
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    ...(year === null ? {} : { year: 'numeric' as const }),
  }).format(date);
}
