/** A ZIP file, written as it is read: parts of any length, none of which is held in memory (APPNOTE 6.3, with data descriptors). */
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export type Part = { name: string; content: AsyncIterable<string | Buffer> };
type Written = { name: Buffer; crc: number; packed: number; bytes: number; offset: number };

/** UTF-8 names; sizes stand behind the content. */
const flags = 0x0808;
const deflated = 8;
const version = 20;
/** 1 January 1980: when it was made stands in the page. */
const firstDay = 0x0021;

/** The bytes of the file. */
export async function* zipOf(parts: AsyncIterable<Part>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { name, content } of parts) {
    const one: Written = { name: Buffer.from(name), crc: 0, packed: 0, bytes: 0, offset };
    for await (const piece of file(one, content)) {
      offset += piece.length;
      yield piece;
    }
    written.push(one);
  }
  const directory = Buffer.concat(written.map(listed));
  yield directory;
  yield end(written.length, directory.length, offset);
}

async function* file(one: Written, content: AsyncIterable<string | Buffer>): AsyncGenerator<Buffer> {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(deflated, 8);
  header.writeUInt16LE(firstDay, 12);
  header.writeUInt16LE(one.name.length, 26);
  yield header;
  yield one.name;
  const plain = Readable.from(counted(one, content));
  const packing = createDeflateRaw();
  plain.on('error', (error) => packing.destroy(error));
  for await (const piece of plain.pipe(packing) as AsyncIterable<Buffer>) {
    one.packed += piece.length;
    yield piece;
  }
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(one.crc, 4);
  descriptor.writeUInt32LE(one.packed, 8);
  descriptor.writeUInt32LE(one.bytes, 12);
  yield descriptor;
}

async function* counted(one: Written, content: AsyncIterable<string | Buffer>): AsyncGenerator<Buffer> {
  for await (const text of content) {
    const piece = typeof text === 'string' ? Buffer.from(text) : text;
    one.crc = crc32(piece, one.crc);
    one.bytes += piece.length;
    yield piece;
  }
}

function listed({ name, crc, packed, bytes, offset }: Written): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(version, 4);
  entry.writeUInt16LE(version, 6);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(deflated, 10);
  entry.writeUInt16LE(firstDay, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packed, 20);
  entry.writeUInt32LE(bytes, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, name]);
}

function end(count: number, bytes: number, offset: number): Buffer {
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x06054b50, 0);
  last.writeUInt16LE(count, 8);
  last.writeUInt16LE(count, 10);
  last.writeUInt32LE(bytes, 12);
  last.writeUInt32LE(offset, 16);
  return last;
}
