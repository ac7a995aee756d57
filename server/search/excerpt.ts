/** As much of a message as shows what was found in it. */
import type { FoundMessage } from '../../contract/messages.ts';
import { foldLetter } from '../../contract/search.ts';

/** UTF-16 units of an excerpt, and of what stands before the first hit. */
const excerptMax = 180;
const leadMax = 50;
const marksMax = 20;
const more = '…';

type Excerpt = FoundMessage['excerpt'];

/** The excerpt of a message: of its text, or of the name of a file where the text has nothing of it. */
export function excerptOf(text: string, fileNames: readonly string[], wanted: readonly string[]): Excerpt {
  const inText = hitsIn(text, wanted);
  if (inText.length === 0) {
    for (const name of fileNames) {
      const hits = hitsIn(name, wanted);
      if (hits.length > 0 || text.trim() === '') return { ...cut(name, hits), isFile: true };
    }
  }
  return { ...cut(text, inText), isFile: false };
}

type Range = [from: number, to: number];

/** Where the wanted texts stand, in the order of the text, without overlaps. */
function hitsIn(text: string, wanted: readonly string[]): Range[] {
  const { folded, origin } = fold(text);
  const hits: Range[] = [];
  for (const one of wanted) {
    for (let at = folded.indexOf(one), count = 0; at !== -1 && count < marksMax; count += 1) {
      const [from] = origin[at] ?? [0, 0];
      const [, to] = origin[at + one.length - 1] ?? [0, 0];
      hits.push([from, to]);
      at = folded.indexOf(one, at + one.length);
    }
  }
  hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const apart: Range[] = [];
  for (const [from, to] of hits) {
    const last = apart.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}

/** Folded text with one space between words, and from where to where each of its units came. */
function fold(text: string): { folded: string; origin: Range[] } {
  let folded = '';
  const origin: Range[] = [];
  let at = 0;
  for (const letter of text) {
    for (const unit of known(letter)) {
      if (unit === ' ' && (folded === '' || folded.endsWith(' '))) continue;
      folded += unit;
      for (let n = 0; n < unit.length; n += 1) origin.push([at, at + letter.length]);
    }
    at += letter.length;
  }
  return { folded, origin };
}

/** Letters that were folded already: a text has few different ones. */
const letters = new Map<string, string>();
const lettersMax = 20_000;

function known(letter: string): string {
  const before = letters.get(letter);
  if (before !== undefined) return before;
  const folded = foldLetter(letter);
  if (letters.size < lettersMax) letters.set(letter, folded);
  return folded;
}

/** Lines become one; a cut goes between words where one is near, and never through a letter. */
function cut(text: string, hits: readonly Range[]): Omit<Excerpt, 'isFile'> {
  const [first = 0] = hits[0] ?? [];
  const from = first <= leadMax ? 0 : whole(text, spaceAfter(text, first - leadMax, first));
  const to = Math.max(from, whole(text, Math.min(text.length, from + excerptMax)));
  const before = from > 0 ? more : '';
  const marks = hits
    .filter(([start]) => start >= from && start < to)
    .slice(0, marksMax)
    .map(([start, end]): Range => [start - from + before.length, Math.min(end, to) - from + before.length]);
  const shown = text.slice(from, to).replaceAll(/[\n\r\t]/g, ' ');
  return { text: before + shown + (to < text.length ? more : ''), marks };
}

function spaceAfter(text: string, at: number, before: number): number {
  const space = text.indexOf(' ', at);
  return space !== -1 && space < before ? space + 1 : at;
}

/** Not between the halves of a letter. */
function whole(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
