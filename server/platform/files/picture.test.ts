/** What files are, by their first bytes, and how large a picture says that it is. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kindOf } from './index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rapport-kinds-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function kindOfBytes(bytes: Buffer) {
  const file = path.join(folder, 'file');
  await writeFile(file, bytes);
  return kindOf(file);
}

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
/** The part of a camera: a value of orientation, in one order of bytes or the other. */
const exif = (order: 'II' | 'MM', value: number) => {
  const tiff =
    order === 'II'
      ? `4949 2a00 08000000 0100 1201 0300 01000000 0${value}000000`
      : `4d4d 002a 00000008 0001 0112 0003 00000001 000${value}0000`;
  const body = Buffer.concat([Buffer.from('Exif\0\0'), hex(tiff)]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  return Buffer.concat([hex('ffe1'), length, body]);
};
/** 40 wide and 30 high, after so many bytes of other segments. */
const jpeg = (...segments: Buffer[]) =>
  Buffer.concat([hex('ffd8'), ...segments, hex('ffc0 0011 08 001e 0028 03 012200 021101 031101')]);
const filler = Buffer.concat([hex('ffe2 ffff'), Buffer.alloc(0xfffd)]);

/** The beginning of what a browser records: its tracks by the names of their codecs, or by who handles them. */
const ebml = (...codecs: string[]) =>
  Buffer.concat([
    hex('1a45dfa3 9f 4282 84'),
    Buffer.from('webm'),
    Buffer.alloc(90),
    Buffer.from(codecs.join('\x86')),
  ]);
const mp4 = (...handlers: string[]) =>
  Buffer.concat([
    hex('00000018'),
    Buffer.from('ftypiso5'),
    Buffer.alloc(12),
    ...handlers.map((one) => Buffer.from(`hdlr\0\0\0\0\0\0\0\0${one}`)),
  ]);

test.each<[string, Buffer, object]>([
  [
    'PNG',
    hex('89504e470d0a1a0a 0000000d 49484452 00000028 0000001e'),
    { type: 'image/png', width: 40, height: 30 },
  ],
  ['GIF', hex('474946383961 2800 1e00'), { type: 'image/gif', width: 40, height: 30 }],
  [
    'WebP, lossy',
    hex('52494646 00000000 57454250 56503820 00000000 000000 9d012a 2800 1e00'),
    { type: 'image/webp', width: 40, height: 30 },
  ],
  [
    'WebP, extended',
    hex('52494646 00000000 57454250 56503858 0a000000 00000000 270000 1d0000'),
    { width: 40, height: 30 },
  ],
  [
    'WebP, lossless',
    hex('52494646 00000000 57454250 5650384c 00000000 2f 27400700'),
    { width: 40, height: 30 },
  ],
  ['JPEG', jpeg(), { type: 'image/jpeg', width: 40, height: 30 }],
  ['JPEG with much before its size', jpeg(filler, filler), { width: 40, height: 30 }],
  ['JPEG of a camera held upright', jpeg(exif('II', 6)), { width: 30, height: 40 }],
  ['JPEG of a camera held upright, big endian', jpeg(exif('MM', 8)), { width: 30, height: 40 }],
  ['JPEG of a camera on its head', jpeg(exif('II', 3)), { width: 40, height: 30 }],
  ['MP4', Buffer.from('\0\0\0\x20ftypisom'), { type: 'video/mp4', isInline: true }],
  ['MP3', Buffer.from('ID3\x04'), { type: 'audio/mpeg', isInline: true }],
  ['Ogg', Buffer.from(`OggS${'\0'.repeat(24)}OpusHead`), { type: 'audio/ogg', isInline: true }],
  ['PDF', Buffer.from('%PDF-1.7'), { type: 'application/pdf', isInline: false }],
  ['text', Buffer.from('<svg onload=x>'), { type: 'text/plain', isInline: false }],
  ['text whose last character is cut off', Buffer.from('写真').subarray(0, 5), { type: 'text/plain' }],
  ['nothing known', hex('00ff00'), { type: 'application/octet-stream', isInline: false }],
  ['a voice in WebM', ebml('A_OPUS'), { type: 'audio/webm', isInline: true }],
  ['a film in WebM', ebml('V_VP8', 'A_OPUS'), { type: 'video/webm', isInline: true }],
  ['WebM that says neither', ebml(), { type: 'video/webm', isInline: true }],
  ['a voice in MP4', mp4('soun'), { type: 'audio/mp4', isInline: true }],
  ['a film in MP4', mp4('soun', 'vide'), { type: 'video/mp4', isInline: true }],
  [
    'what calls itself a voice and is none',
    Buffer.from('A_OPUS <script>'),
    { type: 'text/plain', isInline: false },
  ],
])('%s', async (_name, bytes, kind) => expect(await kindOfBytes(bytes)).toMatchObject(kind));

test('whatever the bytes are, there is an answer, and what is shown has a size that a browser bears', async () => {
  const starts = [
    '89504e470d0a1a0a',
    'ffd8ff',
    'ffd8ffe1',
    '474946383961',
    '52494646000000005745425056503858',
    '0000002066747970617669660000000069737065',
    '00',
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 120 }), async (start, rest) => {
      const { isInline, width, height, type } = await kindOfBytes(Buffer.concat([hex(start), rest]));
      if (!type.startsWith('image/')) return;
      expect(isInline).toBe(width !== undefined);
      if (width !== undefined && height !== undefined) {
        expect(width * height).toBeGreaterThan(0);
        expect(width * height).toBeLessThanOrEqual(50_000_000);
      }
    }),
    { numRuns: 400 },
  );
});
