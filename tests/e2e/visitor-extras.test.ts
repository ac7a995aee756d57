/** What visitors get beside the conversation: a sound, a notification, a greeting, reactions, and tabs that agree. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { barriersIn } from '../support/browser.ts';
import { withCrowd } from './support/crowd.ts';
import { barriersOn } from './support/screen-checks.ts';
import { openSite, type Site } from './support/site.ts';
import { type Widget, widgetOn } from './support/widget.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
});
afterAll(() => site.close());

/** What the page's browser was asked to do: counted, and never shown or heard here. */
type Told = { told: { tones: number; notifications: string[][]; asked: number } };

/** A browser that counts. `permission`: what the visitor says when asked. */
async function countTellings(
  page: Page,
  permission: NotificationPermission,
): Promise<() => Promise<Told['told']>> {
  await page.addInitScript((answer) => {
    const told = { tones: 0, notifications: [] as string[][], asked: 0 };
    Object.assign(window, { told });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      told.tones += 1;
      start.call(this, when);
    };
    let said: NotificationPermission = 'default';
    Object.assign(window, {
      Notification: class {
        static get permission() {
          return said;
        }
        static async requestPermission() {
          told.asked += 1;
          said = answer;
          return said;
        }
        constructor(title: string, { body }: { body: string }) {
          told.notifications.push([title, body]);
        }
        close() {}
      },
    });
  }, permission);
  return () => page.evaluate(() => (window as unknown as Told).told);
}

async function reply(text: string): Promise<void> {
  const { body } = await request(site.url, site.owner.apiKey, endpoints.listConversations, {
    query: { limit: '1' },
  });
  const params = { id: body.data[0]?.id ?? '' };
  await request(site.url, site.owner.apiKey, endpoints.postMessage, { params, body: { text, note: false } });
}

const trusted = () => `${site.url}/widget-demo?inbox=${site.owner.inboxId}`;

/** A switch of the menu, which is open. */
const way = (widget: Widget, name: string) => widget.frame.getByRole('switch', { name });

test('a visitor hears of answers by a sound and a notification without their words, once they said so', () =>
  withCrowd(site, async ({ somebody }) => {
    const page = await somebody('visitor');
    const told = await countTellings(page, 'granted');
    // Browsers notify on pages that they trust: this one is.
    await page.goto(trusted());
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('Do you have rye bread?');
    await widget.frame.getByText('Delivered').waitFor();
    await widget.frame.getByRole('button', { name: 'More' }).click();
    await way(widget, 'Sound off').waitFor();
    expect(await told()).toEqual({ tones: 0, notifications: [], asked: 0 });
    await way(widget, 'Sound').click();
    await way(widget, 'Sound on').waitFor();
    await way(widget, 'Notify me').press('Enter');
    await way(widget, 'Notify me on').waitFor();
    expect(await barriersIn(page)).toEqual([]);
    expect((await told()).asked).toBe(1);
    await page.keyboard.press('Escape');

    await reply('Yes, today');
    await widget.log.getByText('Yes, today').waitFor();
    await page.keyboard.press('Escape');
    await widget.iframe.waitFor({ state: 'hidden' });
    const before = await told();
    expect(before.tones, 'the sound was tried, and the answer was in sight').toBe(2);
    // Somebody looks at another window.
    await page.evaluate(() => Object.assign(document, { hasFocus: () => false }));
    await reply('And oat bread: our secret');
    await expect.poll(async () => (await told()).tones).toBe(4);
    expect((await told()).notifications.at(-1)).toEqual(['Ana’s Bakery', 'You have a new message.']);

    await page.reload();
    await widget.open();
    await widget.frame.getByRole('button', { name: 'More' }).click();
    await way(widget, 'Sound on').waitFor();
    await way(widget, 'Sound').click();
    await way(widget, 'Sound off').waitFor();
  }));

test('where the browser says no, or can’t, the menu says so', () =>
  withCrowd(site, async ({ somebody }) => {
    const page = await somebody('visitor');
    await countTellings(page, 'denied');
    await page.addInitScript(() => Reflect.deleteProperty(window, 'AudioContext'));
    await page.goto(trusted());
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('Hello');
    await widget.frame.getByText('Delivered').waitFor();
    await widget.frame.getByRole('button', { name: 'More' }).click();
    expect(await way(widget, 'Sound not possible in this browser').isDisabled()).toBe(true);
    await way(widget, 'Notify me').click();
    const denied = way(widget, 'Notify me blocked in your browser’s settings');
    await denied.waitFor();
    expect(await denied.isDisabled()).toBe(true);
  }));

