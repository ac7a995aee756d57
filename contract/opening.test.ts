import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterMinutes,
  type Hours,
  type Interval,
  isOpenAt,
  lastBegun,
  minutesBetween,
  openingAt,
} from './opening.ts';

const minuteMs = 60_000;
const windowDays = 14;
/** Days at both ends of a window that only their neighbours look at. */
const edgeDays = 2;

/** Stretches of time in which something happens to clocks or calendars. */
const windows = [
  ['America/Sao_Paulo', '2018-10-29', 'midnight is leapt over on 4 November'],
  ['America/Sao_Paulo', '2018-02-11', 'the hour before midnight comes twice on 17 February'],
  ['America/New_York', '2024-03-04', 'two is leapt over on 10 March'],
  ['Europe/Berlin', '2025-10-20', 'the hour from two comes twice on 26 October'],
  ['Australia/Lord_Howe', '2024-03-31', 'half an hour comes twice on 7 April'],
  ['Asia/Kathmandu', '2024-02-23', 'a quarter of an hour off, and 29 February'],
  ['UTC', '1999-12-25', 'a century ends'],
] as const;

/** The slow model: what a clock on the wall shows, minute by minute. */
type Wall = { zone: string; begin: number; shown: string[]; firsts: Map<string, number>; dates: string[] };

const walls = windows.map(([zone, from]): Wall => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const begin = Date.parse(`${from}T00:00:00Z`);
  const shown = Array.from({ length: windowDays * 1_440 }, (_, n) => format.format(begin + n * minuteMs));
  const firsts = new Map(shown.map((text, n): [string, number] => [text, n]).reverse());
  return { zone, begin, shown, firsts, dates: [...new Set(shown.map((text) => text.slice(0, 10)))] };
});

