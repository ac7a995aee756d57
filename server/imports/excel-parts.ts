/**
 * How large the parts of an XLSX file are when unpacked, by the list at the end of the archive. The library unpacks no part
 * beyond the size that is declared there; some parts it holds in memory as a whole, so a small file must not declare, nor
 * hide, large ones.
 */
import { Problem } from '../../contract/errors.ts';

const partsBytesMax = 128 * 1024 * 1024;
const partsMax = 5_000;
const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const commentBytesMax = 65_535;

/** @throws Problem `invalid-input` for a file that is no archive, or that would unpack to too much. */
export function refuseBomb(file: Buffer): void {
  const end = endOf(file);
  const count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  let bytes = 0;
  if (count > partsMax) throw tooLarge();
  for (let part = 0; part < count; part++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== entrySignature) throw broken();
    const packed = file.readUInt32LE(at + 20);
    const unpacked = file.readUInt32LE(at + 24);
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    // Deflate's shortest text of nothing has two bytes.
    if (unpacked === 0 && packed > 2) throw tooLarge();
    // Sheets are unpacked a piece at a time.
    if (!/^xl\/worksheets\/[^/]+$/.test(name)) bytes += unpacked;
    if (bytes > partsBytesMax) throw tooLarge();
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
}

function endOf(file: Buffer): number {
  for (let at = file.length - endBytes; at >= Math.max(0, file.length - endBytes - commentBytesMax); at--)
    if (file.readUInt32LE(at) === endSignature) return at;
  throw broken();
}

function broken(): Problem {
  return new Problem('invalid-input', 'This XLSX file is cut off or broken. Save it again, or as CSV.');
}

function tooLarge(): Problem {
  return new Problem(
    'too-large',
    'This XLSX file unpacks to more than fits. Save it as CSV, which may be larger.',
  );
}
