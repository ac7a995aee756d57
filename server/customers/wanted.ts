/** What a search for customers means. */
import { foldedWords } from '../../contract/search.ts';
import { cut, lastDigits } from './terms.ts';

/** What is typed or pasted beyond this does not count. */
const searchLettersMax = 300;
const wordsMax = 6;
const phoneDigitsMin = 3;
/** All that people write a phone number with. */
const phone = /^[\d\s+()./-]+$/;

export type Wanted = {
  /** What the text as a whole may be the beginning of, sorted; nothing where it has no letter or digit. */
  phrase: string[];
  /** The same of each of its words. */
  words: string[][];
};

/** Reads a search. */
export function parseWanted(text: string): Wanted {
  const some = [...text].slice(0, searchLettersMax).join('');
  const words = foldedWords(some);
  if (words.length === 0) return { phrase: [], words: [] };
  return {
    phrase: sorted([words.join(' '), ...asPhone(some.normalize('NFKC'))]),
    words: words.slice(0, wordsMax).map((word) => sorted([word, ...asPhone(word)])),
  };
}

/** A text as a phone number: in international or national writing, or its last digits. */
function asPhone(text: string): string[] {
  const digits = text.replace('(0)', '').replace(/\D/g, '');
  if (!phone.test(text.trim()) || digits.length < phoneDigitsMin) return [];
  return [digits, digits.replace(/^0+/, ''), lastDigits(digits)];
}

/** Each once, cut like what they are compared with, in the order of the index. */
function sorted(starts: readonly string[]): string[] {
  const kept = new Set(starts.filter((start) => start !== '').map(cut));
  return [...kept].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
