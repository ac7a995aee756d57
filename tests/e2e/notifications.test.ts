/** Mentions, notifications and the installed console in the browsers of two members. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, type Person } from '../support/people.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { inboxOn, writtenIn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let bea: Person;
let count = 0;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  bea = await addMember(site.url, site.owner, 'agent', 'Béa Araújo');
});
afterAll(() => site.close());

const ask = (endpoint: (typeof endpoints)[keyof typeof endpoints], input: object) =>
  request(site.url, site.owner.apiKey, endpoint, input as never);

/** A conversation with a customer of that name. */
async function conversationWith(name: string): Promise<string> {
  const customer = await ask(endpoints.createCustomer, { body: { name } });
  count += 1;
  const made = await ask(endpoints.startConversation, {
    body: {
      customerId: (customer.body as unknown as { id: string }).id,
      inboxId: site.owner.inboxId,
      text: `hello ${count}`,
    },
  });
  return (made.body as unknown as { id: string }).id;
}
const give = (id: string) =>
  ask(endpoints.assignConversation, { params: { id }, body: { memberId: bea.memberId } });
const bell = (page: Page) => page.locator('nav a[href="/notifications"]');
/** Nothing of the test before is unread. */
const clear = () =>
  request(site.url, bea.apiKey, endpoints.readNotifications, {
    body: { upTo: '2100-01-01T00:00:00.000000Z' },
  });
const unreadOn = (page: Page) => bell(page).getAttribute('aria-label');

test('a colleague is mentioned by keyboard, finds it, opens its place, and has read it', () =>
  withCrowd(site, async ({ member }) => {
    const id = await conversationWith('Carla');
    const [ana, page] = [await member('Ana', site.ownerLogin), await member('Bea', bea)];
    await page.goto(`${site.url}/tasks`);
    await ana.goto(`${site.url}/conversations/${id}`);
    await ana.getByRole('radiogroup', { name: 'Reply or note' }).getByText('Note', { exact: true }).click();
    const field = ana.getByRole('textbox', { name: 'Private note' });
    await field.pressSequentially('Could you look, @ara');
    await ana.getByRole('option', { name: 'Béa Araújo' }).waitFor();
    await ana.keyboard.press('Enter');
    expect(await writtenIn(field)).toBe('Could you look, @Béa Araújo ');
    await ana.keyboard.type('please?');
    await ana.getByText('Will be told: Béa Araújo').waitFor();
    await ana.reload();
    await ana.getByRole('radiogroup', { name: 'Reply or note' }).getByText('Note', { exact: true }).click();
    await ana.getByText('Will be told: Béa Araújo').waitFor();
    await ana.getByRole('button', { name: 'Add note', exact: true }).click();
    await inboxOn(ana).thread.getByText('@Béa Araújo', { exact: true }).waitFor();

    await eventually(() => unreadOn(page)).toBe('Notifications, 1 unread');
    expect(await page.title()).toBe('(1) Tasks · Rapport');
    await bell(page).click();
    await page.getByRole('link', { name: /mentioned you/ }).click();
    await inboxOn(page).thread.getByText('@Béa Araújo', { exact: true }).waitFor();
    await eventually(() => unreadOn(page)).toBe('Notifications');
    expect(await page.title()).not.toContain('(');

    await page.getByRole('button', { name: /Which conversations are shown/ }).click();
    await page.getByRole('menuitem', { name: /^Mentions/ }).click();
    await eventually(() => inboxOn(page).rows.count()).toBe(1);
  }));

test('what happens while the line is down is there when it is back', () =>
  withCrowd(site, async (crowd) => {
    await clear();
    crowd.expectComplaints(/net::ERR_|WebSocket/);
    const page = await crowd.member('Bea', bea);
    // Seen once, so that the screen is there without a network.
    await page.goto(`${site.url}/notifications`);
    await page.getByText('You have read everything').waitFor();
    await page.context().setOffline(true);
    const ids = [await conversationWith('Dora'), await conversationWith('Eva')];
    for (const id of ids) await give(id);
    await page.waitForTimeout(1_500);
    expect(await unreadOn(page)).toBe('Notifications');
    await page.context().setOffline(false);
    await eventually(() => unreadOn(page)).toBe('Notifications, 2 unread');
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await eventually(() => unreadOn(page)).toBe('Notifications');
    await page.getByText('You have read everything').waitFor();
  }));

