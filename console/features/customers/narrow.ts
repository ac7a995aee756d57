/** What the list of customers is narrowed to, as its address keeps it: a segment, or conditions without a name. */
import type { Condition } from '../../../contract/conditions.ts';

export type Narrow = { segmentId?: string | undefined; filter?: Condition | undefined };

/** The part of the address after the question mark. */
export function searchOf({ segmentId, filter }: Narrow): { segment?: string; filter?: Condition } {
  return {
    ...(segmentId === undefined ? {} : { segment: segmentId }),
    ...(filter === undefined ? {} : { filter }),
  };
}

/** Tells one list from another. */
export const keyOf = (narrow: Narrow): string => JSON.stringify(searchOf(narrow));
