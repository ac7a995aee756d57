/** Many customers at once, whose entries were written at once: the rows that those entries make. */
import { sql } from 'kysely';
import type { Identity } from '../../contract/entries.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import type { Named } from './record.ts';
import { findableByIdentity, findableByName, termStatements } from './search-terms.ts';

export type ReadyCustomer = {
  id: string;
  name: string | null;
  language: string | null;
  createdAt: string;
  /** By which entry the name stands; null without one. */
  named: Named | null;
};
export type ReadyIdentity = Identity & {
  customerId: string;
  createdAt: string;
  /** An import told it, which may be undone. */
  imported?: boolean;
};

/** Writes customers with their identities. */
export async function writeCustomers(
  tx: Tx,
  customers: readonly ReadyCustomer[],
  identities: readonly ReadyIdentity[],
): Promise<void> {
  await sql`
    insert into customers (id, name, language, created_at, name_verified, name_said_at, name_said_by)
    select * from unnest(${arrayText(customers.map(({ id }) => id))}::uuid[], ${arrayText(customers.map(({ name }) => name))}::text[],
      ${arrayText(customers.map(({ language }) => language))}::text[],
      ${arrayText(customers.map(({ createdAt }) => createdAt))}::timestamptz[],
      ${arrayText(customers.map(({ named }) => named?.verified ?? false))}::boolean[],
      ${arrayText(customers.map(({ named }) => named?.at ?? null))}::timestamptz[],
      ${arrayText(customers.map(({ named }) => named?.by ?? null))}::text[])`.execute(tx);
  const of = (part: (identity: ReadyIdentity) => string | boolean) => arrayText(identities.map(part));
  await sql`
    insert into identities (kind, value, customer_id, verified, created_at, imported)
    select * from unnest(${of(({ kind }) => kind)}::text[], ${of(({ value }) => value)}::text[],
      ${of(({ customerId }) => customerId)}::uuid[], ${of(({ verified }) => verified)}::boolean[],
      ${of(({ createdAt }) => createdAt)}::timestamptz[], ${of(({ imported }) => imported ?? false)}::boolean[])`.execute(
    tx,
  );
  const findables = [
    ...customers.map(({ id, name }) => findableByName(id, name)),
    ...identities.map((identity) => findableByIdentity(identity.customerId, identity)),
  ];
  for (const statement of termStatements(findables)) await statement.execute(tx);
}
