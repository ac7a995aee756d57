/** What a failed statement means. */

/** SQLSTATE of the error, or Node's code, or undefined. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

const serializationFailure = '40001';
const deadlock = '40P01';

/** Thrown where a transaction met another one and has written nothing: run again, it finds what the other one did. */
export class RunAgain extends Error {
  readonly code = serializationFailure;
}

/** A deadlock or serialization failure: the same transaction may pass when run again. */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error);
  return code === deadlock || code === serializationFailure;
}

/** A unique constraint refused the row. */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  if (codeOf(error) !== '23505') return false;
  return constraint === undefined || (error as { constraint?: string }).constraint === constraint;
}

const unavailableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  '53100', // disk full
  '53200', // out of memory
  '53300', // too many connections
  '55P03', // lock not available
  '57P01', // administrator shut it down
  '57P02', // crashed
  '57P03', // starting up
  '25P03', // idle in transaction for too long
]);

/** The database is away, starting, full, or out of connections: waiting helps, or an operator does. */
export function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return unavailableCodes.has(code) || code.startsWith('08');
  return (
    error instanceof Error &&
    /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(error.message)
  );
}
