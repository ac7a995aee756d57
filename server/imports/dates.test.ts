/** A date in which the year comes last is never read as another day than was meant: it is that day, or it is refused. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderOf, timeIn } from './dates.ts';

const orders = ['day-first', 'month-first'] as const;
type Order = (typeof orders)[number];
const other = (order: Order): Order => (order === 'day-first' ? 'month-first' : 'day-first');

const moment = fc.record({
  at: fc.date({
    min: new Date('1900-01-01T00:00:00Z'),
    max: new Date('2099-12-31T23:59:59Z'),
    noInvalidDate: true,
  }),
  separator: fc.constantFrom('/', '.', '-'),
  isPadded: fc.boolean(),
  clock: fc.constantFrom('none', '24', '12'),
});
type Moment = typeof moment extends fc.Arbitrary<infer One> ? One : never;

/** The moment as a file in that order would write it, and what it means. */
function written({ at, separator, isPadded, clock }: Moment, order: Order): { text: string; means: string } {
  const pad = (part: number) => String(part).padStart(isPadded ? 2 : 1, '0');
  const two = (part: number) => String(part).padStart(2, '0');
  const [day, month] = [pad(at.getUTCDate()), pad(at.getUTCMonth() + 1)];
  const parts = order === 'day-first' ? [day, month] : [month, day];
  const date = [...parts, at.getUTCFullYear()].join(separator);
  const [hour, minute, second] = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
  const iso = at.toISOString();
  if (clock === 'none') return { text: date, means: `${iso.slice(0, 10)}T00:00:00.000000Z` };
  const means = `${iso.slice(0, 19)}.000000Z`;
  const rest = `${two(minute)}:${two(second)}`;
  if (clock === '24') return { text: `${date} ${pad(hour)}:${rest}`, means };
  return { text: `${date} ${hour % 12 || 12}:${rest} ${hour < 12 ? 'AM' : 'pm'}`, means };
}

test('in the order of the column each date is the day that was meant', () => {
  fc.assert(
    fc.property(moment, fc.constantFrom(...orders), (one, order) => {
      const { text, means } = written(one, order);
      expect(timeIn(text, order)).toEqual({ time: means });
    }),
    { numRuns: 1_000 },
  );
});

test('without an order a date is the day that was meant, or refused', () => {
  fc.assert(
    fc.property(moment, fc.constantFrom(...orders), (one, order) => {
      const { text, means } = written(one, order);
      const isSame = one.at.getUTCDate() === one.at.getUTCMonth() + 1;
      expect(timeIn(text, undefined)).toEqual(isSame ? { time: means } : 'unclear-date');
    }),
    { numRuns: 1_000 },
  );
});

test('an order is guessed only when a value proves it, and then it is that of the column', () => {
  fc.assert(
    fc.property(
      fc.array(moment, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...orders),
      (all, order) => {
        const column = all.map((one) => written(one, order));
        const guess = orderOf(column.map(({ text }) => text));
        const proves = all.some(({ at }) => at.getUTCDate() > 12);
        if (proves) expect(guess).toBe(order);
        else expect(guess).not.toBe(other(order));
        if (guess !== order) expect(guess === 'unclear' || guess === undefined).toBe(true);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('of both orders in one column neither is guessed', () => {
  expect(orderOf(['31/01/2026', '01/31/2026'])).toBe('unclear');
  expect(orderOf(['01/02/2026', '03/04/2026'])).toBe('unclear');
  expect(orderOf(['2026-01-31', 'nonsense', '', '05/05/2026'])).toBeUndefined();
  expect(orderOf(['01/02/2026', '31.01.2026 14:05'])).toBe('day-first');
});

describe('what does not fit the order is refused', () => {
  test.each([
    ['31/01/2026', 'month-first', 'other-order'],
    ['01/31/2026', 'day-first', 'other-order'],
    ['30/02/2026', 'day-first', undefined],
    ['02/29/2025', 'month-first', undefined],
    ['31/01/26', 'day-first', undefined],
    ['31/01-2026', 'day-first', undefined],
    ['31/01/2026 25:00', 'day-first', undefined],
    ['31/01/2026 13:05 pm', 'day-first', undefined],
    ['31/01/2026 0:05 am', 'day-first', undefined],
    ['١٢/٠١/٢٠٢٦', 'day-first', undefined],
  ] as const)('%s, %s', (text, order, said) => {
    expect(timeIn(text, order)).toBe(said);
  });
});

test.each([
  ['31/01/2026', 'day-first', '2026-01-31T00:00:00.000000Z'],
  ['31.01.2026 14:05', 'day-first', '2026-01-31T14:05:00.000000Z'],
  ['1/31/2026, 2:05:09 PM', 'month-first', '2026-01-31T14:05:09.000000Z'],
  ['31-01-2026T14:05:09.25+02:00', 'day-first', '2026-01-31T12:05:09.250000Z'],
  ['2026-01-31', 'month-first', '2026-01-31T00:00:00.000000Z'],
] as const)('%s, %s', (text, order, time) => {
  expect(timeIn(text, order)).toEqual({ time });
});
