/**
 * Whose mail it is. Whoever is proven to have written it is the customer with that address. Whoever is not is another one,
 * the same for each such address: nobody joins a customer's story by writing their address into a mail.
 */
import { sql } from 'kysely';
import { customersFor, isErased, normalIdentity } from '../../customers/index.ts';
import { rootOf } from '../../ledger/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Correspondent } from './mail.ts';

/** An address as customers have it; undefined for one that reaches nobody. */
export async function addressOf({ address }: Correspondent): Promise<string | undefined> {
  return normalIdentity('email', address, false).then(
    ({ value }) => value,
    () => undefined,
  );
}

/** The customer, found or made; the surviving one. Nothing may have been written in the transaction before. */
export async function customerOf(
  tx: Tx,
  source: string,
  sender: Correspondent | undefined,
  isVerified: boolean,
): Promise<string> {
  const value = sender && (await addressOf(sender));
  // Who gives no name is called by the address.
  const name = sender?.name || value;
  if (value === undefined) return made(tx, source, { identities: [], name });
  const person = { identities: [{ kind: 'email' as const, value, verified: isVerified }], name };
  if (isVerified) return rootOf(tx, await made(tx, source, person));
  await sql`select pg_advisory_xact_lock(hashtextextended(current_workspace() || ' sender ' || ${value}, 0))`.execute(
    tx,
  );
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from mail_senders where address = ${value}`.execute(tx);
  if (rows[0] && !(await isErased(tx, rows[0].id))) return rootOf(tx, rows[0].id);
  const customerId = await made(tx, source, person);
  await sql`
    insert into mail_senders (address, customer_id) values (${value}, ${customerId})
    on conflict (workspace_id, address) do update set customer_id = excluded.customer_id`.execute(tx);
  return customerId;
}

async function made(
  tx: Tx,
  source: string,
  person: Parameters<typeof customersFor>[2][number],
): Promise<string> {
  const [found] = await customersFor(tx, source, [person]);
  if (!found) throw new Error('One was asked for.');
  return found.customerId;
}
