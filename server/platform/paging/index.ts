/** Keyset cursors: the sort key of the last row, opaque to callers. */
export { decodeCursor, encodeCursor } from './cursor.ts';
