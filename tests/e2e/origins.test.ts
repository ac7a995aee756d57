/** From which site or app events come: said of a key, seen as they arrive and on the timeline, asked for by segments. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { send, track } from '../support/collecting.ts';
import { withCrowd } from './support/crowd.ts';
import { barriersOn, rawWordsOn, sidewaysOn } from './support/screen-checks.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
});
afterAll(() => site.close());

const photographed = async (page: Page, name: string) => {
  const folder = process.env.PHOTOGRAPHS;
  if (folder) await page.screenshot({ path: path.join(folder, `origins-${name}.png`) });
};

const isFine = async (page: Page) => {
  expect(await barriersOn(page)).toEqual([]);
  expect(await sidewaysOn(page)).toEqual([]);
  expect(await rawWordsOn(page)).toEqual([]);
};

/** Somebody known by name, who did this by the means that a key stands for. */
async function used(key: string, userId: string, name: string): Promise<void> {
  const anonymousId = crypto.randomUUID();
  const known = { type: 'identify', userId, anonymousId, traits: { name }, messageId: crypto.randomUUID() };
  expect((await send(site.url, 'identify', key, known)).status).toBe(200);
  const did = track('Product Viewed', { userId, anonymousId, properties: { name: 'Pão de queijo' } });
  expect((await send(site.url, 'track', key, did)).status).toBe(200);
}

test('a key of an app is made; what it sends shows where it comes from; who uses the app and not the site is found', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/settings/keys`);
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Our app');
    await dialog.getByRole('radio', { name: 'Write key' }).check();
    await dialog.getByRole('combobox', { name: 'What sends events with it' }).selectOption('Mobile app');
    await isFine(page);
    await photographed(page, 'new-key');
    await dialog.getByRole('button', { name: 'Make a key' }).click();
    const key = await dialog.getByRole('textbox', { name: 'Key' }).inputValue();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    const kept = page.getByRole('combobox', { name: 'What sends events with Our app' });
    expect(await kept.inputValue()).toBe('mobile');
    await photographed(page, 'keys');

    await page.goto(`${site.url}/settings/events`);
    await page.getByRole('heading', { name: 'Events', exact: true }).waitFor();
    await used(key, 'bea', 'Bea in the app');
    await used(site.owner.writeKey, 'caio', 'Caio on the site');
    await used(key, 'duo', 'Duo on both');
    await used(site.owner.writeKey, 'duo', 'Duo on both');
    const rows = page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem');
    await rows.filter({ hasText: 'Mobile app' }).first().waitFor();
    await rows.filter({ hasText: 'Website' }).first().waitFor();
    await isFine(page);
    await photographed(page, 'events');

    await page.goto(`${site.url}/segments/new`);
    await page.getByLabel('Name of the segment').fill('App alone');
    await page.getByRole('combobox', { name: 'Where it came from' }).selectOption('Mobile app');
    await page.getByText('2 customers fit').waitFor();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('menuitem', { name: 'What happened' }).click();
    await page.getByRole('combobox', { name: 'Is it so?' }).nth(1).selectOption('did not do');
    await page.getByRole('combobox', { name: 'Where it came from' }).nth(1).selectOption('Website');
    await page.getByText('1 customer fits').waitFor();
    await isFine(page);
    await photographed(page, 'segment');
    await page.getByRole('button', { name: 'Create the segment' }).click();
    await page.getByRole('heading', { name: 'App alone' }).waitFor();
    await page.getByRole('link', { name: /Bea in the app/ }).click();
    await page.getByRole('main').getByText('Mobile app').first().waitFor();
    await photographed(page, 'timeline');

    // What is said of a key later holds from then on.
    await page.goto(`${site.url}/settings/keys`);
    await kept.selectOption('Software');
    await page.goto(`${site.url}/settings/audit-log`);
    await page.getByRole('main').getByText('Our app').first().waitFor();
    await used(key, 'bea', 'Bea in the app');
    const found = await request(site.url, site.owner.apiKey, endpoints.listCustomers, {
      query: { identity: 'user:bea' },
    });
    const timeline = await request(site.url, site.owner.apiKey, endpoints.readTimeline, {
      params: { id: found.body.data[0]?.id ?? '' },
      query: { kinds: 'event.tracked' },
    });
    const from = timeline.body.data.map(({ payload }) => payload.origin);
    expect(from).toMatchObject([{ property: 'software' }, { property: 'mobile' }]);
  }));
