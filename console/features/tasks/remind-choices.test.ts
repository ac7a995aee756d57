import { expect, test } from 'vitest';
import { remindChoices, remindOf, remindValue } from './remind-choices.ts';

test('what is offered can be reckoned', () => {
  expect(remindChoices('', '', '')).toEqual(['', 'at']);
  expect(remindChoices('2031-05-12', '', '')).not.toContain('before:10:minutes');
  expect(remindChoices('2031-05-12', '09:00', '')).toContain('before:10:minutes');
  expect(remindChoices('2031-05-12', '09:00', 'before:45:minutes')).toContain('before:45:minutes');
  expect(remindChoices('2031-05-12', '', 'before:45:minutes')).not.toContain('before:45:minutes');
});

test('a reminder survives its way through the form', () => {
  for (const remind of [
    null,
    { kind: 'before', amount: 3, unit: 'days' },
    { kind: 'at', date: '2031-05-12', time: '09:30', timeZone: 'UTC' },
  ] as const) {
    expect(remindOf(remindValue(remind), '2031-05-12T09:30', 'UTC')).toEqual(remind);
  }
});
