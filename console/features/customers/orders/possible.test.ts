import { expect, test } from 'vitest';
import type { Order } from '../../../../contract/orders.ts';
import { leftIn, nextStatuses } from './possible.ts';

const order = (more: Partial<Order>): Order =>
  ({
    status: 'placed',
    total: 1_000,
    refunded: 0,
    refunds: [],
    paidAt: null,
    shippedAt: null,
    deliveredAt: null,
    ...more,
  }) as unknown as Order;
const at = '2026-01-01T00:00:00Z';

test.each([
  [{}, ['paid', 'shipped', 'delivered', 'cancelled']],
  [{ paidAt: at }, ['shipped', 'delivered', 'cancelled']],
  [{ shippedAt: at }, ['delivered', 'cancelled']],
  [{ deliveredAt: at, status: 'partly-refunded' as const }, ['cancelled']],
  [{ paidAt: at, status: 'cancelled' as const }, ['paid', 'shipped', 'delivered']],
])('an order with %j may become %j', (more, expected) => {
  expect(nextStatuses(order(more))).toEqual(expected);
});

test.each([
  [{}, 1_000],
  [{ refunded: 400 }, 600],
  [{ refunded: 1_400 }, 0],
  [{ total: null }, null],
  [{ total: null, refunds: [{ amount: null }] as Order['refunds'] }, 0],
])('of an order with %j %s can be given back', (more, left) => {
  expect(leftIn(order(more))).toBe(left);
});
