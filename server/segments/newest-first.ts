/** Customers to look at, the newest first, in batches that grow: the first answer comes soon, the rest quickly. */
import { newestCustomerIds } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';

const batchFirst = 100;
const batchMax = 1_000;

export type Place = NonNullable<Awaited<ReturnType<typeof newestCustomerIds>>['last']>;

/** Reads on from a place. */
export function newestFirst() {
  let size = batchFirst;
  return async (tx: Tx, place: Place | undefined) => {
    const { ids, last, isEnd } = await newestCustomerIds(tx, place, size);
    size = Math.min(batchMax, size * 2);
    return { ids, next: isEnd ? undefined : last };
  };
}
