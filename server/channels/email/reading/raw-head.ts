/** The head of a raw mail, field by field, in linear time: any number of fields, of any length. */
import { decodeBytes } from './charset.ts';
import type { Odd } from './oddities.ts';

export type HeadField = { name: string; value: string };
export type RawHead = { fields: HeadField[]; body: Buffer };

const fieldsMax = 20_000;
const newline = 0x0a;
const nameCharsMax = 220;
const fieldStart = /^([!-9;-~]{1,200})[ \t]*:/;

/** The fields, unfolded, names in lower case; and what comes behind the first empty line. */
export function splitHead(raw: Buffer, odd: Odd): RawHead {
  const found: { name: string; from: number; to: number }[] = [];
  let at = startOf(raw);
  let strayAt: number | undefined;
  while (at < raw.length) {
    const newlineAt = raw.indexOf(newline, at);
    const next = newlineAt === -1 ? raw.length : newlineAt + 1;
    const isEmpty = raw[at] === newline || (raw[at] === 0x0d && at + 2 === next);
    if (isEmpty) {
      at = strayAt ?? next;
      strayAt = undefined;
      break;
    }
    const line = raw.toString('latin1', at, Math.min(next, at + nameCharsMax));
    const match = fieldStart.exec(line);
    if (match) {
      if (strayAt !== undefined) odd('stray line in the head');
      strayAt = undefined;
      if (found.length >= fieldsMax) odd(`more than ${fieldsMax} header fields`);
      else found.push({ name: (match[1] ?? '').toLowerCase(), from: at + match[0].length, to: next });
    } else if (/^[ \t]/.test(line) && strayAt === undefined) {
      const last = found.at(-1);
      // A line that follows the field itself, not one that was left out.
      if (last?.to === at) last.to = next;
    }
    // What is no field, and has no field behind it, is where a body begins that has no empty line before it.
    else if (!/^>?From /.test(line)) strayAt ??= at;
    at = next;
  }
  const fields = found.map(({ name, from, to }) => ({ name, value: unfolded(raw.subarray(from, to), odd) }));
  return { fields, body: raw.subarray(strayAt ?? at) };
}

/** Unfolded: the ends of lines are none of it. */
function unfolded(bytes: Buffer, odd: Odd): string {
  return decodeBytes(bytes, null, odd)
    .replace(/[\r\n]+/g, '')
    .trim();
}

/** Empty lines before the first field are none of the mail's. */
function startOf(raw: Buffer): number {
  let at = raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0;
  while (raw[at] === newline || raw[at] === 0x0d) at++;
  return at;
}

/** The values of a field, by its name in lower case. */
export function valuesOf(fields: HeadField[]): (name: string) => string[] {
  const byName = Map.groupBy(fields, ({ name }) => name);
  return (name) => (byName.get(name) ?? []).map(({ value }) => value);
}
