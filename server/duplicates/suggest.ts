/** One customer's duplicates: who may be the same person, and what a merge with them would do. */
import type { MergePreview, MergeSuggestion } from '../../contract/customers.ts';
import { foreseeMerge, isRefusedPair, readCustomer, readCustomers } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { findEvidence } from './evidence.ts';
import { areSameNames, scoreOf, strengthOf } from './strength.ts';

const suggestionsMax = 20;

/** Who may be the same person, the strongest evidence first; not those of whom somebody said that they are not. */
export async function suggestMerges(tx: Tx, customerId: string): Promise<MergeSuggestion[]> {
  const { id: root } = await readCustomer(tx, customerId);
  const others = [...((await findEvidence(tx, [root])).evidence.get(root) ?? [])];
  others.sort(
    ([oneId, one], [otherId, other]) => scoreOf(other) - scoreOf(one) || (oneId < otherId ? -1 : 1),
  );
  const suggestions: Omit<MergeSuggestion, 'customer'>[] = [];
  const ids: string[] = [];
  for (const [otherId, evidence] of others) {
    if (ids.length === suggestionsMax) break;
    if (await isRefusedPair(tx, root, otherId)) continue;
    ids.push(otherId);
    suggestions.push({ ...evidence, strength: strengthOf(evidence) });
  }
  const customers = await readCustomers(tx, ids);
  return suggestions.flatMap((one, at) => {
    const customer = customers.get(ids[at] ?? '');
    return customer ? [{ customer, ...one }] : [];
  });
}

/** What a merge would do, and what speaks for it. */
export async function previewMerge(tx: Tx, customerId: string, otherId: string): Promise<MergePreview> {
  const foreseen = await foreseeMerge(tx, customerId, otherId);
  const { evidence } = await findEvidence(tx, [foreseen.customer.id]);
  const found = evidence.get(foreseen.customer.id)?.get(foreseen.other.id);
  const sameName = areSameNames(foreseen.customer.name, foreseen.other.name);
  return { ...foreseen, ...(found ?? { shared: [], orders: [], sameName }) };
}
