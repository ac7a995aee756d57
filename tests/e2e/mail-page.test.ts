/**
 * Whatever a mail holds, its page runs nothing, fetches nothing from elsewhere and leads nowhere by itself: in a real browser,
 * in the frame that the console shows it in. The long lists are the shared test data's.
 */
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { pageDocument, type Showing, safePage } from '../../server/channels/email/testing/showing.ts';
import { shareOf } from '../support/share.ts';
import { png } from '../support/uploading.ts';
import { type HostileList, hostileList, hostileLists, layCanary, ownPayloads } from './support/hostile.ts';
import { showAll, startSite, watchPage } from './support/mail-frames.ts';

const framesAtOnce = 25;

let browser: Browser;
let desk: Awaited<ReturnType<typeof startSite>>;
let elsewhere: Awaited<ReturnType<typeof startSite>>;
beforeAll(async () => {
  browser = await chromium.connect(inject('browserEndpoint'));
  desk = await startSite({
    '/': { type: 'text/html', body: '<!doctype html><title>Desk</title><body>' },
    '/pictures': { type: 'image/png', body: png(90, 60) },
    '/files/1': { type: 'image/png', body: png(30, 30) },
  });
  elsewhere = await startSite({
    '/page': {
      type: 'text/html',
      body: '<!doctype html><title>Elsewhere</title><script>window.ran=1</script>',
    },
  });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
  await elsewhere.close();
});

async function openDesk() {
  const context = await browser.newContext();
  await layCanary(context);
  const page = await context.newPage();
  await page.goto(`${desk.url}/`);
  const seen = watchPage(page);
  desk.asked.length = 0;
  elsewhere.asked.length = 0;
  return { page, seen };
}

/** Every address leads to the site elsewhere, so that a request that gets out arrives. */
function reachable(payload: string): string {
  return payload.replaceAll(/(?:https?:)?\/\/[\w.-]+\.[a-z]{2,}(?::\d+)?/gi, elsewhere.url);
}

const bad = () => elsewhere.url;
/** Ways out that the lists have too few of. */
const waysOut: readonly (() => string)[] = [
  () => `<meta http-equiv="refresh" content="0;url=${bad()}/refresh">`,
  () =>
    `<link rel="stylesheet" href="${bad()}/css"><link rel="prefetch" href="${bad()}/pre"><link rel="dns-prefetch" href="${bad()}">`,
  () =>
    `<style>@import "${bad()}/import"; @font-face{font-family:x;src:url(${bad()}/font)} *{background:url(${bad()}/all)}</style>`,
  () =>
    `<p style="background:url(${bad()}/style);list-style-image:url(${bad()}/list);cursor:url(${bad()}/c),auto">a</p>`,
  () =>
    `<img src="${bad()}/img" srcset="${bad()}/set 2x" lowsrc="${bad()}/low"><picture><source srcset="${bad()}/source"><img></picture>`,
  () =>
    `<video poster="${bad()}/poster" src="${bad()}/video" autoplay></video><audio src="${bad()}/audio" autoplay></audio>`,
  () =>
    `<iframe src="${bad()}/frame"></iframe><embed src="${bad()}/embed"><object data="${bad()}/object"></object>`,
  () =>
    `<svg><image href="${bad()}/svg" /><use href="${bad()}/use#a" /><style>*{fill:url(${bad()}/fill)}</style></svg>`,
  () => `<body background="${bad()}/body"><table background="${bad()}/table"><td background="${bad()}/td">a`,
  () =>
    `<form action="${bad()}/form"><input type="image" src="${bad()}/input" autofocus onfocus="__xss=1"></form>`,
  () => `<base href="${bad()}/"><img src="based"><a ping="${bad()}/ping" href="x">a</a>`,
  () => `<iframe srcdoc="<img src='${bad()}/doc'><script>parent.parent.__xss=1</script>"></iframe>`,
  () => `<script src="${bad()}/script"></script><script>parent.__xss=1;top.location='${bad()}/top'</script>`,
  () => `<details open ontoggle="parent.__xss=1">a</details><marquee onstart="parent.__xss=1">a</marquee>`,
  () =>
    `<p id="x" style="animation:x 1s" onanimationstart="parent.__xss=1">a</p><style>@keyframes x{}</style>`,
];

