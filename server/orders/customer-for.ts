/** TEMPORARY until customers/index.ts exports customerFor. */
import { sql } from 'kysely';
import type { Identity } from '../../contract/entries.ts';
import { createCustomer } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';

export async function customerFor(
  tx: Tx,
  source: string,
  who: { identities: Identity[]; name?: string | null; language?: string | null },
): Promise<string> {
  for (const { kind, value } of who.identities) {
    const { rows } = await sql<{ id: string }>`
      select root_of(customer_id) as id from identities where kind = ${kind} and value = ${value} limit 1`.execute(
      tx,
    );
    if (rows[0]) return rows[0].id;
  }
  return createCustomer(
    tx,
    { selfNamed: source },
    { name: who.name ?? null, identities: who.identities, language: who.language ?? null },
  );
}
