/** How much a file is, as people say it. */
import type { Locale } from '../../contract/ids.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
const step = 1_000;

/** `12 kB`, `3.4 MB`, in the reader's language. */
export function bytesText(bytes: number, locale: Locale): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(step)));
  const amount = bytes / step ** power;
  const unit = units[power] ?? 'byte';
  const maximumFractionDigits = power > 1 && amount < 10 ? 1 : 0;
  const unitDisplay = power === 0 ? 'long' : 'short';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits }).format(
    amount,
  );
}
