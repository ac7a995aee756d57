import { expect, test } from 'vitest';
import { nothing, remaining, type Selection, toggled } from './selection.ts';

const rows = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
const chosen = ({ ids }: Selection) => [...ids].sort().join('');

test('a row is chosen, and no longer; a range goes either way from the last one, and adds', () => {
  const b = toggled(nothing, rows, 'b', false);
  expect(chosen(b)).toBe('b');
  expect(chosen(toggled(b, rows, 'b', false))).toBe('');
  const range = toggled(b, rows, 'd', true);
  expect(chosen(range)).toBe('bcd');
  expect(chosen(toggled(range, rows, 'a', true))).toBe('abcd');
  expect(chosen(toggled(nothing, rows, 'c', true)), 'without an anchor it is one row').toBe('c');
});

test('leaving one out of the whole view leaves the rows that are there', () => {
  const whole = { ids: new Set<string>(), anchor: undefined, isWhole: true };
  const less = toggled(whole, rows, 'c', false);
  expect(less.isWhole).toBe(false);
  expect(chosen(less)).toBe('abde');
});

test('rows that are gone are not chosen', () => {
  const three = toggled(toggled(nothing, rows, 'a', false), rows, 'c', true);
  expect(chosen(remaining(three, rows.slice(1)))).toBe('bc');
  expect(remaining(three, rows)).toBe(three);
});
