/** Pictures of a mail from elsewhere: fetched by the server, from the public internet, for a mail of ours alone. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  checkPicture,
  fetchPicture,
  pictureHeaders,
  signedPicture,
} from '../../server/channels/email/testing/showing.ts';
import { html, redirect, startPages } from '../support/linked-pages.ts';
import { png } from '../support/uploading.ts';

const picture = png(90, 60);
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const megabyte = 1_024 * 1_024;

let pages: Awaited<ReturnType<typeof startPages>>;
beforeAll(async () => {
  pages = await startPages({
    '/a.png': html(picture, 'image/png'),
    '/a.gif': html(gif, 'image/gif'),
    '/unnamed': html(picture, 'application/octet-stream'),
    '/misnamed': html(picture, 'image/jpeg'),
    '/page.png': html('<script>alert(1)</script>', 'image/png'),
    '/drawing': html(drawing, 'image/svg+xml'),
    '/page': html(picture, 'text/html'),
    '/full': html(Buffer.concat([picture, Buffer.alloc(5 * megabyte - picture.length)]), 'image/png'),
    '/large': html(Buffer.concat([picture, Buffer.alloc(5 * megabyte)]), 'image/png'),
    '/inside': redirect('http://inside.example/a.png'),
    '/silent': () => undefined,
    '/moved': redirect('/a.png'),
  });
});
afterAll(() => pages.close());

const fetched = async (path: string, host?: string) => fetchPicture(pages.get, pages.at(path, host));

describe('what is shown', () => {
  test.each(['/a.png', '/unnamed', '/misnamed', '/moved'])('%s, as what it is', async (path) => {
    expect(await fetched(path)).toEqual({ bytes: picture, type: 'image/png' });
  });

  test('one that moves, and one of the largest size', async () => {
    expect((await fetched('/a.gif'))?.type).toBe('image/gif');
    expect((await fetched('/full'))?.bytes).toHaveLength(5 * megabyte);
  });

  test.each(['/page.png', '/drawing', '/page', '/large', '/missing', '/silent'])('not %s', async (path) => {
    expect(await fetched(path)).toBeUndefined();
  });

  test('nothing of the inside, whatever leads there', async () => {
    expect(await fetched('/inside')).toBeUndefined();
    expect(await fetched('/a.png', 'inside.example')).toBeUndefined();
    for (const url of ['http://127.0.0.1/a.png', 'http://localhost/a.png', 'file:///etc/passwd', 'x'])
      expect(await fetchPicture(pages.get, url)).toBeUndefined();
    expect(pages.insideAsked).toEqual([]);
  });
});

test('opened as a page of its own, a picture is nothing more', () => {
  expect(pictureHeaders).toMatchObject({
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
});

describe('the proof', () => {
  const key = Buffer.alloc(32, 7);
  const own = { workspaceId: randomUUID(), messageId: randomUUID(), url: 'https://news.example/a.png' };
  const proof = signedPicture(key, own);

  test('is of this picture in this message', () => {
    expect(Buffer.from(proof, 'base64url')).toHaveLength(32);
    expect(checkPicture(key, own, proof)).toBe(true);
  });

  test.each([
    ['another key', Buffer.alloc(32, 8), own],
    ['another workspace', key, { ...own, workspaceId: randomUUID() }],
    ['another message', key, { ...own, messageId: randomUUID() }],
    ['another address', key, { ...own, url: `${own.url}?` }],
    [
      'parts that are cut elsewhere',
      key,
      { ...own, messageId: `${own.messageId}","`, url: own.url.slice(3) },
    ],
  ])('is not of %s', (_what, other, named) => {
    expect(checkPicture(other, named, proof)).toBe(false);
  });

  test('is compared whole', () => {
    const cut = Buffer.from(proof, 'base64url');
    const others = [
      '',
      proof.slice(0, -1),
      proof.slice(0, 22),
      `${proof}A`,
      `${proof}=`,
      proof.toUpperCase(),
      cut.toString('hex'),
      ` ${proof}`,
      ...Array.from(cut, (_, at) => {
        const changed = Buffer.from(cut);
        changed[at] = (changed[at] ?? 0) ^ 1;
        return changed.toString('base64url');
      }),
    ];
    expect(others.filter((other) => checkPicture(key, own, other))).toEqual([]);
  });
});
