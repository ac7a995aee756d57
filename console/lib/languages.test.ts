import { expect, test } from 'vitest';
import { asLocale, bestLocale } from './languages.ts';

test.each([
  [['pt-PT', 'en'], 'pt-BR'],
  [['zh-Hant-TW'], 'zh-CN'],
  [['de-DE', 'fr', 'zh'], 'zh-CN'],
  [['de', 'fr'], 'en'],
  [[], 'en'],
])('%j speaks %s', (wishes, locale) => expect(bestLocale(wishes)).toBe(locale));

test('only our languages are languages', () => {
  expect(asLocale('pt-BR')).toBe('pt-BR');
  expect(asLocale('toString')).toBeUndefined();
  expect(asLocale(null)).toBeUndefined();
});
