/** The numbers under which tokens stand in the index. Two tokens may share one: whoever looks up looks at the text as well. */

const weekMilliseconds = 7 * 24 * 3_600_000;

/** The week of a time, counted from 1970 on. */
export function weekOf(time: string | Date): number {
  return Math.floor(new Date(time).getTime() / weekMilliseconds);
}

/** When a week begins. */
export function startOfWeek(week: number): Date {
  return new Date(week * weekMilliseconds);
}

/**
 * The key of a token, by itself or in one week. `namespace` keeps workspaces apart: what is common in one makes no search
 * of another slow.
 */
export function keyOf(namespace: string, token: string, week?: number): number {
  return mixed(hashed(token, hashed(`${namespace} ${week ?? ''} `, fnvBasis)));
}

/** FNV-1a of 32 bits over UTF-16 units. */
const fnvBasis = 0x811c9dc5;
const fnvPrime = 0x01000193;

function hashed(text: string, from: number): number {
  let value = from;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), fnvPrime);
  return value;
}

/** Spreads the last letters over all bits, as MurmurHash3 ends. */
function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