test('hidden tabs tell it once, and only after somebody allowed it by a click', () =>
  withCrowd(site, async ({ member }) => {
    await clear();
    const page = await member('Bea', bea);
    const other = await page.context().newPage();
    for (const tab of [page, other]) {
      await tab.addInitScript(() => {
        const said: string[] = [];
        class Said {
          static permission = 'granted';
          static requestPermission = async () => {
            said.push('asked');
            return 'granted';
          };
          close() {}
          constructor(title: string) {
            said.push(title);
          }
        }
        Object.assign(window, { Notification: Said, said });
        Object.defineProperty(document, 'hasFocus', { value: () => false });
      });
      await tab.goto(`${site.url}/tasks`);
      await bell(tab).waitFor();
    }
    const saidBy = (tab: Page) => tab.evaluate(() => (window as unknown as { said: string[] }).said);
    const all = async () => [...(await saidBy(page)), ...(await saidBy(other))];
    await page.waitForTimeout(1_000);
    expect(await all()).toEqual([]);
    await give(await conversationWith('Fay'));
    await eventually(() => unreadOn(other)).toBe('Notifications, 1 unread');
    await eventually(all).toEqual([expect.stringContaining('gave you a conversation')]);
    await page.waitForTimeout(1_000);
    expect(await all()).toHaveLength(1);
    await other.close();
  }));

test('settings are kept, and a test is sent', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Bea', bea);
    await page.goto(`${site.url}/settings/notifications`);
    await page.getByRole('switch', { name: 'Be quiet every day' }).click();
    await page.getByLabel('From').fill('21:30');
    await page.getByRole('checkbox', { name: 'A new conversation that nobody has: In the list' }).click();
    await page.getByRole('combobox', { name: 'How often' }).selectOption({ label: 'Every hour' });
    await page.getByRole('button', { name: 'Send me one' }).click();
    await eventually(() => unreadOn(page)).toMatch(/unread/);
    const kept = async () =>
      (await request(site.url, bea.apiKey, endpoints.readNotificationSettings, {})).body.settings;
    await eventually(kept).toMatchObject({
      quiet: { from: '21:30', to: '08:00' },
      mail: 'hourly',
      kinds: { opened: { app: true, push: false } },
    });
    await page.reload();
    await eventually(() => page.getByLabel('From').inputValue()).toBe('21:30');
  }));

test('the service worker keeps one page and shows it without a network; what is pushed is told', () =>
  withCrowd(site, async (crowd) => {
    crowd.expectComplaints(/net::ERR_|WebSocket|Failed to load/);
    const page = await crowd.member('Bea', bea, { viewport: phone });
    await page.context().grantPermissions(['notifications'], { origin: site.url });
    await page.goto(`${site.url}/notifications`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await bell(page).waitFor();
    const keptAddresses = () =>
      page.evaluate(async () => {
        const found: string[] = [];
        for (const name of await caches.keys())
          for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
        return found;
      });
    await page.goto(`${site.url}/conversations`);
    await bell(page).waitFor();
    expect(await keptAddresses()).toEqual(['/offline.html']);

    await page.context().setOffline(true);
    await page.goto(`${site.url}/tasks`);
    await page.getByText('There is no connection.').waitFor();
    await page.context().setOffline(false);
    await page.goto(`${site.url}/tasks`);
    await bell(page).waitFor();

    const manifest = await (await page.request.get(`${site.url}/manifest.webmanifest`)).json();
    for (const { src } of manifest.icons) {
      const icon = await page.request.get(`${site.url}${src}`);
      expect(icon.status(), src).toBe(200);
    }
    for (const name of ['service-worker.js', 'manifest.webmanifest', 'offline.html']) {
      const answer = await page.request.get(`${site.url}/${name}`);
      expect(answer.headers()['cache-control'], name).toBe('no-cache');
    }
  }));
