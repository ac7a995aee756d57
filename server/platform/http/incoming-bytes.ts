/** Bodies that are files: read as they come by whoever takes them, and never whole in memory. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../../../contract/errors.ts';

const fileType = 'application/octet-stream';
/** Whoever sends nothing for so long has gone. */
const silentMillisecondsMax = 30_000;

/** In this scope the body of a file is left to its handler. */
export function readBytesAsTheyCome(scope: FastifyInstance): void {
  scope.removeContentTypeParser(fileType);
  scope.addContentTypeParser(fileType, (_request, _payload, done) => done(null, undefined));
}

/** The bytes of a request's file. @throws Problem `unsupported-media-type`, `invalid-input` when they end too early. */
export async function* bytesOf({ raw, headers }: FastifyRequest): AsyncGenerator<Buffer> {
  if (headers['content-type'] !== fileType)
    throw new Problem(
      'unsupported-media-type',
      `Send the bytes of the file, with Content-Type: ${fileType}.`,
    );
  const given = lengthOf({ headers });
  let bytes = 0;
  const silence = setTimeout(() => raw.destroy(new Error('silent')), silentMillisecondsMax);
  try {
    // Whoever stops reading answers all the same: the connection stays.
    for await (const piece of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      silence.refresh();
      bytes += piece.length;
      yield piece;
    }
  } catch {
    throw new Problem('invalid-input', 'The file was cut off on its way.');
  } finally {
    clearTimeout(silence);
    // What is not wanted is read and forgotten: whoever still sends would not hear the answer.
    if (!raw.destroyed) raw.resume();
  }
  if (given !== undefined && bytes < given)
    throw new Problem('invalid-input', 'The file was cut off on its way.');
}

/** How many bytes a request says that it has. */
export function lengthOf({ headers }: Pick<FastifyRequest, 'headers'>): number | undefined {
  const given = headers['content-length'];
  return given === undefined ? undefined : Number(given);
}
