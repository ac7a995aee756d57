/** Keeps the pairs: whoever is told something of, may be somebody's duplicate from then on, or no longer. */
import type { Entry, EntryKind } from '../../contract/entries.ts';
import type { Follower } from '../ledger/index.ts';
import { refreshPairs } from './pairs.ts';

const kinds = [
  'customer.created',
  'customer.updated',
  'customer.identified',
  'customer.described',
  'customer.merged',
  'customer.unmerged',
  'customer.merge_refused',
  'customer.withdrawn',
  'entries.withdrawn',
  'order.placed',
  'order.updated',
  'order.cancelled',
  'review.posted',
] as const satisfies readonly EntryKind[];

/** Nobody waits for a suggestion: chats come first. */
const restShare = 4;

/** What it finds depends on what is known now, whatever was told when: so entries may come again. */
export const duplicates: Follower = {
  name: 'duplicates',
  kinds,
  restShare,
  apply: async (tx, entries) => {
    const concerned = [...new Set(entries.flatMap(concernedBy))];
    if (concerned.length > 0) await refreshPairs(tx, concerned);
  },
};

/** The customers whose pairs may change by an entry. */
function concernedBy(entry: Entry): string[] {
  const { customerId } = entry;
  switch (entry.kind) {
    case 'customer.merged':
    case 'customer.unmerged':
      return [entry.payload.fromId, entry.payload.intoId];
    case 'customer.merge_refused':
      return [entry.payload.oneId, entry.payload.otherId];
    case 'entries.withdrawn':
      return entry.payload.customerIds;
    case 'customer.withdrawn':
      return [entry.payload.customerId];
    // Attributes alone tell nothing; a name beside other evidence does.
    case 'customer.described':
      return entry.payload.name === undefined || customerId === null ? [] : [customerId];
    default:
      return customerId === null ? [] : [customerId];
  }
}
