/** Orders that tracked events tell of, by the names of Segment's e-commerce specification. */
import { areKnown, type OrderInput, orderFromEvent, writeOrders } from '../orders/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Fact } from './parse.ts';

export type OrderWarning = { code: 'order-odd' | 'order-not-believed'; detail: string };
type TrackedOrder<T> = { of: T; order: OrderInput; verified: boolean };

/**
 * Writes down what events tell of orders, and answers what was odd about each. Everybody can send with a browser's key:
 * it may tell of a new order, and change none that is known.
 */
export async function writeTrackedOrders<T extends { fact: Fact; verified: boolean }>(
  tx: Tx,
  told: readonly { of: T; customerId: string }[],
  sourceOf: (verified: boolean) => string,
): Promise<Map<T, OrderWarning[]>> {
  const warnings = new Map<T, OrderWarning[]>();
  const orders: TrackedOrder<T>[] = [];
  for (const { of, customerId } of told) {
    const { said, occurredAt, messageId } = of.fact;
    if (said.type !== 'track') continue;
    const found = orderFromEvent(said.name, said.properties, { occurredAt, messageId });
    if (!found) continue;
    if (found.warnings.length > 0) {
      warnings.set(
        of,
        found.warnings.map((detail) => ({ code: 'order-odd', detail })),
      );
    }
    if (found.order) orders.push({ of, order: { ...found.order, customerId }, verified: of.verified });
  }
  if (orders.length === 0) return warnings;
  // What servers say stands first: a browser's word on the same order then finds it known.
  await write(
    tx,
    sourceOf(true),
    orders.filter(({ verified }) => verified),
  );
  const claims = orders.filter(({ verified }) => !verified);
  const known = await areKnown(
    tx,
    claims.map(({ order }) => order),
  );
  const seen = new Set<string>();
  const believed = claims.filter(({ of, order }, at) => {
    const isNew = known[at] === false && order.status === 'placed' && !seen.has(order.externalId);
    seen.add(order.externalId);
    if (!isNew) {
      const detail = 'With a browser’s key a new order can be told of; changes need a server key.';
      warnings.set(of, [...(warnings.get(of) ?? []), { code: 'order-not-believed', detail }]);
    }
    return isNew;
  });
  await write(tx, sourceOf(false), believed);
  return warnings;
}

async function write<T>(tx: Tx, source: string, orders: readonly TrackedOrder<T>[]): Promise<void> {
  if (orders.length === 0) return;
  await writeOrders(
    tx,
    source,
    orders.map(({ order }) => order),
  );
}
