/**
 * Formatted text: lines of one kind each, with spans of marked letters in them. Its plain text is made from it, never beside
 * it. No HTML anywhere. Pure, and without the schema library: the console reads it as well.
 */

/** What letters may be marked with, but for links, which carry where they lead. */
export const letterMarks = ['bold', 'italic', 'strike', 'code'] as const;
export type LetterMark = (typeof letterMarks)[number];
export const lineTypes = ['text', 'quote', 'pre', 'bullet', 'number'] as const;
export type LineType = (typeof lineTypes)[number];

/** How far in an item of a list may stand. */
export const levelMax = 3;
export const linesMax = 2_000;
export const spansMax = 200;
export const hrefLengthMax = 2_000;

export type Span = {
  text: string;
  /** A safe address: http, https, mailto or tel. */
  href?: string | undefined;
} & { [M in LetterMark]?: true | undefined };

export type Line = {
  type: LineType;
  /** Of items of lists: how far in; absent: not at all. */
  level?: number | undefined;
  spans: Span[];
};
/** The lines, the first one first. */
export type Rich = Line[];

/** What a channel can show of it. */
export type Shows = { marks: readonly (LetterMark | 'link')[]; lines: readonly LineType[] };
export const showsAll: Shows = { marks: [...letterMarks, 'link'], lines: lineTypes };

/** A line as it stands in the plain text: `prefix`, then each span from `start` on, and behind it `after`, which no span has. */
export type Placed = {
  line: Line;
  /** Where it begins, with the prefix. */
  start: number;
  prefix: string;
  spans: { span: Span; start: number; after: string }[];
};

/** Where in the plain text everything stands. */
export function placed(lines: Rich): Placed[] {
  const counts: number[] = [];
  let start = 0;
  return lines.map((line) => {
    const prefix = prefixOf(line, counts);
    const begin = start;
    start += prefix.length;
    const spans = line.spans.map((span, at) => {
      const own = { span, start, after: afterLink(line.spans, at) };
      start += span.text.length + own.after.length;
      return own;
    });
    // The end of the line.
    start += 1;
    return { line, start: begin, prefix, spans };
  });
}

/** The plain text: what is searched, listed, mailed, exported, and shown where nothing else can be. */
export function richText(lines: Rich): string {
  return placed(lines)
    .map(({ prefix, spans }) => prefix + spans.map(({ span, after }) => span.text + after).join(''))
    .join('\n');
}

function prefixOf({ type, level = 0 }: Line, counts: number[]): string {
  if (type !== 'bullet' && type !== 'number') {
    counts.length = 0;
    return type === 'quote' ? '> ' : '';
  }
  counts.length = Math.min(counts.length, type === 'number' ? level + 1 : level);
  if (type === 'bullet') return `${'  '.repeat(level)}• `;
  counts[level] = (counts[level] ?? 0) + 1;
  return `${'  '.repeat(level)}${counts[level]}. `;
}

/** The address behind the words of a link, once they end, unless they are the address. */
function afterLink(spans: readonly Span[], at: number): string {
  const href = spans[at]?.href;
  if (href === undefined || spans[at + 1]?.href === href) return '';
  let words = '';
  for (let before = at; spans[before]?.href === href; before -= 1) words = `${spans[before]?.text}${words}`;
  return bare(words.trim()) === bare(href) ? '' : ` (${href.replace(/^(mailto|tel):/, '')})`;
}

function bare(address: string): string {
  return address
    .replace(/^(https?:\/\/|mailto:|tel:)/i, '')
    .replace(/\/$/, '')
    .toLowerCase();
}

/** Plain text as lines. */
export function plainLines(text: string): Rich {
  return text.split('\n').map((line) => ({ type: 'text', spans: line === '' ? [] : [{ text: line }] }));
}

/** The same in one way only: neighbours that are marked alike are one span, nothing is empty, code has no marks. */
export function normal(lines: Rich): Rich {
  return lines.map(({ type, level = 0, spans }) => {
    const isItem = type === 'bullet' || type === 'number';
    const joined: Span[] = [];
    for (const { text, href, ...marks } of spans) {
      if (text === '') continue;
      const on = type === 'pre' ? {} : marksOf({ text, href, ...marks });
      const before = joined.at(-1);
      if (before && areAlike(before, { text, ...on })) before.text += text;
      else joined.push({ text, ...on });
    }
    return { type, ...(isItem && level > 0 ? { level } : {}), spans: joined };
  });
}

function marksOf(span: Span): Omit<Span, 'text'> {
  const on: Omit<Span, 'text'> = span.href === undefined ? {} : { href: span.href };
  for (const mark of letterMarks) if (span[mark]) on[mark] = true;
  return on;
}

function areAlike(one: Span, other: Span): boolean {
  return one.href === other.href && letterMarks.every((mark) => one[mark] === other[mark]);
}

/** Whether it says no more than its plain text. */
export function isPlain(lines: Rich): boolean {
  return lines.every(
    ({ type, spans }) =>
      type === 'text' &&
      spans.every((span) => span.href === undefined && !letterMarks.some((mark) => span[mark])),
  );
}

/** What is kept of a message that was written: with `rich`, the text is made from it. */
export function saidOf({ text, rich }: { text: string; rich?: Rich | undefined }): {
  text: string;
  rich?: Rich;
} {
  if (!rich) return { text };
  const lines = normal(rich);
  return isPlain(lines) ? { text: richText(lines) } : { text: richText(lines), rich: lines };
}

/** As much of it as can be shown; the rest is plain. Where a link can't be, its address stands behind its words. */
export function shownIn(lines: Rich, shows: Shows): Rich {
  const reduced = placed(lines).map(({ line, prefix, spans }): Line => {
    const isShown = shows.lines.includes(line.type);
    const kept = spans.flatMap(({ span, after }): Span[] => {
      const { text, href, ...marks } = span;
      const isLink = href !== undefined && shows.marks.includes('link');
      const on: Span = { text, ...(isLink ? { href } : {}) };
      for (const mark of letterMarks) if (marks[mark] && shows.marks.includes(mark)) on[mark] = true;
      return isLink || after === '' ? [on] : [on, { text: after }];
    });
    if (isShown) return { ...line, spans: kept };
    return { type: 'text', spans: prefix === '' ? kept : [{ text: prefix }, ...kept] };
  });
  return normal(reduced);
}

/** Characters that turn writing direction around or are not seen at all. */
const hidden = /[\p{Cc}\p{Cf}\s]/u;

/** A web address: a host, no one's name or password before it, and nothing that browsers would mend into another host. */
const webHref = /^https?:\/\/([^\s/?#@\\[\]:%<>^|]+|\[[\da-f:.]+\])(:\d{1,5})?([/?#]|$)/i;

/** Whether a link leads to a page or file of the web, and nowhere else. */
export function isWebHref(href: string): boolean {
  return /^https?:/i.test(href) && isSafeHref(href);
}

/** Whether a link may lead there: known schemes, a host that is not hidden behind a name. */
export function isSafeHref(href: string): boolean {
  if (href.length > hrefLengthMax || hidden.test(href)) return false;
  if (/^mailto:/i.test(href)) return /^mailto:[^\s@]+@[^\s@]+$/i.test(href);
  if (/^tel:/i.test(href)) return /^tel:\+?[\d().-]{3,}$/i.test(href);
  return webHref.test(href);
}
