/**
 * What somebody typed, read: words, and filters such as `from:ana` or `before:2026-01-01`. The typed text is all there is
 * of a search: chips are parts of it.
 */
import { foldedWords } from '../../../contract/search.ts';

/** The filters, as they are called in English; a reader's own words for them count as well. */
export const operatorNames = [
  'from',
  'inbox',
  'assignee',
  'tag',
  'status',
  'has',
  'after',
  'before',
] as const;
export type OperatorName = (typeof operatorNames)[number];

/** Something that a filter may be, by the names that mean it. */
export type Choice = { id: string; names: readonly string[] };
export type Vocabulary = {
  /** What each filter is called, the reader's word first. */
  operators: Readonly<Record<OperatorName, readonly string[]>>;
  choices: Readonly<Record<Exclude<OperatorName, 'after' | 'before'>, readonly Choice[]>>;
};

export type Filter = { name: OperatorName; typed: string; value: string; from: number; to: number } & (
  | { id: string; shown: string }
  | { fault: 'unknown' | 'several' | 'date' | 'empty' }
);
export type Read = { words: string; filters: Filter[] };

const token = /(?<=^|\s)([\p{L}\p{M}]+)[:：](?:"([^"]*)"?|([^\s"]*))(?=\s|$)/gu;

/** Reads a search. What looks like a filter and is none stays a part of the words. */
export function readSearch(typed: string, vocabulary: Vocabulary): Read {
  const filters: Filter[] = [];
  let words = '';
  let at = 0;
  for (const match of typed.matchAll(token)) {
    const name = operatorOf(match[1] ?? '', vocabulary);
    if (!name) continue;
    const to = match.index + match[0].length;
    const value = (match[2] ?? match[3] ?? '').trim();
    words += typed.slice(at, match.index);
    at = to;
    const place = { name, typed: match[0], value, from: match.index, to };
    filters.push({ ...place, ...meant(name, value, vocabulary) });
  }
  return { words: (words + typed.slice(at)).replaceAll(/\s+/g, ' ').trim(), filters };
}

function operatorOf(word: string, { operators }: Vocabulary): OperatorName | undefined {
  return operatorNames.find((name) => operators[name].some((one) => plain(one) === plain(word)));
}

type Meant = { id: string; shown: string } | { fault: 'unknown' | 'several' | 'date' | 'empty' };

function meant(name: OperatorName, value: string, { choices }: Vocabulary): Meant {
  if (value === '') return { fault: 'empty' };
  if (name === 'after' || name === 'before')
    return isDay(value) ? { id: value, shown: value } : { fault: 'date' };
  const wanted = plain(value);
  const shownOf = ({ id, names }: Choice) => ({ id, shown: names[0] ?? id });
  const exact = choices[name].find(({ names }) => names.some((one) => plain(one) === wanted));
  if (exact) return shownOf(exact);
  const begun = choices[name].filter(({ names }) => names.some((one) => plain(one).startsWith(wanted)));
  const [only] = begun;
  if (wanted === '' || !only) return { fault: 'unknown' };
  return begun.length > 1 ? { fault: 'several' } : shownOf(only);
}

/** A day of the calendar, `2026-01-31`. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}

function plain(text: string): string {
  return foldedWords(text).join(' ');
}

/** The search with one filter more, or another value of it. */
export function withFilter(typed: string, word: string, value: string): string {
  const written = /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
  return `${typed.trim()} ${word}:${written}`.trim();
}

/** The search without one of its filters. */
export function withoutFilter(typed: string, { from, to }: Pick<Filter, 'from' | 'to'>): string {
  return `${typed.slice(0, from).trimEnd()} ${typed.slice(to).trimStart()}`.trim();
}
