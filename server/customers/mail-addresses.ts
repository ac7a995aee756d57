/** Mail addresses of customers, and whether mail reaches them. */
import { sql } from 'kysely';
import type { By } from '../accounts/index.ts';
import { rootOf } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { record } from './record.ts';

export type MailAddress = { address: string; verified: boolean; isFailing: boolean };

/** All mail addresses of a customer: proven ones first, then the newest. */
export async function mailAddressesOf(tx: Tx, customerId: string): Promise<MailAddress[]> {
  const { rows } = await sql<MailAddress>`
    select value as address, verified, failed_since is not null as "isFailing" from identities
    where kind = 'email' and root_of(customer_id) = root_of(${customerId}::uuid)
    order by verified desc, created_at desc`.execute(tx);
  return rows;
}

/** Notes that mail to an address comes back for good, or that it works again; what is so already changes nothing. */
export async function markAddress(
  tx: Tx,
  by: By,
  customerId: string,
  said: { address: string; works: boolean; reason: string | null },
): Promise<void> {
  const root = await rootOf(tx, customerId);
  const known = (await mailAddressesOf(tx, root)).find(({ address }) => address === said.address);
  if (!known || known.isFailing !== said.works) return;
  await record(tx, {
    kind: 'customer.address_failed',
    payload: { customerId: root, ...said },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
    customerId: root,
  });
}
