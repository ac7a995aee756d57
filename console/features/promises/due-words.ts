/** How far a promise is, and how its time is said. */
import type { CustomerPromise } from '../../../contract/promises.ts';

const soonMs = 60 * 60_000;

export type Urgency = 'open' | 'soon' | 'overdue';

/** Overdue, due within the hour, or later. */
export function urgencyOf({ due }: Pick<CustomerPromise, 'due'>, now: Date): Urgency {
  const left = Date.parse(due.at) - now.getTime();
  if (left <= 0) return 'overdue';
  return left <= soonMs ? 'soon' : 'open';
}
