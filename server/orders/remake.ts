/** Orders and reviews made anew from some of the entries that tell of them. */
import { sql } from 'kysely';
import { isImport } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import type { KnownOrder } from './facts.ts';
import { knownOrders, knownReviews } from './known.ts';
import { applyToOrders, applyToReviews } from './record.ts';
import type { KnownReview } from './review-fact.ts';

type Which = {
  /** Leave out what imports told, too. */
  withoutImports?: boolean;
};

/** Makes orders anew from what still holds; answers the entries. */
export async function remakeOrders(
  tx: Tx,
  ids: readonly string[],
  { withoutImports = false }: Which = {},
): Promise<{ id: string }[]> {
  const these = arrayText(ids);
  const { rows } = await sql<{ id: string }>`
    select t.entry_id as id from unnest(${these}::uuid[]) w (id) cross join lateral (
      select entry_id, imported from order_tellings where order_id = w.id
    ) t
    where not is_withdrawn(t.entry_id) and not (${withoutImports}::boolean and t.imported)`.execute(tx);
  await sql`delete from order_tellings where order_id = any(${these}::uuid[])`.execute(tx);
  await sql`delete from order_refunds where order_id = any(${these}::uuid[])`.execute(tx);
  await sql`delete from orders where id = any(${these}::uuid[])`.execute(tx);
  if (rows.length > 0) await applyToOrders(tx, rows);
  return rows;
}

/** Makes reviews anew from what still holds. */
export async function remakeReviews(
  tx: Tx,
  ids: readonly string[],
  { withoutImports = false }: Which = {},
): Promise<void> {
  const these = arrayText(ids);
  const { rows } = await sql<{ id: string }>`
    select t.entry_id as id from unnest(${these}::uuid[]) w (id) cross join lateral (
      select entry_id, imported from review_tellings where review_id = w.id
    ) t
    where not is_withdrawn(t.entry_id) and not (${withoutImports}::boolean and t.imported)`.execute(tx);
  await sql`delete from review_tellings where review_id = any(${these}::uuid[])`.execute(tx);
  await sql`delete from reviews where id = any(${these}::uuid[])`.execute(tx);
  if (rows.length > 0) await applyToReviews(tx, rows);
}

/**
 * With what a sender's word is compared, to see what is new: what is known. But nobody's word may rest on what an import told,
 * for that may be taken back; so for others than imports, orders are looked at for a moment as if there had been none.
 */
export async function basisOfOrders(
  tx: Tx,
  source: string,
  known: ReadonlyMap<string, KnownOrder>,
): Promise<ReadonlyMap<string, KnownOrder>> {
  const ids = [...known.values()].flatMap(({ id, isImported }) => (isImported ? id : []));
  if (ids.length === 0 || isImport(source)) return known;
  const without = await forMoment(tx, async () => {
    await remakeOrders(tx, ids, { withoutImports: true });
    return knownOrders(tx, ids);
  });
  return withChanges(known, ids, without);
}

/** The same for reviews. */
export async function basisOfReviews(
  tx: Tx,
  source: string,
  known: ReadonlyMap<string, KnownReview>,
): Promise<ReadonlyMap<string, KnownReview>> {
  const ids = [...known].flatMap(([id, { isImported }]) => (isImported ? id : []));
  if (ids.length === 0 || isImport(source)) return known;
  const without = await forMoment(tx, async () => {
    await remakeReviews(tx, ids, { withoutImports: true });
    return knownReviews(tx, ids);
  });
  return withChanges(known, ids, without);
}

function withChanges<T>(
  known: ReadonlyMap<string, T>,
  ids: readonly string[],
  without: ReadonlyMap<string, T>,
) {
  const kept = [...known].filter(([id]) => !ids.includes(id));
  return new Map([...kept, ...without]);
}

/** Does something, looks, and takes it back. */
async function forMoment<T>(tx: Tx, look: () => Promise<T>): Promise<T> {
  await sql`savepoint moment`.execute(tx);
  const seen = await look();
  await sql`rollback to savepoint moment`.execute(tx);
  await sql`release savepoint moment`.execute(tx);
  return seen;
}
