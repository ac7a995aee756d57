/** A part of a file, as a browser asks for it (RFC 9110, section 14): one range of bytes. */
import { Problem } from '../../../contract/errors.ts';

/** From the first to the last byte, both included. */
export type Range = { start: number; end: number; of: number };

/**
 * The part that the header names; undefined for all of the file, also where the header says something else than one range
 * of bytes, which may be ignored. @throws Problem `invalid-range` for one that begins behind the end.
 */
export function rangeOf(header: string | undefined, bytes: number): Range | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const last = bytes - 1;
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const end = from === '' || to === '' ? last : Math.min(Number(to), last);
  if (to !== '' && from !== '' && Number(to) < Number(from)) return undefined;
  if (start > last) throw new Problem('invalid-range', `The file has ${bytes} bytes.`);
  return { start, end, of: bytes };
}
