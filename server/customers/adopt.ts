/** A visitor of the chat is the one whom a tracking library on the same page knows: a browser's word, as good as that. */
import { sql } from 'kysely';
import type { Identity } from '../../contract/entries.ts';
import { rootOf } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { customersFor } from './find.ts';
import { lockIdentities } from './identities.ts';
import { lockCustomer } from './lock.ts';
import { isRefusedPair, mergeByClaim } from './merge.ts';

/**
 * Makes the customer of an anonymous chat part of the visitor's, so that both stand on one timeline. Only one who is nobody
 * yet: no user, no proven address, nobody merged into them, and not part of another. Nothing is opened to the chat by it:
 * what a session may see never follows a browser's word.
 */
export async function adoptVisitor(
  tx: Tx,
  source: string,
  customerId: string,
  anonymousId: string,
): Promise<void> {
  const visitor: Identity = { kind: 'visitor', value: anonymousId, verified: false };
  await lockIdentities(tx, [visitor]);
  await lockCustomer(tx, customerId);
  if (!(await isNobodyYet(tx, customerId))) return;
  const [found] = await customersFor(tx, source, [{ identities: [visitor] }]);
  if (!found || (await rootOf(tx, found.customerId)) === customerId) return;
  if (await isRefusedPair(tx, customerId, found.customerId)) return;
  const { rows } = await sql<{ now: string }>`select rfc3339(clock_timestamp()) as now`.execute(tx);
  await mergeByClaim(tx, source, customerId, found.customerId, {
    evidence: 'browser',
    claim: { at: rows[0]?.now ?? '', id: customerId },
  });
}

async function isNobodyYet(tx: Tx, customerId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select not exists (select from merge_of(${customerId})) and not exists (select from merged_into(${customerId}))
      and not exists (
        select from identities i where i.customer_id = ${customerId} and (i.kind = 'user' or i.verified)) as is`.execute(
    tx,
  );
  return rows[0]?.is === true;
}