/** The visitor lets the site store something, and the page is counted. */
async function agree(page: Page): Promise<void> {
  await page.evaluate(() =>
    (window as unknown as { Rapport: { consent(given: boolean): void } }).Rapport.consent(true),
  );
  await page.waitForFunction(() => sessionStorage.length > 0);
}

test('a greeting comes once, beside the button, and stands before what the visitor answers', () =>
  withCrowd(site, async ({ somebody, member, tab }) => {
    const { url, shop } = site;
    const ana = await member('Ana', site.ownerLogin);
    await ana.goto(`${url}/settings/greetings`);
    await ana.getByRole('button', { name: 'New greeting' }).click();
    await ana.getByLabel('Name, for your team').fill('Prices');
    await ana.getByLabel('Text in English').fill('Questions about prices?');
    await ana.getByLabel('Text in Chinese').fill('想了解价格吗？');
    await ana.getByRole('button', { name: 'Add a page' }).click();
    await ana.getByLabel('Part of the address of page 1').fill('/pricing');
    await ana.getByLabel('Seconds on the page').fill('1');
    await ana.getByLabel('Pages seen so far').fill('2');
    expect(await barriersOn(ana)).toEqual([]);
    await ana.getByRole('button', { name: 'Save' }).click();
    await ana.getByText(/address contains .*from page 2 on/).waitFor();

    const stranger = await somebody('stranger');
    await stranger.goto(`${shop}/pricing`);
    await stranger.goto(`${shop}/pricing?again`);
    const page = await somebody('visitor');
    await page.goto(shop);
    await agree(page);
    const bubble = page.locator('rapport-greeting').getByRole('status');
    await page.getByRole('link', { name: 'Pricing' }).click();
    await page.getByRole('heading', { name: 'Pricing' }).waitFor();
    await agree(page);
    await bubble.getByText('Questions about prices?').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName), 'it takes no focus').toBe('BODY');
    expect(await barriersIn(page)).toEqual([]);
    const other = await tab(page);
    await other.goto(`${shop}/pricing?title=Other`);
    await other.goto(`${shop}/pricing?title=Again`);

    await bubble.getByRole('button', { name: 'Questions about prices?' }).click();
    const widget = widgetOn(page);
    await widget.field.waitFor();
    await widget.log.getByText('Questions about prices?').waitFor();
    expect(await bubble.count()).toBe(0);
    await widget.say('Yes, how much is rye?');
    await widget.frame.getByText('Delivered').waitFor();
    await expect.poll(widget.texts).toEqual(['Questions about prices?', 'Yes, how much is rye?']);
    await page.reload();
    await widget.open();
    await expect.poll(widget.texts).toEqual(['Questions about prices?', 'Yes, how much is rye?']);
    expect(await other.locator('rapport-greeting').count()).toBe(0);
    expect(
      await stranger.locator('rapport-greeting').count(),
      'without a session nobody is asked about',
    ).toBe(0);
    expect(await stranger.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    await ana.reload();
    for (const number of ['Shown 1', 'Opened 1', 'Dismissed 0'])
      await ana.getByRole('button', { name: number }).waitFor();
    expect(await barriersOn(ana)).toEqual([]);
    await ana.getByRole('button', { name: 'Answered 1' }).click();
    await ana.getByRole('dialog').getByRole('link', { name: 'Conversation' }).click();
    await ana.getByRole('list').getByText('Questions about prices?').waitFor();
  }));

test('Escape dismisses a greeting, in the visitor’s language, for good', () =>
  withCrowd(site, async ({ somebody }) => {
    const page = await somebody('visitor', { colorScheme: 'dark' });
    const go = async () => {
      await page.goto(`${site.shop}/pricing?lang=zh-CN`);
      await agree(page);
    };
    await go();
    await go();
    const bubble = page.locator('rapport-greeting').getByRole('status');
    await bubble.getByText('想了解价格吗？').waitFor();
    await page.keyboard.press('Escape');
    await bubble.waitFor({ state: 'detached' });
    const dismissed = async () => {
      const { body } = await request(site.url, site.owner.apiKey, endpoints.listGreetings, {});
      return body.data[0]?.counts.dismissed;
    };
    await expect.poll(dismissed).toBe(1);
  }));

