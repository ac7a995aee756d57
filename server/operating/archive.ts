/** Writing and reading gzipped tar archives as streams: memory stays flat however large they are. */
import { createReadStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, type Pack, pack } from 'tar-stream';
import { Problem } from '../../contract/errors.ts';

/** Rows are kept back until there are so many bytes of them: tar wants to know the size of what comes. */
const partBytes = 4 * 1024 * 1024;
/** Rows of a database shrink to a fifth at the third level already; the sixth takes twice as long for a tenth less. */
const gzipLevel = 3;
const ownerOnly = 0o600;

export type Archive = {
  add: (name: string, content: string | Buffer) => Promise<void>;
  addStream: (name: string, bytes: number, content: Readable) => Promise<void>;
  /** Adds what comes as parts, which `nameOf` names by their number from 1 on. */
  addParts: (nameOf: (part: number) => string, content: AsyncIterable<Buffer>) => Promise<void>;
};

/** Writes the archive that `fill` adds to. */
export async function writeArchive(
  target: Writable,
  fill: (archive: Archive) => Promise<void>,
): Promise<void> {
  const tar = pack();
  const written = pipeline(tar, createGzip({ level: gzipLevel }), target);
  // Of the two that may fail, the one that fails first says why; the other only ends with it.
  let cause: unknown;
  const filled = fill(archiveOn(tar)).then(
    () => tar.finalize(),
    (error: unknown) => {
      cause ??= error;
      tar.destroy(error as Error);
    },
  );
  await written.catch((error: unknown) => {
    cause ??= error;
  });
  await filled;
  if (cause !== undefined) throw cause;
}

function archiveOn(tar: Pack): Archive {
  const add: Archive['add'] = (name, content) =>
    new Promise((resolve, reject) => {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      const sink = tar.entry({ name, mode: ownerOnly }, bytes, (error) =>
        error ? reject(error) : resolve(),
      );
      // The callback hears of it; without a listener it would end the process too.
      sink.on('error', () => undefined);
    });
  return {
    add,
    addStream: async (name, bytes, content) => {
      await pipeline(content, tar.entry({ name, mode: ownerOnly, size: bytes }));
    },
    addParts: async (nameOf, content) => {
      let part = 0;
      let held: Buffer[] = [];
      let heldBytes = 0;
      const flush = async (): Promise<void> => {
        const whole = Buffer.concat(held);
        [held, heldBytes] = [[], 0];
        part += 1;
        await add(nameOf(part), whole);
      };
      for await (const chunk of content) {
        held.push(chunk);
        heldBytes += chunk.length;
        if (heldBytes >= partBytes) await flush();
      }
      if (heldBytes > 0) await flush();
    },
  };
}

export type ArchiveEntry = { name: string; content: AsyncIterable<Buffer> };

/** Reads an archive's entries in order. What is not read of one before the next is passed over. */
export async function* readArchive(file: string): AsyncGenerator<ArchiveEntry> {
  const tar = extract();
  const reading = pipeline(createReadStream(file), createGunzip(), tar);
  // It fails together with the loop below, which is where it is dealt with.
  reading.catch(() => undefined);
  try {
    for await (const entry of tar) {
      yield { name: entry.header.name, content: contentOf(file, entry as AsyncIterable<Buffer>) };
      // More than fits into its buffer would hold up all that follow.
      entry.resume();
    }
    await reading;
  } catch (error) {
    throw unreadable(file, error);
  }
}

const damages = ['Z_DATA_ERROR', 'Z_BUF_ERROR', 'ERR_STREAM_PREMATURE_CLOSE'];

async function* contentOf(file: string, entry: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* entry;
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The name of an archive's first entry. */
export async function firstEntryOf(file: string): Promise<string | undefined> {
  for await (const entry of readArchive(file)) return entry.name;
  return undefined;
}

function unreadable(file: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new Problem('not-found', `There is no file ${file}.`);
  if (code === 'EISDIR') return new Problem('invalid-input', `${file} is a folder.`);
  const isDamage =
    damages.includes(code ?? '') || /tar header|Unexpected end of data|premature/i.test(message);
  return isDamage ? new Problem('invalid-input', `${file} is damaged or not a backup: ${message}.`) : error;
}

/** The whole of an entry that is known to be small. @throws Problem when it is not. */
export async function readWhole(entry: ArchiveEntry, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of entry.content) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new Problem('invalid-input', `${entry.name} in the backup is too large.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
