/**
 * Splits the text of a mail into what is new, what is quoted and signatures. Nothing is dropped: the parts, joined, are
 * the text. Each line is looked at a bounded number of times, so the work grows with the text and no faster.
 */
import type { TextPart } from '../mail.ts';
import {
  attributionLinesMax,
  canCloseAttribution,
  isAttribution,
  isShortAttribution,
} from './attributions.ts';
import { headField, isHead, isMailMark, isRule } from './mail-heads.ts';
import { type Lines, linesOf } from './text-lines.ts';

type PartKind = TextPart['kind'];

/** No mail has more lines that look like a head and are none. */
const headTriesMax = 2_000;
/** A head has at most so many lines, long lists of recipients included. */
const headLinesMax = 24;
/** A signature under a mark without its space, or under a rule, has at most so many lines that say something. */
const signatureLinesMax = 20;
/** A rule above a signature is at least so long: mailing lists draw 47. */
const ruleCharsMin = 20;

/** The parts of a plain text, in order; two that follow each other differ in kind. */
export function foldText(text: string): TextPart[] {
  const lines = linesOf(text);
  return partsOf(text, lines, kindsOf(lines));
}

/** What each line is part of. */
function kindsOf(lines: Lines): PartKind[] {
  const heads = headsIn(lines);
  const tails = deviceTails(lines, heads);
  const kinds: PartKind[] = new Array(lines.what.length).fill('new');
  const count = lines.what.length;
  let isFirst = true;
  let line = 0;
  while (line < count) {
    const what = lines.what[line];
    const headEnd = heads.get(line);
    if (what === 'blank') {
      kinds[line] = line > 0 ? (kinds[line - 1] ?? 'new') : 'new';
      line++;
      continue;
    }
    const from = line;
    let kind: PartKind = 'new';
    if (headEnd !== undefined) {
      foldRuleAbove(lines, kinds, line);
      kind = 'quote';
      const next = nextWithText(lines, headEnd);
      // Unmarked words under a head are quoted to the end; a mail that begins so is passed on, and they are its text.
      line = isFirst || lines.what[next] === 'quoted' ? headEnd : count;
    } else if (what === 'quoted') {
      kind = 'quote';
      line++;
    } else {
      const end = signatureEnd(lines, heads, tails, line);
      if (end > line) kind = 'signature';
      line = Math.max(end, line + 1);
    }
    kinds.fill(kind, from, line);
    isFirst = false;
  }
  const saysNothing = kinds.every((kind, at) => kind !== 'new' || lines.what[at] === 'blank');
  // A mail that only quotes, or is one signature, still has something to show.
  return saysNothing && heads.size === 0 ? kinds.fill('new') : kinds;
}

/** Where the heads of answered or forwarded mails are: from the first line of each to the line after it. */
function headsIn(lines: Lines): Map<number, number> {
  const heads = new Map<number, number>();
  let tries = 0;
  for (let line = 0; line < lines.texts.length; line++) {
    const text = lines.texts[line] ?? '';
    const what = lines.what[line];
    if (what === 'blank' || what === 'code') continue;
    const isOrphan = what === 'quoted' && text.length < 24 && lines.what[line - 1] !== 'quoted';
    if (what === 'quoted' && !isOrphan) continue;
    if (tries < headTriesMax && canCloseAttribution(text)) {
      tries++;
      const start = attributionStart(lines, line);
      if (start !== undefined) heads.set(start, line + 1);
    }
    if (what === 'quoted') continue;
    const isMark = isMailMark(text);
    if (!isMark && (tries >= headTriesMax || headField(text) === 0)) continue;
    tries++;
    const end = isMark
      ? (fieldsEnd(lines, nextWithText(lines, line + 1)) ?? line + 1)
      : fieldsEnd(lines, line);
    if (end === undefined) continue;
    heads.set(line, end);
    line = end - 1;
  }
  return heads;
}

