import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  clockIn,
  dayIn,
  dueAt,
  instantOf,
  isTimeZone,
  micros,
  remindAt,
  remindFault,
} from './times.ts';

const zones = [
  ...['UTC', 'America/Sao_Paulo', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'],
  ...['Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Apia', 'Pacific/Chatham', 'Africa/Casablanca'],
  ...['Asia/Kathmandu', 'America/Asuncion', 'Pacific/Kiritimati', 'Pacific/Niue'],
];
const zone = fc.constantFrom(...zones);
const date = fc
  .date({ min: new Date('1980-01-01T00:00:00Z'), max: new Date('2045-12-31T00:00:00Z'), noInvalidDate: true })
  .map((moment) => moment.toISOString().slice(0, 10));
const two = (number: number) => String(number).padStart(2, '0');
const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
const hourMs = 3_600_000;

/** All moments within two days at which a wall clock there shows a date and time, looked for minute by minute. */
function momentsOf(day: string, clock: string, timeZone: string): number[] {
  const around = Date.parse(`${day}T${clock}:00Z`);
  const found: number[] = [];
  // Every offset of the world is a multiple of a quarter of an hour in these years.
  for (let quarter = -4 * 30; quarter <= 4 * 30; quarter += 1) {
    const moment = new Date(around + quarter * 900_000);
    if (dayIn(moment, timeZone) === day && clockIn(moment, timeZone) === clock) found.push(moment.getTime());
  }
  return found;
}

describe('a time on a wall clock', () => {
  test('is the first moment at which the clock shows it, in every zone, also when clocks are put back', () => {
    fc.assert(
      fc.property(date, time, zone, (day, clock, timeZone) => {
        const moments = momentsOf(day, clock, timeZone);
        fc.pre(moments.length > 0);
        expect(instantOf(day, clock, timeZone).getTime()).toBe(Math.min(...moments));
      }),
      { numRuns: 400 },
    );
  });

  test('that clocks leap over is as much later as they leap', () => {
    expect(instantOf('2026-03-29', '02:30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(instantOf('2026-03-08', '02:30', 'America/New_York').toISOString()).toBe(
      '2026-03-08T07:30:00.000Z',
    );
    // Half an hour, and a whole day that Samoa left out.
    expect(clockIn(instantOf('2026-10-04', '02:15', 'Australia/Lord_Howe'), 'Australia/Lord_Howe')).toBe(
      '02:45',
    );
    expect(dayIn(instantOf('2011-12-30', '12:00', 'Pacific/Apia'), 'Pacific/Apia')).toBe('2011-12-31');
    // Midnight itself did not exist.
    const skipped = instantOf('2018-11-04', '00:00', 'America/Sao_Paulo');
    expect(clockIn(skipped, 'America/Sao_Paulo')).toBe('01:00');
    expect(dayIn(skipped, 'America/Sao_Paulo')).toBe('2018-11-04');
  });

  test('that comes twice is the first of the two', () => {
    expect(instantOf('2026-10-25', '02:30', 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(instantOf('2026-11-01', '01:30', 'America/New_York').toISOString()).toBe(
      '2026-11-01T05:30:00.000Z',
    );
  });

  test('grows with the day, wherever it is', () => {
    fc.assert(
      fc.property(date, time, zone, (day, clock, timeZone) => {
        expect(instantOf(day, clock, timeZone).getTime()).toBeLessThan(
          instantOf(addDays(day, 2), clock, timeZone).getTime(),
        );
      }),
    );
  });
});

describe('what is due', () => {
  test('on a day is overdue when that day is over, there', () => {
    fc.assert(
      fc.property(date, zone, (day, timeZone) => {
        // The one day that was never there.
        fc.pre(!(timeZone === 'Pacific/Apia' && day >= '2011-12-29' && day <= '2011-12-30'));
        const at = dueAt({ date: day, time: null, timeZone });
        expect(dayIn(new Date(at.getTime() - 1), timeZone)).toBe(day);
        expect(dayIn(at, timeZone)).toBe(addDays(day, 1));
      }),
      { numRuns: 300 },
    );
  });

  test('is reminded of days before at the same time of day, whatever clocks do in between', () => {
    fc.assert(
      fc.property(date, time, zone, fc.integer({ min: 0, max: 400 }), (day, clock, timeZone, amount) => {
        const at = remindAt({ kind: 'before', amount, unit: 'days' }, { date: day, time: clock, timeZone });
        const before = addDays(day, -amount);
        fc.pre(at !== undefined && momentsOf(before, clock, timeZone).length > 0);
        expect([dayIn(at as Date, timeZone), clockIn(at as Date, timeZone)]).toEqual([before, clock]);
      }),
      { numRuns: 200 },
    );
  });

  test('is reminded of hours before by the clock that runs through', () => {
    // In the night in which Berlin's clocks are put forward, six hours before seven is midnight.
    const due = { date: '2026-03-29', time: '07:00', timeZone: 'Europe/Berlin' };
    const at = remindAt({ kind: 'before', amount: 6, unit: 'hours' }, due);
    expect(at?.getTime()).toBe(dueAt(due).getTime() - 6 * hourMs);
    expect(clockIn(at as Date, due.timeZone)).toBe('00:00');
  });

  test('on a day without a time is reminded of in the morning, days before, and not minutes before', () => {
    const due = { date: '2026-05-12', time: null, timeZone: 'Asia/Shanghai' };
    expect(remindAt({ kind: 'before', amount: 1, unit: 'days' }, due)?.toISOString()).toBe(
      '2026-05-11T01:00:00.000Z',
    );
    expect(remindFault({ kind: 'before', amount: 5, unit: 'minutes' }, due)).toBe('no-time');
    expect(remindFault({ kind: 'before', amount: 5, unit: 'days' }, null)).toBe('no-due');
    expect(
      remindFault({ kind: 'at', date: '2026-05-12', time: '09:00', timeZone: 'UTC' }, null),
    ).toBeUndefined();
  });
});

test('zones are known by their names', () => {
  for (const name of zones) expect(isTimeZone(name)).toBe(true);
  for (const name of ['', 'Mars/Olympus', 'America/Sao Paulo', "' or 1=1"])
    expect(isTimeZone(name)).toBe(false);
  expect(micros(new Date('2026-01-01T00:00:00.123Z'))).toBe('2026-01-01T00:00:00.123000Z');
});