const lists = [
  ['ways out', () => waysOut.map((way) => way())],
  ['our own', () => [...ownPayloads]],
  ...hostileLists.map((name) => [name, () => drawn(name).map(reachable)] as const),
] as const;

/** Of what was written against sanitisers everything, of the other list a share. */
function drawn(name: HostileList): string[] {
  const all = hostileList(name) ?? [];
  return all.length === 0 || name === 'dompurify-expect.json' ? all : shareOf(`texts of ${name}`, all);
}

describe.each(lists)('%s', (name, payloadsOf) => {
  const around = [
    (text: string) => text,
    (text: string) => `<table><tr><td title="${text}" style="color:red;${text}">${text}</td></tr></table>`,
  ];
  const blocked: Showing = { pictures: 'blocked', inline: () => null };
  const shown: Showing = {
    pictures: (url) => `/pictures?url=${encodeURIComponent(url)}`,
    inline: () => '/files/1',
  };

  test('as mail', async (context) => {
    const payloads = payloadsOf();
    if (payloads.length === 0) context.skip(`TEST_DATA_DIR holds no hostile/${name}`);
    const { page, seen } = await openDesk();
    for (const showing of [blocked, shown]) {
      const documents = payloads.flatMap((payload) =>
        around.map((wrap) => pageDocument(safePage(wrap(payload), showing).html)),
      );
      for (let at = 0; at < documents.length; at += framesAtOnce)
        expect(await showAll(page, documents.slice(at, at + framesAtOnce))).toEqual([]);
      const pictures = desk.asked.filter(({ path }) => showing === shown && /^\/(pictures|files)/.test(path));
      expect(desk.asked).toEqual(pictures);
    }
    expect(elsewhere.asked).toEqual([]);
    expect(
      seen.requests.filter((url) => !url.startsWith(`${desk.url}/`) && !url.startsWith('data:')),
    ).toEqual([]);
    expect({ ...seen, requests: [] }).toEqual({ dialogs: [], tabs: [], requests: [], said: [] });
    expect(page.url()).toBe(`${desk.url}/`);
    await page.context().close();
  });

  test('in the frame, even where nobody made it safe', async (context) => {
    const payloads = payloadsOf();
    if (payloads.length === 0) context.skip(`TEST_DATA_DIR holds no hostile/${name}`);
    const { page, seen } = await openDesk();
    const documents = payloads.map((payload) => pageDocument(payload));
    for (let at = 0; at < documents.length; at += framesAtOnce)
      expect(await showAll(page, documents.slice(at, at + framesAtOnce))).toEqual([]);
    expect(elsewhere.asked).toEqual([]);
    expect([...seen.dialogs, ...seen.tabs]).toEqual([]);
    expect(page.url()).toBe(`${desk.url}/`);
    await page.context().close();
  });
});

test('a frame without its walls would run, fetch and leave: the watch sees it', async () => {
  const { page, seen } = await openDesk();
  const html = `<img src="${bad()}/seen"><script>alert(1)</script>`;
  await page.evaluate((srcdoc) => {
    document.body.append(Object.assign(document.createElement('iframe'), { srcdoc }));
  }, html);
  await expect.poll(() => elsewhere.asked.length).toBe(1);
  await expect
    .poll(() =>
      page.evaluate(() =>
        [...document.querySelectorAll('iframe')].some(
          ({ contentWindow }) => contentWindow && '__xss' in contentWindow,
        ),
      ),
    )
    .toBe(true);
  expect(seen.requests).toContain(`${bad()}/seen`);
  await page.context().close();
});
