/** Where the files of imports lie: in a folder of their own below the data folder, under names that nobody can guess. */
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../../contract/errors.ts';
import { uploadBytesMax } from '../../contract/imports.ts';
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

/** Writes what comes into a new file, as it comes. @throws Problem `too-large`; what was written is gone then. */
export async function storeUpload(
  dataDir: string,
  body: AsyncIterable<Buffer>,
): Promise<{ storedName: string; path: string }> {
  await makeFolder(dataDir);
  const storedName = randomToken(nameBytes);
  const file = pathOf(dataDir, storedName);
  let bytes = 0;
  const counted = async function* () {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > uploadBytesMax) {
        throw new Problem(
          'too-large',
          `A file may have ${uploadBytesMax / 2 ** 20} MB here. Import larger ones from the command line.`,
        );
      }
      yield chunk;
    }
  };
  try {
    await pipeline(counted, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }));
  } catch (error) {
    await dropFile(file);
    throw error;
  }
  return { storedName, path: file };
}

export async function dropFile(file: string): Promise<void> {
  await rm(file, { force: true });
}
