/** A set of hashes for millions of rows: eight bytes each, with as much room again, instead of a string each. */

const slotsFirst = 1 << 12;
const fillMax = 0.6;
const none = 0n;

export type Seen = { has: (hash: string) => boolean; add: (hash: string) => void };

/** Takes hashes as UUIDs; two of a million are mistaken for one another once in ten million times. */
export function createSeen(): Seen {
  let slots = new BigUint64Array(slotsFirst);
  let count = 0;
  const placeOf = (table: BigUint64Array, value: bigint): number => {
    const mask = table.length - 1;
    let at = Number(value & BigInt(mask));
    while (table[at] !== none && table[at] !== value) at = (at + 1) & mask;
    return at;
  };
  return {
    has: (hash) => slots[placeOf(slots, numberIn(hash))] !== none,
    add: (hash) => {
      const value = numberIn(hash);
      const at = placeOf(slots, value);
      if (slots[at] === value) return;
      slots[at] = value;
      count += 1;
      if (count < slots.length * fillMax) return;
      const larger = new BigUint64Array(slots.length * 2);
      for (const one of slots) if (one !== none) larger[placeOf(larger, one)] = one;
      slots = larger;
    },
  };
}

function numberIn(hash: string): bigint {
  return BigInt(`0x${hash.replaceAll('-', '').slice(0, 16)}`) || 1n;
}
