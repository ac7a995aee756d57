import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, clockIn, dayIn } from '../../../../contract/times.ts';
import { cityOf, laterChoices, showsSame } from './choices.ts';

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

test('nine is nine on the chosen clock, tomorrow and on the next Monday, over every change of clocks', () => {
  fc.assert(
    fc.property(moment, zone, (now, timeZone) => {
      const today = dayIn(now, timeZone);
      for (const { word, when, at } of laterChoices(now, timeZone)) {
        expect(at.getTime()).toBeGreaterThan(now.getTime());
        if (word === 'hour') {
          expect(at.getTime() - now.getTime()).toBe(3_600_000);
          expect(when).toEqual({ seconds: 3_600 });
          continue;
        }
        // Samoa left out the 30th of December 2011.
        const isLeftOut = timeZone === 'Pacific/Apia' && 'date' in when && when.date === '2011-12-30';
        if (isLeftOut) continue;
        const shown = { date: dayIn(at, timeZone), time: clockIn(at, timeZone), timeZone };
        expect(shown).toEqual(when);
        expect(shown.time).toBe('09:00');
        if (word === 'tomorrow') expect(shown.date).toBe(addDays(today, 1));
        else expect(new Date(`${shown.date}T00:00:00Z`).getUTCDay()).toBe(1);
      }
    }),
    { numRuns: 500 },
  );
});

test('the choices come in order, and on a Sunday tomorrow is Monday', () => {
  fc.assert(
    fc.property(moment, zone, (now, timeZone) => {
      const choices = laterChoices(now, timeZone);
      const words = choices.map(({ word }) => word);
      const isSunday = new Date(`${dayIn(now, timeZone)}T00:00:00Z`).getUTCDay() === 0;
      expect(words).toEqual(isSunday ? ['hour', 'tomorrow'] : ['hour', 'tomorrow', 'monday']);
    }),
  );
});

test('clocks are compared at the moment that counts', () => {
  const winter = new Date('2031-01-15T12:00:00Z');
  const summer = new Date('2031-07-15T12:00:00Z');
  expect(showsSame(winter, 'Europe/London', 'UTC')).toBe(true);
  expect(showsSame(summer, 'Europe/London', 'UTC')).toBe(false);
  expect(cityOf('America/Sao_Paulo')).toBe('Sao Paulo');
  expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
});