test('another tab of the visitor shows at once that the conversation was ended', () =>
  withCrowd(site, async ({ somebody, tab }) => {
    const page = await somebody('visitor');
    await page.goto(site.shop);
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('That is all');
    await widget.frame.getByText('Delivered').waitFor();
    const other = await tab(page);
    await other.goto(site.shop);
    const there = widgetOn(other);
    await there.open();
    await there.log.getByText('That is all').waitFor();
    await widget.frame.getByRole('button', { name: 'More' }).click();
    const end = widget.frame.getByRole('button', { name: 'End the conversation' });
    await end.click();
    await end.click();
    await there.log.getByText('You ended the conversation.').waitFor();
    await there.say('One more thing');
    await widget.log.getByText('One more thing').waitFor();
    expect(await widget.log.getByText('You ended the conversation.').count()).toBe(0);
  }));

test('visitor and member react to one another’s messages, by keyboard too, and see it at once', () =>
  withCrowd(site, async ({ somebody, member }) => {
    const page = await somebody('visitor');
    await page.goto(site.shop);
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('Thank you for the cake');
    await widget.frame.getByText('Delivered').waitFor();
    const ana = await member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/conversations`);
    await ana.getByRole('link', { name: /Thank you for the cake/ }).click();
    await ana.getByRole('button', { name: 'React', exact: true }).press('Enter');
    await ana.getByRole('menuitem', { name: '❤️' }).press('Enter');
    await ana.getByRole('button', { name: 'The team reacted with ❤️' }).waitFor();
    await widget.log.getByRole('img', { name: 'Reaction: ❤️' }).waitFor();

    await reply('With pleasure');
    await widget.frame.getByRole('button', { name: 'React', exact: true }).press('Enter');
    await widget.frame.getByRole('button', { name: '🎉' }).press('Enter');
    const chosen = widget.frame.getByRole('button', { name: 'You reacted with 🎉. Change' });
    await chosen.waitFor();
    expect(await chosen.evaluate((node) => node === document.activeElement)).toBe(true);
    await ana.getByRole('img', { name: 'The customer reacted with 🎉' }).waitFor();
    expect(await barriersOn(ana)).toEqual([]);
    await chosen.press('Enter');
    expect(await barriersIn(page)).toEqual([]);
    await widget.frame.getByRole('button', { name: '🎉', exact: true }).press('Enter');
    await ana.getByRole('img', { name: 'The customer reacted with 🎉' }).waitFor({ state: 'detached' });
  }));

test('what fails on the page of a visitor is told to whoever answers them, once', () =>
  withCrowd(site, async ({ somebody, member, expectComplaints }) => {
    expectComplaints(/The basket is gone|Payment refused/);
    const shop = await somebody('visitor');
    await shop.goto(`${site.shop}?ref=letter`);
    const widget = widgetOn(shop);
    await widget.open();
    await widget.say('It does not work');
    await widget.frame.getByText('Delivered').waitFor();
    const fail = (message: string) =>
      shop.evaluate((text) => {
        setTimeout(() => {
          throw new Error(text);
        });
      }, message);
    const told = shop.waitForResponse((answer) => answer.url().endsWith('/visitor/page-errors'));
    await fail('The basket is gone');
    expect((await told).status()).toBe(202);
    await fail('The basket is gone');
    const second = shop.waitForResponse((answer) => answer.url().endsWith('/visitor/page-errors'));
    await shop.evaluate(() => void Promise.reject(new Error('Payment refused')));
    await second;

    const ana = await member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/conversations`);
    await ana.locator('[data-row]').filter({ hasText: 'It does not work' }).click();
    const last = ana.getByRole('heading', { name: 'Last error' }).locator('..');
    await last.getByText('Error: Payment refused').waitFor();
    await last.getByRole('link').waitFor();
    expect(await barriersOn(ana)).toEqual([]);
    const { body } = await request(site.url, site.owner.apiKey, endpoints.listConversations, {
      query: { limit: '1' },
    });
    const params = { id: body.data[0]?.customer.id ?? '' };
    const query = { kinds: 'page.failed' };
    const timeline = await request(site.url, site.owner.apiKey, endpoints.readTimeline, { params, query });
    expect(timeline.body.data.map(({ payload }) => payload.message)).toEqual([
      'Error: Payment refused',
      'Uncaught Error: The basket is gone',
    ]);
    const touches = await request(site.url, site.owner.apiKey, endpoints.readTouches, { params });
    expect(JSON.stringify(touches.body)).not.toContain('page.failed');
  }));
