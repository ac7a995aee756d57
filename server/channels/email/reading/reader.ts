/**
 * The reader of mails: a process of its own, so that a mail that loops, bursts or breaks what reads it costs nothing but
 * that process. Invariants: one mail at a time, the others wait in order; after a failure the next mail gets a new one.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Mail } from '../mail.ts';
import type { MarkedPage } from '../showing/marked-page.ts';
import type { Asked, ReaderAnswer } from './reader-process.ts';

type Failure = { failed: 'time' | 'memory' | 'crash' | 'unreadable'; reason: string };
export type Reading = { mail: Mail } | Failure;

export type MailReader = {
  /** What the raw mail at `path` says, or why it could not be read. It never throws. */
  read(path: string): Promise<Reading>;
  /** The HTML of a mail, made safe; marks that begin with `mark` stand where pictures are to be. It never throws. */
  page(html: string, mark: string): Promise<{ page: MarkedPage } | Failure>;
  close(): Promise<void>;
};

const startMillisecondsMax = 30_000;
const idleMilliseconds = 120_000;
const bytesInMegabyte = 1_048_576;
type Done = { done: unknown } | Failure;

const closed: Failure = { failed: 'crash', reason: 'the reader was closed' };
const program = new URL('./reader-process.ts', import.meta.url);

/** `milliseconds` for one mail; `megabytes` that it may take beyond what the process has when it begins. */
export function openReader({ milliseconds = 20_000, megabytes = 256 } = {}): MailReader {
  let child: ChildProcess | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;

  const stop = async () => {
    clearTimeout(idle);
    const stopping = child;
    child = undefined;
    if (!stopping || stopping.exitCode !== null || stopping.signalCode !== null) return;
    keepAlive(stopping, true);
    stopping.kill('SIGKILL');
    await once(stopping, 'exit');
  };
  const askNext = async (asked: Asked): Promise<Done> => {
    clearTimeout(idle);
    if (isClosed) return closed;
    // It may have ended while nobody asked it anything.
    if (child?.connected !== true) {
      await stop();
      child = start(megabytes);
      const started = await nextOf(child, startMillisecondsMax);
      if ('failed' in started) {
        await stop();
        return started;
      }
    }
    keepAlive(child, true);
    child.send(asked);
    const reading = await nextOf(child, milliseconds);
    if ('failed' in reading || !('done' in reading)) {
      await stop();
      if (isClosed) return closed;
      return 'failed' in reading ? reading : { failed: 'crash', reason: 'an answer to no question' };
    }
    if (reading.isTired) await stop();
    else keepAlive(child, false);
    idle = setTimeout(() => void stop(), idleMilliseconds).unref();
    return { done: reading.done };
  };
  const inTurn = (asked: Asked): Promise<Done> => {
    const done = last.then(() => askNext(asked));
    last = done;
    return done;
  };
  return {
    read: async (path) => {
      const answer = await inTurn({ path });
      return 'failed' in answer ? answer : { mail: answer.done as Mail };
    },
    page: async (html, mark) => {
      const answer = await inTurn({ html, mark });
      return 'failed' in answer ? answer : { page: answer.done as MarkedPage };
    },
    close: async () => {
      isClosed = true;
      await stop();
      await last;
    },
  };
}

function start(megabytes: number): ChildProcess {
  return fork(program, [String(megabytes * bytesInMegabyte)], {
    // What reads strangers' mail needs neither settings nor secrets, writes nothing and starts nothing.
    env: {},
    execArgv: [
      `--max-old-space-size=${megabytes}`,
      '--expose-gc',
      ...['--permission', '--allow-fs-read=*', '--allow-worker', '--disable-warning=SecurityWarning'],
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** Only a mail that is read keeps the server from ending. */
function keepAlive(child: ChildProcess, isNeeded: boolean): void {
  if (isNeeded) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}

/** What the process says next, or how it ended; one that says nothing in time is ended. */
async function nextOf(
  child: ChildProcess,
  milliseconds: number,
): Promise<Failure | Exclude<ReaderAnswer, { unreadable: string }>> {
  const over = new AbortController();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, milliseconds);
  try {
    return await new Promise((resolve) => {
      const { signal } = over;
      child.once('message', (answer: ReaderAnswer) =>
        resolve('unreadable' in answer ? { failed: 'unreadable', reason: answer.unreadable } : answer),
      );
      once(child, 'exit', { signal }).then(
        ([code, killedBy]) =>
          resolve(
            isLate
              ? { failed: 'time', reason: `not read within ${milliseconds} ms` }
              : endOf(code as number | null, killedBy as NodeJS.Signals | null),
          ),
        () => {},
      );
      child.once('error', (error) => resolve({ failed: 'crash', reason: error.message }));
    });
  } finally {
    clearTimeout(timer);
    over.abort();
    child.removeAllListeners('message').removeAllListeners('error');
    child.on('error', () => {});
  }
}

function endOf(code: number | null, killedBy: NodeJS.Signals | null): Failure {
  // Its own watch, the engine that has no room left, and the system that has none.
  if (killedBy === 'SIGUSR2' || killedBy === 'SIGABRT' || killedBy === 'SIGKILL' || code === 134)
    return { failed: 'memory', reason: 'it takes more memory than a mail may' };
  return { failed: 'crash', reason: `the process ended with ${killedBy ?? code}` };
}
