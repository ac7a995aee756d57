/** The whole tree as the laws see it: files with their facts, each in its folder. */
import { type Config, readConfig, readPackages } from './config.ts';
import { matches, matchesAny } from './glob.ts';
import { resolve } from './imports.ts';
import { type Migrations, readTables } from './migrations.ts';
import { readSource, type Source } from './source.ts';
import { readMigrations, readSources } from './tree.ts';

export type House = {
  config: Config;
  packages: ReturnType<typeof readPackages>;
  sources: Source[];
  migrations: Migrations;
  /** Whether the repository has a file of this path (source and migrations). */
  has: (path: string) => boolean;
};

/** One place where a law is broken. `to` is what an exception may name: a path, package, table or name. */
export type Breach = { file: string; line: number; to?: string; what: string; mend: string };

/** Reads everything once. */
export function readHouse(root: string): House {
  const config = readConfig(root);
  const files = readSources(root, Object.keys(config.roots));
  const scripts = readMigrations(root);
  const paths = new Set([...files, ...scripts].map((file) => file.path));
  const has = (path: string) => paths.has(path);
  const sources = files.map(readSource);
  for (const source of sources) {
    source.imports = source.imports.map((item) => ({
      ...item,
      ...resolve(source.path, item.specifier, has),
    }));
  }
  return { config, packages: readPackages(root), sources, migrations: readTables(scripts), has };
}

/** The folder that a file belongs to: the deepest one that floors.json knows, else its root folder. */
export function folderOf(path: string, config: Config): string {
  const parts = path.split('/').slice(0, -1);
  if (parts.length === 1 && parts[0] === 'server') return 'server/app';
  const known = [...config.folders.withDoor, ...config.folders.open];
  for (let depth = parts.length; depth > 1; depth -= 1) {
    const folder = parts.slice(0, depth).join('/');
    if (known.some((pattern) => matches(folder, pattern))) return folder;
  }
  return parts[0] ?? '';
}

/** The root folder of a path. */
export function rootOf(path: string): string {
  return path.split('/')[0] ?? '';
}

/** Tests and what only they import: nothing of the program may import these. */
export function isTest(path: string, config: Config): boolean {
  return /\.test\.\w+$/.test(path) || rootOf(path) === 'tests' || isTestDoor(path, config);
}

/** A folder's second door, for tests alone. */
export function isTestDoor(path: string, config: Config): boolean {
  const folder = folderOf(path, config);
  return matchesAny(path.slice(folder.length + 1), config.folders.testDoors);
}

/** Settings of a build tool: they run before the program and are no part of it. */
export function isToolConfig(path: string): boolean {
  return /\.config\.m?ts$/.test(path);
}
