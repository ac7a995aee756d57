/** Sending files as clients do, and small files of several kinds. */
import { randomUUID } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { Upload } from '../../contract/attachments.ts';
import { fromSomewhere } from './people.ts';

export type Uploaded = { status: number; body: Upload & { code?: string; detail?: string } };

/** Uploads a file, for a conversation as a member, else as a visitor. */
export async function upload(
  url: string,
  token: string,
  file: { name?: string; bytes: Buffer | ReadableStream; conversationId?: string; headers?: HeadersInit },
): Promise<Uploaded> {
  const { name = 'file', bytes, conversationId } = file;
  const place = conversationId === undefined ? 'visitor/uploads' : `conversations/${conversationId}/uploads`;
  const response = await fetch(`${url}/api/v1/${place}?${new URLSearchParams({ name })}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      ...fromSomewhere(),
      ...file.headers,
    },
    body: bytes as BodyInit,
    duplex: 'half',
  } as RequestInit);
  return { status: response.status, body: (await response.json()) as Uploaded['body'] };
}

/** A picture that no other is like, of this size: one row of it is there, whatever it claims. */
export function png(width = 3, height = 2, mark: string = randomUUID()): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 0, 0, 0, 0], 8);
  const isSmall = width * height <= 1_000_000;
  const rows = Buffer.alloc(isSmall ? (width + 1) * height : 10, 120);
  for (let row = 0; isSmall && row < height; row++) rows[row * (width + 1)] = 0;
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const text = Buffer.from(`mark\0${mark}`);
  return Buffer.concat([
    signature,
    chunk('IHDR', size),
    chunk('tEXt', text),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
