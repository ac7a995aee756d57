/** Mentions in a text that is being written: finding the one that is begun, putting it in, and keeping all in place. */
import { type Mention, shownMentions } from '../../../contract/mentions.ts';

export type Choice = Pick<Mention, 'kind' | 'id'> & { name: string };
/** What was typed behind an @, and where both stand. */
export type Begun = { start: number; end: number; typed: string };

const typedLengthMax = 40;
/** An address of mail has an @ as well, behind a letter of ours; Chinese is written without spaces. */
const within = /[\p{Script=Latin}\p{N}._%+-]/u;

/** The mention that is begun where the caret stands; undefined where none is. */
export function begunAt(text: string, caret: number): Begun | undefined {
  const before = text.slice(Math.max(0, caret - typedLengthMax - 1), caret);
  const at = Math.max(before.lastIndexOf('@'), before.lastIndexOf('＠'));
  if (at === -1) return undefined;
  const start = caret - before.length + at;
  const typed = before.slice(at + 1);
  const isWithin = start > 0 && within.test(text[start - 1] ?? '');
  return isWithin || /\n|\s$|^\s|\s.*\s.*\s/.test(typed) ? undefined : { start, end: caret, typed };
}

/** The text with a mention in place of what was typed for it, and where the caret goes. */
export function withMention(
  text: string,
  mentions: readonly Mention[],
  { start, end }: Begun,
  { kind, id, name }: Choice,
): { text: string; mentions: Mention[]; caret: number } {
  const words = `@${name}`;
  const rest = text.slice(end);
  const gap = /^[\s,.;:!?，。；：！？、)]/u.test(rest) ? '' : ' ';
  const next = `${text.slice(0, start)}${words}${gap}${rest}`;
  const kept = moved(mentions, text, next);
  return {
    text: next,
    mentions: shownMentions(next, [...kept, { kind, id, start, length: words.length }]),
    caret: start + words.length + gap.length,
  };
}

/** Mentions after the text was changed anywhere: what was changed itself is a mention no more. */
export function moved(mentions: readonly Mention[], before: string, after: string): Mention[] {
  if (mentions.length === 0 || before === after) return [...mentions];
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const [from, to] = [head, before.length - tail];
  return mentions.flatMap((one) => {
    const end = one.start + one.length;
    if (end <= from) return [one];
    return one.start >= to ? [{ ...one, start: one.start + after.length - before.length }] : [];
  });
}

/** What is kept of mentions beside a draft; what can't be read is none. */
export function mentionsFrom(kept: string, text: string): Mention[] {
  try {
    const value: unknown = JSON.parse(kept || '[]');
    return Array.isArray(value) ? shownMentions(text, value as Mention[]) : [];
  } catch {
    return [];
  }
}
