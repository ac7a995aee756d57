/**
 * Where the embedded PostgreSQL keeps its things and as whom it runs. PostgreSQL refuses to run as root, so
 * under root it runs as an unprivileged user. That user may be unable to enter the data folder or the package's
 * folder (a clone in /root): then the data or the binaries live below /var/lib/rapport. Invariant: the mode of a
 * folder that we did not make is never changed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../../contract/errors.ts';
import type { Log } from '../log/index.ts';
import { type RunAs, reachableBinaries } from './embedded-binaries.ts';

export type Place = {
  dataDir: string;
  cluster: string;
  sockets: string;
  logFile: string;
  native: string;
  runAs: RunAs;
};

const nobody = { uid: 65534, gid: 65534 };
const sharedRoot = '/var/lib/rapport';
const pointerFile = 'database-folder';
/** What macOS allows in a socket's address; Linux allows 107. */
const socketPathBytesMax = 103;
const homesMax = 1000;

/** Finds or makes the folders of the database that belongs to this data folder. */
export function findPlace(dataDir: string, log: Log): Place {
  const dir = writableFolder(dataDir);
  const runAs = process.getuid?.() === 0 ? ownerOf(join(dir, 'postgres')) : undefined;
  const home = runAs ? homeFor(dir, runAs, log) : dir;
  return {
    dataDir: dir,
    cluster: join(home, 'postgres'),
    sockets: socketFolder(home, runAs),
    logFile: join(dir, 'postgres.log'),
    native: reachableBinaries(sharedRoot, runAs),
    runAs,
  };
}

function writableFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK | constants.X_OK);
    return realpathSync(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem('unavailable', `The data folder ${path} can't be made or written to: ${why}`);
  }
}

/** A cluster that another user made (who then ran us without root) stays that user's. */
function ownerOf(cluster: string): { uid: number; gid: number } {
  if (!existsSync(cluster)) return nobody;
  const { uid, gid } = statSync(cluster);
  return uid === 0 ? nobody : { uid, gid };
}

/** The data folder itself, or where its user can't enter, a folder below /var/lib/rapport that a file in it names. */
function homeFor(dir: string, runAs: NonNullable<RunAs>, log: Log): string {
  const pointer = join(dir, pointerFile);
  if (existsSync(pointer)) {
    const home = readFileSync(pointer, 'utf8').trim();
    log.info({ dataDir: dir, home }, 'the database of this data folder is kept elsewhere');
    return home;
  }
  if (canEnter(dir, runAs)) return dir;
  if (existsSync(join(dir, 'postgres'))) {
    const name = `user ${runAs.uid}, as whom PostgreSQL runs, can't enter ${dir} any more`;
    throw new Problem(
      'unavailable',
      `${name}. Give the folders above it the right to enter (chmod a+x) again.`,
    );
  }
  const home = newHome(dir);
  writeFileSync(pointer, `${home}\n`, { flush: true });
  log.warn({ dataDir: dir, home }, `PostgreSQL may not enter ${dir}; its data is kept in ${home}`);
  return home;
}

/** Named by the hash of the path; a data folder of an earlier life at the same path keeps what it has. */
function newHome(dir: string): string {
  const name = createHash('sha256').update(dir).digest('hex').slice(0, 16);
  makeOpenFolder(sharedRoot);
  for (let life = 1; life <= homesMax; life += 1) {
    const home = join(sharedRoot, life === 1 ? name : `${name}-${life}`);
    if (!existsSync(home)) return makeOpenFolder(home);
  }
  throw new Problem(
    'unavailable',
    `There are ${homesMax} old databases of ${dir} in ${sharedRoot}; remove some.`,
  );
}

function canEnter(dir: string, runAs: NonNullable<RunAs>): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', dir], { ...runAs, cwd: '/' }).status === 0;
}

/** A folder of our own that others may enter, whatever the umask. */
function makeOpenFolder(path: string): string {
  if (existsSync(path)) return path;
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
  return path;
}

/** Whoever may enter the socket's folder is the database's superuser, so only its owner may. */
function socketFolder(home: string, runAs: RunAs): string {
  const near = join(home, 'run');
  const short = join('/tmp', `rapport-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`);
  const path = Buffer.byteLength(join(near, '.s.PGSQL.5432')) <= socketPathBytesMax ? near : short;
  if (!existsSync(path)) {
    mkdirSync(path, { mode: 0o700 });
    if (runAs) chownSync(path, runAs.uid, runAs.gid);
  }
  const { uid, mode } = lstatSync(path);
  if (!lstatSync(path).isDirectory() || uid !== (runAs?.uid ?? process.getuid?.()) || (mode & 0o077) !== 0)
    throw new Problem(
      'unavailable',
      `${path} must be a folder of user ${runAs?.uid ?? process.getuid?.()} with mode 700.`,
    );
  return path;
}
