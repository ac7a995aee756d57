/** What is being written: its plain text, and how it is formatted where it is. Pure. */
import {
  type Line,
  normal,
  placed,
  plainLines,
  type Rich,
  richText,
} from '../../../../contract/rich-text.ts';

export type Said = { text: string; rich?: Rich | undefined };

/** The formatting that was kept beside a draft; none where it is not that of the text, or can't be read. */
export function richFrom(kept: string, text: string): Rich | undefined {
  if (kept === '') return undefined;
  try {
    const lines = normal(JSON.parse(kept) as Rich);
    return richText(lines) === text ? lines : undefined;
  } catch {
    return undefined;
  }
}

/** What is added, below what is written. */
export function below(written: Said, added: Said): Said {
  if (written.text.trim() === '') return added;
  const text = `${written.text}\n\n${added.text}`;
  if (!written.rich && !added.rich) return { text };
  const linesOf = (said: Said) => said.rich ?? plainLines(said.text);
  const rich = [...linesOf(written), { type: 'text' as const, spans: [] }, ...linesOf(added)];
  // Numbers that go on would say something else.
  return richText(rich) === text ? { text, rich } : { text };
}

/** Where in a line something stands, counted without its prefix and without what stands behind links. */
export type Place = { line: number; at: number };

/** The place of an offset in the plain text; what lies in no span counts for the nearest one before. */
export function placeOf(lines: Rich, offset: number): Place {
  const all = placed(lines);
  const line = Math.max(
    0,
    all.findLastIndex(({ start }) => start <= offset),
  );
  let at = 0;
  for (const { span, start } of all[line]?.spans ?? [])
    at += Math.max(0, Math.min(offset - start, span.text.length));
  return { line, at };
}

/** The offset in the plain text of a place. */
export function offsetOf(lines: Rich, { line, at }: Place): number {
  const one = placed(lines)[line];
  if (!one) return richText(lines).length;
  let left = at;
  let offset = one.start + one.prefix.length;
  for (const { span, start } of one.spans) {
    offset = start + Math.min(left, span.text.length);
    if (left <= span.text.length) break;
    left -= span.text.length;
  }
  return offset;
}

/** What is written after its plain text was changed to another: formatted as before where the change is within one line. */
export function changedTo({ text: before, rich }: Said, text: string): Said {
  if (!rich || before === text) return { text, rich };
  const shorter = Math.min(before.length, text.length);
  let head = 0;
  while (head < shorter && before[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  const from = placeOf(rich, head);
  const to = placeOf(rich, before.length - tail);
  const line = rich[from.line];
  const added = text.slice(head, text.length - tail);
  if (!line || from.line !== to.line || added.includes('\n')) return { text };
  const next = normal(rich.with(from.line, spliced(line, from.at, to.at, added)));
  return richText(next) === text ? { text, rich: next } : { text };
}

/** The line with other words from one place to another; they are marked as what stands before them. */
function spliced(line: Line, from: number, to: number, added: string): Line {
  let at = 0;
  let isAdded = false;
  const spans = line.spans.flatMap((span) => {
    const start = at;
    at += span.text.length;
    if (at < from || (start >= to && isAdded)) return [span];
    const head = span.text.slice(0, Math.max(0, from - start));
    const tail = span.text.slice(Math.max(0, to - start));
    const text = head + (isAdded ? '' : added) + tail;
    isAdded = true;
    return [{ ...span, text }];
  });
  return { ...line, spans: isAdded ? spans : [...spans, { text: added }] };
}
