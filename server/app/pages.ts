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
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Paths below these are the program's interfaces: what is not there is not the console either. */
const notPages = ['/api/', '/widget', '/healthz', '/readyz', '/metrics', '/assets/'];

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
