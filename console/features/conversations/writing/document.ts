/** The editor's document: lines of one kind each, as they are stored, so that nothing is lost between the two. */
import { Fragment, type Mark, type MarkType, type Node, Schema } from 'prosemirror-model';
import {
  type LetterMark,
  type Line,
  type LineType,
  letterMarks,
  lineTypes,
  normal,
  plainLines,
  type Rich,
  type Span,
} from '../../../../contract/rich-text.ts';
import type { Said } from './said.ts';

const tags: Record<LetterMark, string> = { bold: 'strong', italic: 'em', strike: 's', code: 'code' };

export const schema = new Schema({
  nodes: {
    doc: { content: 'line+' },
    line: {
      content: 'text*',
      whitespace: 'pre',
      attrs: { type: { default: 'text' }, level: { default: 0 } },
      toDOM: ({ attrs }) => ['div', { 'data-type': attrs.type, 'data-level': attrs.level }, 0],
      // What the browser itself puts there while somebody types.
      parseDOM: [{ tag: 'div', getAttrs: attrsOf }, { tag: 'p' }],
    },
    text: {},
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      toDOM: ({ attrs }: Mark) => ['a', { href: attrs.href, title: attrs.href }, 0],
      parseDOM: [{ tag: 'a[href]', getAttrs: (node: HTMLElement) => ({ href: node.getAttribute('href') }) }],
    },
    ...Object.fromEntries(
      letterMarks.map((mark) => [
        mark,
        {
          toDOM: () => [tags[mark], 0] as const,
          parseDOM: [{ tag: tags[mark] }],
          ...(mark === 'code' ? { inclusive: false } : {}),
        },
      ]),
    ),
  } as Record<LetterMark | 'link', object>,
});

function attrsOf(node: Node | HTMLElement | string) {
  const { type, level } = (node as HTMLElement).dataset;
  return { type: lineTypes.find((one) => one === type) ?? 'text', level: Number(level) || 0 };
}

export const lineType = schema.nodes.line as NonNullable<typeof schema.nodes.line>;

/** The type of a mark. */
export function markType(mark: LetterMark | 'link'): MarkType {
  return schema.marks[mark] as MarkType;
}

/** What is written, as a document. */
export function docOf({ text, rich }: Said): Node {
  return schema.node('doc', null, nodesOf(rich ?? plainLines(text)));
}

/** Lines as nodes. */
export function nodesOf(lines: Rich): Fragment {
  return Fragment.from(
    lines.map(({ type, level = 0, spans }) =>
      lineType.create(
        { type, level },
        normal([{ type, level, spans }]).flatMap((line) => line.spans.map(textNode)),
      ),
    ),
  );
}

function textNode({ text, href, ...marks }: Span): Node {
  const on: Mark[] = letterMarks.filter((mark) => marks[mark]).map((mark) => markType(mark).create());
  return schema.text(text, href === undefined ? on : [markType('link').create({ href }), ...on]);
}

/** A document, or a part of one, as lines. */
export function linesOf(content: Fragment): Rich {
  const lines: Line[] = [];
  content.forEach((node) => {
    if (node.isText) lines.push({ type: 'text', spans: [spanOf(node)] });
    else {
      const spans: Span[] = [];
      node.content.forEach((text) => {
        spans.push(spanOf(text));
      });
      const { type, level } = node.attrs as { type: LineType; level: number };
      lines.push({ type, ...(level > 0 ? { level } : {}), spans });
    }
  });
  return normal(lines);
}

function spanOf(node: Node): Span {
  const span: Span = { text: node.text ?? '' };
  for (const mark of node.marks) {
    if (mark.type.name === 'link') span.href = mark.attrs.href as string;
    else span[mark.type.name as LetterMark] = true;
  }
  return span;
}
