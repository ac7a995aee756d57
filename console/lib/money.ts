/** Money as people read and type it. */

import type { Locale } from '../../contract/ids.ts';
import { majorOf, minorOf } from '../../contract/money.ts';

/** An amount of the smallest unit in its currency, as the reader's language writes it. */
export function moneyText(minor: number, currency: string, locale: Locale): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  // As text, so that nothing is lost on the way to a binary fraction.
  return format.format(majorOf(minor, currency) as `${number}`);
}

/** An amount as a field holds it, for somebody to change: `typedAmount` reads it back. */
export function amountField(minor: number, currency: string, locale: Locale): string {
  const decimal = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal');
  return majorOf(minor, currency).replace('.', decimal?.value ?? '.');
}

/** An amount without its unit is shown as nothing rather than as a guess. */
export function moneyOrDash(minor: number | null, currency: string | null, locale: Locale): string {
  return minor === null || currency === null ? '–' : moneyText(minor, currency, locale);
}

/**
 * What somebody typed, in the smallest unit: `1.234,56` and `1234.56` are both understood, for people type what their
 * shop shows. Undefined for what is no amount, or has more decimals than the currency.
 */
export function typedAmount(text: string, currency: string, locale: Locale): number | undefined {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234.5);
  const group = parts.find(({ type }) => type === 'group')?.value ?? ',';
  const compact = text.replaceAll(/[\s\u00a0\u202f]/g, '');
  const groups = compact.split(group);
  const isGrouped = groups.length > 1 && groups.slice(1).every((part) => /^\d{3}(\D|$)/.test(part));
  const plain = (isGrouped ? groups.join('') : compact).replace(',', '.');
  const minor = minorOf(plain, currency);
  return minor?.isExact ? minor.amount : undefined;
}
