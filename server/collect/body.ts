/** A request's bytes → JSON, whatever the library calls them: plain text of a beacon, gzip labelled as a form. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { collectBodyBytesMax } from '../../contract/collect.ts';
import { Problem } from '../../contract/errors.ts';

const inflate = promisify(gunzip);

export type Json = Record<string, unknown>;

/** The object that was sent, and how many bytes it had. @throws Problem `too-large`, `invalid-input`. */
export async function readBody(sent: unknown): Promise<{ body: Json; bytes: number }> {
  const packed = Buffer.isBuffer(sent) ? sent : Buffer.alloc(0);
  const plain = isGzip(packed) ? await unpack(packed) : packed;
  if (plain.length > collectBodyBytesMax) throw bodyTooLarge();
  const body = parse(plain.toString('utf8'));
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new Problem('invalid-input', 'The body is a JSON object.');
  }
  return { body: body as Json, bytes: plain.length };
}

/** The refusal of a body that is larger than it may be. */
export function bodyTooLarge(): Problem {
  return new Problem(
    'too-large',
    `A request may have ${collectBodyBytesMax} bytes, unpacked. Send fewer calls at once.`,
  );
}

/** By its first bytes: no JSON begins so, and the headers of some libraries say something else. */
function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Unpacks no further than to the limit: a bomb stays small. */
async function unpack(packed: Buffer): Promise<Buffer> {
  try {
    return await inflate(packed, { maxOutputLength: collectBodyBytesMax });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw bodyTooLarge();
    throw new Problem('invalid-input', 'The body is not valid gzip.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('invalid-input', 'The body is not valid JSON.');
  }
}
