import { expect, test } from 'vitest';
import { dayName, relativeTime } from './time.ts';

const now = new Date(2026, 10, 21, 15, 0, 0);
const ago = (hours: number, minutes = 0, seconds = 0) =>
  new Date(now.getTime() - ((hours * 60 + minutes) * 60 + seconds) * 1000);

test.each([
  [ago(0, 0, 30), 'now'],
  [ago(0, 1), '1m ago'],
  [ago(0, 59, 59), '59m ago'],
  [ago(3, 59), '3h ago'],
  [ago(14, 30), '14h ago'],
  [ago(16), 'yesterday'],
  [ago(24 + 14), 'yesterday'],
  [ago(48), 'Nov 19'],
  [ago(24 * 400), 'Oct 17, 2025'],
])('%s is "%s"', (then, words) => {
  expect(relativeTime(then, now, 'en')).toBe(words);
});

test('what lies ahead is a date', () => {
  expect(relativeTime(new Date(2026, 10, 24, 15), now, 'en')).toBe('Nov 24');
  expect(relativeTime(new Date(2026, 10, 24, 15), now, 'zh-CN')).toBe('11月24日');
});

test('days have names', () => {
  expect(dayName(ago(1), now, 'en')).toBe('today');
  expect(dayName(ago(16), now, 'pt-BR')).toBe('ontem');
  expect(dayName(ago(72), now, 'en')).toBe('Wednesday, November 18');
  expect(dayName(new Date(2025, 0, 2), now, 'zh-CN')).toBe('2025年1月2日星期四');
});
