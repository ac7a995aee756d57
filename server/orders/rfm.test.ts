import { expect, test } from 'vitest';
import { rfmOf } from './rfm.ts';

const now = new Date('2026-01-01T00:00:00Z');
const rfm = (lastAt: string, orders: number, net: number, typical = 100) =>
  rfmOf({ lastAt, orders, net, typical }, now);

test('each step begins where it says', () => {
  expect(rfm('2025-12-02T00:00:00Z', 10, 1_000)).toEqual({ recency: 5, frequency: 5, monetary: 5 });
  expect(rfm('2025-12-01T00:00:00Z', 9, 999)).toEqual({ recency: 4, frequency: 4, monetary: 4 });
  expect(rfm('2025-07-05T00:00:00Z', 4, 499)).toEqual({ recency: 3, frequency: 3, monetary: 3 });
  expect(rfm('2025-01-01T00:00:00Z', 2, 199)).toEqual({ recency: 2, frequency: 2, monetary: 2 });
  expect(rfm('2024-12-31T00:00:00Z', 1, 99)).toEqual({ recency: 1, frequency: 1, monetary: 1 });
});

test('without amounts there is no value to compare', () => {
  const bought = { lastAt: '2025-12-31T00:00:00Z', orders: 1 };
  expect(rfmOf({ ...bought, net: undefined, typical: undefined }, now).monetary).toBeNull();
  expect(rfmOf({ ...bought, net: 0, typical: 0 }, now).monetary).toBeNull();
});
