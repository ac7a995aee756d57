import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountMax, currency, decimalsOf, majorOf, minorOf } from './money.ts';

test('decimals are those of the currency', () => {
  expect(['JPY', 'USD', 'KWD'].map(decimalsOf)).toEqual([0, 2, 3]);
});

test('decimal amounts become integers exactly', () => {
  expect(minorOf('1.005', 'KWD')).toEqual({ amount: 1_005, isExact: true });
  expect(minorOf(19.9, 'EUR')).toEqual({ amount: 1_990, isExact: true });
  expect(minorOf('0.285', 'EUR')).toEqual({ amount: 29, isExact: false });
  expect(minorOf('10.00', 'JPY')).toEqual({ amount: 10, isExact: true });
  for (const none of ['', '-1', '1,50', '1e3', 'NaN', Number.NaN, Infinity, amountMax]) {
    expect(minorOf(none, 'EUR')).toBeUndefined();
  }
});

test('an amount there and back is the same', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: amountMax }),
      fc.constantFrom('JPY', 'BRL', 'KWD'),
      (minor, code) => {
        expect(minorOf(majorOf(minor, code), code)).toEqual({ amount: minor, isExact: true });
      },
    ),
  );
  expect(majorOf(-5, 'EUR')).toBe('-0.05');
});

test('a currency is read in small letters too, and nothing else is one', () => {
  expect(currency.parse(' brl ')).toBe('BRL');
  for (const none of ['', 'R$', 'EURO', 'ZZZ', 978]) expect(currency.safeParse(none).success).toBe(false);
});
