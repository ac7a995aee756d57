/** A filter without a name: conditions in the address of a list, so that they can be sent and survive a reload. */
import type { Condition } from '../../../contract/conditions.ts';

/** How long the conditions may be written in an address: servers and proxies refuse much longer ones. */
const filterLengthMax = 6_000;

/** Whether the conditions may stand in an address. */
export function fitsAddress(condition: Condition): boolean {
  return encodeURIComponent(JSON.stringify(condition)).length <= filterLengthMax;
}

/** What an address holds, as a condition; nothing for what was never one. What is wrong inside of it, the server says. */
export function readFilter(held: unknown): Condition | undefined {
  return typeof held === 'object' && held !== null && 'type' in held ? (held as Condition) : undefined;
}
