import { expect, test } from 'vitest';
import { faultOf, initialOf, ruleOf } from './rule-values.ts';

test('a rule goes through its form unchanged, and none is begun with one that is off', () => {
  const rule = { minutes: 15, memberId: 'a', second: { minutes: 45, memberId: 'b' } };
  expect(ruleOf(initialOf(rule, 'me'))).toEqual(rule);
  expect(ruleOf(initialOf({ ...rule, second: null }, 'me'))).toEqual({ ...rule, second: null });
  expect(ruleOf(initialOf(undefined, 'me'))).toBeNull();
  expect(ruleOf({ ...initialOf(undefined, 'me'), isOn: 'yes' })).toMatchObject({
    minutes: 30,
    memberId: 'me',
  });
});

test.each([
  ['0', '60', { minutes: 'range' }],
  ['', '60', { minutes: 'range' }],
  ['1.5', '60', { minutes: 'range' }],
  ['99999', '60', { minutes: 'range' }],
  ['30', '30', { secondMinutes: 'later' }],
  ['30', 'x', { secondMinutes: 'range' }],
  ['30', '31', {}],
])('%s and %s minutes', (minutes, secondMinutes, faults) => {
  const values = { ...initialOf(undefined, 'me'), isOn: 'yes', hasSecond: 'yes', minutes, secondMinutes };
  expect(faultOf(values)).toMatchObject(faults);
  expect(faultOf({ ...values, isOn: '' })).toEqual({ minutes: undefined, secondMinutes: undefined });
});
