import { expect, test } from 'vitest';
import { snoozeChoices } from './snooze-choices.ts';

const at = (now: string, zone: string) =>
  Object.fromEntries(snoozeChoices(new Date(now), zone).map(({ word, at }) => [word, at.toISOString()]));

test('hours are hours, mornings are mornings where the reader lives', () => {
  expect(at('2026-03-06T22:30:00Z', 'America/Sao_Paulo')).toEqual({
    snoozeHour: '2026-03-06T23:30:00.000Z',
    snoozeHours: '2026-03-07T01:30:00.000Z',
    snoozeTomorrow: '2026-03-07T12:00:00.000Z',
    snoozeMonday: '2026-03-09T12:00:00.000Z',
  });
});

test('a morning is at nine on the wall, also after the clocks were changed over night', () => {
  expect(at('2026-03-28T12:00:00Z', 'Europe/Berlin').snoozeTomorrow).toBe('2026-03-29T07:00:00.000Z');
  expect(at('2026-10-24T12:00:00Z', 'Europe/Berlin').snoozeTomorrow).toBe('2026-10-25T08:00:00.000Z');
});

test('on a Sunday tomorrow and Monday are one; on a Monday the next one is meant', () => {
  expect(Object.keys(at('2026-03-08T12:00:00Z', 'UTC'))).not.toContain('snoozeMonday');
  expect(at('2026-03-09T12:00:00Z', 'UTC').snoozeMonday).toBe('2026-03-16T09:00:00.000Z');
});
