/** The words of a mail: its text parts, or else its HTML as text; and its HTML as it came. */
import type { BodyStructure } from './body-structure.ts';
import { decodeBytes } from './charset.ts';
import { cleanText } from './clean.ts';
import type { MimePart } from './mime-parts.ts';
import type { Odd } from './oddities.ts';
import { textOfHtml } from './text-of-html.ts';

/** Of longer ones the beginning is read; whoever wants the rest has the raw mail. */
const partBytesMax = 10_485_760;
const htmlCharsMax = 5_000_000;
const textCharsMax = 1_000_000;

/** Both as they are read; `html` is null where no part of it is HTML. */
export function bodyOf({ text, html }: BodyStructure, odd: Odd): { text: string; html: string | null } {
  const decoded = new Map<MimePart, string>();
  const wordsOf = (part: MimePart) => {
    const known = decoded.get(part);
    if (known !== undefined) return known;
    if (part.bytes.length > partBytesMax) odd(`text longer than ${partBytesMax} bytes`);
    const words = cleanText(decodeBytes(part.bytes.subarray(0, partBytesMax), part.charset, odd));
    const whole = part.flowed ? unfold(words, part.joinsFlowed) : words;
    decoded.set(part, whole);
    return whole;
  };
  const plainOf = (parts: MimePart[]) =>
    parts
      .filter(isWords)
      .map((part) => (part.type === 'text/html' ? cleanText(textOfHtml(wordsOf(part))) : wordsOf(part)))
      .filter((words) => words !== '')
      .join('\n');
  const plain = plainOf(text);
  const hasHtml = html.some((part) => part.type === 'text/html');
  const pages = () =>
    html
      .filter(isWords)
      .map((part) => (part.type === 'text/html' ? wordsOf(part) : pageOf(wordsOf(part))))
      .join('\n');
  return {
    // Some programs add a text part with nothing in it.
    text: bounded(plain.trim() === '' ? plainOf(html) : plain, textCharsMax, odd),
    html: hasHtml ? bounded(pages(), htmlCharsMax, odd) : null,
  };
}

const isWords = (part: MimePart) => part.type.startsWith('text/') || part.type.startsWith('multipart/');

function bounded(words: string, charsMax: number, odd: Odd): string {
  if (words.length <= charsMax) return words;
  odd(`text longer than ${charsMax} characters`);
  return words.slice(0, charsMax).toWellFormed();
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function pageOf(text: string): string {
  const safe = text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
  return `<div>${safe.replaceAll('\n', '<br>\n')}</div>`;
}

/** `format=flowed` (RFC 3676): a line that ends with a space goes on in the next one of the same quote. */
function unfold(text: string, joins: boolean): string {
  const whole: { marks: string; words: string; isOpen: boolean }[] = [];
  for (const line of text.split('\n')) {
    const marks = /^>*/.exec(line)?.[0] ?? '';
    const words = line.slice(marks.length).replace(/^ /, '');
    const isOpen = words.endsWith(' ') && words !== '-- ';
    const kept = isOpen && joins ? words.slice(0, -1) : words;
    const before = whole.at(-1);
    if (before?.isOpen && before.marks === marks && words !== '-- ') {
      before.words += kept;
      before.isOpen = isOpen;
    } else whole.push({ marks, words: kept, isOpen });
  }
  return whole.map(({ marks, words }) => (marks === '' ? words : `${marks} ${words}`.trimEnd())).join('\n');
}
