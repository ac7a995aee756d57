/** Files as answers. */
import type { FastifyReply } from 'fastify';
import type { FileAnswer } from './route.ts';

/** Sends a file, or the range of it that was asked for. */
export function sendFile(reply: FastifyReply, output: FileAnswer): FastifyReply {
  const { file, type, name, isInline = false, bytes, range, headers = {} } = output;
  // encodeURIComponent leaves some characters that the header's grammar (RFC 8187) does not.
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  reply.header('content-disposition', `${isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded}`);
  for (const [header, value] of Object.entries(headers)) reply.header(header, value);
  if (range) {
    reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${range.of}`);
    reply.header('content-length', range.end - range.start + 1);
  } else if (bytes !== undefined) reply.header('content-length', bytes);
  return reply.type(type).send(file);
}
