/**
 * The size of a picture as its header says it. Nothing is unpacked. Sources: PNG (ISO 15948, 11.2.2), GIF89a, JPEG
 * (ITU T.81, B.2.2), WebP (RFC 9649), AVIF (`ispe`, ISO 23008-12).
 */
import { orientationIn } from './orientation.ts';

export type Size = { width: number; height: number };
type Read = (at: number, length: number) => Promise<Buffer>;

/** A picture has a frame header within so many segments. */
const segmentsMax = 200;
const segmentBytesMax = 65_535;

/** The size; undefined where the header does not say it. */
export async function pictureSize(type: string, head: Buffer, read: Read): Promise<Size | undefined> {
  try {
    switch (type) {
      case 'image/png':
        return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
      case 'image/gif':
        return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
      case 'image/webp':
        return webpSize(head);
      case 'image/avif':
        return avifSize(head);
      case 'image/jpeg':
        return await jpegSize(read);
      default:
        return undefined;
    }
  } catch (error) {
    // Cut off before the size.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function webpSize(head: Buffer): Size | undefined {
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = head.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}

function avifSize(head: Buffer): Size | undefined {
  const at = head.indexOf('ispe', 0, 'latin1');
  return at < 0 ? undefined : { width: head.readUInt32BE(at + 8), height: head.readUInt32BE(at + 12) };
}

/** Goes from segment to segment, as pictures of cameras have much before the one that says the size. */
async function jpegSize(read: Read): Promise<Size | undefined> {
  let isTurned = false;
  for (let at = 2, count = 0; count < segmentsMax; count++) {
    const marker = await read(at, 9);
    if (marker.length < 9 || marker[0] !== 0xff) return undefined;
    const code = marker.readUInt8(1);
    // Padding, and markers without a length.
    if (code === 0xff || code === 0x01 || (code >= 0xd0 && code <= 0xd7)) {
      at += code === 0xff ? 1 : 2;
      continue;
    }
    if (code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code)) {
      const [height, width] = [marker.readUInt16BE(5), marker.readUInt16BE(7)];
      return isTurned ? { width: height, height: width } : { width, height };
    }
    const length = marker.readUInt16BE(2);
    if (length < 2 || code === 0xd9 || code === 0xda) return undefined;
    if (code === 0xe1) isTurned ||= orientationIn(await read(at + 4, Math.min(length, segmentBytesMax))) > 4;
    at += 2 + length;
  }
  return undefined;
}
