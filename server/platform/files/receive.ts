/** Taking a file in: as a stream, under a name that nobody reads, until it is whole and on disk. */
import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../../contract/errors.ts';
import { randomToken } from '../crypto/index.ts';

const nameBytes = 24;
/** What lies longer among those that come in was left by a crash. */
const leftMilliseconds = 6 * 3_600_000;

/** A file that has come in whole. It is kept (`keep`) or given up (`discard`). */
export type Incoming = { part: string; sha256: string; bytes: number };

/** On one file system with the files, also where that is shared by several servers. */
const incomingFolder = (dataDir: string) => path.join(dataDir, 'files', '.incoming');

/**
 * Writes what comes; it is on disk when this resolves. Nothing is left of one that was not taken.
 * @throws Problem `too-large`, `invalid-input` for an empty one, `unavailable` when the disk is full.
 */
export async function receive(
  dataDir: string,
  input: AsyncIterable<Buffer>,
  bytesMax: number,
): Promise<Incoming> {
  const folder = incomingFolder(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = path.join(folder, randomToken(nameBytes));
  try {
    const handle = await open(part, 'wx', 0o600);
    const taken = await write(handle, input, bytesMax).finally(() => handle.close());
    return { part, ...taken };
  } catch (error) {
    await rm(part, { force: true });
    throw explained(error);
  }
}

async function write(handle: FileHandle, input: AsyncIterable<Buffer>, bytesMax: number) {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of input) {
    bytes += piece.length;
    if (bytes > bytesMax) throw tooLarge(bytesMax);
    hash.update(piece);
    await handle.writeFile(piece);
  }
  if (bytes === 0) throw new Problem('invalid-input', 'The file is empty.');
  await handle.sync();
  return { sha256: hash.digest('hex'), bytes };
}

/** The refusal of a file that is larger than any may be. */
function tooLarge(bytesMax: number): Problem {
  return new Problem('too-large', `A file may have ${Math.floor(bytesMax / 2 ** 20)} MB.`);
}

/** Takes away one that is not kept. */
export async function discard({ part }: Incoming): Promise<void> {
  await rm(part, { force: true });
}

/** Takes away what a crash has left among those that come in. */
export async function sweepIncoming(dataDir: string, now: Date): Promise<void> {
  const folder = incomingFolder(dataDir);
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile() && found.mtimeMs < now.getTime() - leftMilliseconds) await rm(file, { force: true });
  }
}

function explained(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new Problem('unavailable', 'The disk of the server is full. Try again later.');
}
