/**
 * Customers as a read model of their entries: an entry is appended and what it means is written in one transaction,
 * by the same function that `rebuild` replays.
 */
import { sql } from 'kysely';
import type { Entry, EntryKind, Identity } from '../../contract/entries.ts';
import { append, mapInto, type NewEntry } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** Kinds that change customers. */
export const customerKinds = [
  'customer.created',
  'customer.updated',
  'customer.identified',
  'customer.merged',
] as const satisfies readonly EntryKind[];
type CustomerKind = (typeof customerKinds)[number];

/** Appends an entry about a customer and changes the customer accordingly. */
export async function record<K extends CustomerKind>(tx: Tx, entry: NewEntry<K>): Promise<Entry<K>> {
  const appended = await append(tx, entry);
  if (!appended.repeated) await applyToCustomers(tx, appended.entry as Entry<CustomerKind>);
  return appended.entry;
}

/** What an entry means to the customers' tables. */
export async function applyToCustomers(tx: Tx, entry: Entry<CustomerKind>): Promise<void> {
  const customerId = entry.customerId;
  if (customerId === null) return;
  switch (entry.kind) {
    case 'customer.created':
      await Promise.all([
        sql`
          insert into customers (id, name, language, created_at)
          values (${customerId}, ${entry.payload.name}, ${entry.payload.language}, ${entry.occurredAt})`.execute(
          tx,
        ),
        ...addIdentities(tx, customerId, entry.payload.identities, entry.occurredAt),
      ]);
      return;
    case 'customer.updated':
      await setName(tx, customerId, entry.payload.name);
      return;
    case 'customer.identified':
      await Promise.all([
        setName(tx, customerId, entry.payload.name),
        ...addIdentities(tx, customerId, entry.payload.identities, entry.occurredAt),
      ]);
      return;
    case 'customer.merged':
      await mapInto(tx, entry.payload.fromId, entry.payload.intoId);
      return;
  }
}

async function setName(tx: Tx, customerId: string, name: string | null): Promise<void> {
  await sql`update customers set name = ${name} where id = ${customerId}`.execute(tx);
}

/** Adds identities; one that the customer has already becomes verified when now proven, and never loses that. */
function addIdentities(
  tx: Tx,
  customerId: string,
  identities: readonly Identity[],
  at: string,
): Promise<unknown>[] {
  return identities.map(({ kind, value, verified }) =>
    sql`
      insert into identities (kind, value, customer_id, verified, created_at)
      values (${kind}, ${value}, ${customerId}, ${verified}, ${at})
      on conflict (workspace_id, kind, value, customer_id)
      do update set verified = identities.verified or excluded.verified`.execute(tx),
  );
}
