/** The built widget in memory: a handful of small files, each with its compressed forms. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../../contract/errors.ts';

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
};

type PageFile = { type: string; etag: string; plain: Buffer; gzip: Buffer; br: Buffer };

/** Reads files of a folder once, when the first is asked for. */
export function pageFiles(distDir: string): (name: string) => Promise<PageFile> {
  let files: Promise<Map<string, PageFile>> | undefined;
  return async (name) => {
    files ??= readFiles(distDir);
    const found = await files.catch(() => {
      files = undefined;
      throw new Error(
        `The widget is not built: run "npx vite build widget". Its files belong in ${distDir}.`,
      );
    });
    const file = found.get(name);
    if (!file) throw new Problem('not-found');
    return file;
  };
}

async function readFiles(distDir: string): Promise<Map<string, PageFile>> {
  const names = (await readdir(distDir)).filter((name) => types[extname(name)] !== undefined);
  const rows = names.map(
    async (name): Promise<[string, PageFile]> => [name, await readOne(join(distDir, name))],
  );
  const files = new Map(await Promise.all(rows));
  if (!files.has('widget.js') || !files.has('frame.html')) throw new Error('incomplete');
  return files;
}

async function readOne(path: string): Promise<PageFile> {
  const plain = await readFile(path);
  return {
    type: types[extname(path)] ?? '',
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain,
    gzip: gzipSync(plain, { level: 9 }),
    br: brotliCompressSync(plain),
  };
}

/** Answers with a file, in the best form that the caller reads; 304 when it has this one already. */
export function sendFile(request: FastifyRequest, reply: FastifyReply, file: PageFile): FastifyReply {
  reply.header('etag', file.etag).header('vary', 'accept-encoding').type(file.type);
  if (request.headers['if-none-match']?.includes(file.etag)) return reply.code(304).send();
  const accepted = String(request.headers['accept-encoding'] ?? '');
  for (const encoding of ['br', 'gzip'] as const) {
    if (accepted.includes(encoding)) return reply.header('content-encoding', encoding).send(file[encoding]);
  }
  return reply.send(file.plain);
}
