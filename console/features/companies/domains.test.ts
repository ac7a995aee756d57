import { expect, test } from 'vitest';
import { domainsIn } from './domains.ts';

test('domains stand between commas, spaces and lines, those of Chinese too', () => {
  expect(domainsIn(' a.com, b.com;c.com\n测试.com、d.com，e.com ')).toEqual([
    'a.com',
    'b.com',
    'c.com',
    '测试.com',
    'd.com',
    'e.com',
  ]);
  expect(domainsIn('  ')).toEqual([]);
});
