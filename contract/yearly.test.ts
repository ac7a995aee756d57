import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from './times.ts';
import { dateIn, isDay, type Marked, nextAfter, nextOn } from './yearly.ts';

const year = fc.integer({ min: 1_950, max: 2_060 });
const date = fc
  .date({ min: new Date('1960-01-01T00:00:00Z'), max: new Date('2060-12-31T00:00:00Z'), noInvalidDate: true })
  .map((moment) => moment.toISOString().slice(0, 10));
const marked: fc.Arbitrary<Marked> = fc
  .record({
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
    year: fc.option(year),
    yearly: fc.boolean(),
  })
  .filter(({ month, day, year, yearly }) => isDay(month, day, year) && (yearly || year !== null));
const leapDay = fc.record({
  month: fc.constant(2),
  day: fc.constant(29),
  year: fc.option(fc.constantFrom(1_960, 1_992, 2_000)),
  yearly: fc.constant(true),
});

/** The plainest form: day after day until it comes. */
function looked(one: Marked, from: string): string | undefined {
  for (let day = from, n = 0; n < 366 * 2; n += 1, day = addDays(day, 1)) {
    const [y, m, d] = day.split('-').map(Number);
    const isSame = m === one.month && d === one.day;
    const standsIn = one.month === 2 && one.day === 29 && m === 2 && d === 28 && !isDay(2, 29, y ?? 0);
    if (!(isSame || standsIn)) continue;
    if (one.yearly ? (one.year ?? 0) <= (y ?? 0) : one.year === y) return day;
  }
  return undefined;
}

test('a date comes on the day on which somebody who looks day by day sees it', () => {
  fc.assert(
    fc.property(fc.oneof(marked, leapDay), date, (one, from) => {
      const first = one.year === null ? undefined : dateIn(one.year, one.month, one.day);
      const expected = first !== undefined && first > addDays(from, 366 * 2 - 1) ? first : looked(one, from);
      expect(nextOn(one, from)).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

test('what comes every year comes once in each, whatever year it is', () => {
  fc.assert(
    fc.property(fc.oneof(marked, leapDay), date, (one, from) => {
      fc.pre(one.yearly);
      const years: number[] = [];
      let on = nextOn(one, from);
      for (let n = 0; n < 12 && on !== undefined; n += 1) {
        years.push(Number(on.slice(0, 4)));
        on = nextAfter(one, on);
      }
      expect(years).toEqual(years.map((_, n) => (years[0] ?? 0) + n));
      expect(years).toHaveLength(12);
    }),
  );
});

test('the 29th of February is kept on the 28th where there is none', () => {
  const birthday: Marked = { month: 2, day: 29, year: 1992, yearly: true };
  expect(nextOn(birthday, '2026-01-01')).toBe('2026-02-28');
  expect(nextOn(birthday, '2026-03-01')).toBe('2027-02-28');
  expect(nextOn(birthday, '2028-02-28')).toBe('2028-02-29');
  expect(nextAfter(birthday, '2028-02-29')).toBe('2029-02-28');
  expect(nextOn({ ...birthday, year: 2100 }, '2099-01-01')).toBe('2100-02-28');
});

test('what comes once is over afterwards; a day without a year is none of those', () => {
  const once: Marked = { month: 5, day: 12, year: 2026, yearly: false };
  expect(nextOn(once, '2026-05-12')).toBe('2026-05-12');
  expect(nextOn(once, '2026-05-13')).toBeUndefined();
  expect(nextOn({ ...once, year: null }, '2026-05-12')).toBeUndefined();
  expect([
    isDay(2, 29, null),
    isDay(2, 29, 2026),
    isDay(2, 30, null),
    isDay(4, 31, null),
    isDay(13, 1, null),
  ]).toEqual([true, false, false, false, false]);
});
