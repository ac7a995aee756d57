/** Bytes as text, in whatever charset a mail claims for them: it never fails, and says what it could not follow. */
import { TextDecoder } from 'node:util';
import type { Odd } from './oddities.ts';

/** Names that the decoders of the platform do not know, or read too narrowly. */
const aliases: Readonly<Record<string, string>> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'gb_2312-80': 'gb18030',
  cp936: 'gb18030',
  ms936: 'gb18030',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp949: 'euc-kr',
  cp950: 'big5',
  cp65001: 'utf-8',
  utf8mb4: 'utf-8',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
};
const asciiNames = /^(?:us-?ascii|ascii|ansi_x3\.4-1968|iso646-us|646|7bit|8bit|default|unknown-8bit)$/;
/** As many characters of two bytes make a text of unknown charset Chinese; fewer are accented letters by chance. */
const chinesePairsMin = 4;

/** The text. What claims nothing, or something unknown, is read as its bytes look. */
export function decodeBytes(bytes: Buffer, claimed: string | null, odd: Odd): string {
  const name = (claimed ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["']+|["']+$/g, '')
    .replace(/\*.*$/, '');
  if (name === '' || asciiNames.test(name)) return guess(bytes, odd);
  const decoder = decoderOf(aliases[name] ?? name) ?? decoderOf(name.replace(/^(?:x-|cs)/, ''));
  if (decoder === undefined) {
    odd(`charset ${name}`);
    return guess(bytes, odd);
  }
  const text = decoder.decode(bytes);
  if (text.includes('\ufffd')) odd(`characters that are not ${name}`);
  return text;
}

/** Header fields and mails without a charset: UTF-8 if it can be, or what else the bytes show. */
function guess(bytes: Buffer, odd: Odd): string {
  const plain = bytes.toString('latin1');
  if (plain.includes('\u001b$') || plain.includes('\u001b(J'))
    return new TextDecoder('iso-2022-jp').decode(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it asks for what is not ASCII
  if (/^[\x00-\x7f]*$/.test(plain)) return plain;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    odd('no charset');
    return new TextDecoder(isChinese(plain) ? 'gb18030' : 'windows-1252').decode(bytes);
  }
}

function isChinese(plain: string): boolean {
  const rest = plain.replace(/[\xa1-\xa9\xb0-\xf7][\xa1-\xfe]/g, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it asks for what is not ASCII
  return (plain.length - rest.length) / 2 >= chinesePairsMin && /^[\x00-\x7f]*$/.test(rest);
}

function decoderOf(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    // A name that nobody knows, or one that must not be followed.
    return undefined;
  }
}
