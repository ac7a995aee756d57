/** Encoded words of header fields (RFC 2047), in linear time, also those that split a character between two words. */
import { decodeBytes } from './charset.ts';
import type { Odd } from './oddities.ts';

const word = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=/gi;

/** The text with its words decoded: white space between two of them is none. */
export function decodeWords(text: string, odd: Odd): string {
  if (!text.includes('=?')) return text;
  const whole = repairWords(text, odd);
  const written: string[] = [];
  let charset = '';
  let open: Buffer[] = [];
  let at = 0;
  const flush = () => {
    if (open.length > 0) written.push(decodeBytes(Buffer.concat(open), charset, odd));
    open = [];
  };
  for (const match of whole.matchAll(word)) {
    const [matched, claimed = '', kind = '', encoded = ''] = match;
    const between = whole.slice(at, match.index);
    const isNext = at > 0 && between.trim() === '';
    if (!isNext || claimed.toLowerCase() !== charset) flush();
    if (!isNext) written.push(between);
    charset = claimed.toLowerCase();
    open.push(/b/i.test(kind) ? Buffer.from(encoded, 'base64') : quotedBytes(encoded));
    at = match.index + matched.length;
  }
  flush();
  written.push(whole.slice(at));
  return written.join('');
}

/**
 * Words that hold letters as they are, where only their codes may stand: written again as they should be, so that
 * whoever decodes them next reads the same.
 */
export function repairWords(text: string, odd: Odd): string {
  return text.replace(word, (whole: string, charset: string, kind: string, encoded: string) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it asks for what is not ASCII
    if (/b/i.test(kind) || /^[\x00-\x7f]*$/.test(encoded)) return whole;
    const pieces = encoded.split(/([^=_\x20-\x7e]+)/);
    const decoded = pieces.map((piece, index) =>
      index % 2 === 1 ? piece : decodeBytes(quotedBytes(piece), charset, odd),
    );
    return `=?utf-8?b?${Buffer.from(decoded.join('')).toString('base64')}?=`;
  });
}

function quotedBytes(encoded: string): Buffer {
  const bytes = Buffer.from(encoded.replaceAll('_', ' ')).toString('latin1');
  const plain = bytes.replace(/=([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return Buffer.from(plain, 'latin1');
}
