/** What the widget costs a page: bytes, storage, movement; and the walls around its frame. */
import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

const loaderBytesMax = 4_096;
const firstOpenBytesMax = 25_000;

let site: Site;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
});
afterAll(() => site.close());

test(`the loader is ${loaderBytesMax} bytes at most, all that the first open fetches ${firstOpenBytesMax}`, () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.somebody('visitor');
    const fetched = fromServer(page);
    await page.goto(site.shop, { waitUntil: 'networkidle' });
    const widget = widgetOn(page);
    await widget.launcher.waitFor();
    expect(pathsOf(fetched())).toEqual(['/widget.js', `/api/v1/visitor/inboxes/${site.owner.inboxId}`]);
    expect(await bytesOf(fetched().slice(0, 1))).toBeLessThanOrEqual(loaderBytesMax);

    await widget.open();
    await widget.frame.getByText('How can we help').waitFor();
    await page.waitForLoadState('networkidle');
    const kinds = pathsOf(fetched()).map((path) => /\.(js|css)$|frame$|inboxes/.exec(path)?.[0]);
    expect(new Set(kinds)).toEqual(new Set(['.js', '.css', 'frame', 'inboxes']));
    expect(await bytesOf(fetched())).toBeLessThanOrEqual(firstOpenBytesMax);
  }));

test('nothing is stored before the visitor opens the chat, nor by opening it, only with the first message', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.somebody('visitor');
    await page.goto(site.shop, { waitUntil: 'networkidle' });
    const widget = widgetOn(page);
    expect(await stored(page)).toEqual(nothing);
    await widget.launcher.hover();
    await widget.iframe.waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    expect(await stored(page)).toEqual(nothing);
    await widget.open();
    await page.waitForLoadState('networkidle');
    expect(await stored(page)).toEqual(nothing);

    await widget.say('Now I am somebody');
    await widget.frame.getByText('Delivered').waitFor();
    const after = await stored(page);
    expect(after.localStorage).toEqual([`rapport:${site.owner.inboxId}`]);
    expect({ ...after, localStorage: [] }).toEqual(nothing);
  }));

test('nothing on the page moves when the widget arrives, opens, talks and closes', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.somebody('visitor');
    await page.goto(site.shop, { waitUntil: 'networkidle' });
    const widget = widgetOn(page);
    const before = await page.locator('h1').boundingBox();
    await widget.open();
    await widget.say('Hello');
    await widget.frame.getByText('Delivered').waitFor();
    await widget.launcher.click();
    await eventually(() => widget.iframe.isVisible()).toBe(false);
    expect(await layoutShift(page)).toBe(0);
    expect(await page.locator('h1').boundingBox()).toEqual(before);
  }));

test('the frame is sandboxed into an origin of its own, on the shop’s page and on the first-run screen', () =>
  withCrowd(site, async (crowd) => {
    const shop = await crowd.somebody('visitor');
    const firstRun = await crowd.member('Ana', site.ownerLogin);
    for (const [page, address] of [
      [shop, site.shop],
      [firstRun, `${site.url}/first-chat`],
    ] as const) {
      await page.goto(address);
      const widget = widgetOn(page);
      await widget.open();
      const sandbox = (await widget.iframe.getAttribute('sandbox'))?.split(' ').sort();
      expect(sandbox).toEqual([
        'allow-downloads',
        'allow-forms',
        'allow-popups',
        'allow-popups-to-escape-sandbox',
        'allow-scripts',
      ]);
      expect(await widget.field.evaluate(reach)).toEqual({
        origin: 'null',
        storage: 'SecurityError',
        cookie: 'SecurityError',
        page: 'SecurityError',
      });
    }
  }));

/** What a script in the frame gets hold of. */
function reach() {
  const attempt = (touch: () => unknown) => {
    try {
      return String(touch());
    } catch (error) {
      return (error as Error).name;
    }
  };
  return {
    origin: globalThis.origin,
    storage: attempt(() => localStorage.length),
    cookie: attempt(() => document.cookie),
    page: attempt(() => parent.document.title),
  };
}

/** Answers that come from our server, as they come. */
function fromServer(page: Page): () => Response[] {
  const responses: Response[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(site.url)) responses.push(response);
  });
  return () => responses;
}

function pathsOf(responses: readonly Response[]): string[] {
  return responses.map((response) => new URL(response.url()).pathname);
}

/** What the bodies weigh for a browser that reads gzip at best, whatever this one was sent. */
async function bytesOf(responses: readonly Response[]): Promise<number> {
  const sizes = await Promise.all(
    responses.map(async (response) => {
      const body = await response.body();
      const isCompressed = (await response.headerValue('content-encoding')) !== null;
      return isCompressed ? gzipSync(body, { level: 9 }).length : body.length;
    }),
  );
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  return sizes.reduce((sum, size) => sum + size, 0);
}

const nothing = { localStorage: [], sessionStorage: [], databases: [], cookies: [] };

async function stored(page: Page) {
  const inPage = await page.evaluate(async () => ({
    localStorage: Object.keys(localStorage),
    sessionStorage: Object.keys(sessionStorage),
    databases: await indexedDB.databases(),
  }));
  return { ...inPage, cookies: await page.context().cookies() };
}

/** The sum of all layout shifts since the page began, those after a click included. */
function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => setTimeout(() => resolve(sum)));
      }),
  );
}
