/** What came from one source: for taking it back. */
import { sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { entryJson } from './json.ts';
import { entryRows } from './read.ts';
import { holds } from './withdraw.ts';

/** Whether a source is an import, which may be undone. */
export const isImport = (sourceName: string): boolean => sourceName.startsWith('import:');

export type Transaction = { epoch: number; xid: string };

/** What one source appended in one transaction and still holds, the last first; its customer is the one that it came with. */
export async function entriesOf(
  tx: Tx,
  { epoch, xid }: Transaction,
  of: { source: string; kinds: readonly EntryKind[]; limit: number },
): Promise<Entry[]> {
  const { rows } = await sql<{ json: string; customerId: string | null }>`
    select ${entryJson} as json, e.customer_id as "customerId" from entries e
    where e.epoch = ${epoch} and e.xid = ${xid}::xid8 and e.source_name = ${of.source}
      and e.kind = any(${[...of.kinds]}::text[]) and ${holds}
    order by e.seq desc limit ${of.limit}`.execute(tx);
  return rows.map(({ json, customerId }) => ({ ...(JSON.parse(json) as Entry), customerId }));
}

/** Entries by their ids, each with the customer that it came with: machine entries are not among them. */
export async function entriesById(tx: Tx, ids: readonly string[]): Promise<Entry[]> {
  const { rows } = await sql<{ json: string; customerId: string | null }>`
    select ${entryJson} as json, e.customer_id as "customerId" from ${entryRows(ids)}`.execute(tx);
  return rows.map(({ json, customerId }) => ({ ...(JSON.parse(json) as Entry), customerId }));
}

/** What is told of customers and still holds, of these kinds of people's entries, in reading order. */
export async function entriesAbout(
  tx: Tx,
  customerIds: readonly string[],
  kinds: readonly EntryKind[],
): Promise<Entry[]> {
  const { rows } = await sql<{ json: string; customerId: string | null }>`
    select ${entryJson} as json, e.customer_id as "customerId"
    from unnest(${arrayText(customerIds)}::uuid[]) w (id) cross join lateral (
      select * from entries e
      where e.customer_id = w.id and not e.machine and e.kind = any(${[...kinds]}::text[]) and ${holds}
    ) e
    order by e.epoch, e.xid, e.seq`.execute(tx);
  return rows.map(({ json, customerId }) => ({ ...(JSON.parse(json) as Entry), customerId }));
}

/**
 * Those of the customers of whom nothing that still holds is told but by this source, and who are part of no merge. What
 * the program itself concludes of a customer (`concluded`) counts for nothing.
 */
export async function toldByAlone(
  tx: Tx,
  customerIds: readonly string[],
  sourceName: string,
  concluded: readonly EntryKind[],
): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select w.id from unnest(${arrayText(customerIds)}::uuid[]) w (id)
    where not exists (
        select from entries e
        where e.customer_id = w.id and e.source_name <> ${sourceName} and e.kind <> all(${[...concluded]}::text[])
          and ${holds})
      and not exists (select from customer_map m where m.customer_id = w.id or m.root_id = w.id)`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
