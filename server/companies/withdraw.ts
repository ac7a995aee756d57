/** Taking back what an import made of companies, and of those who belong to them. */
import { sql } from 'kysely';
import { appendAll } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { applyToCompanies } from './record.ts';
import { tellingsOf } from './tellings.ts';
import type { Told } from './told.ts';

/**
 * Takes those of the companies away of which nobody but this source tells anything, and to which nobody belongs any more;
 * answers which these were.
 */
export async function withdrawCompanies(
  tx: Tx,
  source: string,
  companyIds: readonly string[],
): Promise<string[]> {
  if (companyIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select w.id from unnest(${arrayText(companyIds)}::uuid[]) w (id)
    where not exists (select from company_members m where m.company_id = w.id)`.execute(tx);
  const empty = rows.map(({ id }) => id);
  const others = (await tellingsOf(tx, empty)).filter((entry) => entry.source.name !== source);
  const kept = new Set(others.map(({ payload }) => payload.companyId));
  const gone = empty.filter((id) => !kept.has(id));
  const entries = gone.map((id) => ({
    kind: 'company.withdrawn' as const,
    payload: { companyId: id },
    actor: { kind: 'system' as const, id: null },
    direction: 'internal' as const,
    source: { name: source },
  }));
  const appended = await appendAll(tx, entries);
  await applyToCompanies(tx, entries.map((entry, at) => ({ ...entry, ...appended[at] })) as Told[]);
  return gone;
}

/** Customers who were never there belong to no company; the entry that takes them away says so. */
export async function forgetMembers(tx: Tx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await applyToCompanies(
    tx,
    customerIds.map((customerId) => ({ kind: 'customer.withdrawn', payload: { customerId } })) as Told[],
  );
}
