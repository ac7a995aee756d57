/** The widget in a real browser, on pages of another origin than the server's, with the team on the other side. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { locales } from '../../contract/ids.ts';
import { request, startTestServer, type TestServer } from '../../server/app/testing.ts';
import { barriersIn, startBrowser } from '../support/browser.ts';
import { identityTokenFor } from '../support/identity-token.ts';

let server: TestServer;
let browser: Browser;
let site: Server;

beforeAll(async () => {
  // Loopback addresses are told apart by port: another origin, as in life.
  server = await startTestServer(inject('testCluster'));
  browser = await startBrowser();
  site = createServer((asked, answer) => {
    const lang = new URL(asked.url ?? '/', 'http://site').searchParams.get('lang') ?? 'en';
    const tag = `<script async src="${server.url}/widget.js" data-inbox="${server.owner.inboxId}"></script>`;
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    answer.end(`<!doctype html><html lang="${lang}"><title>Shop</title><main><h1>Shop</h1></main>${tag}`);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
});

afterAll(async () => {
  await browser.close();
  site.closeAllConnections();
  site.close();
  await server.close();
});

type Visit = { page: Page; frame: FrameLocator; close: () => Promise<void> };

async function visit(options: BrowserContextOptions = {}, lang = 'en', from?: Page): Promise<Visit> {
  const context = from?.context() ?? (await browser.newContext(options));
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/?lang=${lang}`);
  await launcherOf(page).waitFor();
  return { page, frame: page.frameLocator('iframe'), close: () => context.close() };
}

const launcherOf = (page: Page) => page.locator('rapport-widget button');
const stored = (page: Page) => page.evaluate(() => Object.keys(localStorage).length);

async function write(frame: FrameLocator, text: string): Promise<void> {
  await frame.getByRole('textbox').fill(text);
  await frame.getByRole('textbox').press('Enter');
}

/** What is said in the frame, without the greeting. */
async function said(frame: FrameLocator): Promise<string[]> {
  return (await frame.locator('.message .bubble').allTextContents()) as string[];
}

/** The conversation whose newest message is this one, once the team has it. */
async function arrival(text: string): Promise<string> {
  let id: string | undefined;
  const find = async () => {
    const { body } = await request(server.url, server.owner.apiKey, endpoints.listConversations, {
      query: {},
    });
    id = body.data.find(({ lastMessage }) => lastMessage?.text === text)?.id;
    return id;
  };
  await expect.poll(find, { timeout: 15_000 }).toBeDefined();
  return id ?? '';
}

async function reply(id: string, text: string): Promise<void> {
  await request(server.url, server.owner.apiKey, endpoints.postMessage, { params: { id }, body: { text } });
}

async function textsOf(id: string): Promise<string[]> {
  const { body } = await request(server.url, server.owner.apiKey, endpoints.listMessages, {
    params: { id },
    query: {},
  });
  return body.data.map(({ text }) => text);
}