const asMinutes = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00Z`) / minuteMs;

/** The minute at which the wall shows this first; of what it leaps over, as much later as it leaps. */
function minuteOf({ shown, firsts }: Wall, wanted: string): number {
  const first = firsts.get(wanted);
  if (first !== undefined) return first;
  const leap = shown.findIndex((text, n) => (shown[n - 1] ?? '~') < wanted && wanted < text);
  if (leap < 0) return wanted < (shown[0] ?? '') ? 0 : shown.length;
  return leap + asMinutes(wanted) - asMinutes(shown[leap - 1] ?? '') - 1;
}

/** For each minute of the window, whether it is open. */
function openMinutes(wall: Wall, hours: Hours): boolean[] {
  const open = wall.shown.map(() => false);
  const holidayOf = (date: string) => hours.holidays.find((one) => one.date === date);
  for (const [n, date] of wall.dates.entries()) {
    const weekday = (new Date(date).getUTCDay() + 6) % 7;
    const tomorrow = wall.dates[n + 1] ?? '9999-12-31';
    for (const { from, to } of holidayOf(date)?.intervals ?? hours.week[weekday] ?? []) {
      const end = to > from ? `${date} ${to}` : `${tomorrow} ${holidayOf(tomorrow) ? '00:00' : to}`;
      open.fill(true, minuteOf(wall, `${date} ${from}`), minuteOf(wall, end));
    }
  }
  return open;
}

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 0, 15, 30, 59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const interval: fc.Arbitrary<Interval> = fc.record({ from: clock, to: clock });
const intervals = fc.array(interval, { maxLength: 3 });

const situation = fc
  .tuple(
    fc.constantFrom(...walls),
    fc.array(intervals, { minLength: 7, maxLength: 7 }),
    fc.array(fc.record({ day: fc.nat(windowDays - 1), intervals }), { maxLength: 4 }),
    fc.integer({ min: edgeDays * 1_440, max: (windowDays - edgeDays) * 1_440 }),
    fc.nat(4 * 1_440),
  )
  .filter(([, week]) => week.some((day) => day.length > 0))
  .map(([wall, week, days, at, length]) => {
    const holidays = days.map(({ day, intervals: special }) => ({
      date: wall.dates[day] ?? '2000-01-01',
      name: 'Holiday',
      intervals: special,
    }));
    const hours: Hours = { timeZone: wall.zone, week, holidays };
    const instant = (minute: number) => new Date(wall.begin + minute * minuteMs);
    return { hours, open: openMinutes(wall, hours), at, length, instant };
  });

const runs = { numRuns: 400 };
const lastMinute = (windowDays - edgeDays) * 1_440;

describe('as somebody sees it who looks at the clock every minute', () => {
  test('it is open, and changes', () => {
    fc.assert(
      fc.property(situation, ({ hours, open, at, instant }) => {
        expect(isOpenAt(hours, instant(at))).toBe(open[at]);
        const { isOpen, changesAt } = openingAt(hours, instant(at));
        expect(isOpen).toBe(open[at]);
        const change = open.findIndex((is, minute) => minute > at && is !== open[at]);
        if (change >= 0 && change < lastMinute) expect(changesAt).toEqual(instant(change));
        else expect(changesAt === null || changesAt >= instant(lastMinute)).toBe(true);
      }),
      runs,
    );
  });

  test('so much business time lies between', () => {
    fc.assert(
      fc.property(situation, ({ hours, open, at, length, instant }) => {
        const to = Math.min(at + length, lastMinute);
        const counted = open.slice(at, to).filter(Boolean).length;
        expect(minutesBetween(hours, instant(at), instant(to))).toBe(to > at ? counted : 0);
        expect(minutesBetween(hours, instant(to), instant(at))).toBe(0);
      }),
      runs,
    );
  });

  test('so many minutes of it are over at the end of the last of them', () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 1, max: 2_000 }), ({ hours, open, at, instant }, minutes) => {
        let left = minutes;
        let end = at;
        for (; left > 0 && end < lastMinute; end += 1) if (open[end]) left -= 1;
        const found = afterMinutes(hours, instant(at), minutes);
        if (left === 0) expect(found).toEqual(instant(end));
        else expect(found > instant(end)).toBe(true);
      }),
      runs,
    );
  });

  test('one is the other turned round, also over years', () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 1, max: 100_000 }), ({ hours, at, instant }, minutes) => {
        const end = afterMinutes(hours, instant(at), minutes);
        expect(minutesBetween(hours, instant(at), end)).toBe(minutes);
        expect(minutesBetween(hours, instant(at), new Date(end.getTime() - 1))).toBe(minutes - 1);
      }),
      { numRuns: 60 },
    );
  });
});

test('whatever began at the last instant or before has lasted so long, and nothing later', () => {
  fc.assert(
    fc.property(situation, fc.integer({ min: 1, max: 20_000 }), ({ hours, at, instant }, minutes) => {
      const end = instant(at);
      const begun = lastBegun(hours, end, minutes);
      if (begun === undefined) {
        // A minute a week adds up to so much in years only, which is too far back.
        expect(minutesBetween(hours, new Date(end.getTime() - 366 * 1_440 * minuteMs), end)).toBeLessThan(
          minutes,
        );
        return;
      }
      expect(minutesBetween(hours, begun, end)).toBe(minutes);
      expect(minutesBetween(hours, new Date(begun.getTime() + 1), end)).toBe(minutes - 1);
    }),
    { numRuns: 200 },
  );
  expect(lastBegun(null, new Date('2026-01-01T01:00:00Z'), 90)).toEqual(new Date('2025-12-31T23:30:00Z'));
});

const nine: Interval = { from: '09:00', to: '18:00' };
const whole: Interval = { from: '00:00', to: '00:00' };
const week = (...days: Interval[][]) => Array.from({ length: 7 }, (_, day) => days[day] ?? []);
const office = week([nine], [nine], [nine], [nine], [nine]);
const hoursOf = (given: Partial<Hours>): Hours => ({ timeZone: 'UTC', week: office, holidays: [], ...given });
const at = (text: string) => new Date(text);

describe('for example', () => {
  test('an office opens on Monday, and four hours after Friday afternoon are over on Monday', () => {
    const hours = hoursOf({ timeZone: 'Europe/Berlin' });
    const friday = at('2026-06-05T15:00:00Z');
    expect(openingAt(hours, friday)).toEqual({ isOpen: true, changesAt: at('2026-06-05T16:00:00Z') });
    const closed = { isOpen: false, changesAt: at('2026-06-08T07:00:00Z') };
    expect(openingAt(hours, at('2026-06-05T16:00:00Z'))).toEqual(closed);
    expect(afterMinutes(hours, friday, 240)).toEqual(at('2026-06-08T10:00:00Z'));
    expect(afterMinutes(hours, friday, 60), 'the end of the day').toEqual(at('2026-06-05T16:00:00Z'));
    expect(afterMinutes(hours, friday, 0)).toEqual(friday);
  });

  test('without hours it is always open', () => {
    const from = at('2026-06-06T03:00:00Z');
    expect(openingAt(null, from)).toEqual({ isOpen: true, changesAt: null });
    expect(isOpenAt(null, from)).toBe(true);
    expect(minutesBetween(null, from, at('2026-06-06T04:00:30Z'))).toBe(60);
    expect(afterMinutes(null, from, 90)).toEqual(at('2026-06-06T04:30:00Z'));
  });

  test('day and night never closes', () => {
    const always = hoursOf({ week: week([whole], [whole], [whole], [whole], [whole], [whole], [whole]) });
    expect(openingAt(always, at('2026-06-06T03:00:00Z'))).toEqual({ isOpen: true, changesAt: null });
  });

  test('the night before a holiday ends at its midnight; its own hours may pass the next', () => {
    const night = { from: '20:00', to: '04:00' };
    const hours = hoursOf({
      week: week([night], [night], [night], [night], [night], [night], [night]),
      holidays: [
        { date: '2026-12-25', name: 'Christmas', intervals: [] },
        { date: '2026-12-31', name: 'New Year’s Eve', intervals: [{ from: '22:00', to: '06:00' }] },
      ],
    });
    const next = (text: string) => openingAt(hours, at(text)).changesAt;
    expect(next('2026-12-24T21:00:00Z')).toEqual(at('2026-12-25T00:00:00Z'));
    expect(next('2026-12-25T00:00:00Z')).toEqual(at('2026-12-26T20:00:00Z'));
    expect(next('2026-12-30T21:00:00Z')).toEqual(at('2026-12-31T00:00:00Z'));
    expect(next('2026-12-31T23:00:00Z')).toEqual(at('2027-01-01T06:00:00Z'));
  });

  test('a day on which clocks change is an hour shorter or longer', () => {
    const hours = hoursOf({
      timeZone: 'Europe/Berlin',
      week: week([], [], [], [], [], [], [whole]),
    });
    const sunday = (date: string) =>
      minutesBetween(hours, at(`${date}T12:00:00Z`), at('2026-12-31T00:00:00Z'));
    expect(sunday('2026-03-28') - sunday('2026-03-30')).toBe(23 * 60);
    expect(sunday('2026-10-24') - sunday('2026-10-26')).toBe(25 * 60);
  });

  test('a hundred holidays on the only day that is open are looked past', () => {
    const monday = (n: number) => new Date(Date.UTC(2026, 0, 5 + 7 * n)).toISOString().slice(0, 10);
    const holidays = Array.from({ length: 100 }, (_, n) => ({ date: monday(n), name: 'x', intervals: [] }));
    const hours = hoursOf({ week: week([nine]), holidays });
    expect(openingAt(hours, at('2026-01-01T00:00:00Z'))).toEqual({
      isOpen: false,
      changesAt: at(`${monday(100)}T09:00:00Z`),
    });
    expect(() => minutesBetween(hours, at('2026-01-01T00:00:00Z'), at('2046-01-01T00:00:00Z'))).toThrow(
      RangeError,
    );
  });
});
