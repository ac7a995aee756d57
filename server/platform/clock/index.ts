/** Work that begins when a time has come, with no request and no entry to begin it. */
export { type DueWork, workWhenDue } from './due.ts';
