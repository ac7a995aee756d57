import { expect, test } from 'vitest';
import type { Holiday, Interval } from './opening.ts';
import { hoursFaults } from './opening-faults.ts';

const of = (text: string): Interval[] =>
  text === '' ? [] : text.split(' ').map((part) => ({ from: part.slice(0, 5), to: part.slice(6) }));
const week = (...days: string[]) => Array.from({ length: 7 }, (_, day) => of(days[day] ?? ''));
const holiday = (date: string, text = '', name = 'Holiday'): Holiday => ({ date, name, intervals: of(text) });
const faults = (days: string[], holidays: Holiday[] = []) =>
  hoursFaults({ week: week(...days), holidays }).map(({ what, ...place }) => [what, ...Object.values(place)]);

test.each([
  [['09:00-12:00 13:00-18:00', '09:00-12:00 12:00-18:00']],
  [['22:00-06:00', '06:00-22:00']],
  [['00:00-00:00', '00:00-00:00']],
  [['13:00-18:00 09:00-12:00']],
  [['06:00-22:00', '', '', '', '', '', '22:00-06:00']],
])('%j is in order', (days) => expect(faults(days)).toEqual([]));

test.each([
  [[], ['never-open']],
  [['09:00-12:00 11:59-18:00'], ['overlap', 'week', 0]],
  [['09:00-12:00 09:00-12:00'], ['overlap', 'week', 0]],
  [
    ['22:00-06:00', '05:00-12:00'],
    ['overlap', 'week', 1],
  ],
  [
    ['05:00-12:00', '', '', '', '', '', '22:00-06:00'],
    ['overlap', 'week', 0],
  ],
  [['00:00-00:00 12:00-13:00'], ['overlap', 'week', 0]],
  [['09:00-09:00'], ['no-time', 'week', 0]],
  [
    ['01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00 11:00-12:00 13:00-14:00'],
    ['too-many', 'week', 0],
  ],
] as [string[], unknown[]][])('%j is not', (days, fault) => expect(faults(days)).toEqual([fault]));

test('holidays have a name, a date of their own, and hours that do not overlap', () => {
  const given = [
    holiday('2026-12-24', '09:00-12:00'),
    holiday('2026-12-25'),
    holiday('2026-12-25'),
    holiday('2026-12-26', '', ' '),
    holiday('2026-12-27', '09:00-12:00 10:00-11:00'),
  ];
  expect(faults(['09:00-18:00'], given)).toEqual([
    ['same-date', 'holidays', 2],
    ['no-name', 'holidays', 3],
    ['overlap', 'holidays', 4],
  ]);
});
