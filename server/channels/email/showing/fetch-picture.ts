/**
 * Pictures of a mail that stand elsewhere, fetched by the server: their owner sees neither the reader nor their address.
 *
 * An address is fetched for a mail of ours alone, which its proof shows: nobody outside makes the server fetch for them.
 */
import { createHmac } from 'node:crypto';
import { sameBytes } from '../../../platform/crypto/index.ts';
import { kindOfBytes } from '../../../platform/files/index.ts';
import type { Getter } from '../../../platform/ssrf/index.ts';

const pictureBytesMax = 5 * 1_024 * 1_024;
/** The getter allows 8 seconds of itself; this holds for every other. */
const pictureMilliseconds = 10_000;
/** Some stores of pictures name no better type. What it is, its bytes say. */
const namedTypes = ['image/', 'application/octet-stream', 'binary/octet-stream'];
const shownTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];

/** Headers of an answer that holds a stranger's picture: opened as a page of its own, it is nothing but a picture. */
export const pictureHeaders = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, max-age=86400',
} as const;

export type RemotePicture = { bytes: Buffer; type: string };

/** The picture at an address; undefined where there is none, it is no picture, too large or too late, or nobody may go. */
export async function fetchPicture(get: Getter, url: string): Promise<RemotePicture | undefined> {
  const wish = { types: namedTypes, bytesMax: pictureBytesMax, isWhole: true };
  const got = await within(pictureMilliseconds, get(url, wish));
  if (!got || got.body.length > pictureBytesMax) return undefined;
  const { type, isInline } = await kindOfBytes(got.body);
  return isInline && shownTypes.includes(type) ? { bytes: got.body, type } : undefined;
}

/** A picture as a mail names it. */
export type NamedPicture = { workspaceId: string; messageId: string; url: string };

/** The proof that a mail of ours names this picture, for an address. `key`: `secretOf` for this purpose. */
export function signedPicture(key: Buffer, picture: NamedPicture): string {
  return proofOf(key, picture).toString('base64url');
}

/** Whether the proof is of this picture; any other, one that is cut or one of another workspace or message, is not. */
export function checkPicture(key: Buffer, picture: NamedPicture, proof: string): boolean {
  const bytes = Buffer.from(proof, 'base64url');
  // One proof has one spelling.
  return sameBytes(bytes, proofOf(key, picture)) && bytes.toString('base64url') === proof;
}

function proofOf(key: Buffer, { workspaceId, messageId, url }: NamedPicture): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([workspaceId, messageId, url]))
    .digest();
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, milliseconds, undefined);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
