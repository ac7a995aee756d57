/** A small walk over the parts of a mail, for what mail servers say to each other: bounded in size, depth and number. */
export type MimePart = {
  /** How deep it stands in mails within the mail. */
  mailDepth: number;
  /** `text/plain`, in lower case. */
  type: string;
  /** Parameters of its Content-Type, names in lower case. */
  parameters: Record<string, string>;
  header: (name: string) => string[];
  /** What it holds, decoded; '' for a part that only holds others. */
  text: string;
};

/** What servers report stands at the beginning; the mail that comes back with it may be large. */
const readBytesMax = 2_000_000;
const depthMax = 50;
const partsMax = 1_000;
const headerCharsMax = 200_000;
const wordsCharsMax = 2_000;

/** The mail itself, and then its parts and those of mails within, in order. */
export function partsOf(raw: Buffer): MimePart[] {
  const source = raw.subarray(0, readBytesMax).toString('latin1').replaceAll('\r\n', '\n');
  const parts: MimePart[] = [];
  readPart(source.replace(/^>?From [^\n]*\n/, ''), 0, 0, 'text/plain', parts);
  return parts;
}

/** Fields by their names in lower case, unfolded. */
export function headersOf(source: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  const unfolded = source.slice(0, headerCharsMax).replace(/\n[ \t]+/g, ' ');
  for (const line of unfolded.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const values = fields.get(name);
    const value = line.slice(colon + 1).trim();
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return fields;
}

/** A field as people read it: `=?utf-8?q?…?=` decoded, as far as that can be. */
export function plainWords(field: string): string {
  const joined = field.slice(0, wordsCharsMax).replace(/\?=[ \t]+=\?/g, '?==?');
  return joined.replace(
    /=\?([^?\s]{1,40})\?([bq])\?([^?\s]*)\?=/gi,
    (word, charset: string, kind: string, text: string) => {
      const bytes =
        kind.toLowerCase() === 'b'
          ? Buffer.from(text, 'base64')
          : Buffer.from(unescaped(text.replaceAll('_', ' ')), 'latin1');
      try {
        return new TextDecoder(charset.split('*')[0]).decode(bytes);
      } catch {
        return word;
      }
    },
  );
}

/** `text/plain; charset=utf-8; boundary="a b"`: what it is, in lower case, and its parameters. */
function typeOf(field: string): { type: string; parameters: Record<string, string> } {
  const parameters: Record<string, string> = {};
  const said = field.slice(0, wordsCharsMax);
  // A long one may come in numbered pieces: boundary*0="a"; boundary*1="b".
  for (const [, name = '', quoted, bare] of said.matchAll(
    /;\s*([\w-]{1,60})(?:\*\d{0,2}\*?)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g,
  )) {
    const key = name.toLowerCase();
    parameters[key] = (parameters[key] ?? '') + (quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  }
  return { type: /^\s*([^\s;/]+\/[^\s;]+)/.exec(said)?.[1]?.toLowerCase() ?? '', parameters };
}

function readPart(source: string, depth: number, mailDepth: number, usual: string, parts: MimePart[]): void {
  if (parts.length >= partsMax || depth > depthMax) return;
  const end = source.startsWith('\n') ? 0 : source.indexOf('\n\n') + 1;
  const isHeadless = end === 0 && !source.startsWith('\n');
  const fields = headersOf(isHeadless ? source : source.slice(0, end));
  const header = (name: string) => fields.get(name) ?? [];
  const { type: named, parameters } = typeOf(header('content-type')[0] ?? usual);
  const type = named || usual;
  const part: MimePart = { mailDepth, type, parameters, header, text: '' };
  const body = isHeadless ? '' : source.slice(end + 1);
  parts.push(part);
  const encoding = header('content-transfer-encoding')[0] ?? '';
  if (type.startsWith('multipart/') && parameters.boundary) {
    const inner = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    for (const piece of piecesOf(body, parameters.boundary))
      readPart(piece, depth + 1, mailDepth, inner, parts);
  } else if (type === 'message/rfc822' || type === 'message/global') {
    readPart(decoded(body, encoding), depth + 1, mailDepth + 1, 'text/plain', parts);
  } else {
    part.text = readable(decoded(body, encoding));
  }
}

/** What stands between the lines of a boundary. */
function piecesOf(body: string, boundary: string): string[] {
  const pieces: string[] = [];
  const mark = `--${boundary}`;
  let start = -1;
  for (let at = body.startsWith(mark) ? 0 : nextMark(body, mark, 0); at >= 0; ) {
    const lineEnd = body.indexOf('\n', at);
    if (start >= 0) pieces.push(body.slice(start, Math.max(start, at - 1)));
    start = lineEnd < 0 ? body.length : lineEnd + 1;
    if (body.startsWith('--', at + mark.length)) return pieces;
    if (pieces.length >= partsMax) return pieces;
    at = nextMark(body, mark, start - 1);
  }
  if (start >= 0) pieces.push(body.slice(start));
  return pieces;
}

function nextMark(body: string, mark: string, from: number): number {
  const at = body.indexOf(`\n${mark}`, Math.max(0, from));
  return at < 0 ? -1 : at + 1;
}

function decoded(body: string, encoding: string): string {
  const name = encoding.trim().toLowerCase();
  if (name === 'base64') return Buffer.from(body, 'base64').toString('latin1').replaceAll('\r\n', '\n');
  if (name !== 'quoted-printable') return body;
  const lines = body.split('\n').map((line) => line.trimEnd());
  return unescaped(lines.join('\n').replaceAll('=\n', '')).replaceAll('\r\n', '\n');
}

const unescaped = (text: string) =>
  text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** As UTF-8 where it is that; what is asked for here is ASCII in any charset. */
function readable(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}
