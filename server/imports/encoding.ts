/** The encoding of a text file, from its first bytes and from whether all of it is valid. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

const sampleBytes = 64 * 1024;
/** Latin text in UTF-16 has a NUL in every second place; other scripts have some at least: spaces, digits, line ends. */
const nulShareMin = 0.02;

export type Scanned = { bytes: number; sha256: string; encoding: Encoding; head: Buffer };

/** Reads the file once: its size, its hash, its encoding and how it begins. */
export async function scanFile(path: string): Promise<Scanned> {
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let bytes = 0;
  const head: Buffer[] = [];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (bytes < sampleBytes) head.push(chunk);
    bytes += chunk.length;
    hash.update(chunk);
    if (isUtf8) isUtf8 = isValid(() => utf8.decode(chunk, { stream: true }));
  }
  if (isUtf8) isUtf8 = isValid(() => utf8.decode());
  const sample = Buffer.concat(head).subarray(0, sampleBytes);
  return { bytes, sha256: hash.digest('hex'), encoding: encodingOf(sample, isUtf8), head: sample };
}

function isValid(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

function encodingOf(head: Buffer, isUtf8: boolean): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const nuls = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nuls;
  if (Math.max(even, odd) > (head.length / 2) * nulShareMin && Math.min(even, odd) * 4 < Math.max(even, odd))
    return odd > even ? 'utf-16le' : 'utf-16be';
  return isUtf8 ? 'utf-8' : 'windows-1252';
}

/** The file's text, a piece at a time, without its byte order mark. */
export async function* textOfFile(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
