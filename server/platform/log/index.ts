/** JSON logs. Invariant: no credential reaches a log line; see the redaction in log.ts. */
export { createLogger, type Log } from './log.ts';
