/** Where files lie: `files/<folder>/<two digits>/<SHA-256>` in the data folder. */
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { syncFolder } from './folder.ts';
import type { Range } from './range.ts';
import type { Incoming } from './receive.ts';

const sha256Pattern = /^[0-9a-f]{64}$/;
const folderPattern = /^[\w-]{1,64}$/;

/** The path of a file. @throws for what was never a name here. */
export function filePath(dataDir: string, folder: string, sha256: string): string {
  if (!folderPattern.test(folder) || !sha256Pattern.test(sha256))
    throw new Error('Not a name that was given here.');
  return path.join(dataDir, 'files', folder, sha256.slice(0, 2), sha256);
}

/** Puts a file that has come in where it belongs; its name is on disk then. One that is there is the same. */
export async function keep(dataDir: string, folder: string, { part, sha256 }: Incoming): Promise<void> {
  const target = filePath(dataDir, folder, sha256);
  const parent = path.dirname(target);
  const made = await mkdir(parent, { recursive: true, mode: 0o700 });
  await rename(part, target);
  await syncFolder(parent);
  // Folders that were made have names too, which stand in the folders above.
  if (made === undefined) return;
  for (let above = path.dirname(parent); above.startsWith(dataDir); above = path.dirname(above)) {
    await syncFolder(above);
    if (above === path.dirname(made) || above === dataDir) break;
  }
}

/** Whether a file is there. */
export async function isKept(dataDir: string, folder: string, sha256: string): Promise<boolean> {
  return (await stat(filePath(dataDir, folder, sha256)).catch(absent))?.isFile() === true;
}

/** A file's bytes, or a part of them; undefined when it is gone. Whoever reads goes on, also when it is removed meanwhile. */
export async function openFile(
  dataDir: string,
  folder: string,
  sha256: string,
  range?: Pick<Range, 'start' | 'end'>,
): Promise<Readable | undefined> {
  const handle = await open(filePath(dataDir, folder, sha256)).catch(absent);
  return handle?.createReadStream(range ?? {});
}

/** Takes a file away. */
export async function remove(dataDir: string, folder: string, sha256: string): Promise<void> {
  const file = filePath(dataDir, folder, sha256);
  await rm(file, { force: true });
  await syncFolder(path.dirname(file)).catch(absent);
}

/** The folders that there are. */
export async function folderNames(dataDir: string): Promise<string[]> {
  const names = (await readdir(path.join(dataDir, 'files')).catch(absent)) ?? [];
  return names.filter((name) => folderPattern.test(name));
}

/** The SHA-256 of every file in a folder. */
export async function namesIn(dataDir: string, folder: string): Promise<string[]> {
  const root = path.join(dataDir, 'files', folder);
  const names = (await readdir(root, { recursive: true }).catch(absent)) ?? [];
  return names.map((name) => path.basename(name)).filter((name) => sha256Pattern.test(name));
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
