/** What a file is, by its first bytes. What somebody says it is counts for nothing. */
import { open } from 'node:fs/promises';
import { pictureSize } from './picture.ts';

/** `inline`: a browser may show or play it where it stands. Pictures have a size then. */
export type FileKind = { type: string; width?: number; height?: number; isInline: boolean };

const headBytes = 4_096;
/** Browsers unpack a picture into four bytes for each of these: what claims to have more is only downloaded. */
const pixelsMax = 50_000_000;

type Signature = { type: string; at?: number; bytes: string; also?: { at: number; text: RegExp } };

/** The first that fits counts. Texts are read as Latin-1. */
const signatures: readonly Signature[] = [
  { type: 'image/png', bytes: '\x89PNG\r\n\x1a\n' },
  { type: 'image/jpeg', bytes: '\xff\xd8\xff' },
  { type: 'image/gif', bytes: 'GIF8', also: { at: 4, text: /^[79]a/ } },
  { type: 'image/webp', bytes: 'RIFF', also: { at: 8, text: /^WEBP/ } },
  { type: 'audio/wav', bytes: 'RIFF', also: { at: 8, text: /^WAVE/ } },
  { type: 'image/avif', at: 4, bytes: 'ftypavif' },
  { type: 'image/heic', at: 4, bytes: 'ftyp', also: { at: 8, text: /^(hei[cmsx]|mif1|msf1)/ } },
  { type: 'audio/mp4', at: 4, bytes: 'ftypM4A' },
  { type: 'video/quicktime', at: 4, bytes: 'ftypqt' },
  { type: 'video/mp4', at: 4, bytes: 'ftyp', also: { at: 8, text: /^(iso|mp4|avc1|M4V|dash|MSNV)/ } },
  { type: 'video/webm', bytes: '\x1aE\xdf\xa3', also: { at: 4, text: /^.{0,60}webm/s } },
  { type: 'audio/ogg', bytes: 'OggS', also: { at: 28, text: /^(OpusHead|.vorbis)/s } },
  { type: 'audio/flac', bytes: 'fLaC' },
  { type: 'audio/mpeg', bytes: 'ID3' },
  { type: 'audio/mpeg', bytes: '\xff', also: { at: 1, text: /^[\xfb\xfa\xf3\xf2]/ } },
  { type: 'application/pdf', bytes: '%PDF-' },
  { type: 'application/zip', bytes: 'PK\x03\x04' },
  { type: 'application/zip', bytes: 'PK\x05\x06' },
];

const playable = [
  'audio/wav',
  'audio/mp4',
  'audio/ogg',
  'audio/flac',
  'audio/mpeg',
  'audio/webm',
  'video/mp4',
  'video/webm',
];

/** What browsers record holds sound alone, in boxes that mostly hold films: its tracks say so. */
const tracks: Readonly<Record<string, { type: string; sound: RegExp; film: RegExp }>> = {
  'video/webm': { type: 'audio/webm', sound: /A_(OPUS|VORBIS)/, film: /V_[A-Z]/ },
  'video/mp4': { type: 'audio/mp4', sound: /hdlr.{8}soun/s, film: /hdlr.{8}vide/s },
};

/** Reads what the file on this path is. */
export async function kindOf(path: string): Promise<FileKind> {
  const handle = await open(path);
  try {
    return await kindBy(async (at, length) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    });
  } finally {
    await handle.close();
  }
}

/** The same of bytes that are at hand. */
export async function kindOfBytes(bytes: Buffer): Promise<FileKind> {
  return kindBy(async (at, length) => bytes.subarray(at, at + length));
}

async function kindBy(read: (at: number, length: number) => Promise<Buffer>): Promise<FileKind> {
  const head = await read(0, headBytes);
  const type = typeOf(head);
  const size = type.startsWith('image/') ? await pictureSize(type, head, read) : undefined;
  const isShowable =
    size !== undefined && size.width > 0 && size.height > 0 && size.width * size.height <= pixelsMax;
  return { type, ...(isShowable ? size : {}), isInline: isShowable || playable.includes(type) };
}

function typeOf(head: Buffer): string {
  const text = head.toString('latin1');
  const found = signatures.find(
    ({ at = 0, bytes, also }) =>
      text.startsWith(bytes, at) && (also === undefined || also.text.test(text.slice(also.at))),
  );
  const box = tracks[found?.type ?? ''];
  if (box?.sound.test(text) && !box.film.test(text)) return box.type;
  return found?.type ?? (isText(head) ? 'text/plain' : 'application/octet-stream');
}

/** Words in UTF-8; the last character may be cut off. */
function isText(head: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return !/(?![\t\n\v\f\r])\p{Cc}/u.test(text);
  } catch {
    return false;
  }
}
