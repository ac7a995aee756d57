/** The program's logger. It writes to stderr: stdout belongs to what a command answers. */
import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { redact } from './redact.ts';

/** What our code needs of a logger. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

const stderr = 2;
const causesMax = 5;

/** A logger of this level; each line is one JSON object without credentials. */
export function createLogger(config: { level: string }, stream?: DestinationStream): Logger {
  const options = {
    level: config.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    hooks: { streamWrite: redact },
  };
  return pino(options, stream ?? destination({ dest: stderr, sync: true }));
}

/** Only these fields: PostgreSQL's errors carry rows and parameters of the failing statement in others. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error) || depth > causesMax) return String(error);
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? { code: error.code } : {};
  return {
    name,
    message,
    ...code,
    stack,
    ...(cause === undefined ? {} : { cause: describeError(cause, depth + 1) }),
  };
}
