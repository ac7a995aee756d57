/** Files that are sealed as they are written (AES-256-GCM): nonce, content, tag. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../../contract/errors.ts';

const nonceBytes = 12;
const tagBytes = 16;
const algorithm = 'aes-256-gcm';

/** Writes a file; it is on disk when this resolves. Answers how many bytes it holds. */
export async function writeSealed(
  path: string,
  key: Buffer,
  content: AsyncIterable<Buffer>,
): Promise<number> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce);
  let bytes = 0;
  await pipeline(
    async function* () {
      yield nonce;
      for await (const piece of content) {
        bytes += piece.length;
        yield cipher.update(piece);
      }
      yield cipher.final();
      yield cipher.getAuthTag();
    },
    createWriteStream(path, { mode: 0o600, flush: true }),
  );
  return bytes;
}

/** Opens a file. @throws Problem `expired` when it is gone. */
export async function openSealed(path: string, key: Buffer): Promise<Readable> {
  const { size } = await stat(path).catch(() => {
    throw new Problem('expired', 'This copy is gone. Have a new one made.');
  });
  const handle = await open(path);
  const [nonce, tag] = [Buffer.alloc(nonceBytes), Buffer.alloc(tagBytes)];
  await handle.read(nonce, 0, nonceBytes, 0);
  await handle.read(tag, 0, tagBytes, size - tagBytes);
  await handle.close();
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAuthTag(tag);
  const opening = new Transform({
    transform: (piece: Buffer, _encoding, done) => done(null, decipher.update(piece)),
    flush(done) {
      try {
        done(null, decipher.final());
      } catch (error) {
        done(error as Error);
      }
    },
  });
  const sealed = createReadStream(path, { start: nonceBytes, end: size - tagBytes - 1 });
  sealed.on('error', (error) => opening.destroy(error));
  return sealed.pipe(opening);
}
