/** HTML as plain text, in linear time and without a tree: any depth, any length. Quoted parts become `> ` lines. */
import { Tokenizer } from 'htmlparser2';

/** Their ends are the ends of lines; of these also an empty line stands between two. */
const paragraphs = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'table',
  'pre',
  'blockquote',
]);
const lines = new Set([
  ...[
    'div',
    'tr',
    'li',
    'dt',
    'dd',
    'section',
    'article',
    'header',
    'footer',
    'main',
    'aside',
    'nav',
    'form',
  ],
  ...['fieldset', 'address', 'figure', 'figcaption', 'center', 'hr', 'body', 'html', 'tbody', 'thead', 'dl'],
]);
/** No others: what is opened and never closed would hide the rest of the mail. */
const hidden = new Set(['script', 'style', 'title']);
/** Who opens more never closed them. */
const quotesMax = 20;

/** What a person would read. */
export function textOfHtml(html: string): string {
  const page = writer();
  let name = '';
  let attribute = '';
  let value = '';
  let alternative = '';
  const tokenizer: Tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onattribdata: (start, end) => {
        if (attribute === 'alt') value += html.slice(start, end);
      },
      onattribentity: (code) => {
        if (attribute === 'alt') value += String.fromCodePoint(code);
      },
      onattribend: () => {
        if (attribute === 'alt') alternative = value;
      },
      onattribname: (start, end) => {
        attribute = html.slice(start, Math.min(end, start + 20)).toLowerCase();
        value = '';
      },
      oncdata: () => {},
      onclosetag: (start, end) => {
        page.close(nameOf(html, start, end));
      },
      oncomment: () => {},
      ondeclaration: () => {},
      onend: () => {},
      onopentagend: () => {
        page.open(name, alternative);
      },
      onopentagname: (start, end) => {
        name = nameOf(html, start, end);
        alternative = '';
      },
      onprocessinginstruction: () => {},
      onselfclosingtag: () => page.open(name, alternative),
      ontext: (start, end) => page.text(html.slice(start, end)),
      ontextentity: (code) => page.text(String.fromCodePoint(code)),
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return page.written();
}

const nameOf = (html: string, start: number, end: number) =>
  html.slice(start, Math.min(end, start + 40)).toLowerCase();

/** What the elements do to the lines. */
function writer() {
  const page = lineWriter();
  let hiddenIn = '';
  const endBlock = (name: string) => {
    const isParagraph = paragraphs.has(name);
    if (!isParagraph && !lines.has(name)) return;
    page.endLine();
    if (isParagraph) page.endLine(1);
  };
  return {
    open: (name: string, alternative: string) => {
      if (hiddenIn !== '') return;
      if (hidden.has(name)) hiddenIn = name;
      endBlock(name);
      if (name === 'br') page.endLine(page.isEmpty() ? 2 : 0);
      if (name === 'li') page.add('- ');
      if (name === 'td' || name === 'th') page.add(' ');
      if (name === 'img' && alternative.trim() !== '') page.add(` ${alternative} `);
      if (name === 'pre') page.preform(1);
      if (name === 'blockquote') page.quote(1);
    },
    close: (name: string) => {
      if (hiddenIn !== '') {
        if (name === hiddenIn) hiddenIn = '';
        return;
      }
      endBlock(name);
      if (name === 'pre') page.preform(-1);
      if (name === 'blockquote') page.quote(-1);
    },
    text: (text: string) => {
      if (hiddenIn === '') page.text(text);
    },
    written: page.written,
  };
}

/** Lines as they are written, each behind the marks of the quotes around it. */
function lineWriter() {
  const written: string[] = [];
  // Pieces, and whether the last of them ends with a space: a line that is built and asked in turns takes time.
  let pieces: string[] = [];
  let isSpaced = true;
  let quotes = 0;
  let preformatted = 0;
  let quotesBefore = 0;
  let emptyLines = 0;

  const add = (text: string) => {
    if (text === '') return;
    pieces.push(text);
    isSpaced = text.endsWith(' ');
  };
  const endLine = (emptyAllowed = 0) => {
    const line = pieces.join('');
    const plain = preformatted > 0 ? line.trimEnd() : line.trim();
    pieces = [];
    isSpaced = true;
    if (plain === '') {
      emptyLines = Math.max(emptyLines, Math.min(emptyLines + 1, emptyAllowed));
      return;
    }
    // Empty lines between two quotes belong to what is around both.
    const between = '>'.repeat(Math.min(quotes, quotesBefore, quotesMax));
    if (written.length > 0) for (; emptyLines > 0; emptyLines--) written.push(between);
    const marks = '>'.repeat(Math.min(quotes, quotesMax));
    written.push(quotes > 0 ? `${marks} ${plain}` : plain);
    quotesBefore = quotes;
    emptyLines = 0;
  };
  return {
    add,
    endLine,
    isEmpty: () => pieces.every((piece) => piece.trim() === ''),
    preform: (by: number) => {
      preformatted = Math.max(0, preformatted + by);
    },
    quote: (by: number) => {
      quotes = Math.max(0, quotes + by);
    },
    text: (text: string) => {
      if (preformatted === 0) {
        const plain = text.replace(/[ \t\r\n\f\u00a0]+/g, ' ');
        add(isSpaced ? plain.trimStart() : plain);
        return;
      }
      const [first = '', ...rest] = text.split(/\r?\n/);
      add(first);
      for (const next of rest) {
        endLine(2);
        add(next);
      }
    },
    written: () => {
      endLine();
      return written.join('\n');
    },
  };
}
