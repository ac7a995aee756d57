/** Whom a few letters behind an @ may mean: in any script, without accents, and with letters left out. */
import type { Choice } from './mention-text.ts';

export const choicesMax = 8;

/** The choices that fit, the best first: whose name begins so, of whom a word does, that hold it, that hold its letters. */
export function matching(choices: readonly Choice[], typed: string): Choice[] {
  const wanted = plain(typed);
  return choices
    .map((choice) => ({ choice, rank: rankOf(plain(choice.name), wanted) }))
    .filter(({ rank }) => rank < unfit)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, choicesMax)
    .map(({ choice }) => choice);
}

const unfit = 4;

function rankOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))) return 1;
  if (name.includes(wanted)) return 2;
  return hasLetters(name, wanted) ? 3 : unfit;
}

/** Whether the letters stand in the name, in their order. */
function hasLetters(name: string, wanted: string): boolean {
  let at = 0;
  for (const letter of wanted.replaceAll(/\s/g, '')) {
    at = name.indexOf(letter, at);
    if (at === -1) return false;
    at += letter.length;
  }
  return true;
}

/** Lower case without accents; full-width letters as their usual ones. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
