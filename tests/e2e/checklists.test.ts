/** Checklists in the browser: a template, a list beside a conversation, a colleague who sees each tick, and closing. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, type Person } from '../support/people.ts';
import { withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let bea: Person;
let conversationId = '';
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  bea = await addMember(site.url, site.owner, 'agent', 'Bea');
  const { apiKey, inboxId } = site.owner;
  const customer = await request(site.url, apiKey, endpoints.createCustomer, { body: { name: 'Uma' } });
  const body = { customerId: customer.body.id, inboxId, text: 'Hello Uma' };
  conversationId = (await request(site.url, apiKey, endpoints.startConversation, { body })).body.id;
});
afterAll(() => site.close());

const photograph = async (page: Page, name: string) => {
  const folder = process.env.PHOTOGRAPHS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
};
const listsOn = (page: Page) => page.getByRole('region', { name: 'Checklists' });
const statusOf = async () => {
  const params = { id: conversationId };
  return (await request(site.url, site.owner.apiKey, endpoints.readConversation, { params })).body.status;
};

test('a template becomes a list; ticks are seen by a colleague; closing asks while something is open', () =>
  withCrowd(site, async ({ member }) => {
    const [page, beas] = [await member('Ana', site.ownerLogin), await member('Bea', bea)];
    await page.goto(`${site.url}/settings/checklists`);
    await photograph(page, 'templates-none');
    await page.getByRole('button', { name: 'New template' }).click();
    const form = page.getByRole('dialog', { name: 'New template' });
    await form.getByLabel('Name of the checklist').fill('Return');
    await form.getByLabel('Items').fill('Check the address\n\nRefund\nSay so');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('3 items').waitFor();
    await photograph(page, 'templates');
    await beas.goto(`${site.url}/settings/checklists`);
    await beas.getByText('3 items').waitFor();
    expect(await beas.getByRole('button', { name: 'New template' }).count(), 'agents use them').toBe(0);

    for (const one of [page, beas]) {
      await one.goto(`${site.url}/conversations/${conversationId}`);
      await listsOn(one).waitFor();
    }
    await listsOn(page).getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Return' }).click();
    await listsOn(beas).getByRole('img', { name: '0 of 3 done' }).waitFor();
    await listsOn(beas).getByRole('checkbox', { name: 'Refund' }).check();
    await listsOn(page).getByRole('img', { name: '1 of 3 done' }).waitFor();
    await listsOn(page)
      .getByText(/^Bea, /)
      .waitFor();
    const list = page.getByRole('list', { name: 'List of conversations' });
    await list.getByRole('img', { name: 'Checklists: 1 of 3 done' }).waitFor();

    // By hand: a name, lines one after the other, one renamed, one moved.
    await listsOn(beas).getByRole('button', { name: 'Add', exact: true }).click();
    await beas.getByRole('menuitem', { name: 'Write one…' }).click();
    await beas.getByLabel('Name of the checklist').fill('Own');
    await beas.keyboard.press('Enter');
    await listsOn(beas).getByRole('button', { name: 'Add an item to Own' }).click();
    for (const text of ['one', 'two']) {
      await beas.getByLabel('What is to be done').fill(text);
      await beas.keyboard.press('Enter');
    }
    await beas.keyboard.press('Escape');
    const own = page.locator('[data-checklist]').filter({ hasText: 'Own' });
    await eventually(() => own.getByRole('listitem').allInnerTexts()).toEqual(['one', 'two']);
    await page.getByRole('button', { name: 'More about two' }).click();
    await page.getByRole('menuitem', { name: 'Move up' }).click();
    await eventually(() =>
      beas.locator('[data-checklist]').filter({ hasText: 'Own' }).getByRole('listitem').allInnerTexts(),
    ).toEqual(['two', 'one']);
    await photograph(page, 'checklists');

    await page.locator('[data-heading]').focus();
    await page.keyboard.press('e');
    const asked = page.getByRole('dialog', { name: 'Close with open items?' });
    await asked.getByText('4 items of the checklists are not ticked').waitFor();
    await photograph(page, 'closing');
    await asked.getByRole('button', { name: 'Cancel' }).click();
    expect(await statusOf()).toBe('open');
    await page.locator('[data-heading]').focus();
    await page.keyboard.press('e');
    await asked.getByRole('button', { name: 'Close the conversation' }).click();
    await eventually(statusOf).toBe('closed');
  }));
