import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../platform/http/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { registerWidgetPages } from './pages.ts';

const root = path.join(import.meta.dirname, '../../..');
const distDir = path.join(root, 'dist/widget');
const loaderBytesMax = 4_096;
const firstOpenBytesMax = 25_000;

const open = '01990000-0000-7000-8000-000000000001';
const limited = '01990000-0000-7000-8000-000000000002';
const unknown = '01990000-0000-7000-8000-000000000003';
const sites: Record<string, string[]> = {
  [open]: [],
  [limited]: ['https://shop.example', 'https://*.shop.example'],
};

const app = createApp({ log: createLogger({ level: 'silent' }), trustProxy: false });
registerWidgetPages(app, {
  distDir,
  publicUrl: () => 'https://chat.example/',
  readSites: async (inboxId) => sites[inboxId],
});

beforeAll(() => {
  if (existsSync(path.join(distDir, 'widget.js'))) return;
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'widget'], {
    cwd: root,
    stdio: 'ignore',
  });
});
afterAll(() => app.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers });
const policyOf = (answer: { headers: Record<string, unknown> }) =>
  new Map(
    String(answer.headers['content-security-policy'])
      .split('; ')
      .map((rule): [string, string[]] => {
        const [name = '', ...values] = rule.split(' ');
        return [name, values];
      }),
  );
/** The files that the frame's page names. */
const filesOf = (page: string) =>
  [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map((match) => match[1] ?? '');

describe('the widget weighs', () => {
  test(`${loaderBytesMax} bytes at most on the page`, () => {
    expect(gzipSync(readFileSync(path.join(distDir, 'widget.js'))).length).toBeLessThanOrEqual(
      loaderBytesMax,
    );
  });

  test(`${firstOpenBytesMax} bytes at most when it is first opened, all in all`, async () => {
    const frame = await get(`/widget/frame?inbox=${open}`);
    const urls = [
      '/widget.js',
      `/widget/frame?inbox=${open}`,
      ...filesOf(frame.body).map((file) => `/widget/${file}`),
    ];
    const answers = await Promise.all(urls.map((url) => get(url, { 'accept-encoding': 'gzip' })));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(urls.map(() => 200));
    const bytes = answers.map(({ rawPayload }) => rawPayload.length);
    expect(bytes.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(firstOpenBytesMax);
  });
});

describe('/widget.js', () => {
  test('may be loaded by every site, kept for an hour, and asked for again by its tag', async () => {
    const answer = await get('/widget.js');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    const again = await get('/widget.js', { 'if-none-match': String(answer.headers.etag) });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
  });

  test('comes compressed to those who can read it', async () => {
    const plain = await get('/widget.js');
    const gzip = await get('/widget.js', { 'accept-encoding': 'gzip, deflate' });
    const brotli = await get('/widget.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(gunzipSync(gzip.rawPayload)).toEqual(plain.rawPayload);
    expect(brotliDecompressSync(brotli.rawPayload)).toEqual(plain.rawPayload);
  });
});

describe('the frame', () => {
  test('loads files that never change, from any origin', async () => {
    const page = await get(`/widget/frame?inbox=${open}`);
    const files = filesOf(page.body);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const answer = await get(`/widget/${file}`);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect(answer.headers['cache-control']).toContain('immutable');
    }
  });

  test('is sandboxed, runs nothing foreign, and sets no cookie', async () => {
    const page = await get(`/widget/frame?inbox=${open}`);
    const policy = policyOf(page);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('script-src')).toEqual(["'self'", 'https://chat.example']);
    expect(policy.get('connect-src')).toEqual(["'self'", 'https://chat.example', 'wss://chat.example']);
    expect(policy.get('sandbox')).not.toContain('allow-same-origin');
    expect(policy.get('require-trusted-types-for')).toEqual(["'script'"]);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(page.headers['x-frame-options']).toBeUndefined();
    expect(page.body).not.toMatch(/<script>|<style>| style=| on\w+=/);
  });

  test('is shown on every site, or on those that the inbox names and our own', async () => {
    const everywhere = policyOf(await get(`/widget/frame?inbox=${open}`));
    expect(everywhere.get('frame-ancestors')).toEqual(['*', 'file:']);
    const named = policyOf(await get(`/widget/frame?inbox=${limited}`));
    expect(named.get('frame-ancestors')).toEqual([
      "'self'",
      'https://chat.example',
      'https://shop.example',
      'https://*.shop.example',
    ]);
  });
});

test('the demo page shows one inbox in one language', async () => {
  const page = await get(`/widget-demo?inbox=${open}&lang=pt-BR`);
  expect(page.body).toContain(`data-inbox="${open}"`);
  expect(page.body).toContain('<html lang="pt-BR">');
  expect(page.headers['set-cookie']).toBeUndefined();
  const hostile = await get(
    `/widget-demo?inbox=${open}&lang=${encodeURIComponent('"><script>alert(1)</script>')}`,
  );
  expect(hostile.body).toContain('<html lang="en">');
  expect(hostile.body).not.toContain('alert');
});

describe('there is nothing', () => {
  const inboxes = [
    '',
    unknown,
    'x',
    `${open}'`,
    `${open}%22%3E%3Cscript%3E`,
    `${open}&inbox=${limited}`,
    '..%2f..%2f',
  ];
  test.each(inboxes.flatMap((inbox) => [`/widget/frame?inbox=${inbox}`, `/widget-demo?inbox=${inbox}`]))(
    'at %s',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBe(404);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json()).toMatchObject({ code: 'not-found' });
    },
  );

  test.each([
    '/widget/frame.html',
    '/widget/widget.js',
    '/widget/frame-missing.js',
    '/widget/..%2f..%2fpackage.json',
    '/widget/..%5c..%5cpackage.json',
    '/widget/frame-..%2f..%2fx.js',
    '/widget/',
  ])('at %s either', async (url) => {
    expect((await get(url)).statusCode).toBe(404);
  });
});
