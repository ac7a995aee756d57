/** From what an event came, as a person meets it: a key for an app, its events, and who uses the app and not the site. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { send, track } from '../support/collecting.ts';
import { withCrowd } from './support/crowd.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
});
afterAll(() => site.close());

const deliver = async (key: string, type: 'track' | 'identify', userId: string, more: object) => {
  const call = { type, userId, messageId: crypto.randomUUID(), ...more };
  expect((await send(site.url, type, key, call)).status).toBe(200);
};

/** Makes a write key of an app on the screen; answers its secret. */
async function makeAppKey(page: Page, name: string): Promise<string> {
  await page.goto(`${site.url}/settings/keys`);
  await page.getByRole('button', { name: 'Make a key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  const what = dialog.getByLabel('What sends events with it');
  // A key that only reads and writes through the API sends nothing.
  expect(await what.count()).toBe(0);
  await dialog.getByRole('radio', { name: 'Server key' }).check();
  expect(await what.inputValue()).toBe('server');
  await dialog.getByRole('radio', { name: 'Write key' }).check();
  expect(await what.inputValue()).toBe('website');
  await what.selectOption('Mobile app');
  await dialog.getByRole('button', { name: 'Make a key' }).click();
  const secret = await dialog.getByRole('textbox', { name: 'Key' }).inputValue();
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  return secret;
}

test('an app’s key is made, its event is seen with where it came from, and a segment finds who uses the app and not the site', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.member('Ana', site.ownerLogin);
    const appKey = await makeAppKey(page, 'Loyalty app');
    const kept = page.getByLabel('What sends events with Loyalty app');
    expect(await kept.inputValue()).toBe('mobile');

    for (const [userId, name] of [
      ['eva', 'Eva Rye'],
      ['bo', 'Bo Both'],
    ] as const) {
      await deliver(appKey, 'identify', userId, { traits: { name } });
      await deliver(appKey, 'track', userId, track('Opened The App', { anonymousId: undefined }));
    }
    await deliver(site.owner.writeKey, 'track', 'bo', track('Opened The Site', { anonymousId: undefined }));

    await page.goto(`${site.url}/settings/events`);
    const calls = page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem');
    const ofEva = calls.filter({ hasText: 'Opened The App' }).filter({ hasText: 'eva' });
    await ofEva.getByText('Mobile app · Loyalty app').waitFor();
    await page.getByLabel('Where it came from').selectOption('Mobile app');
    await calls.filter({ hasText: 'Opened The Site' }).waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'Key (empty: any)' }).fill('loy');
    await page.getByRole('option', { name: 'Loyalty app' }).click();
    await ofEva.waitFor();
    await page.getByLabel('Where it came from').selectOption('Server');
    await page.getByText('Nothing that has arrived fits.').waitFor();

    await page.goto(`${site.url}/segments`);
    await page.getByRole('link', { name: 'New segment' }).click();
    await page.getByLabel('Name of the segment').fill('The app, not the site');
    await page.getByLabel('Where it came from').selectOption('Mobile app');
    await page.getByRole('combobox', { name: 'Key (empty: any)' }).fill('loy');
    await page.getByRole('option', { name: 'Loyalty app' }).click();
    await page.getByText('2 customers fit').waitFor();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('menuitem', { name: 'What happened' }).click();
    const second = page.getByLabel('Is it so?').nth(1);
    await second.selectOption('did not do');
    await page.getByLabel('Where it came from').nth(1).selectOption('Website');
    await page.getByText('1 customer fits').waitFor();
    await page.getByRole('button', { name: 'Create the segment' }).click();
    await page.getByRole('heading', { name: 'The app, not the site' }).waitFor();
    await page.getByText('1 customer', { exact: true }).waitFor();
    expect(await page.getByRole('link', { name: /Bo Both/ }).count()).toBe(0);

    await page.getByRole('link', { name: /Eva Rye/ }).click();
    const told = page.locator('[data-kind="event.tracked"]').filter({ hasText: 'Opened The App' });
    await told.getByText('Mobile app · Loyalty app').waitFor();

    // Whoever made a mistake changes it in place, by keyboard: the focus stays, and what arrived before stays as it was.
    await page.goto(`${site.url}/settings/keys`);
    await kept.focus();
    const answered = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await kept.selectOption('Software');
    expect((await answered).status()).toBe(200);
    await page.locator('select[aria-label="What sends events with Loyalty app"]:focus').waitFor();
    await page.reload();
    expect(await kept.inputValue()).toBe('software');
    await deliver(appKey, 'track', 'eva', track('Opened The Till', { anonymousId: undefined }));
    await page.goto(`${site.url}/settings/events`);
    await calls.filter({ hasText: 'Opened The Till' }).getByText('Software · Loyalty app').waitFor();
    await ofEva.getByText('Mobile app · Loyalty app').waitFor();
  }));
