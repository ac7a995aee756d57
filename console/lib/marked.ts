/** What a search found in a text: which letters of it to mark, and which address of a customer to show for it. */
import type { Customer } from '../../contract/customers.ts';
import { foldedWords, foldLetter, isUnspaced } from '../../contract/search.ts';

export type Part = { text: string; isFound: boolean };

/** Inside of words only what is at least so long is marked. */
const insideLettersMin = 3;
const phone = /^[\d\s+()./-]+$/;

/** A text in parts, those that a search means marked. */
export function markedParts(text: string, search: string): Part[] {
  const shown = text.normalize('NFC');
  const isFound = new Array<boolean>(shown.length).fill(false);
  const folded = fold(shown);
  for (const wanted of wantedIn(search)) {
    for (const at of placesOf(wanted, folded.text)) {
      for (let unit = at; unit < at + wanted.length; unit += 1) {
        const [from, to] = folded.origin[unit] ?? [0, 0];
        isFound.fill(true, from, to);
      }
    }
  }
  const parts: Part[] = [];
  for (let at = 0; at < shown.length; at += 1) {
    const last = parts.at(-1);
    if (last && last.isFound === isFound[at]) last.text += shown[at];
    else parts.push({ text: shown[at] ?? '', isFound: isFound[at] ?? false });
  }
  return parts;
}

/** The address by which somebody was found, else the one by which people know them best. */
export function addressOf(customer: Customer, search = ''): string | undefined {
  const addresses = customer.identities.filter(({ kind }) => kind !== 'visitor').map(({ value }) => value);
  return addresses.find((value) => markedParts(value, search).some((part) => part.isFound)) ?? addresses[0];
}

/** Folded text, and for each of its units from where to where it came in the original. */
function fold(text: string): { text: string; origin: [number, number][] } {
  let folded = '';
  const origin: [number, number][] = [];
  let at = 0;
  for (const letter of text) {
    const piece = foldLetter(letter);
    for (let unit = 0; unit < piece.length; unit += 1) origin.push([at, at + letter.length]);
    folded += piece;
    at += letter.length;
  }
  return { text: folded, origin };
}

function wantedIn(search: string): string[] {
  const digits = search.replace(/\D/g, '');
  const isPhone = phone.test(search.trim()) && digits.length >= insideLettersMin;
  return [...foldedWords(search), ...(isPhone ? [digits, digits.replace(/^0+/, '')] : [])].filter(
    (wanted) => wanted !== '',
  );
}

/** Where a word is found: where words begin, or else inside of them. */
function placesOf(wanted: string, folded: string): number[] {
  const all: number[] = [];
  for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + 1)) all.push(at);
  const starts = all.filter(
    (at) => at === 0 || folded[at - 1] === ' ' || isUnspaced(folded.slice(at, at + 2)),
  );
  return starts.length > 0 || wanted.length < insideLettersMin ? starts : all;
}
