import { expect, test } from 'vitest';
import { becomesOf, paceOf, withColumn, withCountry, withOrder } from './mapping.ts';

const map = { key: ['Id'], fields: { email: 'Mail', Plan: 'Plan' } };

test('each column has one meaning', () => {
  const of = (column: string) => becomesOf(map, column, ['email', 'name']);
  expect(['Id', 'Mail', 'Plan', 'Other'].map(of)).toEqual(['#key', 'field:email', '#extra', '']);
});

test('a field has one column', () => {
  const changed = withColumn(map, 'Other', 'field:email');
  expect(changed).toEqual({ key: ['Id'], fields: { email: 'Other', Plan: 'Plan' } });
  expect(withColumn(changed, 'Id', '')).toEqual({ key: [], fields: { email: 'Other', Plan: 'Plan' } });
  expect(withColumn(changed, 'Plan', '#key').key).toEqual(['Id', 'Plan']);
  expect(withColumn(map, 'Other', '#extra').fields).toEqual({ email: 'Mail', Plan: 'Plan', Other: 'Other' });
});

test('how columns are read stays when another one changes', () => {
  const read = withCountry(withOrder(map, 'Mail', 'day-first'), 'BR');
  expect(read).toEqual({ ...map, dates: { Mail: 'day-first' }, country: 'BR' });
  expect(withColumn(read, 'Other', '#key')).toMatchObject({ dates: { Mail: 'day-first' }, country: 'BR' });
  expect(withColumn(read, 'Plan', '')).toMatchObject({ dates: { Mail: 'day-first' }, country: 'BR' });
  expect(withCountry(withOrder(read, 'Mail', undefined), undefined)).toEqual({ ...map, dates: {} });
});

test('the time left follows from the rate', () => {
  expect(
    paceOf(
      [
        { at: 0, read: 0 },
        { at: 2_000, read: 4_000 },
      ],
      10_000,
    ),
  ).toEqual({ rate: 2_000, secondsLeft: 3 });
  expect(paceOf([{ at: 0, read: 0 }], 10)).toBeUndefined();
});
