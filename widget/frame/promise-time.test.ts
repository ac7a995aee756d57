import { expect, test } from 'vitest';
import { promiseTime } from './promise-time.ts';

const due = { date: '2026-11-27', time: '15:00', at: '2026-11-27T18:00:00.000000Z' };

test.each([
  ['en', 'America/Sao_Paulo', 'Fri, Nov 27, 3:00 PM'],
  ['pt-BR', 'America/Sao_Paulo', 'sex., 27 de nov., 15:00'],
  ['zh-CN', 'Asia/Shanghai', '11月28日周六 2:00'],
])('%s in %s', (locale, zone, words) => {
  expect(promiseTime(due, locale, zone).replaceAll('\u202f', ' ')).toBe(words);
});

test('a day without a time is that day everywhere', () => {
  const day = { date: '2026-11-27', time: null, at: '2026-11-28T03:00:00.000000Z' };
  for (const zone of ['Asia/Tokyo', 'America/Los_Angeles', undefined])
    expect(promiseTime(day, 'en', zone)).toBe('Fri, Nov 27');
});
