/** Searching what was said, in the browser: by keyboard, from the palette, and to the very message. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, addVisitor, fromSomewhere } from '../support/people.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { openSite, type Site } from './support/site.ts';

const saidBetween = 230;
let site: Site;
let conversationId: string;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  const token = await addVisitor(site.url, site.owner.inboxId);
  await request(site.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text: 'The zebra crossing <img src=x onerror="document.title=1"> was painted' },
    headers: fromSomewhere(),
  });
  const list = await request(site.url, site.owner.apiKey, endpoints.listConversations, { query: {} });
  conversationId = list.body.data[0]?.id ?? '';
  for (let n = 0; n < saidBetween; n += 1) await reply(`line ${n}`);
  await reply('我们的退款政策是三十天');
  await reply('zebras again, for the team', true);
  await vi.waitFor(
    async () => {
      const query = { search: 'zebra' };
      const found = await request(site.url, site.owner.apiKey, endpoints.searchMessages, { query } as never);
      expect(found.body.data).toHaveLength(2);
    },
    { timeout: 20_000 },
  );
}, 120_000);
afterAll(() => site.close());

const reply = (text: string, note = false) =>
  request(site.url, site.owner.apiKey, endpoints.postMessage, {
    params: { id: conversationId },
    body: { text, note },
  });

test('by a key, as one types, down the list and to the message far up, which stands out', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations`);
    await page.getByRole('link', { name: 'Search messages' }).waitFor();
    await page.keyboard.press('/');
    await page.getByText('Find anything that was said').waitFor();
    await page.keyboard.type('ZEBRA');
    await page.getByRole('status').filter({ hasText: '2 messages found' }).waitFor({ state: 'attached' });
    const options = page.getByRole('option');
    expect(await options.locator('mark').allTextContents()).toEqual(['zebra', 'zebra']);
    expect(await page.title()).not.toBe('1');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/message=/);
    const shown = page.locator('[data-shown]');
    await shown.getByText('The zebra crossing').waitFor();
    await vi.waitFor(async () => {
      const box = await shown.boundingBox();
      expect(box?.y).toBeGreaterThan(0);
      expect(box?.y).toBeLessThan(page.viewportSize()?.height ?? 0);
    });
    expect(await shown.evaluate((element) => element === document.activeElement)).toBe(true);
    // The way back leads to what was found.
    await page.goBack();
    await page.getByRole('heading', { name: '2 messages found' }).waitFor();
  }));

test('filters are written or chosen, and what means nothing is explained', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/search?q=zebra`);
    await page.getByRole('heading', { name: '2 messages found' }).waitFor();
    await page.getByRole('button', { name: 'From', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Note' }).click();
    await page.getByRole('heading', { name: '1 message found' }).waitFor();
    const field = page.getByRole('combobox', { name: 'Search messages' });
    expect(await field.inputValue()).toBe('zebra from:Note');
    await page.getByRole('button', { name: 'Remove From Note' }).click();
    await page.getByRole('heading', { name: '2 messages found' }).waitFor();
    await field.fill('zebra from:martian before:soon');
    await page.getByRole('alert').getByText('Nothing here is called “martian”').waitFor();
    await page.getByRole('alert').getByText('“soon” is not a day').waitFor();
    expect(await page.getByRole('option').count()).toBe(0);
    await field.fill('"crossing zebra"');
    await page.getByText('No message found').waitFor();
    await field.fill('after:2099-01-01 zebra');
    await page.getByText('No message found').waitFor();
  }));

test('an older answer never stands in the place of a newer one', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/search`);
    let held = 0;
    await page.route(/\/messages\?.*search=line/, async (route) => {
      held += 1;
      await new Promise((done) => setTimeout(done, 1_500));
      await route.continue().catch(() => undefined);
    });
    const field = page.getByRole('combobox', { name: 'Search messages' });
    await field.fill('line');
    await vi.waitFor(() => expect(held).toBe(1));
    await field.fill('zebra');
    await page.getByRole('heading', { name: '2 messages found' }).waitFor();
    await page.waitForTimeout(2_000);
    await page.getByRole('heading', { name: '2 messages found' }).waitFor();
  }));

test('from the palette, in Chinese, on a phone', () =>
  withCrowd(site, async ({ member }) => {
    const bea = await addMember(site.url, site.owner, 'viewer', 'Bea');
    const headers = { cookie: bea.cookie, 'sec-fetch-site': 'same-origin' };
    await request(site.url, undefined, endpoints.updateMe, { body: { locale: 'zh-CN' }, headers } as never);
    const page = await member('Bea', bea, { viewport: phone, locale: 'zh-CN' } as never);
    await page.goto(`${site.url}/conversations`);
    await page.getByRole('link', { name: '搜索消息' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('退款');
    await page.getByRole('option', { name: /“退款”/ }).click();
    await page.waitForURL(/\/search\?q=/);
    await page.getByRole('option').filter({ hasText: '退款政策' }).click();
    await page.locator('[data-shown]').getByText('退款政策').waitFor();
  }));

test('a link to a message is copied, and one to no message says so', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${site.url}/conversations/${conversationId}`);
    const last = page.locator('[data-message]').last();
    await last.hover();
    await last.getByRole('button', { name: 'Copy a link to this message' }).click();
    await page.getByText('The link is copied.').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(
      `${site.url}/conversations/${conversationId}?message=${await last.getAttribute('data-message')}`,
    );
    await page.goto(`${site.url}/conversations/${conversationId}?message=${randomUUID()}`);
    await page.getByText('The message of this link is not in this conversation.').waitFor();
  }));
