/** Making the database cluster: complete or not there at all, since it is made aside and renamed into place. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../../../contract/errors.ts';
import type { Log } from '../log/index.ts';
import { startFailure } from './embedded-failures.ts';
import type { Place } from './embedded-place.ts';
import { isAlive } from './process-marks.ts';

const majorVersion = '18';
export const superuser = 'rapport';
export const databaseName = 'rapport';

/** For a small server; an operator changes them in the cluster's postgresql.conf. */
const startSettings = [
  'shared_buffers=128MB',
  'work_mem=8MB',
  'maintenance_work_mem=64MB',
  'effective_cache_size=1GB',
  'max_wal_size=512MB',
  'min_wal_size=64MB',
  'max_worker_processes=4',
  'max_parallel_workers=2',
  'max_parallel_workers_per_gather=1',
  'autovacuum_max_workers=2',
  // A table that was empty a moment ago is soon known to be large, and what was planned for it is planned anew.
  'autovacuum_naptime=15s',
  'io_method=sync',
  'jit=off',
];

/** Character classes decide where words end in full text search; not every system has each of these locales. */
const characterClasses = ['C.UTF-8', 'en_US.UTF-8', 'C'];

/** Makes the cluster and its database when they are missing. */
export function ensureCluster(place: Place, log: Log): void {
  if (existsSync(join(place.cluster, 'PG_VERSION'))) {
    checkVersion(place.cluster);
    return;
  }
  removeAbandonedDrafts(place.cluster);
  const draft = `${place.cluster}.new-${process.pid}`;
  mkdirSync(draft, { mode: 0o700 });
  if (place.runAs) chownSync(draft, place.runAs.uid, place.runAs.gid);
  try {
    initialise(place, draft);
    putInPlace(draft, place.cluster, log);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function checkVersion(cluster: string): void {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === majorVersion) return;
  throw new Problem(
    'unavailable',
    `The database in ${cluster} is of PostgreSQL ${version}, this release brings ${majorVersion}. ` +
      'Make a backup with the release that you had, and restore it with this one.',
  );
}

function removeAbandonedDrafts(cluster: string): void {
  const prefix = `${basename(cluster)}.new-`;
  for (const name of readdirSync(dirname(cluster))) {
    if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length))))
      rmSync(join(dirname(cluster), name), { recursive: true, force: true });
  }
}

/**
 * The socket lies in a folder that is this account's alone. The server's role has to know its password all the same: it
 * comes from the secret key, and a start with another key is refused as early as on any other PostgreSQL.
 */
const accessRules = `local all ${superuser} trust\nlocal all all scram-sha-256\n`;

function initialise(place: Place, draft: string): void {
  let made: SpawnSyncReturns<string> | undefined;
  for (const classes of characterClasses) {
    made = run(place, 'initdb', [
      ...['-D', draft, '-U', superuser, '--auth=trust', '--encoding=UTF8', '--no-instructions'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${classes}`],
      ...['--data-checksums', ...startSettings.flatMap((setting) => ['-c', setting])],
    ]);
    if (made.status === 0 || !made.stderr.includes('invalid locale')) break;
  }
  if (made?.status !== 0)
    throw startFailure('PostgreSQL could not make its data folder', place, made?.stderr ?? '');
  writeFileSync(join(draft, 'pg_hba.conf'), accessRules);
  // Single-user mode reports errors without failing, so look at what it says.
  const database = run(
    place,
    'postgres',
    ['--single', '-D', draft, 'template1'],
    `CREATE DATABASE ${databaseName};\n`,
  );
  if (database.status !== 0 || /ERROR|FATAL|PANIC/.test(database.stderr))
    throw startFailure('PostgreSQL could not make the database', place, database.stderr);
}

function run(place: Place, program: string, args: string[], input = ''): SpawnSyncReturns<string> {
  const options = { ...place.runAs, cwd: '/', env: { LC_ALL: 'C' }, input, encoding: 'utf8' } as const;
  return spawnSync(join(place.native, 'bin', program), args, options);
}

/** A rename onto a cluster that another process has just put there fails, and that one is as good. */
function putInPlace(draft: string, cluster: string, log: Log): void {
  try {
    renameSync(draft, cluster);
  } catch (error) {
    if (existsSync(join(cluster, 'PG_VERSION'))) return;
    throw error;
  }
  const folder = openSync(dirname(cluster), 'r');
  fsyncSync(folder);
  closeSync(folder);
  log.info({ cluster }, 'made a new PostgreSQL database');
}
