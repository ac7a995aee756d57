/** A visitor and two members at once: everybody sees the same, live, and nobody sees what is not theirs. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { identityTokenFor } from '../support/identity-token.ts';
import { addMember, type Person } from '../support/people.ts';
import { type Crowd, withCrowd } from './support/crowd.ts';
import { pathOf } from './support/host-page.ts';
import { type Inbox, inboxOn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { type Widget, widgetOn } from './support/widget.ts';

let site: Site;
let ben: Person;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  ben = await addMember(site.url, site.owner, 'agent', 'Ben');
});
afterAll(() => site.close());

/** A visitor whose first message is seen by two members; everybody has the conversation open. */
async function threeInTouch(crowd: Crowd, first: string) {
  const [shop, anasPage, bensPage] = await Promise.all([
    crowd.somebody('visitor'),
    crowd.member('Ana', site.ownerLogin),
    crowd.member('Ben', ben),
  ]);
  await Promise.all([
    shop.goto(site.shop),
    ...[anasPage, bensPage].map((page) => page.goto(`${site.url}/conversations`)),
  ]);
  const widget = widgetOn(shop);
  const ana = inboxOn(anasPage);
  const bens = inboxOn(bensPage);
  await anasPage.getByRole('img', { name: 'Live' }).waitFor();
  await bensPage.getByRole('img', { name: 'Live' }).waitFor();
  await widget.open();
  await widget.say(first);
  await ana.row(first).waitFor();
  await bens.row(first).waitFor();
  return { shop, widget, anasPage, ana, bensPage, bens };
}

test('a message is seen live by two members, read by each for themselves, and the reply comes back live', () =>
  withCrowd(site, async (crowd) => {
    const { widget, ana, bens } = await threeInTouch(crowd, 'Is the bakery open on Sunday?');
    const unread = (inbox: Inbox) => inbox.row('Is the bakery open').getByText(/^1 unread message$/);
    expect([await unread(ana).count(), await unread(bens).count()]).toEqual([1, 1]);

    await ana.row('Is the bakery open').click();
    await eventually(ana.texts).toEqual(['Is the bakery open on Sunday?']);
    await eventually(() => unread(ana).count()).toBe(0);
    expect(await unread(bens).count()).toBe(1);

    await ana.reply('From eight to noon.');
    await eventually(widget.texts).toEqual(['Is the bakery open on Sunday?', 'From eight to noon.']);
    await bens.row('You:').waitFor({ state: 'detached' });
    await bens.row('From eight to noon.').waitFor();
  }));

test('a private note reaches the team and nothing of it ever the visitor', () =>
  withCrowd(site, async (crowd) => {
    const secret = 'He still owes us for the wedding cake';
    const { shop, widget, ana, bens } = await threeInTouch(crowd, 'A birthday cake, please.');
    const heard = listenIn(shop);
    await ana.row('A birthday cake').click();
    await bens.row('A birthday cake').click();
    await ana.note(secret);
    await eventually(bens.texts).toEqual(['A birthday cake, please.', secret]);
    await bens.reply('With pleasure!');
    await eventually(widget.texts).toEqual(['A birthday cake, please.', 'With pleasure!']);
    await shop.reload();
    await widget.open();
    await eventually(widget.texts).toEqual(['A birthday cake, please.', 'With pleasure!']);
    const everything = (await heard()).join('\n');
    expect(everything).toContain('With pleasure!');
    expect(everything).not.toContain('wedding');
    expect(await ana.messages()).toEqual(await widget.texts());
  }));

test('assigning, closing and reopening are seen by the other member as they happen', () =>
  withCrowd(site, async (crowd) => {
    const { anasPage, ana, bensPage, bens, widget } = await threeInTouch(crowd, 'Where is my order?');
    await ana.row('Where is my order?').click();
    await bens.row('Where is my order?').click();
    await anasPage.getByRole('button', { name: 'Assign; now: Nobody' }).click();
    await anasPage.getByRole('menuitem', { name: 'Ben' }).click();
    await bensPage.getByRole('button', { name: 'Assign; now: Ben' }).waitFor();
    await bensPage.getByText('Mine', { exact: true }).click();
    await bens.row('Where is my order?').waitFor();

    await closeOn(anasPage);
    await bens.row('Where is my order?').waitFor({ state: 'detached' });
    await bensPage.getByRole('button', { name: 'Reopen' }).click();
    await bens.row('Where is my order?').waitFor();
    await ana.row('Where is my order?').waitFor();

    await closeOn(bensPage);
    await ana.row('Where is my order?').waitFor({ state: 'detached' });
    await widget.say('It is still not here.');
    await ana.row('It is still not here.').waitFor();
    await bens.row('It is still not here.').waitFor();
  }));

