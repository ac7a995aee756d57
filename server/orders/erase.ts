/** What orders and reviews hold of a person who is erased: amounts, times and scores stay, the shop's ids and words go. */
import { sql } from 'kysely';
import type { Erased, Holding } from '../customers/index.ts';
import { blankDeep, entryRows, type Rewritten } from '../ledger/index.ts';
import { arrayText, inWorkspace, type Tx } from '../platform/db/index.ts';

export const ordersHolding: Holding = {
  name: 'orders',
  tell: ({ db, workspaceId }, { customerIds }) =>
    inWorkspace(db, workspaceId, async (tx) => {
      const { rows: orders } = await sql<{ json: unknown }>`
        select to_jsonb(o) - 'workspace_id' || jsonb_build_object('refunds', coalesce((
          select jsonb_agg(to_jsonb(r) - 'workspace_id' - 'stamp') from order_refunds r where r.order_id = o.id), '[]')) as json
        from unnest(${arrayText([...customerIds])}::uuid[]) as who(id) join orders o on o.customer_id = who.id
        order by o.ordered_at`.execute(tx);
      const { rows: reviews } = await sql<{ json: unknown }>`
        select to_jsonb(r) - 'workspace_id' - 'stamp' as json
        from unnest(${arrayText([...customerIds])}::uuid[]) as who(id) join reviews r on r.customer_id = who.id
        order by r.posted_at`.execute(tx);
      return { orders: orders.map(({ json }) => json), reviews: reviews.map(({ json }) => json) };
    }),
  onRewrite: (erased) => async (tx, entries) => {
    const orders = idsIn(entries, /^order\./, 'orderId');
    const reviews = entries.filter(({ kind }) => kind === 'review.posted').map(({ id }) => id);
    const winning = await winners(tx, reviews);
    return async () => {
      await reduceOrders(tx, erased, orders);
      await renewReviews(tx, winning);
    };
  },
};

/** The orders of these customers. */
export async function ordersOf(tx: Tx, customerIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from unnest(${arrayText([...customerIds])}::uuid[]) as who(id)
    join orders o on o.customer_id = who.id`.execute(tx);
  return rows.map(({ id }) => id);
}

function idsIn(entries: readonly Rewritten[], kinds: RegExp, field: string): string[] {
  const told = entries.filter(({ kind }) => kinds.test(kind));
  return [...new Set(told.map(({ payload }) => String(payload[field])))];
}

type Parts = Record<string, [string, unknown]>;

/** What the reduced entries make of orders. */
async function reduceOrders(tx: Tx, { token, blank }: Erased, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<{ id: string; externalId: string; parts: Parts }>`
    select id, external_id as "externalId", parts from orders
    where id = any(${arrayText([...ids])}::uuid[]) for update`.execute(tx);
  for (const { id, externalId, parts } of rows) {
    const next: Parts = Object.fromEntries(
      Object.entries(parts).map(([name, [at, value]]) => {
        if (name === 'number') return [name, [at, token(String(value))]];
        return [name, [at, name === 'customer' ? value : blankDeep(value, blank)]];
      }),
    );
    await sql`
      update orders set external_id = ${token(externalId)}, parts = ${JSON.stringify(next)}::jsonb
      where id = ${id}`.execute(tx);
  }
  const { rows: refunds } = await sql<{ orderId: string; refundId: string; lines: unknown }>`
    select order_id as "orderId", refund_id as "refundId", lines from order_refunds
    where order_id = any(${arrayText([...ids])}::uuid[])`.execute(tx);
  for (const { orderId, refundId, lines } of refunds) {
    const left = JSON.stringify(blankDeep(lines, blank));
    await sql`
      update order_refunds set refund_id = ${token(refundId)}, reason = null, lines = ${left}::jsonb,
        stamp = rfc3339(refunded_at) || ' ' || jsonb_build_array(amount, currency, null, ${left}::jsonb)
      where order_id = ${orderId} and refund_id = ${refundId}`.execute(tx);
  }
}

const stamp = sql`(rfc3339(e.occurred_at) || ' ' || e.payload) collate "C"`;

/** Those of the entries whose word on their review counts. */
async function winners(tx: Tx, entryIds: readonly string[]): Promise<string[]> {
  if (entryIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select e.id from ${entryRows(entryIds)}
    join reviews r on r.workspace_id = e.workspace_id and r.id = (e.payload ->> 'reviewId')::uuid
    where r.stamp = ${stamp}`.execute(tx);
  return rows.map(({ id }) => id);
}

async function renewReviews(tx: Tx, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length === 0) return;
  await sql`
    update reviews r set external_id = e.payload ->> 'externalId', product = nullif(e.payload -> 'product', 'null'),
      title = e.payload ->> 'title', body = e.payload ->> 'text', stamp = ${stamp}
    from ${entryRows(entryIds)}
    where r.workspace_id = e.workspace_id and r.id = (e.payload ->> 'reviewId')::uuid`.execute(tx);
}
