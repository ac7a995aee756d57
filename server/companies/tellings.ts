/** Which entries tell what companies are like. */
import { sql } from 'kysely';
import type { Entry } from '../../contract/entries.ts';
import { comparePositions } from '../../contract/ids.ts';
import { entriesById, holds } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

export type Described = Entry<'company.created' | 'company.updated'>;

export const isDescribed = (entry: Entry): entry is Described =>
  /^company\.(created|updated)$/.test(entry.kind);

/**
 * What tells of companies and still holds, in reading order; and of what a withdrawn entry said that made one, by what it
 * was recognised: others found it by that.
 */
export async function tellingsOf(tx: Tx, companyIds: readonly string[]): Promise<Described[]> {
  const { rows } = await sql<{ id: string; holds: boolean }>`
    select e.id, ${holds} as holds from unnest(${arrayText(companyIds)}::uuid[]) w (id) cross join lateral (
      select entry_id as id from company_tellings where company_id = w.id
    ) e`.execute(tx);
  const holding = new Map(rows.map((row) => [row.id, row.holds]));
  const told = (await entriesById(tx, [...holding.keys()])).filter(isDescribed);
  return told
    .flatMap((entry) => {
      if (holding.get(entry.id)) return entry;
      return entry.kind === 'company.created' ? named(entry) : [];
    })
    .sort((a, b) => comparePositions(a.position, b.position));
}

function named(entry: Entry<'company.created'>): Entry<'company.created'> {
  const { name } = entry.payload.traits;
  return { ...entry, payload: { ...entry.payload, traits: name === undefined ? {} : { name } } };
}
