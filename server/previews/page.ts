/** What a page says of itself in its head. Pure: it fetches nothing, and runs nothing. */
import { Parser } from 'htmlparser2';
import { previewDescriptionMax, previewTitleMax } from '../../contract/previews.ts';

export type Page = { title: string; description: string | undefined; pictureUrl: string | undefined };

/** So much of the beginning may say how the rest is written. */
const declarationBytes = 1_024;
const titleLengthMax = 10_000;

/** The page; undefined where it has no title. */
export function readPage(body: Buffer, type: string): Page | undefined {
  const { metas, title } = headOf(textOf(body, type));
  const first = (...names: string[]) =>
    names.map((name) => metas.get(name)).find((found) => found !== undefined && found !== '');
  const shown = clean(first('og:title', 'twitter:title') ?? title, previewTitleMax);
  if (shown === '') return undefined;
  const description = clean(
    first('og:description', 'twitter:description', 'description') ?? '',
    previewDescriptionMax,
  );
  return {
    title: shown,
    description: description === '' ? undefined : description,
    pictureUrl: first('og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image'),
  };
}

/** The words, by the encoding that the page names: in its first bytes, its header, or its head. */
export function textOf(body: Buffer, type: string): string {
  const declared = /charset\s*=\s*["']?([\w:.-]+)/i;
  const head = body.subarray(0, declarationBytes).toString('latin1');
  return decoderFor(markOf(body) ?? declared.exec(type)?.[1] ?? declared.exec(head)?.[1]).decode(body);
}

function markOf(body: Buffer): string | undefined {
  const start = body.subarray(0, 3).toString('hex');
  if (start === 'efbbbf') return 'utf-8';
  if (start.startsWith('fffe')) return 'utf-16le';
  return start.startsWith('feff') ? 'utf-16be' : undefined;
}

function decoderFor(label = 'utf-8') {
  try {
    return new TextDecoder(label);
  } catch {
    // A name that nobody knows.
    return new TextDecoder();
  }
}

function headOf(html: string): { metas: ReadonlyMap<string, string>; title: string } {
  const metas = new Map<string, string>();
  let title = '';
  let isTitle = false;
  let isOver = false;
  const parser = new Parser({
    onopentag(name, { property, name: named, content }) {
      if (name === 'title') isTitle = title === '';
      if (name === 'body') isOver = true;
      const key = (property ?? named)?.toLowerCase();
      // The first one counts, as it does elsewhere.
      if (name === 'meta' && key !== undefined && content !== undefined && !metas.has(key))
        metas.set(key, content);
    },
    ontext(text) {
      if (isTitle && title.length < titleLengthMax) title += text;
    },
    onclosetag(name) {
      if (name === 'title') isTitle = false;
      if (name === 'head') isOver = true;
    },
  });
  // Piece by piece, so that a long page ends where its head does.
  for (let at = 0; at < html.length && !isOver; at += pieceLength)
    parser.write(html.slice(at, at + pieceLength));
  parser.end();
  return { metas, title };
}
const pieceLength = 8_192;

/** One line of words: without what turns the direction of what stands beside it, and without half characters. */
function clean(text: string, lengthMax: number): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const letters = [...line];
  return letters.length <= lengthMax
    ? line
    : `${letters
        .slice(0, lengthMax - 1)
        .join('')
        .trimEnd()}…`;
}
