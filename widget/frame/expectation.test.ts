import { expect, test } from 'vitest';
import { expectationOf } from './expectation.ts';
import { words } from './locales/words.ts';

test('minutes, hours, and nothing, in every language', () => {
  expect(expectationOf({}, 'en', words.en)).toBe('');
  expect(expectationOf({ waitMinutes: 1 }, 'en', words.en)).toBe('Usually answers in about 1 minute');
  expect(expectationOf({ waitMinutes: 8 }, 'en', words.en)).toBe('Usually answers in about 8 minutes');
  expect(expectationOf({ waitMinutes: 180 }, 'en', words.en)).toBe('Usually answers in about 3 hours');
  expect(expectationOf({ waitMinutes: 8 }, 'zh-CN', words['zh-CN'])).toMatch(/^通常约 8\s?分钟内回复$/);
  const portuguese = expectationOf({ waitMinutes: 120 }, 'pt-BR', words['pt-BR']);
  expect(portuguese).toBe('Costuma responder em cerca de 2 horas');
});

test('while it is closed: when it opens, and no wait', () => {
  const opensAt = new Date(2026, 2, 2, 9, 0).toISOString();
  const text = expectationOf({ waitMinutes: 8, opensAt }, 'en', words.en).replaceAll('\u202f', ' ');
  expect(text).toMatch(/^Closed now\. We are back Monday, Mar 2.* 9:00 AM\.$/);
});
