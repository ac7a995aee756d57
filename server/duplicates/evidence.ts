/** What speaks for whom being the same person. */
import type { DuplicateEvidence } from '../../contract/customers.ts';
import { namesOf, sharedIdentities } from '../customers/index.ts';
import { sharedOrders } from '../orders/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { areSameNames } from './strength.ts';

export type Found = {
  /** By a customer, then by the other one. */
  evidence: Map<string, Map<string, DuplicateEvidence>>;
  /** Those who share an address with so many that it tells nothing. */
  crowd: Set<string>;
};

/** Evidence about these surviving customers, whoever the other ones are. */
export async function findEvidence(tx: Tx, rootIds: readonly string[]): Promise<Found> {
  const found: Found = { evidence: new Map(), crowd: new Set() };
  if (rootIds.length === 0) return found;
  const of = (rootId: string, otherId: string): DuplicateEvidence => {
    const others = found.evidence.get(rootId) ?? new Map<string, DuplicateEvidence>();
    const one = others.get(otherId) ?? { shared: [], orders: [], sameName: false };
    found.evidence.set(rootId, others.set(otherId, one));
    return one;
  };
  const [identities, orders] = await Promise.all([sharedIdentities(tx, rootIds), sharedOrders(tx, rootIds)]);
  for (const { rootId, otherId, isCrowded, ...shared } of identities) {
    if (isCrowded) found.crowd.add(otherId);
    else of(rootId, otherId).shared.push(shared);
  }
  for (const { rootId, otherId, number } of orders) of(rootId, otherId).orders.push(number);
  await compareNames(tx, found);
  return found;
}

async function compareNames(tx: Tx, { evidence }: Found): Promise<void> {
  const ids = new Set<string>();
  for (const [rootId, others] of evidence) for (const id of [rootId, ...others.keys()]) ids.add(id);
  const names = await namesOf(tx, [...ids]);
  for (const [rootId, others] of evidence) {
    for (const [otherId, one] of others) {
      one.sameName = areSameNames(names.get(rootId) ?? null, names.get(otherId) ?? null);
    }
  }
}
