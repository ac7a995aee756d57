/** A delivery's bytes as text, and as JSON whose numbers lose no digit. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Problem } from '../../contract/errors.ts';
import { webhookBodyBytesMax } from '../../contract/webhooks.ts';

const inflate = promisify(gunzip);

/** The text that was sent. @throws Problem `too-large`, `invalid-input` */
export async function textOf(
  bytes: Buffer,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Promise<string> {
  const plain = headers['content-encoding'] === 'gzip' ? await unpack(bytes) : bytes;
  const charset = /charset="?([\w-]{1,40})/i.exec(String(headers['content-type'] ?? ''))?.[1] ?? 'utf-8';
  try {
    // It takes the mark of byte order away, and puts the replacement character for what is no text.
    return new TextDecoder(charset).decode(plain);
  } catch {
    throw new Problem('invalid-input', `The charset ${charset} is not known here. Send UTF-8.`);
  }
}

/** The refusal of a body that is larger than it may be. */
export function bodyTooLarge(): Problem {
  return new Problem('too-large', `A delivery may have ${webhookBodyBytesMax} bytes, unpacked.`);
}

async function unpack(packed: Buffer): Promise<Buffer> {
  try {
    return await inflate(packed, { maxOutputLength: webhookBodyBytesMax });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw bodyTooLarge();
    throw new Problem('invalid-input', 'The body is not valid gzip.');
  }
}

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What the text holds; undefined where it is no JSON, or nested too deep to be read. */
export function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text, exactly as (key: string, value: unknown) => unknown) as Json;
  } catch {
    return undefined;
  }
}

/** Ids that are numbers beyond 2^53 stay what was written, as text. */
function exactly(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return Number.isSafeInteger(value) || (Number.isFinite(value) && /[.eE]/.test(context.source))
    ? value
    : context.source;
}
