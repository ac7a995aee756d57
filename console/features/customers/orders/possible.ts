/** What can be done with an order, by the rules of the server. */
import type { Order } from '../../../../contract/orders.ts';

const stages = ['paid', 'shipped', 'delivered'] as const;
const times = { paid: 'paidAt', shipped: 'shippedAt', delivered: 'deliveredAt' } as const;

/** How far it may be said to have come: onwards, or cancelled; a cancelled one goes on from anywhere. */
export function nextStatuses(order: Order): ((typeof stages)[number] | 'cancelled')[] {
  if (order.status === 'cancelled') return [...stages];
  const reached = stages.findLastIndex((stage) => order[times[stage]] !== null);
  return [...stages.slice(reached + 1), 'cancelled'];
}

/** How much can still be given back; null where nobody has said what the order came to. */
export function leftIn(order: Order): number | null {
  if (order.refunds.some(({ amount }) => amount === null)) return 0;
  return order.total === null ? null : Math.max(0, order.total - order.refunded);
}