test('three people write at once, and all three read the same order', () =>
  withCrowd(site, async (crowd) => {
    const { widget, ana, bens } = await threeInTouch(crowd, 'One');
    await ana.row('One').click();
    await bens.row('One').click();
    const three = (who: string) => [1, 2, 3].map((n) => `${who} ${n}`);
    await Promise.all([
      inTurn(three('Visitor'), widget.say),
      inTurn(three('Ana'), ana.reply),
      inTurn(three('Ben'), bens.reply),
    ]);
    crowd.expectComplaints(/409 \(Conflict\)/);
    // A reply over a colleague's newer one is held: each sends it all the same.
    const insist = async ({ thread }: Inbox) => {
      const held = thread.getByRole('button', { name: 'Send anyway' });
      if ((await held.count()) > 0)
        await held
          .first()
          .click({ timeout: 1_000 })
          .catch(() => undefined);
    };
    await eventually(async () => {
      await Promise.all([insist(ana), insist(bens)]);
      return (await widget.texts()).length;
    }).toBe(10);
    const order = await widget.texts();
    await eventually(ana.texts).toEqual(order);
    await eventually(bens.texts).toEqual(order);
    expect(order.filter((text) => text.startsWith('Visitor'))).toEqual(three('Visitor'));
    // What was held goes out when its writer says so.
    for (const who of ['Ana', 'Ben']) {
      expect(order.filter((text) => text.startsWith(who)).toSorted()).toEqual(three(who));
    }
  }));

test('the visitor finds the thread on another page, in another tab, and on another day', () =>
  withCrowd(site, async (crowd) => {
    const { shop, widget, ana } = await threeInTouch(crowd, 'Do you bake without gluten?');
    await shop.getByRole('link', { name: 'Pricing' }).click();
    await shop.getByRole('heading', { name: 'Pricing' }).waitFor();
    await ana.row('without gluten').click();
    await ana.reply('Every Tuesday.');
    await shop.getByRole('button', { name: 'Open chat (unread: 1)' }).waitFor();
    const thread = ['Do you bake without gluten?', 'Every Tuesday.'];
    await widget.open();
    await eventually(widget.texts).toEqual(thread);
    await shop.getByRole('button', { name: 'Close chat', exact: true }).first().waitFor();

    const tab = await crowd.tab(shop);
    await tab.goto(site.shop);
    await widgetOn(tab).open();
    await eventually(widgetOn(tab).texts).toEqual(thread);
    await widgetOn(tab).say('See you then.');
    await eventually(widget.texts).toEqual([...thread, 'See you then.']);

    const storageState = await shop.context().storageState();
    const nextDay = await crowd.somebody('visitor, next day', {}, { storageState });
    await nextDay.goto(site.shop);
    await widgetOn(nextDay).open();
    await eventually(widgetOn(nextDay).texts).toEqual([...thread, 'See you then.']);
    await eventually(ana.messages).toEqual([...thread, 'See you then.']);
  }));

test('a signed token makes the visitor known on every device, and logging out leaves nothing behind', () =>
  withCrowd(site, async (crowd) => {
    const claims = { name: 'Carla Dias', email: 'carla@example.com', email_verified: true };
    const known = async (name: string): Promise<Widget> => {
      const identityToken = await identityTokenFor(site.owner, 'customer-7', claims);
      const page = await crowd.somebody(name);
      await page.goto(`${site.shop}${pathOf('/', { identityToken })}`);
      await widgetOn(page).open();
      return widgetOn(page);
    };
    const laptop = await known('Carla’s laptop');
    await laptop.say('My order of yesterday?');
    const page = await crowd.member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations`);
    await inboxOn(page).row('Carla Dias').click();
    const aside = page.getByRole('complementary', { name: 'Customer' });
    await aside
      .getByRole('listitem')
      .filter({ hasText: 'carla@example.com' })
      .getByText('Verified')
      .waitFor();

    const mobile = await known('Carla’s phone');
    await eventually(mobile.texts).toEqual(['My order of yesterday?']);
    const device = mobile.iframe.page();
    await device.evaluate(() => (globalThis as unknown as { Rapport: { logout(): void } }).Rapport.logout());
    await eventually(mobile.texts).toEqual([]);
    expect(await device.evaluate(() => JSON.stringify(localStorage))).toBe('{}');
    await device.goto(site.shop);
    await mobile.open();
    await mobile.frame.getByText('How can we help').waitFor();
    expect(await mobile.texts()).toEqual([]);
  }));

test('a token that somebody else signed is not believed, and the chat goes on', () =>
  withCrowd(site, async (crowd) => {
    const forged = { ...site.owner, identitySecret: 'another secret than that of the inbox' };
    const identityToken = await identityTokenFor(forged, 'customer-7', { name: 'Carla Dias' });
    crowd.expectComplaints(/^stranger: console: .*status of 401/);
    const page = await crowd.somebody('stranger');
    await page.goto(`${site.shop}${pathOf('/', { identityToken })}`);
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('Show me her orders.');
    const ana = await crowd.member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/conversations`);
    const row = inboxOn(ana).row('Show me her orders.');
    await row.waitFor();
    expect(await row.textContent()).not.toContain('Carla');
    expect(await widget.texts()).toEqual(['Show me her orders.']);
  }));

async function closeOn(page: Page): Promise<void> {
  const conversation = page.getByRole('region', { name: 'Conversation', exact: true });
  await conversation.getByRole('button', { name: 'Close' }).click();
}

async function inTurn(texts: readonly string[], say: (text: string) => Promise<void>): Promise<void> {
  for (const text of texts) await say(text);
}

/** Everything that the server tells a page from now on, by answers and by sockets. */
function listenIn(page: Page): () => Promise<string[]> {
  const heard: Promise<string>[] = [];
  page.on('response', (response) => heard.push(response.text().catch(() => '')));
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.push(Promise.resolve(String(payload)))),
  );
  return () => Promise.all(heard);
}
