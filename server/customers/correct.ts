/** Putting right by which addresses a customer is known. */
import { sql } from 'kysely';
import type { Identity } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import type { By } from '../accounts/index.ts';
import { isDuplicate, type Tx } from '../platform/db/index.ts';
import { normalIdentity } from './identity.ts';
import { lockCustomer } from './lock.ts';
import { record } from './record.ts';

type Address = { kind: 'email' | 'phone' | 'user'; value: string };

/**
 * Takes a wrong address away and puts another in its place, if there is one. The wrong one is no longer shown, searched
 * or written to. @throws Problem `not-found` for one that the customer has not, `already-exists` for another's.
 */
export async function correctAddress(
  tx: Tx,
  by: By,
  customerId: string,
  { replace, by: next }: { replace: Address; by: Address | null },
): Promise<void> {
  const root = await lockCustomer(tx, customerId);
  const wrong = await normalIdentity(replace.kind, replace.value, false);
  const { rows } = await sql<Identity & { customerId: string }>`
    select i.kind, i.value, i.verified, i.customer_id as "customerId" from ids_of(${root}) as who(id)
    join identities i on i.customer_id = who.id
    where i.kind = ${wrong.kind} and i.key = identity_key(${wrong.kind}, ${wrong.value})`.execute(tx);
  if (rows.length === 0)
    throw new Problem('not-found', 'The customer has no such address. Look at the list.');
  const right = next === null ? undefined : await normalIdentity(next.kind, next.value, false);
  try {
    for (const [at, { customerId: owner, ...removed }] of rows.entries()) {
      await record(tx, {
        kind: 'customer.corrected',
        payload: { customerId: owner, removed: [removed], added: right && at === 0 ? [right] : [] },
        actor: by.actor,
        direction: 'internal',
        source: { name: by.source },
        customerId: owner,
      });
    }
  } catch (error) {
    throw isDuplicate(error, 'identities_owner')
      ? new Problem('already-exists', 'The new address belongs to another customer. Merge the two instead.')
      : error;
  }
}
