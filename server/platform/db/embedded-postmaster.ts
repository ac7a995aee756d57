/** The running PostgreSQL: finding it through `postmaster.pid`, launching it and stopping it. */
import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFailure } from './embedded-failures.ts';
import type { Place } from './embedded-place.ts';
import { commandOf, isAlive } from './process-marks.ts';

export type Postmaster = { pid: number; sockets: string; status: string };

const pollMs = 10;
const fastStopMs = 7_000;
const immediateStopMs = 2_000;
const logBytesMax = 10_000_000;
/** PostgreSQL writes its id right after it has made the file; one that stays empty is left from a crash. */
const emptyPidFileMs = 5_000;
const noProcess = 2 ** 31 - 2;

/** What must hold whatever the configuration file says; errors of statements go to the client, without data in this log. */
const fixedSettings = [
  'listen_addresses=',
  'port=5432',
  'fsync=on',
  'full_page_writes=on',
  'synchronous_commit=on',
  'logging_collector=off',
  'log_destination=stderr',
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_checkpoints=off',
  'log_error_verbosity=terse',
  'log_timezone=UTC',
  'timezone=UTC',
  'max_wal_senders=0',
  'max_logical_replication_workers=0',
];

/** The living postmaster of this cluster. A process id that another program has got since does not count. */
export function runningPostmaster(cluster: string): Postmaster | undefined {
  const lines = pidLines(cluster);
  const pid = Number(lines?.[0]);
  if (!lines || !isPostmaster(pid, cluster)) return undefined;
  return { pid, sockets: lines[4] ?? '', status: lines[7]?.trim() ?? 'starting' };
}

/**
 * PostgreSQL refuses to start while the id in a stale `postmaster.pid` is in use: by another program since, or by
 * the killed postmaster itself until its parent has fetched its end, which some containers do late or never. Only
 * that id is replaced: from the rest PostgreSQL sees whether children of the old postmaster still live. The lock
 * beside the socket says nothing more, as the socket's folder is this cluster's alone.
 */
export function disownStalePid(place: Place): void {
  const file = join(place.cluster, 'postmaster.pid');
  const lines = pidLines(place.cluster);
  const pid = Number(lines?.[0]);
  if (!lines || isPostmaster(pid, place.cluster)) return;
  if (pid > 0) {
    if (pid !== noProcess) writeFileSync(file, [noProcess, ...lines.slice(1)].join('\n'));
    rmSync(join(place.sockets, '.s.PGSQL.5432.lock'), { force: true });
  } else if (Date.now() - statSync(file).mtimeMs > emptyPidFileMs) {
    rmSync(file);
  }
}

function pidLines(cluster: string): string[] | undefined {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
}

function isPostmaster(pid: number, cluster: string): boolean {
  return (
    pid > 0 &&
    isAlive(pid) &&
    commandOf(pid)
      .split(/[\0 ]-D[\0 ]/)[1]
      ?.startsWith(cluster) === true
  );
}

/**
 * Starts PostgreSQL and waits until it is ready. Undefined when it could not start *yet*: another process was
 * faster, or backends of a postmaster that was killed are still ending.
 */
export async function launch(place: Place, settings: readonly string[]): Promise<Postmaster | undefined> {
  const log = openLog(place);
  const options = [...fixedSettings, `unix_socket_directories=${place.sockets}`, ...settings];
  const child = spawn(
    join(place.native, 'bin/postgres'),
    ['-D', place.cluster, ...options.flatMap((setting) => ['-c', setting])],
    // A process group of its own: Ctrl-C in a terminal is for us, and we end it in order.
    { ...place.runAs, cwd: '/', env: { LC_ALL: 'C' }, stdio: ['ignore', log.fd, log.fd], detached: true },
  );
  closeSync(log.fd);
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  while (!ended) {
    const found = runningPostmaster(place.cluster);
    if (found?.pid === child.pid && found?.status === 'ready') {
      child.unref();
      return found;
    }
    await sleep(pollMs);
  }
  const said = readFileSync(place.logFile, 'utf8').slice(log.sizeBefore);
  if (/lock file .* (already exists|is empty)|is still in use/.test(said)) return undefined;
  throw startFailure('PostgreSQL did not start', place, said);
}

/** A file, never a pipe of ours: PostgreSQL outlives us when we are killed. */
function openLog(place: Place): { fd: number; sizeBefore: number } {
  if (existsSync(place.logFile) && statSync(place.logFile).size > logBytesMax)
    renameSync(place.logFile, `${place.logFile}.1`);
  const fd = openSync(place.logFile, 'a', 0o600);
  if (place.runAs) chownSync(place.logFile, place.runAs.uid, place.runAs.gid);
  return { fd, sizeBefore: statSync(place.logFile).size };
}

/** Ends PostgreSQL in order (fast: open transactions roll back); where that takes too long, as after a crash. */
export async function stopPostmaster(cluster: string): Promise<void> {
  const found = runningPostmaster(cluster);
  if (!found) return;
  process.kill(found.pid, 'SIGINT');
  if (await hasEnded(found.pid, fastStopMs)) return;
  process.kill(found.pid, 'SIGQUIT');
  await hasEnded(found.pid, immediateStopMs);
}

async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(pollMs);
  }
  return true;
}
