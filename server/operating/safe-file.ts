/** Files that are there whole or not at all. */
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { Problem } from '../../contract/errors.ts';
import { syncFolder } from '../platform/files/index.ts';

const ownerOnly = 0o600;

/**
 * Lets `write` fill `file`.part to its end, and puts it in place of `file` once it is on disk. When anything fails, `file` is as it
 * was. A part that was left by a crash is written anew.
 */
export async function writeSafely<T>(file: string, write: (target: Writable) => Promise<T>): Promise<T> {
  const part = `${file}.part`;
  try {
    await rm(part, { force: true });
    const handle = await open(part, 'wx', ownerOnly);
    const { ino } = await handle.stat();
    // Puts the file on disk when its input ends, and closes it in any case.
    const output = handle.createWriteStream({ flush: true });
    try {
      const result = await write(output);
      if ((await stat(part)).ino !== ino)
        throw new Problem('conflict', `Another process writes ${part} too.`);
      await rename(part, file);
      await syncFolder(path.dirname(file));
      return result;
    } catch (error) {
      output.destroy();
      await rm(part, { force: true });
      throw error;
    }
  } catch (error) {
    throw explained(error, file);
  }
}

const reasonsToOpen: Record<string, string> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  ENOTEMPTY: 'it is a folder',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
};
const reasonsToWrite: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than the system allows',
};

/** A failure to write, in words; anything else as it is. */
function explained(error: unknown, file: string): unknown {
  const { code = '', path: failed } = error as NodeJS.ErrnoException;
  const reason = reasonsToWrite[code] ?? (failed === `${file}.part` ? reasonsToOpen[code] : undefined);
  if (reason === undefined) return error;
  return new Problem('unavailable', `${file} can't be written: ${reason}. Nothing was left behind.`);
}
