/** Taking back what an import made of companies, and of those who belong to them. */
import { sql } from 'kysely';
import { appendAll } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { applyToCompanies } from './record.ts';
import type { Told } from './told.ts';

/** Takes those of the companies away of which nobody but this source has told anything; answers how many these were. */
export async function withdrawCompanies(
  tx: Tx,
  source: string,
  companyIds: readonly string[],
): Promise<number> {
  if (companyIds.length === 0) return 0;
  const { rows } = await sql<{ id: string }>`
    select id from companies where id = any(${arrayText(companyIds)}::uuid[]) and sources = array[${source}]`.execute(
    tx,
  );
  const entries = rows.map(({ id }) => ({
    kind: 'company.withdrawn' as const,
    payload: { companyId: id },
    actor: { kind: 'system' as const, id: null },
    direction: 'internal' as const,
    source: { name: source },
  }));
  const appended = await appendAll(tx, entries);
  await applyToCompanies(tx, entries.map((entry, at) => ({ ...entry, ...appended[at] })) as Told[]);
  return rows.length;
}

/** Customers who were never there belong to no company; the entry that takes them away says so. */
export async function forgetMembers(tx: Tx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await applyToCompanies(
    tx,
    customerIds.map((customerId) => ({ kind: 'customer.withdrawn', payload: { customerId } })) as Told[],
  );
}
