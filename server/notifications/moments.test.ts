import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, clockIn, dayIn, instantOf } from '../../contract/times.ts';
import { mailAt, quietUntil } from './moments.ts';

const zones = [
  'America/Sao_Paulo',
  'Europe/Lisbon',
  'America/New_York',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
];
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const moment = fc
  .integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2027, 11, 31) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000));
const hours = 3_600_000;

/** No clock is moved within a day and a half of it: there what a wall clock shows tells everything. */
const isCalm = (at: Date, zone: string): boolean => {
  const lengthOf = (day: string) =>
    instantOf(addDays(day, 1), '12:00', zone).getTime() - instantOf(day, '12:00', zone).getTime();
  const day = dayIn(at, zone);
  return [-2, -1, 0, 1].every((days) => lengthOf(addDays(day, days)) === 24 * hours);
};

test('on any day it is quiet while the clock on the wall stands between the two', () => {
  fc.assert(
    fc.property(clock, clock, moment, fc.constantFrom(...zones), (from, to, at, zone) => {
      fc.pre(from !== to && isCalm(at, zone));
      const now = clockIn(at, zone);
      const isQuiet = from < to ? from <= now && now < to : now >= from || now < to;
      const end = quietUntil({ from, to }, at, zone);
      expect(end !== undefined).toBe(isQuiet);
      if (end) expect(clockIn(end, zone)).toBe(to);
    }),
    { numRuns: 500 },
  );
});

test('whatever the clocks do, quiet hours end within a day and an hour, and then it is quiet no more', () => {
  fc.assert(
    fc.property(clock, clock, moment, fc.constantFrom(...zones), (from, to, at, zone) => {
      fc.pre(from !== to);
      const end = quietUntil({ from, to }, at, zone);
      if (!end) return;
      expect(end.getTime()).toBeGreaterThan(at.getTime());
      expect(end.getTime() - at.getTime()).toBeLessThanOrEqual(25 * hours);
      expect(quietUntil({ from, to }, end, zone)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test.each([
  // Put forward at 2:00 on the 8th of March: the night is an hour shorter.
  ['2026-03-08T05:30:00Z', '2026-03-08T11:00:00.000Z'],
  // Put back at 2:00 on the 1st of November: the night is an hour longer.
  ['2026-11-01T05:30:00Z', '2026-11-01T12:00:00.000Z'],
])('in New York the night of %s ends at seven on the wall', (at, end) => {
  const quiet = { from: '22:00', to: '07:00' };
  expect(quietUntil(quiet, new Date(at), 'America/New_York')?.toISOString()).toBe(end);
});

test.each([
  ['never', undefined],
  ['ten-minutes', '2026-05-04T15:25:00.000Z'],
  ['hourly', '2026-05-04T16:00:00.000Z'],
  ['daily', '2026-05-05T12:00:00.000Z'],
] as const)('by mail %s', (pace, expected) => {
  const at = new Date('2026-05-04T15:15:00Z');
  expect(mailAt(pace, null, at, 'America/Sao_Paulo')?.toISOString()).toBe(expected);
});

test('what would be mailed in quiet hours is mailed when they end', () => {
  const quiet = { from: '12:00', to: '14:00' };
  const at = new Date('2026-05-04T15:15:00Z');
  expect(mailAt('ten-minutes', quiet, at, 'America/Sao_Paulo')?.toISOString()).toBe(
    '2026-05-04T17:00:00.000Z',
  );
});
