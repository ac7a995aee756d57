/** What came from one source: for taking it back. */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { entryJson } from './json.ts';

export type Transaction = { epoch: number; xid: string };

const entriesMax = 20_000;

/** What one transaction appended, in its order; an entry's customer is the one that it came with. */
export async function entriesOf(tx: Tx, { epoch, xid }: Transaction): Promise<Entry[]> {
  const { rows } = await sql<{ json: string; customerId: string | null }>`
    select ${entryJson} as json, e.customer_id as "customerId" from entries e
    where e.epoch = ${epoch} and e.xid = ${xid}::xid8 order by e.seq limit ${entriesMax}`.execute(tx);
  return rows.map(({ json, customerId }) => ({ ...(JSON.parse(json) as Entry), customerId }));
}

/** Those of the customers of whom nothing is told but by this source, nothing of these kinds, and who are part of no merge. */
export async function toldByAlone(
  tx: Tx,
  customerIds: readonly string[],
  sourceName: string,
  butFor: readonly EntryKind[],
): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set();
  const others: RawBuilder<unknown> = sql`
    select from entries e where e.customer_id = w.id and (e.source_name <> ${sourceName} or e.kind = any(${[...butFor]}::text[]))`;
  const { rows } = await sql<{ id: string }>`
    select w.id from unnest(${arrayText(customerIds)}::uuid[]) w (id)
    where not exists (${others})
      and not exists (select from customer_map m where m.customer_id = w.id or m.root_id = w.id)`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
