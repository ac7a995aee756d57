/** Reads the files that the laws are about: source of the root folders, and the migrations. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type TextFile = { path: string; text: string };

const sourceName = /\.(ts|tsx|mts|mjs)$/;
const migrationName = /^\d+_.*\.sql$/;
const skippedFolders = new Set(['node_modules', 'dist', 'data', 'coverage', 'artifacts']);

/** Every source file below the root folders, in order of path. */
export function readSources(root: string, folders: readonly string[]): TextFile[] {
  return folders.flatMap((folder) => filesBelow(root, folder)).map((path) => read(root, path));
}

/** The numbered migrations, in order. The committed dump beside them repeats them and is not read. */
export function readMigrations(root: string): TextFile[] {
  const folder = 'server/migrations';
  if (!existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder)).filter((name) => migrationName.test(name));
  return names.sort().map((name) => read(root, `${folder}/${name}`));
}

function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      return skippedFolders.has(entry.name) || entry.name.startsWith('.') ? [] : filesBelow(root, path);
    }
    return sourceName.test(entry.name) ? [path] : [];
  });
}

function read(root: string, path: string): TextFile {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}
