/** What a member does with an order: says how far it has come, and gives money back. */
import type { z } from 'zod';
import type { Actor } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { majorOf } from '../../contract/money.ts';
import { type OrderLine, stages } from '../../contract/order-entries.ts';
import type { Order, orderEndpoints } from '../../contract/orders.ts';
import type { Tx } from '../platform/db/index.ts';
import { readOrder } from './queries.ts';
import { hold, type Written, writeOrders } from './write.ts';

type By = { source: string; actor: Actor };
type StatusChange = z.output<typeof orderEndpoints.setOrderStatus.body>;
type Refund = z.output<typeof orderEndpoints.refundOrder.body>;

const times = { paid: 'paidAt', shipped: 'shippedAt', delivered: 'deliveredAt' } as const;

/** Says how far an order has come. @throws Problem `conflict` for what is so already, or would go back. */
export async function setOrderStatus(tx: Tx, by: By, orderId: string, change: StatusChange): Promise<void> {
  const clock = await hold(tx, [orderId]);
  const order = await readOrder(tx, orderId);
  const { status, reason, occurredAt } = change;
  if (status === 'cancelled' && order.status === 'cancelled') {
    throw new Problem('conflict', 'This order is cancelled already.');
  }
  const reached = stages.findLast((stage) => stage === 'placed' || order[times[stage]] !== null) ?? 'placed';
  if (
    status !== 'cancelled' &&
    order.status !== 'cancelled' &&
    stages.indexOf(status) <= stages.indexOf(reached)
  ) {
    throw new Problem(
      'conflict',
      `This order is ${reached} already, and does not go back. Cancel it, or give money back.`,
    );
  }
  if (status === 'placed') {
    throw new Problem('conflict', 'A cancelled order goes on as paid, shipped or delivered.');
  }
  const { shop, externalId } = order;
  const at = occurredAt === undefined ? {} : { occurredAt };
  // Said again of a stage that it had before it was cancelled: only another time is something new.
  const isAgain = status !== 'cancelled' && order[times[status]] !== null && occurredAt === undefined;
  const now = isAgain ? { occurredAt: clock } : at;
  await writeOrders(
    tx,
    by.source,
    [{ shop, externalId, customerId: null, status, reason, ...now }],
    by.actor,
  );
}

/** Gives money back. @throws Problem that says what is left, or which currency it is. */
export async function refundOrder(tx: Tx, by: By, orderId: string, refund: Refund): Promise<Written> {
  await hold(tx, [orderId]);
  const order = await readOrder(tx, orderId);
  const { shop, externalId } = order;
  const known = order.refunds.find((one) => one.externalId === refund.externalId);
  if (known) return { id: order.id, outcome: 'unchanged' };
  const currency = currencyOf(order, refund);
  const lines = linesOf(order, refund);
  const amount = refund.amount ?? amountOf(order, lines);
  refuseTooMuch(order, amount, currency);
  const { reason, occurredAt } = refund;
  const at = occurredAt === undefined ? {} : { occurredAt };
  const written = {
    externalId: refund.externalId,
    amount,
    ...(currency ? { currency } : {}),
    reason,
    lines,
    ...at,
  };
  const [answer] = await writeOrders(
    tx,
    by.source,
    [{ shop, externalId, customerId: null, refunds: [written] }],
    by.actor,
  );
  if (!answer) throw new Error('One order in, one answer out.');
  return { ...answer, outcome: 'created' };
}

function currencyOf(order: Order, { currency, amount }: Refund): string | undefined {
  if (order.currency !== null && currency !== undefined && currency !== order.currency) {
    throw new Problem(
      'invalid-input',
      `This order is in ${order.currency}: give back ${order.currency}, not ${currency}.`,
    );
  }
  if (order.currency === null && currency === undefined && amount !== undefined) {
    throw new Problem('invalid-input', 'Nobody has said in which currency this order is: send "currency".');
  }
  return order.currency ?? currency;
}

/** The lines that are given back. @throws Problem for one that is not there, or more of it than is left. */
function linesOf(order: Order, refund: Refund): OrderLine[] {
  const places = refund.lines.map(({ place }) => place);
  if (new Set(places).size < places.length)
    throw new Problem('invalid-input', 'Two of "lines" have one "place".');
  return refund.lines.map(({ place, quantity }) => {
    const line = order.lines[place];
    if (!line) {
      throw new Problem('invalid-input', `This order has no line ${place}: they are counted from 0 on.`);
    }
    const left = leftOf(order, place);
    if (quantity > left) {
      throw new Problem(
        'conflict',
        `Of “${line.name ?? line.productId ?? place}” ${left} can be given back.`,
      );
    }
    return { ...line, quantity };
  });
}

const nameOf = ({ productId, name, unitPrice }: OrderLine) => JSON.stringify([productId, name, unitPrice]);

/** How much of a line has not been given back: lines that are alike give theirs one after the other. */
export function leftOf(order: Pick<Order, 'lines' | 'refunds'>, place: number): number {
  const line = order.lines[place];
  if (!line) return 0;
  const alike = (one: OrderLine) => nameOf(one) === nameOf(line);
  const sum = (lines: readonly OrderLine[]) => lines.reduce((all, { quantity }) => all + quantity, 0);
  const given = sum(order.refunds.flatMap(({ lines }) => lines).filter(alike));
  const before = sum(order.lines.slice(0, place).filter(alike));
  return Math.max(0, line.quantity - Math.max(0, given - before));
}

/** What the lines cost, or else all that is left; null: all of an order of which nobody said what it came to. */
function amountOf(order: Order, lines: readonly OrderLine[]): number | null {
  if (lines.length > 0) {
    const prices = lines.map(({ unitPrice, quantity }) => (unitPrice === null ? null : unitPrice * quantity));
    if (prices.some((price) => price === null))
      throw new Problem('invalid-input', 'One of these lines has no price: say the "amount".');
    const amount = Math.round(prices.reduce<number>((all, price) => all + (price ?? 0), 0));
    if (amount === 0) throw new Problem('invalid-input', 'These lines cost nothing: say the "amount".');
    return amount;
  }
  return order.total === null ? null : order.total - order.refunded;
}

function refuseTooMuch(order: Order, amount: number | null, currency: string | undefined): void {
  if (
    order.refunds.some((one) => one.amount === null) ||
    (order.total !== null && order.refunded >= order.total)
  ) {
    throw new Problem('conflict', 'All of this order was given back already.');
  }
  if (order.total === null || amount === null) return;
  const left = order.total - order.refunded;
  if (amount <= left) return;
  const text = currency === undefined ? String(left) : `${majorOf(left, currency)} ${currency}`;
  throw new Problem('conflict', `Of this order ${text} is left to give back.`);
}
