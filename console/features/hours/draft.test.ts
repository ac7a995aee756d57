import { expect, test } from 'vitest';
import type { Hours } from '../../../contract/opening.ts';
import { copied, draftFaults, faultAt, firstHours, nextHoliday, openingOf, withNext } from './draft.ts';

const nine = { from: '09:00', to: '18:00' };
const first = firstHours('UTC');

test('what somebody begins with is in order, and open on working days', () => {
  expect(draftFaults(first)).toEqual([]);
  expect(openingOf(first, new Date('2026-06-05T10:00:00Z'))?.isOpen).toBe(true);
  expect(openingOf(first, new Date('2026-06-06T10:00:00Z'))?.isOpen).toBe(false);
});

test('empty fields are named before anything else, and nothing is said of when it is open', () => {
  const draft: Hours = {
    ...first,
    week: first.week.with(1, [nine, { from: '', to: '18:00' }]),
    holidays: [{ date: '', name: '', intervals: [] }],
  };
  expect(draftFaults(draft)).toEqual([
    { what: 'missing', in: 'week', at: 1 },
    { what: 'missing', in: 'holidays', at: 0 },
  ]);
  expect(faultAt(draftFaults(draft), 'week', 1)).toBe('missing');
  expect(faultAt(draftFaults(draft), 'week', 0)).toBeUndefined();
  expect(openingOf(draft, new Date())).toBeUndefined();
});

test('the next time of a day is likely, or left open', () => {
  expect(withNext([])).toEqual([nine]);
  expect(withNext([{ from: '08:00', to: '12:00' }]).at(-1)).toEqual({ from: '13:00', to: '18:00' });
  expect(withNext([{ from: '08:00', to: '18:30' }]).at(-1)).toEqual({ from: '19:00', to: '20:00' });
  expect(withNext([{ from: '22:00', to: '02:00' }]).at(-1)).toEqual({ from: '', to: '' });
  expect(withNext([{ from: '08:00', to: '23:30' }]).at(-1)).toEqual({ from: '', to: '' });
  const six = Array.from({ length: 6 }, () => nine);
  expect(withNext(six)).toHaveLength(6);
});

test('a day is copied to others and stays itself', () => {
  const late = [{ from: '12:00', to: '22:00' }];
  const week = copied(first.week.with(0, late), 0, [1, 6]);
  expect(week).toEqual([late, late, [nine], [nine], [nine], [], late]);
});

test('the next holiday follows the last one, or today', () => {
  expect(nextHoliday([], '2026-06-05').date).toBe('2026-06-06');
  const given = [{ date: '2026-12-31', name: 'x', intervals: [] }];
  expect(nextHoliday(given, '2026-06-05').date).toBe('2027-01-01');
});
