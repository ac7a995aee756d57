import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '../../contract/errors.ts';
import { addDays, clockIn, dayIn } from '../../contract/times.ts';
import { planOf } from './plan.ts';

const zones = [
  ...['UTC', 'America/Sao_Paulo', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'],
  ...['Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Apia', 'Pacific/Chatham', 'Africa/Casablanca'],
  ...['Asia/Kathmandu', 'America/Asuncion', 'Pacific/Kiritimati', 'Pacific/Niue'],
];
const zone = fc.constantFrom(...zones);
const moment = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2045-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const two = (number: number) => String(number).padStart(2, '0');
const clock = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
const minuteMs = 60_000;
/** What clocks leap at most, but for islands that change their date. */
const leapMinutesMax = 60;

/** Minutes from what a clock in the zone shows to what was said. */
function minutesOff(said: { date: string; time: string }, at: Date, timeZone: string): number {
  const wall = (date: string, time: string) => Date.parse(`${date}T${time}:00Z`);
  return (wall(dayIn(at, timeZone), clockIn(at, timeZone)) - wall(said.date, said.time)) / minuteMs;
}

test('it is sent when the clock there shows what was chosen, or as much later as the clock leaps over it', () => {
  let leapt = 0;
  fc.assert(
    fc.property(moment, fc.integer({ min: 1, max: 360 }), clock, zone, (now, days, time, timeZone) => {
      const date = addDays(dayIn(now, timeZone), days);
      // Samoa left out a day.
      fc.pre(!(timeZone === 'Pacific/Apia' && date.startsWith('2011-12')));
      const { said, sendAt } = planOf({ date, time, timeZone }, 'UTC', now);
      expect(said).toEqual({ date, time, timeZone });
      const at = new Date(sendAt);
      const off = minutesOff({ date, time }, at, timeZone);
      if (off === 0) return;
      leapt += 1;
      expect(off).toBeGreaterThan(0);
      expect(off).toBeLessThanOrEqual(leapMinutesMax);
      // No moment near it shows what was chosen.
      for (let minute = -180; minute <= 180; minute += 15) {
        const near = new Date(at.getTime() + minute * minuteMs);
        expect(minutesOff({ date, time }, near, timeZone)).not.toBe(0);
      }
    }),
    {
      numRuns: 2_000,
      examples: [[new Date('2026-03-20T00:00:00Z'), 9, '02:30', 'Europe/Berlin']],
    },
  );
  expect(leapt, 'some were leapt over').toBeGreaterThan(0);
});

test('without a zone it is the caller’s; seconds are seconds', () => {
  const now = new Date('2031-01-01T00:00:00Z');
  const said = { date: '2031-01-02', time: '09:00' };
  expect(planOf(said, 'Asia/Shanghai', now)).toEqual({
    said: { ...said, timeZone: 'Asia/Shanghai' },
    sendAt: '2031-01-02T01:00:00.000000Z',
  });
  expect(planOf({ seconds: 30 }, 'UTC', now)).toEqual({ said: null, sendAt: '2031-01-01T00:00:30.000000Z' });
});

test('what has passed, or is more than a year ahead, is refused with a word on what to do', () => {
  const now = new Date('2031-01-01T12:00:00Z');
  for (const date of ['2030-12-31', '2032-02-01']) {
    expect(() => planOf({ date, time: '12:00' }, 'UTC', now)).toThrow(Problem);
  }
  expect(() => planOf({ date: '2031-01-01', time: '12:00' }, 'UTC', now)).toThrow(/send it now/);
});
