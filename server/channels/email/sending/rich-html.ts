/** Formatted text as the HTML of a mail: simple marks that every mail program shows. Everything in it is escaped. */
import { type Line, plainLines, type Rich, type Span } from '../../../../contract/rich-text.ts';
import { escapeHtml } from '../../../platform/mailer/index.ts';

const tags = { bold: 'b', italic: 'i', strike: 's', code: 'code' } as const;

/** The lines as HTML. */
export function richHtml(lines: Rich): string {
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const { type } = lines[at] as Line;
    const run = lines.slice(at, runEnd(lines, at));
    blocks.push(blockOf(type, run));
    at += run.length;
  }
  return blocks.join('\n');
}

/** Plain text as HTML. */
export function textHtml(text: string): string {
  return richHtml(plainLines(text));
}

function runEnd(lines: Rich, from: number): number {
  let end = from + 1;
  while (lines[end]?.type === lines[from]?.type) end += 1;
  return end;
}

function blockOf(type: Line['type'], run: readonly Line[]): string {
  const said = run.map(({ spans }) => spans.map(spanOf).join(''));
  switch (type) {
    case 'text':
      return `<div dir="auto">${said.map((line) => (line === '' ? '<br>' : line)).join('<br>\n')}</div>`;
    case 'quote':
      return `<blockquote style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex" dir="auto">${said.join('<br>\n')}</blockquote>`;
    case 'pre':
      return `<pre>${said.join('\n')}</pre>`;
    case 'bullet':
    case 'number':
      return listOf(type === 'bullet' ? 'ul' : 'ol', run, said);
  }
}

/** Items stand as far in as they are said to, without nesting: every mail program shows that alike. */
function listOf(tag: 'ul' | 'ol', run: readonly Line[], said: readonly string[]): string {
  const items = said.map((item, at) => {
    const level = run[at]?.level ?? 0;
    return `<li dir="auto"${level > 0 ? ` style="margin-left:${level * 2}em"` : ''}>${item}</li>`;
  });
  return `<${tag}>\n${items.join('\n')}\n</${tag}>`;
}

function spanOf({ text, href, ...marks }: Span): string {
  let html = escapeHtml(text);
  for (const [mark, tag] of Object.entries(tags)) {
    if (marks[mark as keyof typeof tags]) html = `<${tag}>${html}</${tag}>`;
  }
  return href === undefined ? html : `<a href="${escapeHtml(href)}">${html}</a>`;
}
