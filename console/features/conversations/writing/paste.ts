/**
 * What is pasted from elsewhere, as lines that we can show: bold, italic, strike-through, code, links, lists, quotes. Styles,
 * pictures, scripts and all else are dropped. Reads a parsed document and keeps none of it.
 */
import {
  isSafeHref,
  type Line,
  levelMax,
  linesMax,
  normal,
  type Rich,
  type Span,
  spansMax,
} from '../../../../contract/rich-text.ts';

/** The part of a DOM node that is read. */
export type Pasted = {
  nodeType: number;
  nodeName: string;
  textContent: string | null;
  childNodes: ArrayLike<Pasted>;
  getAttribute?(name: string): string | null;
};

const element = 1;
const text = 3;
const depthMax = 100;
const lettersMax = 20_000;

const skipped =
  /^(script|style|head|title|template|noscript|iframe|object|embed|svg|math|select|textarea|img|video|audio|canvas)$/;
const blocks =
  /^(address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|thead|tfoot|tr|ul)$/;
const bold = /^(b|strong|h[1-6]|th)$/;
const italic = /^(i|em|cite|dfn|var|address)$/;
const strike = /^(s|strike|del)$/;
const code = /^(code|kbd|samp|tt)$/;

type Marks = Omit<Span, 'text'>;
type Context = {
  type: Line['type'];
  level: number;
  marks: Marks;
  list: 'bullet' | 'number';
  isPre: boolean;
  depth: number;
};

/** The lines of a parsed document. */
export function linesOfPasted(root: Pasted): Rich {
  const lines: Line[] = [];
  let isNew = true;
  const current = (context: Context): Line => {
    const last = lines.at(-1);
    if (!isNew && last) return last;
    isNew = false;
    const isItem = context.type === 'bullet' || context.type === 'number';
    const level = Math.min(context.level, levelMax);
    const line: Line = { type: context.type, ...(isItem && level > 0 ? { level } : {}), spans: [] };
    lines.push(line);
    return line;
  };
  const say = (words: string, context: Context) => {
    const line = current(context);
    const before = line.spans.at(-1)?.text ?? ' ';
    const said = context.isPre || !before.endsWith(' ') ? words : words.replace(/^ /, '');
    if (said !== '') line.spans.push({ text: said, ...context.marks });
  };
  const readText = (words: string, context: Context) => {
    if (context.isPre) {
      words.split(/\r\n?|\n/).forEach((part, at) => {
        if (at > 0) isNew = true;
        current(context);
        if (part !== '') say(part, context);
      });
      return;
    }
    const plain = words.replaceAll(/[\s\u00a0]+/g, ' ');
    if (plain !== '' && !(isNew && plain === ' ')) say(plain, context);
  };
  const read = (node: Pasted, context: Context): void => {
    if (node.nodeType === text) {
      readText(clean(node.textContent ?? ''), context);
      return;
    }
    if (node.nodeType !== element && node.nodeType !== 9) return;
    const name = node.nodeName.toLowerCase();
    if (skipped.test(name) || isMarker(node)) return;
    if (name === 'br') {
      current(context);
      isNew = true;
      return;
    }
    if (context.depth > depthMax) {
      readText(clean(node.textContent ?? ''), context);
      return;
    }
    const isBlock = blocks.test(name);
    if (isBlock) isNew = true;
    if (name === 'p' && lines.at(-1)?.type === 'text' && context.type === 'text' && !isWord(node)) {
      current({ ...context, marks: {} });
      isNew = true;
    }
    const inner = within(node, name, context);
    for (const child of Array.from(node.childNodes)) read(child, inner);
    if (isBlock) isNew = true;
    else if (name === 'td' || name === 'th') say('\t', { ...context, marks: {} });
  };
  read(root, { type: 'text', level: -1, marks: {}, list: 'bullet', isPre: false, depth: 0 });
  return bounded(lines);
}

/** What holds within an element. */
function within(node: Pasted, name: string, context: Context): Context {
  const inner = { ...context, depth: context.depth + 1, marks: marksIn(node, name, context.marks) };
  if (name === 'ul' || name === 'ol')
    return { ...inner, list: name === 'ol' ? 'number' : 'bullet', level: context.level + 1 };
  if (name === 'li') return { ...inner, type: context.list, level: Math.max(0, context.level) };
  if (name === 'blockquote') return { ...inner, type: 'quote' };
  if (name === 'pre') return { ...inner, type: 'pre', isPre: true };
  const style = styleOf(node);
  const word = /mso-list:\s*l\d+\s+level(\d)/i.exec(style);
  if (word) {
    const isNumber = /^\s*[\da-z]+[.)]/i.test(node.textContent ?? '');
    return { ...inner, type: isNumber ? 'number' : 'bullet', level: Number(word[1]) - 1 };
  }
  return /white-space:\s*(pre|pre-wrap|break-spaces)\b/i.test(style) ? { ...inner, isPre: true } : inner;
}

function marksIn(node: Pasted, name: string, marks: Marks): Marks {
  const style = styleOf(node);
  const weight = /font-weight:\s*(\w+)/i.exec(style)?.[1];
  const isPlain = weight === 'normal' || Number(weight) < 600;
  const next = { ...marks };
  if ((bold.test(name) && !isPlain) || weight === 'bold' || Number(weight) >= 600) next.bold = true;
  if (italic.test(name) || /font-style:\s*italic/i.test(style)) next.italic = true;
  if (strike.test(name) || /text-decoration[^;]*line-through/i.test(style)) next.strike = true;
  if (code.test(name)) next.code = true;
  if (name === 'a') {
    const href = node.getAttribute?.('href')?.trim() ?? '';
    if (isSafeHref(href)) next.href = href;
  }
  return next;
}

function styleOf(node: Pasted): string {
  return node.getAttribute?.('style') ?? '';
}

/** The dot or number that Word writes before an item: we draw our own. */
function isMarker(node: Pasted): boolean {
  return /mso-list:\s*ignore/i.test(styleOf(node));
}

/** Word's paragraphs have no room between them. */
function isWord(node: Pasted): boolean {
  return (node.getAttribute?.('class') ?? '').startsWith('Mso');
}

/** Without what a text can't hold. */
function clean(words: string): string {
  return words.replaceAll('\0', '').toWellFormed();
}

/** Without empty lines around, and no more than may be sent. */
function bounded(lines: Rich): Rich {
  const tidy = normal(lines.map(trimmed));
  const isEmpty = (line: Line) => line.spans.length === 0;
  const first = tidy.findIndex((line) => !isEmpty(line));
  const last = tidy.findLastIndex((line) => !isEmpty(line));
  if (first === -1) return [];
  let left = lettersMax;
  return tidy
    .slice(first, last + 1)
    .slice(0, linesMax)
    .map((line) => {
      const spans = line.spans.slice(0, spansMax).flatMap((span) => {
        const said = span.text.slice(0, left).toWellFormed();
        left -= said.length;
        return said === '' ? [] : [{ ...span, text: said }];
      });
      return { ...line, spans };
    });
}

/** A line without space at its end, but for code. */
function trimmed(line: Line): Line {
  if (line.type === 'pre') return line;
  const spans = line.spans.map((span) => ({ ...span, text: span.text.replaceAll(/[\r\n]+/g, ' ') }));
  for (let at = spans.length - 1; at >= 0; at -= 1) {
    const span = spans[at];
    if (!span) break;
    span.text = span.text.trimEnd();
    if (span.text !== '') break;
  }
  return { ...line, spans };
}
