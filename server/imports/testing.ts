/** Reading files, and taking an import back, for tests. */
export { inspectFile, readRows } from './file.ts';
export { textOf } from './row.ts';
export { readImport } from './store.ts';
export { undoRows } from './undo.ts';
