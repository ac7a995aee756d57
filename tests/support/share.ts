/** Large matrices: `npm test` tries a share of each, drawn by a seed, and `npm run torture` the whole. */
import { randomFrom } from './random.ts';

/** From above 0 to 1. */
export const testShare = Number(process.env.TEST_SHARE ?? 0.1);
export const testSeed = Number(process.env.TEST_SEED ?? 20_260_105);

/** A share of these, in their order and at least one of them, and never less than `least`; the seed and the share are printed. */
export function shareOf<T>(what: string, all: readonly T[], least = 0): T[] {
  const share = Math.max(testShare, least);
  const wanted = Math.min(all.length, Math.max(1, Math.ceil(all.length * share)));
  const random = randomFrom(testSeed);
  const left = all.map((_, index) => index);
  const drawn = Array.from({ length: wanted }, () => left.splice(random.below(left.length), 1)[0] ?? 0);
  process.stdout.write(`share: ${wanted} of ${all.length} ${what} (seed ${testSeed}, share ${share})\n`);
  return drawn.sort((a, b) => a - b).flatMap((index) => all.slice(index, index + 1));
}