/** Where an attribution begins that ends in this line. */
function attributionStart(lines: Lines, last: number): number | undefined {
  const isAnswered = () =>
    lines.what[last] !== 'quoted' &&
    lines.what[nextWithText(lines, last + 1)] === 'quoted' &&
    isShortAttribution(lines.texts[last] ?? '');
  const said: string[] = [];
  let start: number | undefined;
  for (let line = last; line >= 0 && last - line < attributionLinesMax; line--) {
    const text = lines.texts[line] ?? '';
    const what = lines.what[line];
    if (what === 'code' || (what === 'blank' && !said[0]?.startsWith('<'))) break;
    said.unshift(text);
    if (what === 'blank') continue;
    // A line that begins with `>` belongs to it only where that closes an address which was broken in two.
    const isBroken = said.slice(1).some((part) => part.startsWith('>'));
    if (what === 'quoted' && (line !== last || isBroken)) break;
    const closesNothing = isBroken && !opensAddress(said);
    const found = what !== 'quoted' && !closesNothing && isAttribution(said);
    if (found) start = line;
    if (found === 'whole') break;
  }
  return start ?? (isAnswered() ? last : undefined);
}

/** Whether an address is open before the part that begins with `>`. */
function opensAddress(said: string[]): boolean {
  const before = said.slice(0, -1).join(' ');
  return (
    before.lastIndexOf('<') > before.lastIndexOf('>') || before.split('<').length > before.split('>').length
  );
}

/** Where From, Sent, To and Subject end that begin in this line. */
function fieldsEnd(lines: Lines, first: number): number | undefined {
  let seen = headField(lines.texts[first] ?? '');
  if (seen === 0) return undefined;
  let end = first + 1;
  let hasAddress = (lines.texts[first] ?? '').includes('@');
  let others = 0;
  for (let line = first + 1; line < lines.texts.length && line - first < headLinesMax; line++) {
    const text = lines.texts[line] ?? '';
    const field = headField(text);
    if (field === 0) {
      if (lines.what[line] === 'quoted') break;
      others = lines.what[line] === 'blank' ? others + 5 : others + 1;
      if (others > 9) break;
      continue;
    }
    if (others >= 5 && seen & field) break;
    others = 0;
    seen |= field;
    hasAddress ||= text.includes('@');
    end = line + 1;
  }
  return isHead(seen, hasAddress) ? end : undefined;
}

/** For each line, whether from it to the next quote or the end there are only lines of devices. */
function deviceTails(lines: Lines, heads: Map<number, number>): boolean[] {
  const tails: boolean[] = new Array(lines.what.length).fill(false);
  let isTail = true;
  for (let line = lines.what.length - 1; line >= 0; line--) {
    const what = lines.what[line];
    if (heads.has(line) || what === 'quoted') isTail = true;
    else if (what === 'text' || what === 'code') isTail = false;
    tails[line] = isTail;
  }
  return tails;
}

/** Where a signature ends that begins in this line; the line itself if none does. */
function signatureEnd(lines: Lines, heads: Map<number, number>, tails: boolean[], line: number): number {
  const what = lines.what[line];
  if (what === 'device' || (what === 'perhaps-device' && tails[line])) return line + 1;
  const isMark = what === 'signature-mark';
  const text = lines.texts[line] ?? '';
  if (!isMark && !(text.length >= ruleCharsMin && text.startsWith('____') && isRule(text))) return line;
  let saying = 0;
  let end = line + 1;
  while (end < lines.what.length && !heads.has(end) && lines.what[end] !== 'quoted') {
    if (lines.what[end] !== 'blank') saying++;
    if (saying > signatureLinesMax || end - line > signatureLinesMax * 4) return line;
    end++;
  }
  return end;
}

/** A rule right above a head belongs to it. */
function foldRuleAbove(lines: Lines, kinds: PartKind[], head: number): void {
  let above = head - 1;
  while (above >= 0 && lines.what[above] === 'blank' && head - above < 4) above--;
  if (kinds[above] === 'new' && isRule(lines.texts[above] ?? '')) kinds.fill('quote', above, head);
}

/** The next line that is not blank, within reach; heads and what they quote are a few lines apart at most. */
function nextWithText(lines: Lines, from: number): number {
  let line = from;
  while (lines.what[line] === 'blank' && line - from < headLinesMax) line++;
  return line;
}

function partsOf(text: string, lines: Lines, kinds: PartKind[]): TextPart[] {
  const parts: TextPart[] = [];
  for (let first = 0; first < kinds.length; ) {
    const kind = kinds[first] ?? 'new';
    let end = first + 1;
    while (end < kinds.length && kinds[end] === kind) end++;
    parts.push({ kind, text: text.slice(lines.starts[first], lines.starts[end]) });
    first = end;
  }
  return parts;
}
