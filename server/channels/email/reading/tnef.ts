/** Files within a `winmail.dat` (MS-OXTNEF): every length is checked against what is there, and nothing is copied twice. */

import { TextDecoder } from 'node:util';

export type TnefFile = { name: string; type: string; bytes: Buffer; contentId: string };

const signature = 0x223e9f78;
const filesMax = 500;
const propertiesMax = 2_000;
const valuesMax = 1_000;
const renderData = 0x9002;
const attachmentData = 0x800f;
const attachmentTitle = 0x8010;
const attachmentProperties = 0x9005;
const codePage = 0x9007;
const longName = 0x3707;
const shortName = 0x3704;
const mimeType = 0x370e;
const contentIdTag = 0x3712;
const dataTag = 0x3701;
const unicode = 0x1f;

/** The files; none where it is not such a file. What is broken off ends them. */
export function unpackTnef(bytes: Buffer): TnefFile[] {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature) return [];
  const files: TnefFile[] = [];
  let decoder = new TextDecoder('windows-1252');
  for (const { id, data } of attributesOf(bytes)) {
    const file = files.at(-1);
    if (id === codePage && data.length >= 4) decoder = decoderOf(data.readUInt32LE(0));
    if (id === renderData) {
      if (files.length >= filesMax) break;
      files.push({ name: '', type: 'application/octet-stream', bytes: Buffer.alloc(0), contentId: '' });
    } else if (file && id === attachmentData) file.bytes = data;
    else if (file && id === attachmentTitle) file.name ||= plain(decoder.decode(data));
    else if (file && id === attachmentProperties) readProperties(file, data, decoder);
  }
  return files.filter((file) => file.bytes.length > 0);
}

/** Level, id, length, data, and a sum that old programs got wrong. */
function* attributesOf(bytes: Buffer): Generator<{ id: number; data: Buffer }> {
  let at = 6;
  while (at + 9 <= bytes.length) {
    const id = bytes.readUInt16LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    const start = at + 9;
    if (start + length > bytes.length) return;
    yield { id, data: bytes.subarray(start, start + length) };
    at = start + length + 2;
  }
}

function readProperties(file: TnefFile, data: Buffer, decoder: TextDecoder): void {
  for (const { tag, type, value } of propertiesOf(data)) {
    const text = () =>
      plain(type === unicode ? new TextDecoder('utf-16le').decode(value) : decoder.decode(value));
    if (tag === longName) file.name = text() || file.name;
    else if (tag === shortName) file.name ||= text();
    else if (tag === mimeType) file.type = text();
    else if (tag === contentIdTag) file.contentId = text().replace(/^<|>$/g, '');
    // Of an object the first bytes name its kind.
    else if (tag === dataTag && file.bytes.length === 0)
      file.bytes = type === 0x0d ? value.subarray(16) : value;
  }
}

/** MAPI properties: those of a fixed length, and those that tell theirs, filled up to four bytes. */
function* propertiesOf(data: Buffer): Generator<{ tag: number; type: number; value: Buffer }> {
  const reader = readerOf(data);
  const count = Math.min(reader.number() ?? 0, propertiesMax);
  for (let index = 0; index < count; index++) {
    const head = reader.number();
    if (head === undefined) return;
    const type = head & 0xffff;
    const tag = head >>> 16;
    if (tag >= 0x8000 && !skipName(reader)) return;
    const fixed = fixedLengthOf(type & 0xfff);
    const isMany = (type & 0x1000) !== 0;
    const values = fixed === undefined || isMany ? (reader.number() ?? 0) : 1;
    for (let at = 0; at < Math.min(values, valuesMax); at++) {
      const length = fixed ?? reader.number();
      const value = length === undefined ? undefined : reader.bytes(length);
      if (value === undefined) return;
      if (at === 0) yield { tag, type: type & 0xfff, value };
    }
  }
}

/** Properties with a name have it before their value. */
function skipName(reader: Reader): boolean {
  if (reader.bytes(16) === undefined) return false;
  const kind = reader.number();
  const length = reader.number();
  return kind !== undefined && length !== undefined && (kind === 0 || reader.bytes(length) !== undefined);
}

type Reader = { number: () => number | undefined; bytes: (length: number) => Buffer | undefined };

function readerOf(data: Buffer): Reader {
  let at = 0;
  return {
    number: () => {
      if (at + 4 > data.length) return undefined;
      at += 4;
      return data.readUInt32LE(at - 4);
    },
    bytes: (length) => {
      if (at + length > data.length) return undefined;
      const start = at;
      at += Math.ceil(length / 4) * 4;
      return data.subarray(start, start + length);
    },
  };
}

function fixedLengthOf(type: number): number | undefined {
  if (type === 0x02 || type === 0x03 || type === 0x04 || type === 0x0a || type === 0x0b) return 4;
  if (type === 0x05 || type === 0x06 || type === 0x07 || type === 0x14 || type === 0x40) return 8;
  return type === 0x48 ? 16 : type === 0x01 ? 0 : undefined;
}

function decoderOf(page: number): TextDecoder {
  const names: Readonly<Record<number, string>> = {
    932: 'shift_jis',
    936: 'gb18030',
    949: 'euc-kr',
    950: 'big5',
  };
  try {
    return new TextDecoder(page === 65001 ? 'utf-8' : (names[page] ?? `windows-${page}`));
  } catch {
    return new TextDecoder('windows-1252');
  }
}

const plain = (text: string) => text.replace(/\0[\s\S]*$/, '').trim();
