/** Closing in the browser where a reason is asked for: by keyboard, by macro and many at once; and the numbers that it makes. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, type Person } from '../support/people.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let bea: Person;
const names = ['Uma', 'Dora', 'Tera', 'Quadra', 'Quinta'];
const ids = new Map<string, string>();

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  bea = await addMember(site.url, site.owner, 'agent', 'Bea');
  const { apiKey, inboxId } = site.owner;
  for (const name of names) {
    const customer = await request(site.url, apiKey, endpoints.createCustomer, { body: { name } });
    const body = { customerId: customer.body.id, inboxId, text: `Hello ${name}` };
    const begun = await request(site.url, apiKey, endpoints.startConversation, { body });
    ids.set(name, begun.body.id);
  }
});
afterAll(() => site.close());

const rowsOn = (page: Page) =>
  page.getByRole('list', { name: 'List of conversations' }).getByRole('listitem');
const asking = (page: Page) => page.getByRole('dialog', { name: 'Why is it closed?' });
const paneOf = (page: Page) => page.getByRole('region', { name: 'Conversation', exact: true });
const statusOf = async (name: string) => {
  const params = { id: ids.get(name) ?? '' };
  const { body } = await request(site.url, site.owner.apiKey, endpoints.readConversation, { params });
  return body.status;
};
const open = async (page: Page, name: string) => {
  await page.goto(`${site.url}/conversations/${ids.get(name)}`);
  await paneOf(page).getByRole('heading', { name }).waitFor();
  await page.locator('[data-heading]').focus();
};

test('settings: reasons are made, and one is required; nobody is asked before there is any', () =>
  withCrowd(site, async ({ member }) => {
    const [page, beas] = [await member('Ana', site.ownerLogin), await member('Bea', bea)];
    await page.goto(`${site.url}/settings/closing`);
    await page.getByRole('radio', { name: 'Required' }).click();
    await page.getByText('Nobody is asked as long as').waitFor();
    await open(beas, 'Quinta');
    await beas.keyboard.press('e');
    await eventually(() => statusOf('Quinta')).toBe('closed');
    expect(await asking(beas).count()).toBe(0);

    for (const name of ['Solved', 'No answer', 'Not solved']) {
      await page.getByRole('button', { name: 'New reason' }).click();
      await page.getByRole('dialog').getByLabel('Name').fill(name);
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await page.getByRole('button', { name: `Change ${name}` }).waitFor();
    }
    await page.getByText('Nobody is asked as long as').waitFor({ state: 'hidden' });
    await beas.goto(`${site.url}/settings/closing`);
    await beas.getByText('Not solved').waitFor();
    expect(await beas.getByRole('button', { name: 'New reason' }).count(), 'agents choose').toBe(0);
    expect(await beas.getByRole('radio', { name: 'Never' }).isDisabled()).toBe(true);
  }));

test('by keyboard: letters, arrows and Enter close, Escape does not; undo and closing again', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Bea', bea);
    await open(page, 'Uma');
    await page.keyboard.press('e');
    const field = asking(page).getByRole('combobox', { name: 'Find a reason' });
    await eventually(() => field.evaluate((own) => own === document.activeElement)).toBe(true);
    expect(await asking(page).getByRole('option').allInnerTexts()).toEqual([
      'No answer',
      'Not solved',
      'Solved',
    ]);
    await page.keyboard.press('Escape');
    await asking(page).waitFor({ state: 'hidden' });
    expect(await statusOf('Uma')).toBe('open');
    await eventually(() => page.evaluate(() => document.activeElement?.hasAttribute('data-heading'))).toBe(
      true,
    );

    await page.keyboard.press('e');
    await eventually(() => field.evaluate((own) => own === document.activeElement)).toBe(true);
    await page.keyboard.type('sol');
    await eventually(() => asking(page).getByRole('option').allInnerTexts()).toEqual([
      'Solved',
      'Not solved',
    ]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(() => statusOf('Uma')).toBe('closed');
    await eventually(() => rowsOn(page).filter({ hasText: 'Uma' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(() => statusOf('Uma')).toBe('open');

    await open(page, 'Uma');
    await paneOf(page).getByRole('button', { name: 'Close', exact: true }).click();
    await asking(page).getByRole('option', { name: 'Solved', exact: true }).click();
    await eventually(() => statusOf('Uma')).toBe('closed');
    await open(page, 'Uma');
    await paneOf(page).getByText('Closed: Solved').waitFor();
    const side = page.getByRole('complementary', { name: 'Customer' });
    await side.getByText('Timeline', { exact: true }).click();
    await side
      .getByText(/closed the conversation: \W?Solved/)
      .first()
      .waitFor();
    // Opened by mistake: undo puts back the reason, and asks nothing.
    await page.locator('[data-heading]').focus();
    await page.keyboard.press('e');
    await eventually(() => statusOf('Uma')).toBe('open');
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(() => statusOf('Uma')).toBe('closed');
    expect(await asking(page).count()).toBe(0);
    await open(page, 'Uma');
    await paneOf(page).getByText('Closed: Solved').waitFor();
  }));

test('a macro that closes asks, and so do many at once', () =>
  withCrowd(site, async ({ member }) => {
    const { apiKey } = site.owner;
    const macro = { name: 'Bye', text: '', actions: [{ type: 'close' as const }], shared: true };
    await request(site.url, apiKey, endpoints.createMacro, { body: macro });
    const page = await member('Bea', bea);
    await open(page, 'Dora');
    const take = async () => {
      await page.locator('[data-heading]').focus();
      await page.keyboard.press('m');
      await page.getByRole('menuitem', { name: /Bye/ }).click();
      await asking(page).waitFor();
    };
    await take();
    await page.keyboard.press('Escape');
    await asking(page).waitFor({ state: 'hidden' });
    expect(await statusOf('Dora')).toBe('open');
    await take();
    await asking(page).getByRole('option', { name: 'No answer' }).click();
    await eventually(() => statusOf('Dora')).toBe('closed');

    await page.goto(`${site.url}/conversations`);
    await rowsOn(page).getByText('Tera', { exact: true }).waitFor();
    for (const name of ['Tera', 'Quadra']) {
      await rowsOn(page).filter({ hasText: name }).hover();
      await page.getByRole('checkbox', { name: new RegExp(name) }).check({ force: true });
    }
    await page
      .getByRole('region', { name: 'Chosen conversations' })
      .getByRole('button', { name: 'Close', exact: true })
      .click();
    await asking(page).getByRole('option', { name: 'No answer' }).click();
    for (const name of ['Tera', 'Quadra']) await eventually(() => statusOf(name)).toBe('closed');
  }));

test('on a phone: each number opens the conversations that it counts', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin, { viewport: phone });
    await page.goto(`${site.url}/settings/closing`);
    const table = page.getByRole('table');
    await eventually(() => table.getByRole('row').allInnerTexts()).toEqual(
      [/Reason/, /^No answer\s+3\s+60%$/, /Solved\s+1|No reason\s+1/, /Solved\s+1|No reason\s+1/].map((one) =>
        expect.stringMatching(one),
      ),
    );
    await page.getByRole('link', { name: '3 conversations: No answer' }).click();
    await eventually(() => rowsOn(page).count()).toBe(3);
    await page.getByRole('button', { name: /now: Filtered/ }).waitFor();
    const rows = (await rowsOn(page).allInnerTexts()).join(' ');
    for (const name of ['Dora', 'Tera', 'Quadra']) expect(rows).toContain(name);
  }));
