/** Files and the secret key of a backup, staged beside their places and put there when everything else is. */
import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { secretKeyFile } from '../platform/config/index.ts';
import { syncFolder } from '../platform/files/index.ts';
import type { ArchiveEntry } from './archive.ts';
import { names } from './backup-format.ts';
import { filesFolder } from './files.ts';
import { writeSafely } from './safe-file.ts';

const staging = (dataDir: string) => `${filesFolder(dataDir)}.restoring`;

/** Begins anew: what an unfinished restore had staged goes. */
export async function clearStaging(dataDir: string): Promise<void> {
  await rm(staging(dataDir), { recursive: true, force: true });
}

/** Writes one file of the backup, whose path was checked with its manifest. */
export async function stageFile(dataDir: string, entry: ArchiveEntry): Promise<void> {
  const file = path.join(staging(dataDir), ...entry.name.slice(names.files.length).split('/'));
  await mkdir(path.dirname(file), { recursive: true });
  await pipeline(Readable.from(entry.content), createWriteStream(file, { flush: true }));
  await syncFolder(path.dirname(file));
}

/** The files of the backup become the files of the installation. */
export async function putFilesInPlace(dataDir: string): Promise<void> {
  const folder = filesFolder(dataDir);
  const old = existsSync(folder) ? `${folder}.${randomUUID()}` : undefined;
  if (old) await rename(folder, old);
  if (existsSync(staging(dataDir))) await rename(staging(dataDir), folder);
  await syncFolder(dataDir);
  if (old) await rm(old, { recursive: true });
}

/** Keeps the backup's secret key. Another key that was there stays, under a name that says when. */
export async function putSecretKey(dataDir: string, secretKey: string, now: Date): Promise<void> {
  const file = secretKeyFile(dataDir);
  const there = await readFile(file, 'utf8').catch(() => undefined);
  if (there?.trim() === secretKey) return;
  if (there !== undefined) await rename(file, `${file}.before-restore-${stamp(now)}`);
  await writeSafely(file, async (output) => {
    await pipeline(Readable.from([`${secretKey}\n`]), output);
  });
}

/** A time as part of a file's name. */
export function stamp(now: Date): string {
  return now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
