/**
 * Money: an integer of a currency's smallest unit, with its ISO 4217 code. How many decimals a currency has is what
 * `Intl` says: none for JPY, three for KWD.
 */
import { z } from 'zod';

const codes = new Set(Intl.supportedValuesOf('currency'));

/** Larger amounts are mistakes; a thousand of them still add up exactly. */
export const amountMax = 1_000_000_000_000;

/** A currency's code; small letters are taken for capitals. */
export const currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => codes.has(code), {
    error: 'This is no currency. Send its ISO 4217 code, like EUR or BRL.',
  });

/** An amount that is not negative, in the currency's smallest unit: 1990 for 19.90 EUR. */
export const amount = z
  .int({ error: 'Send the amount as an integer of the smallest unit: 1990 for 19.90 EUR.' })
  .min(0, { error: 'An amount is not negative. What was given back is a refund.' })
  .max(amountMax, { error: `An amount is at most ${amountMax}.` });

/** How many decimals a currency has. */
export function decimalsOf(code: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * A decimal amount in the smallest unit, exactly: `19.9` in EUR is 1990. `isExact` is false where it had more decimals
 * than the currency and was rounded. Undefined for what is no amount.
 */
export function minorOf(
  value: string | number,
  code: string,
): { amount: number; isExact: boolean } | undefined {
  const text = String(value).trim();
  if (!/^\d+(\.\d+)?$/.test(text)) return undefined;
  // The decimal point moves in the text, so that 1.005 is what it says and not the nearest binary fraction.
  const shifted = Number(`${text}e${decimalsOf(code)}`);
  const rounded = Math.round(shifted);
  if (rounded > amountMax) return undefined;
  return { amount: rounded, isExact: /\.\d+/.test(text) ? decimalsIn(text) <= decimalsOf(code) : true };
}

function decimalsIn(text: string): number {
  return (text.split('.')[1] ?? '').replace(/0+$/, '').length;
}

/** An amount of the smallest unit as a decimal number in text: 1990 EUR is `19.90`. */
export function majorOf(minor: number, code: string): string {
  const decimals = decimalsOf(code);
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = minor < 0 ? '-' : '';
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`;
}
