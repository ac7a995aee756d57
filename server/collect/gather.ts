/**
 * Concurrent requests of a workspace share transactions: what waits while one is written goes into the next. A request
 * is answered when everything it brought has committed. Invariants: what waits is bounded, beyond it senders are told to
 * come back; a call that the database refuses is set aside and takes nobody with it.
 */
import { Problem } from '../../contract/errors.ts';
import type { Db } from '../platform/db/index.ts';
import { createPace, type LogPace } from './log.ts';
import type { Privacy } from './privacy.ts';
import type { Delivery } from './write.ts';
import { type Waiting, writeAll } from './write-all.ts';

/** As many as are written within 200 ms, the longest that a writer may hold followers back. */
const callsPerCommitMax = 1_000;
/** What waits, as bytes of bodies: of one workspace, and of all. */
const waitingBytesOfWorkspaceMax = 16 * 1024 * 1024;
const waitingBytesMax = 48 * 1024 * 1024;
/** A second transaction of the same workspace begins when so many calls wait; it is filled while the first one commits. */
const callsWorthAnotherWriter = 500;
const writersOfWorkspaceMax = 2;
/** Connections are for people first: so many at most write what machines send. */
const writersMax = 4;
const retryAfterSeconds = 2;
/** Workspaces whose pace of writing to the debugger's log is remembered. */
const pacesMax = 10_000;

type Queue = { waiting: Waiting[]; calls: number; bytes: number; writers: number; pace: LogPace };

export type Gatherer = {
  /**
   * Resolves when the delivery has committed: false when its key may not send.
   * @throws Problem `too-many-requests` when too much waits, `unavailable` without a database.
   */
  deliver: (workspaceId: string, delivery: Delivery, bytes: number) => Promise<boolean>;
};

/** One gatherer a process. */
export function createGatherer(db: Db, privacy: Privacy): Gatherer {
  const queues = new Map<string, Queue>();
  const paceOf = rememberPaces();
  let waitingBytes = 0;
  let writers = 0;

  function next(): void {
    for (const [workspaceId, queue] of [...queues]) {
      if (queue.waiting.length === 0 && queue.writers === 0) queues.delete(workspaceId);
      while (writers < writersMax && mayWrite(queue)) {
        // Whoever has got a place waits for the next one behind the others.
        queues.delete(workspaceId);
        queues.set(workspaceId, queue);
        void write(workspaceId, queue);
      }
    }
  }

  async function write(workspaceId: string, queue: Queue): Promise<void> {
    const taken = takeFrom(queue);
    queue.writers += 1;
    writers += 1;
    try {
      await writeAll({ db, workspaceId, privacy, pace: queue.pace }, taken);
    } finally {
      queue.writers -= 1;
      writers -= 1;
      for (const { bytes } of taken) {
        queue.bytes -= bytes;
        waitingBytes -= bytes;
      }
      next();
    }
  }

  return {
    deliver: (workspaceId, delivery, bytes) => {
      let queue = queues.get(workspaceId);
      if (
        waitingBytes + bytes > waitingBytesMax ||
        (queue?.bytes ?? 0) + bytes > waitingBytesOfWorkspaceMax
      ) {
        throw new Problem(
          'too-many-requests',
          `Too much is waiting to be written. Try again in ${retryAfterSeconds} seconds.`,
          {
            retryAfterSeconds,
          },
        );
      }
      if (!queue) {
        queue = { waiting: [], calls: 0, bytes: 0, writers: 0, pace: paceOf(workspaceId) };
        queues.set(workspaceId, queue);
      }
      const { waiting } = queue;
      const answer = new Promise<boolean>((done, failed) => waiting.push({ delivery, bytes, done, failed }));
      queue.calls += delivery.calls.length;
      queue.bytes += bytes;
      waitingBytes += bytes;
      next();
      return answer;
    },
  };
}

/** The pace of each workspace, which goes on when its queue was empty for a while. */
function rememberPaces(): (workspaceId: string) => LogPace {
  const paces = new Map<string, LogPace>();
  return (workspaceId) => {
    const pace = paces.get(workspaceId) ?? createPace(() => performance.now());
    paces.set(workspaceId, pace);
    const oldest = paces.size > pacesMax ? paces.keys().next().value : undefined;
    if (oldest !== undefined) paces.delete(oldest);
    return pace;
  };
}

function mayWrite({ waiting, calls, writers }: Queue): boolean {
  if (waiting.length === 0) return false;
  return writers === 0 || (writers < writersOfWorkspaceMax && calls >= callsWorthAnotherWriter);
}

function takeFrom(queue: Queue): Waiting[] {
  let calls = 0;
  let count = 0;
  for (const { delivery } of queue.waiting) {
    if (count > 0 && calls + delivery.calls.length > callsPerCommitMax) break;
    calls += delivery.calls.length;
    count += 1;
  }
  queue.calls -= calls;
  return queue.waiting.splice(0, count);
}
