/**
 * PostgreSQL of our own, for a data folder. The first process that needs it starts it, later ones join, and the
 * last one that leaves in order stops it. While anyone uses it, it is started again whenever it dies. Invariants:
 * fsync and synchronous_commit are on; nothing listens on the network; it is reached through a socket in a folder
 * that only its owner may enter.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../../contract/errors.ts';
import type { Log } from '../log/index.ts';
import { databaseName, ensureCluster, superuser } from './embedded-cluster.ts';
import { findPlace, type Place } from './embedded-place.ts';
import {
  disownStalePid,
  launch,
  type Postmaster,
  runningPostmaster,
  stopPostmaster,
} from './embedded-postmaster.ts';
import { isAlive, type Mark, processesMarked, putMark } from './process-marks.ts';

export type Embedded = {
  /** Connects as the superuser to the database `rapport`. */
  adminUrl: string;
  /** Whether PostgreSQL was running already. */
  joined: boolean;
  /** Changes when PostgreSQL had to be started again. */
  readonly postgresPid: number;
  /** Leaves; PostgreSQL stops unless another process uses it. */
  stop(): Promise<void>;
};

/** Recovery after a crash may replay as much as `max_wal_size`. */
const startWaitMs = 120_000;
const retryMs = 100;
const watchMs = 250;
const restartPauseMs = 2_000;

/** Starts the database of this data folder or joins it. `settings` (`name=value`) go before every other source. */
export async function startEmbedded(options: {
  dataDir: string;
  log: Log;
  settings?: readonly string[];
}): Promise<Embedded> {
  const { log, settings = [] } = options;
  const place = findPlace(options.dataDir, log);
  const marks = join(place.dataDir, 'processes');
  const using = putMark(marks, 'using');
  try {
    await whileOthersLeave(marks);
    ensureCluster(place, log);
    let { postmaster, joined } = await startOrJoin(place, settings);
    const watch = keepRunning(place, settings, log, (started) => {
      postmaster = started;
    });
    let stopping: Promise<void> | undefined;
    return {
      adminUrl: urlOf(postmaster.sockets),
      joined,
      get postgresPid() {
        return postmaster.pid;
      },
      stop: () => (stopping ??= watch.end().then(() => leave(place, marks, using))),
    };
  } catch (error) {
    using.remove();
    throw error;
  }
}

function urlOf(sockets: string): string {
  return `postgres://${superuser}@${encodeURIComponent(sockets)}/${databaseName}`;
}

async function startOrJoin(
  place: Place,
  settings: readonly string[],
): Promise<{ postmaster: Postmaster; joined: boolean }> {
  const deadline = performance.now() + startWaitMs;
  while (performance.now() < deadline) {
    const running = runningPostmaster(place.cluster);
    if (running?.status === 'ready') return { postmaster: running, joined: true };
    if (!running) {
      disownStalePid(place);
      const started = await launch(place, settings);
      if (started) return { postmaster: started, joined: false };
    }
    await sleep(retryMs);
  }
  const seconds = startWaitMs / 1000;
  throw new Problem(
    'unavailable',
    `PostgreSQL did not get ready in ${seconds} s. Its log is ${place.logFile}.`,
  );
}

/** Starts PostgreSQL again when it has died; what stands in the way may pass (a full disk), so it keeps trying. */
function keepRunning(
  place: Place,
  settings: readonly string[],
  log: Log,
  onStart: (postmaster: Postmaster) => void,
): { end(): Promise<void> } {
  let pid = runningPostmaster(place.cluster)?.pid ?? 0;
  let pauseUntil = 0;
  let restart: Promise<void> | undefined;
  async function startAgain(): Promise<void> {
    log.warn({ pid }, 'PostgreSQL has died; starting it again');
    try {
      const { postmaster } = await startOrJoin(place, settings);
      pid = postmaster.pid;
      onStart(postmaster);
      log.info({ pid }, 'PostgreSQL runs again');
    } catch (error) {
      pauseUntil = performance.now() + restartPauseMs;
      log.error({ err: error }, 'PostgreSQL did not start again');
    } finally {
      restart = undefined;
    }
  }
  const timer = setInterval(() => {
    if (!restart && !isAlive(pid) && performance.now() > pauseUntil) restart = startAgain();
  }, watchMs).unref();
  return {
    async end() {
      clearInterval(timer);
      await restart;
    },
  };
}

/**
 * Who leaves says so before looking for others, and who comes puts its mark before looking for leavers: so either
 * the leaver sees the comer and lets PostgreSQL run, or the comer waits until it has stopped.
 */
async function leave(place: Place, marks: string, using: Mark): Promise<void> {
  const leaving = putMark(marks, 'leaving');
  using.remove();
  try {
    if (processesMarked(marks, 'using').length === 0) await stopPostmaster(place.cluster);
  } finally {
    leaving.remove();
  }
}

async function whileOthersLeave(marks: string): Promise<void> {
  const deadline = performance.now() + startWaitMs;
  while (processesMarked(marks, 'leaving').length > 0 && performance.now() < deadline) await sleep(retryMs);
}
