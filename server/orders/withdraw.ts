/** Orders and reviews after some of their entries were withdrawn: as if those had never come. */
import { sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { entriesById, entryRows } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { remakeOrders, remakeReviews } from './remake.ts';
import { hold } from './write.ts';

type Withdrawn = Entry<'entries.withdrawn'>;

/** Makes the orders anew of which withdrawn entries told. */
export async function mendOrders(tx: Tx, { payload }: Withdrawn): Promise<void> {
  const ids = await aboutOf(tx, payload.entryIds, 'order.', 'orderId');
  if (ids.length === 0) return;
  const entries = await remakeOrders(tx, ids);
  if (entries.length > 0) await ownAgain(tx, entries);
}

/** Where only what was withdrawn said whose an order is: who told of it since stood under a customer, and that is whose. */
async function ownAgain(tx: Tx, entries: readonly { id: string }[]): Promise<void> {
  await sql`
    update orders o set parts = o.parts || jsonb_build_object('customer', n.part)
    from (
      select distinct on (e.payload ->> 'orderId') (e.payload ->> 'orderId')::uuid as order_id,
        jsonb_build_array('0 ' || rfc3339(e.occurred_at), e.customer_id) as part
      from ${entryRows(entries.map(({ id }) => id))}
      where e.customer_id is not null
      order by e.payload ->> 'orderId', e.occurred_at desc, e.id desc
    ) n
    where o.id = n.order_id and o.customer_id is null`.execute(tx);
}

/** Makes the reviews anew of which withdrawn entries told. */
export async function mendReviews(tx: Tx, { payload }: Withdrawn): Promise<void> {
  const ids = await aboutOf(tx, payload.entryIds, 'review.', 'reviewId');
  if (ids.length > 0) await remakeReviews(tx, ids);
}

/** What the entries of these kinds are about, held as whoever writes of it holds it. */
async function aboutOf(
  tx: Tx,
  entryIds: readonly string[],
  kinds: string,
  field: 'orderId' | 'reviewId',
): Promise<string[]> {
  const entries = await entriesById(tx, entryIds);
  const about = entries.filter(({ kind }: { kind: EntryKind }) => kind.startsWith(kinds));
  const ids = about.map(({ payload }) => (payload as Record<string, unknown>)[field] as string);
  if (ids.length > 0) await hold(tx, [...new Set(ids)]);
  return [...new Set(ids)];
}
