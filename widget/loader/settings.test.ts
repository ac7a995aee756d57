import { expect, test } from 'vitest';
import { pickLocale } from './settings.ts';

test.each([
  [['pt-BR'], 'pt-BR'],
  [['pt'], 'pt-BR'],
  [['PT-pt', 'en'], 'pt-BR'],
  [['zh-Hant-TW'], 'zh-CN'],
  [[undefined, '', 'fr', 'de-AT', 'zh'], 'zh-CN'],
  [['fr'], 'en'],
  [[], 'en'],
])('%j is spoken as %s', (wanted, spoken) => {
  expect(pickLocale(wanted)).toBe(spoken);
});
