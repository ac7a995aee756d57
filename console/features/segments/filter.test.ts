import { expect, test } from 'vitest';
import type { Condition } from '../../../contract/conditions.ts';
import { fitsAddress, readFilter } from './filter.ts';

test('what stands in an address is a condition or nothing', () => {
  expect(readFilter({ type: 'orders' })).toEqual({ type: 'orders' });
  for (const held of [undefined, null, 'gold', 7, [], {}]) expect(readFilter(held)).toBeUndefined();
});

test('an address has an end', () => {
  const named = (length: number): Condition => ({
    type: 'attribute',
    name: '金'.repeat(length),
    test: { op: 'set' },
  });
  expect(fitsAddress(named(100))).toBe(true);
  expect(fitsAddress({ type: 'all', of: Array.from({ length: 10 }, () => named(100)) })).toBe(false);
});
