/** Chance that repeats: the same seeds draw the same numbers on every machine. */

export type Random = {
  /** From 0 up to, not including, 1. */
  next: () => number;
  /** A whole number from `min` up to and including `max`. */
  whole: (min: number, max: number) => number;
  chance: (probability: number) => boolean;
  pick: <T>(list: readonly T[]) => T;
  /** An item by its weight. */
  weighted: <T extends { weight: number }>(list: readonly T[]) => T;
  /** Around 1, seldom below 0.3 or above 3: what waiting times are multiplied with. */
  spread: () => number;
  /** A UUIDv7 of this time. */
  id: (milliseconds: number) => string;
  /** A UUIDv4, as browsers make them. */
  browserId: () => string;
};

/** A stream of chance for these seeds (sfc32, of which the first rounds mix the seeds). */
export function randomFrom(...seeds: readonly number[]): Random {
  let [a, b, c, d] = [seeds[0] ?? 0, seeds[1] ?? 0, seeds[2] ?? 0, 1];
  const draw = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; round++) draw();
  const next = () => draw() / 2 ** 32;
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('There is nothing to pick from.');
    return list[Math.floor(next() * list.length)] as T;
  };
  const tail = () => {
    const [x, y] = [draw(), draw()];
    return `${variants[x >>> 30]}${quarter(x).slice(1)}-${quarter(y)}${quarter(y >>> 16)}${quarter(draw())}`;
  };
  return {
    next,
    pick,
    whole: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    weighted: (list) => {
      let left = next() * list.reduce((sum, item) => sum + item.weight, 0);
      for (const item of list) {
        left -= item.weight;
        if (left < 0) return item;
      }
      return pick(list);
    },
    spread: () => Math.exp((next() + next() + next() - 1.5) * 1.2),
    id: (milliseconds) => {
      const time = Math.floor(milliseconds).toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7${quarter(draw()).slice(1)}-${tail()}`;
    },
    browserId: () => {
      const [x, y] = [draw(), draw()];
      return `${quarter(x)}${quarter(x >>> 16)}-${quarter(y)}-4${quarter(y >>> 16).slice(1)}-${tail()}`;
    },
  };
}

const variants = '89ab';
const quarters = Array.from({ length: 0x1_00_00 }, (_, bits) => bits.toString(16).padStart(4, '0'));
/** The lower sixteen bits in hexadecimal; from a table, since millions of ids are made. */
const quarter = (bits: number): string => quarters[bits & 0xff_ff] ?? '';
