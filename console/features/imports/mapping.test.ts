import { expect, test } from 'vitest';
import { becomesOf, paceOf, withColumn } from './mapping.ts';

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