test('a visitor with nothing but a keyboard writes, reads the reply, and finds both on the next page', async () => {
  const { page, frame, close } = await visit();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await frame.getByRole('textbox').waitFor();
  expect(await page.locator('iframe').getAttribute('sandbox')).not.toContain('allow-same-origin');
  expect(await stored(page)).toBe(0);
  await page.keyboard.type('Where is my');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('order?');
  await page.keyboard.press('Enter');
  const conversation = await arrival('Where is my\norder?');
  await reply(conversation, 'On its way: https://shop.example/1');
  await frame.getByRole('link', { name: 'https://shop.example/1' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('iframe').waitFor({ state: 'hidden' });
  const focused = () => document.querySelector('rapport-widget')?.shadowRoot?.activeElement?.tagName;
  expect(await page.evaluate(focused)).toBe('BUTTON');
  await reply(conversation, 'Anything else?');
  await page.getByRole('button', { name: 'Open chat (unread: 1)' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Open chat (unread: 1)' }).click();
  await frame.getByText('Anything else?').waitFor();
  expect(await said(frame)).toEqual([
    'Where is my\norder?',
    'On its way: https://shop.example/1',
    'Anything else?',
  ]);
  expect(await page.evaluate(() => document.cookie)).toBe('');
  await close();
});

test('without a network nothing is lost, doubled or out of order', async () => {
  const { page, frame, close } = await visit();
  await launcherOf(page).click();
  await write(frame, 'before');
  const conversation = await arrival('before');
  await page.context().setOffline(true);
  for (const text of ['one', 'two', 'three']) await write(frame, text);
  await frame.getByText('No connection').waitFor();
  await page.context().setOffline(false);
  await arrival('three');
  let count = 0;
  await page.context().route('**/visitor/messages', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    count += 1;
    if (count % 3 === 2) await route.fetch();
    return count % 3 === 0 ? route.continue() : route.abort();
  });
  await write(frame, 'four');
  await write(frame, 'five');
  await arrival('five');
  await page.reload();
  await launcherOf(page).click();
  await frame.getByText('five').waitFor();
  const all = ['before', 'one', 'two', 'three', 'four', 'five'];
  expect(await textsOf(conversation)).toEqual(all);
  expect(await said(frame)).toEqual(all);
  await expect.poll(() => stored(page)).toBe(1);
  await close();
});

type PageApi = { Rapport: { identify(token: string): void; logout(): void } };
const identify = ({ page }: Visit, token: string) =>
  page.evaluate((value) => (window as unknown as PageApi).Rapport.identify(value), token);
const logout = ({ page }: Visit) => page.evaluate(() => (window as unknown as PageApi).Rapport.logout());

test('a signed-in user is known by a signed token only, finds the thread elsewhere, and leaves nothing behind', async () => {
  const here = await visit();
  await launcherOf(here.page).click();
  await write(here.frame, 'before signing in');
  await arrival('before signing in');
  const warned = here.page.waitForEvent('console', (message) => message.text().includes('was refused'));
  await identify(here, await identityTokenFor({ ...server.owner, identitySecret: 'a guess' }, 'maria'));
  await warned;
  await identify(here, await identityTokenFor(server.owner, 'maria', { name: 'Maria' }));
  await expect
    .poll(async () => {
      const { body } = await request(server.url, server.owner.apiKey, endpoints.listCustomers, {
        query: { identity: 'maria' },
      });
      return body.data[0]?.name;
    })
    .toBe('Maria');
  const elsewhere = await visit();
  await identify(elsewhere, await identityTokenFor(server.owner, 'maria'));
  await launcherOf(elsewhere.page).click();
  await elsewhere.frame.getByText('before signing in').waitFor();
  await identify(elsewhere, await identityTokenFor(server.owner, 'joao'));
  await elsewhere.frame.getByText('before signing in').waitFor({ state: 'detached' });
  await logout(elsewhere);
  expect(await stored(elsewhere.page)).toBe(0);
  await here.close();
  await elsewhere.close();
});

test('two tabs share one thread, and signing out empties both', async () => {
  const one = await visit();
  const two = await visit({}, 'en', one.page);
  await launcherOf(one.page).click();
  await write(one.frame, 'from the first tab');
  await arrival('from the first tab');
  await launcherOf(two.page).click();
  await two.frame.getByText('from the first tab').waitFor();
  await write(two.frame, 'from the second tab');
  await one.frame.getByText('from the second tab').waitFor();
  await logout(two);
  await one.frame.getByText('from the first tab').waitFor({ state: 'detached' });
  expect(await stored(one.page)).toBe(0);
  await one.close();
});

test('a page that merely carries the snippet stores nothing, shifts nothing and fetches no chat', async () => {
  const context = await browser.newContext();
  const fetched: string[] = [];
  context.on('request', (asked) => fetched.push(new URL(asked.url()).pathname));
  await context.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => shifts.push(list.getEntries().length)).observe({
      type: 'layout-shift',
      buffered: true,
    });
  });
  const { page } = await visit({}, 'en', await context.newPage());
  await page.waitForLoadState('networkidle');
  expect(fetched.filter((path) => path.startsWith('/widget/'))).toEqual([]);
  expect(await stored(page)).toBe(0);
  await launcherOf(page).click();
  await page.locator('iframe').waitFor();
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
  await context.close();
});

const looks = locales.flatMap((lang) => [
  { lang, colorScheme: 'light' as const, width: 1280 },
  { lang, colorScheme: 'dark' as const, width: 390 },
]);

describe.each(looks)('in $lang, $colorScheme, $width pixels wide', ({ lang, colorScheme, width }) => {
  test('everybody can use it', async () => {
    const { page, frame, close } = await visit({ viewport: { width, height: 800 }, colorScheme }, lang);
    expect(await barriersIn(page)).toEqual([]);
    await launcherOf(page).click();
    await frame.getByRole('textbox').waitFor();
    await write(frame, `hello ${lang} ${colorScheme}`);
    await reply(await arrival(`hello ${lang} ${colorScheme}`), 'see https://shop.example/');
    await frame.getByRole('link').waitFor();
    const inside = page.frames().find((candidate) => candidate.url().includes('/widget/frame'));
    if (!inside) throw new Error('The frame is on the page.');
    expect(await barriersIn(inside)).toEqual([]);
    expect(await inside.evaluate(() => document.documentElement.lang)).toBe(lang);
    const box = await page.locator('iframe').boundingBox();
    expect(box?.width).toBe(width === 390 ? 390 : 380);
    await close();
  });
});
