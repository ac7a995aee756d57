/** Where the files of imports lie: in a folder of their own below the data folder, under names that nobody can guess. */
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { randomToken } from '../platform/crypto/index.ts';

const nameBytes = 24;
const namePattern = /^[\w-]{20,60}$/;

/** The path of a file in the folder. */
export function pathOf(dataDir: string, storedName: string): string {
  if (!namePattern.test(storedName)) throw new Error('Not a name that was given here.');
  return path.join(dataDir, 'imports', storedName);
}

/** The path of the file of errors of an import. */
export function errorsPathOf(dataDir: string, importId: string): string {
  return path.join(dataDir, 'imports', `${importId}-errors.csv`);
}

/** Makes the folder, for its owner alone. */
export async function makeFolder(dataDir: string): Promise<void> {
  await mkdir(path.join(dataDir, 'imports'), { recursive: true, mode: 0o700 });
}

/** A name that nobody can guess. */
export function newName(): string {
  return randomToken(nameBytes);
}

/** Writes a part of a file where it belongs; it is on disk then. */
export async function writePart(file: string, offset: number, part: Buffer): Promise<void> {
  const handle = await open(file, offset === 0 ? 'w' : 'r+', 0o600);
  try {
    await handle.write(part, 0, part.length, offset);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const keptMilliseconds = 30 * 86_400_000;

/** Takes away what has been lying here for a month: unfinished uploads, and files of errors. */
export async function dropOldFiles(dataDir: string, now: Date): Promise<void> {
  const folder = path.join(dataDir, 'imports');
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile() && found.mtimeMs < now.getTime() - keptMilliseconds) await dropFile(file);
  }
}

export async function dropFile(file: string): Promise<void> {
  await rm(file, { force: true });
}
