/** Bad networks and a server that restarts: nothing is lost, nothing doubled, and everybody is told. */
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Crowd, withCrowd } from './support/crowd.ts';
import { inboxOn, writtenIn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

/** What browsers say of a network that is away, and of a server that is stopped. */
const unreachable = /net::ERR_|WebSocket connection to .* failed|status of 50[0-9]/;

let site: Site;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
});
afterAll(() => site.close());

/** A visitor who has written, and a member who has the conversation open. */
async function twoInTouch(crowd: Crowd, first: string, beforeReading?: (page: Page) => Promise<unknown>) {
  crowd.expectComplaints(unreachable);
  const shop = await crowd.somebody('visitor');
  const page = await crowd.member('Ana', site.ownerLogin);
  await Promise.all([shop.goto(site.shop), page.goto(`${site.url}/conversations`)]);
  const widget = widgetOn(shop);
  const inbox = inboxOn(page);
  await widget.open();
  await widget.say(first);
  await inbox.row(first).waitFor();
  await beforeReading?.(page);
  await inbox.row(first).click();
  await eventually(inbox.texts).toEqual([first]);
  return { shop, widget, page, inbox };
}

test('three messages written without a network survive a reload and arrive once, in order', () =>
  withCrowd(site, async (crowd) => {
    const { shop, widget, inbox } = await twoInTouch(crowd, 'Hello?');
    await shop.context().setOffline(true);
    await widget.frame.getByText('No connection.').waitFor();
    for (const text of ['First', 'Second', 'Third']) await widget.say(text);
    const thread = ['Hello?', 'First', 'Second', 'Third'];
    await eventually(widget.texts).toEqual(thread);
    await widget.frame.getByText('Waiting for a connection').last().waitFor();

    // The page comes from the shop's server: the browser has a network again, and still no way to ours.
    await site.stop();
    await shop.context().setOffline(false);
    await shop.reload();
    await site.start();
    await widget.open();
    await eventually(widget.texts).toEqual(thread);
    await widget.frame
      .getByText(/Delivered|Read/)
      .last()
      .waitFor();
    await eventually(inbox.texts).toEqual(thread);
    expect(await widget.frame.getByText('No connection.').count()).toBe(0);
  }));

test('a visitor’s messages wait in the closed browser and go out on the next visit', () =>
  withCrowd(site, async (crowd) => {
    const { shop, widget, inbox } = await twoInTouch(crowd, 'Good morning');
    await shop.context().setOffline(true);
    await widget.say('Are you there?');
    await widget.frame.getByText('Waiting for a connection').waitFor();
    const storageState = await shop.context().storageState();
    await shop.context().close();
    const later = await crowd.somebody('visitor, later', {}, { storageState });
    await later.goto(site.shop);
    await eventually(inbox.texts).toEqual(['Good morning', 'Are you there?']);
    await widgetOn(later).open();
    await eventually(widgetOn(later).texts).toEqual(['Good morning', 'Are you there?']);
  }));

test('a member without a network keeps draft and replies, is told so, and everything goes out once, in order', () =>
  withCrowd(site, async (crowd) => {
    const { widget, page, inbox } = await twoInTouch(crowd, 'Two loaves, please');
    await page.context().setOffline(true);
    await page.getByRole('status').getByText('You are offline.').waitFor();
    await inbox.reply('Which kind?');
    await inbox.reply('Rye or wheat?');
    await inbox.reply('Both are fresh.');
    await page.getByText('Not sent yet.').last().waitFor();
    await page.getByRole('textbox', { name: 'Reply to' }).fill('We close at');
    const atOnce = countAtOnce(page);
    await page.context().setOffline(false);
    const thread = ['Two loaves, please', 'Which kind?', 'Rye or wheat?', 'Both are fresh.'];
    await eventually(widget.texts).toEqual(thread);
    await eventually(inbox.texts).toEqual(thread);
    await eventually(() => page.getByText('You are offline.').count()).toBe(0);
    expect(await page.getByText('Not sent yet.').count()).toBe(0);
    expect(atOnce(), 'a reply waits until the one before it has arrived').toBe(1);

    await page.reload();
    await eventually(() => writtenIn(page.getByRole('textbox', { name: 'Reply to' }))).toBe('We close at');
    await eventually(inbox.texts).toEqual(thread);
  }));

test('a server that restarts in mid-conversation loses nothing that either side writes', () =>
  withCrowd(site, async (crowd) => {
    const { widget, page, inbox } = await twoInTouch(crowd, 'A question');
    await site.stop();
    await widget.say('Written while it was away');
    await inbox.reply('Answered while it was away');
    await page.getByRole('status').getByText('You are offline.').waitFor();
    await widget.frame.getByText('No connection.').waitFor();
    await site.start();
    await eventually(async () => (await widget.texts()).toSorted()).toEqual([
      'A question',
      'Answered while it was away',
      'Written while it was away',
    ]);
    await eventually(inbox.texts).toEqual(await widget.texts());
    await eventually(() => page.getByText('You are offline.').count()).toBe(0);
    await eventually(() => widget.frame.getByText('No connection.').count()).toBe(0);

    await widget.say('And live again');
    await eventually(inbox.texts).toEqual(await widget.texts());
    await inbox.reply('Live it is');
    await eventually(async () => (await widget.texts()).at(-1)).toBe('Live it is');
    expect((await widget.texts()).length).toBe(5);
  }));

test('a part of the screen that cannot be fetched is left out; one that was asked for offline comes with the network', () =>
  withCrowd(site, async (crowd) => {
    let dropped = 0;
    const { page, inbox } = await twoInTouch(crowd, 'Is anybody there?', (page) =>
      page.route('**/assets/checklists-*', (route) => {
        dropped++;
        return route.abort();
      }),
    );
    await eventually(() => dropped).toBeGreaterThan(0);
    await inbox.reply('Yes, without the checklists.');
    await page.context().setOffline(true);
    await page.getByRole('status').getByText('You are offline.').waitFor();
    await page.getByRole('button', { name: 'Emoji' }).click();
    await inbox.reply('And without emoji.');
    await page.context().setOffline(false);
    await eventually(async () => (await inbox.texts()).at(-1)).toBe('And without emoji.');
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('textbox', { name: 'Find an emoji' }).waitFor();
  }));

/** Counts the most messages that are on their way to the server at the same time. */
function countAtOnce(page: Page): () => number {
  const current = new Set<Request>();
  let most = 0;
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/messages')) return;
    current.add(request);
    most = Math.max(most, current.size);
  });
  page.on('requestfinished', (request) => current.delete(request));
  page.on('requestfailed', (request) => current.delete(request));
  return () => most;
}
