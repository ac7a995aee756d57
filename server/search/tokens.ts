/**
 * Into what a text is taken apart for its index. Words of a script with spaces stay whole, and are found by any part of
 * them; scripts without spaces are cut into pairs of letters. Where a run of letters is cut depends on the letters alone,
 * so that a part of a text is cut where the text is.
 */
import { isUnspaced } from '../../contract/search.ts';

/** Longer words are kept in pieces that overlap by half: a part of so many letters lies in one of them as a whole. */
export const partLettersMax = 16;
const pieceLettersMax = 2 * partLettersMax;

/** The tokens of folded words, each once. */
export function tokensOf(folded: string): Set<string> {
  const tokens = new Set<string>();
  for (const word of folded.split(/[ \n]/)) {
    for (const { letters, isPaired } of runsOf(word)) {
      const pieces = isPaired ? pairsOf(letters) : piecesOf(letters);
      for (const piece of pieces) tokens.add(piece);
    }
  }
  return tokens;
}

/** From how many of its letters on a token may be found: a pair from its first one alone, a mark from none. */
export function endingsOf(token: string): number {
  if (isMark(token)) return 0;
  const letters = [...token];
  return isUnspaced(letters[0] ?? '') ? 1 : letters.length;
}

/** What every message with a part of a text has: a token, or one that has this in it. */
export type Part = { text: string; isWhole: boolean };

/** What a text that is searched for asks of the index: all of these. */
export function partsOf(folded: string): Part[] {
  const parts = new Map<string, Part>();
  for (const word of folded.split(' ')) {
    for (const { letters, isPaired } of runsOf(word)) {
      const pairs = isPaired && letters.length > 1 ? pairsOf(letters).slice(0, -1) : undefined;
      const found = pairs?.map((text) => ({ text, isWhole: true })) ?? [
        { text: letters.slice(0, partLettersMax).join(''), isWhole: false },
      ];
      for (const part of found) parts.set(part.text, part);
    }
  }
  return [...parts.values()];
}

/** What is looked up like a word and is none: no folded word has such a sign. */
export const marks = {
  author: (memberId: string) => `@author ${memberId}`,
  conversation: (conversationId: string) => `@conversation ${conversationId}`,
  note: '@note',
  file: '@file',
} as const;

function isMark(token: string): boolean {
  return token.startsWith('@');
}

type Run = { letters: string[]; isPaired: boolean };

function runsOf(word: string): Run[] {
  const runs: Run[] = [];
  for (const letter of word) {
    const isPaired = isUnspaced(letter);
    const last = runs.at(-1);
    if (last?.isPaired === isPaired) last.letters.push(letter);
    else runs.push({ letters: [letter], isPaired });
  }
  return runs;
}

/** Each letter with the next one, and the last by itself. */
function pairsOf(letters: readonly string[]): string[] {
  return letters.map((letter, at) => letter + (letters[at + 1] ?? ''));
}

function piecesOf(letters: readonly string[]): string[] {
  const pieces: string[] = [];
  for (let at = 0; at === 0 || at + partLettersMax < letters.length; at += partLettersMax) {
    pieces.push(letters.slice(at, at + pieceLettersMax).join(''));
  }
  return pieces;
}
