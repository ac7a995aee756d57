/**
 * Files on disk, named by what they hold. Invariants: a file is whole and on disk, its folder included, before anybody
 * hears of it; it never changes; the same content lies in one folder once; what a file is, is read from its bytes.
 */
export { syncFolder } from './folder.ts';
export { type FileKind, kindOf, kindOfBytes } from './kind.ts';
export { cleanName } from './name.ts';
export { type Range, rangeOf } from './range.ts';
export { discard, type Incoming, receive, sweepIncoming } from './receive.ts';
export { filePath, folderNames, isKept, keep, namesIn, openFile, remove } from './store.ts';
