/** The console: one page and its files, served with a policy that lets nothing foreign run. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../../contract/errors.ts';
import { answerProblem } from '../platform/http/index.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Paths below these are the program's interfaces: what is not there is not the console either. */
const notPages = ['/api/', '/widget', '/healthz', '/readyz', '/metrics', '/assets/'];

/** Files that stand beside the pages: asked for anew each time, so that an upgrade is everybody's at once. */
const rootFiles = {
  '/service-worker.js': 'text/javascript; charset=utf-8',
  '/manifest.webmanifest': 'application/manifest+json; charset=utf-8',
  '/offline.html': 'text/html; charset=utf-8',
};
/** The offline page is drawn without any other file. */
const plainPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'";

/** Serves the built console. Every other address is a page of it, which its own router finds. */
export function registerConsole(app: FastifyInstance, distDir: string): void {
  app.register(fastifyStatic, {
    root: path.join(distDir, 'assets'),
    prefix: '/assets/',
    immutable: true,
    preCompressed: true,
    maxAge: '1y',
    index: false,
    dotfiles: 'deny',
  });
  for (const [name, type] of Object.entries(rootFiles)) {
    app.get(name, async (_request, reply) =>
      reply
        .type(type)
        .header('content-security-policy', plainPolicy)
        .header('cache-control', 'no-cache')
        .send(await readFile(path.join(distDir, name), 'utf8')),
    );
  }
  const page = async () => readFile(path.join(distDir, 'index.html'), 'utf8');
  app.setNotFoundHandler(async (request, reply) => {
    const pathOnly = request.url.split('?')[0] ?? '/';
    const isPage = request.method === 'GET' && !notPages.some((start) => pathOnly.startsWith(start));
    if (!isPage) return answerProblem(reply, new Problem('not-found'));
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('cache-control', 'no-cache')
      .header('referrer-policy', 'no-referrer')
      .send(await page());
  });
}
