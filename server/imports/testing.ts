/** Reading files, for tests. */
export { inspectFile, readRows } from './file.ts';
export { textOf } from './row.ts';
