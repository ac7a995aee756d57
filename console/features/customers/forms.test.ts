import { expect, test } from 'vitest';
import { isAhead, localTime, occurredAtOf } from './when.ts';

test('a form opened now and not touched says nothing about when', () => {
  const begun = localTime(new Date(2026, 2, 1, 9, 5));
  expect(begun).toBe('2026-03-01T09:05');
  expect(occurredAtOf(begun, begun)).toEqual({});
  expect(occurredAtOf('', begun)).toEqual({});
  expect(occurredAtOf('2026-02-28T18:30', begun)).toEqual({
    occurredAt: new Date(2026, 1, 28, 18, 30).toISOString(),
  });
});

test('nothing is written down before it happened', () => {
  const now = new Date(2026, 2, 1, 9, 5, 30);
  expect(isAhead('2026-03-01T09:06', now)).toBe(true);
  expect(isAhead('2026-03-01T09:05', now)).toBe(false);
  expect(isAhead('', now)).toBe(false);
});
