/**
 * What a name or an address is found by: its text from each word on, so that a search is a range of one sorted index.
 * Texts of scripts without spaces begin anew at each letter, which finds any part of a Chinese name.
 */
import type { IdentityKind } from '../../contract/entries.ts';
import { foldedWords, isUnspaced } from '../../contract/search.ts';

/** How good a match is: at the beginning of a text, of a later word, or inside of a word. */
export const places = [0, 1, 2] as const;
type Place = (typeof places)[number];
export type Term = { place: Place; term: string };

/** Longer ones are compared as far as this. */
export const termLettersMax = 60;
const termsMax = 60;
/** Inside of words only what is at least so long is found. */
const insideLettersMin = 3;
/** A search for the last digits of a phone is one for its first digits backwards; the sign keeps these apart. */
const backwards = '<';

/** As much of a text as is kept and compared. */
export function cut(text: string): string {
  return [...text].slice(0, termLettersMax).join('');
}

/** The terms of a name, of a person or a company. */
export function termsOfName(name: string): Term[] {
  const words = foldedWords(name);
  return some([...starts(words), ...insides(words)]);
}

/** The terms of a number or id: an order's, a customer's. */
export function termsOfNumber(number: string): Term[] {
  return some(starts(foldedWords(number)));
}

/** The terms of an address. A visitor's id is nothing that people search by. */
export function termsOfIdentity(kind: IdentityKind, value: string): Term[] {
  switch (kind) {
    case 'email':
      // Nobody searches for what ends in "com".
      return some(starts(foldedWords(value)).slice(0, -1));
    case 'phone':
      return termsOfPhone(value);
    case 'user':
      return termsOfNumber(value);
    case 'visitor':
      return [];
  }
}

/** ITU-T E.164: +1 and +7, these of two digits, and all others of three. */
const twoDigitCodes = /^(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

function termsOfPhone(e164: string): Term[] {
  // Whoever looks for a switchboard looks for everybody behind it.
  const digits = e164.replace(/;.*$|\D/g, '');
  const code = /^[17]/.test(digits) ? 1 : twoDigitCodes.test(digits) ? 2 : 3;
  return some([
    { place: 0, term: digits },
    { place: 0, term: digits.slice(code) },
    { place: 1, term: lastDigits(digits) },
  ]);
}

/** What a number that ends in these digits begins with in the index. */
export function lastDigits(digits: string): string {
  return backwards + [...digits].reverse().join('');
}

/** A text from each of its words on. */
function starts(words: readonly string[]): Term[] {
  return words.map((_, at) => ({ place: at === 0 ? 0 : 1, term: words.slice(at).join(' ') }));
}

/** Words from each later letter on. */
function insides(words: readonly string[]): Term[] {
  return words.flatMap((word) => {
    const letters = [...word];
    return letters.flatMap((letter, at): Term[] => {
      if (at === 0) return [];
      const term = letters.slice(at).join('');
      if (isUnspaced(letter)) return [{ place: 1, term }];
      return letters.length - at < insideLettersMin ? [] : [{ place: 2, term }];
    });
  });
}

/** Each once, and of very many the best. */
function some(terms: readonly Term[]): Term[] {
  const found = new Map<string, Term>();
  for (const { place, term } of terms.toSorted((a, b) => a.place - b.place)) {
    const kept = cut(term);
    if (kept !== '' && !found.has(kept)) found.set(kept, { place, term: kept });
  }
  return [...found.values()].slice(0, termsMax);
}
