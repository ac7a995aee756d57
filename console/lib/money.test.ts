import { expect, test } from 'vitest';
import { amountField, moneyOrDash, moneyText, typedAmount } from './money.ts';

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('amounts are written in their currency and the reader’s language', () => {
  expect(moneyText(199_000, 'BRL', 'en')).toBe('R$1,990.00');
  expect(plain(moneyText(199_000, 'BRL', 'pt-BR'))).toBe('R$ 1.990,00');
  expect(moneyText(1_990, 'JPY', 'en')).toBe('¥1,990');
  expect(plain(moneyText(1_234, 'KWD', 'en'))).toBe('KWD 1.234');
  expect(moneyText(-5, 'USD', 'en')).toBe('-$0.05');
  expect(moneyOrDash(null, 'USD', 'en')).toBe('–');
});

test('amounts are read as people type them', () => {
  for (const text of ['1990', '1990.00', '1990,00', '1,990', '1,990.00', ' 1 990 ']) {
    expect(typedAmount(text, 'EUR', 'en'), text).toBe(199_000);
  }
  for (const text of ['1.990', '1.990,00', '1990,0', '1990.00']) {
    expect(typedAmount(text, 'BRL', 'pt-BR'), text).toBe(199_000);
  }
  expect(typedAmount('19,9', 'EUR', 'en')).toBe(1_990);
  for (const text of ['', 'ten', '-1', '1.999', '12.5.1']) {
    expect(typedAmount(text, 'EUR', 'en'), text).toBeUndefined();
  }
  expect(typedAmount('19.5', 'JPY', 'en')).toBeUndefined();
});

test.each(['en', 'zh-CN', 'pt-BR'] as const)('what a field holds in %s is read back as it was', (locale) => {
  for (const currency of ['EUR', 'JPY', 'KWD']) {
    for (const minor of [0, 5, 1_999, 1_234_500, 123_456_789]) {
      expect(typedAmount(amountField(minor, currency, locale), currency, locale)).toBe(minor);
    }
  }
});
