import { expect, test } from 'vitest';
import { byDay } from './by-day.ts';

const at = (day: number, hour: number) => ({ occurredAt: new Date(2026, 10, day, hour).toISOString() });

test('entries stand under their day, in the order given', () => {
  const entries = [at(21, 23), at(21, 1), at(20, 23), at(18, 12)];
  const days = byDay(entries);
  expect(days.map(({ day }) => day)).toEqual(['2026-11-21', '2026-11-20', '2026-11-18']);
  expect(days.flatMap((day) => day.entries)).toEqual(entries);
  expect(byDay([])).toEqual([]);
});
