/** Attributes of conversations in the browser: defined, set beside the conversation, undone, seen by others, and in views. */
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
const ids = new Map<string, string>();

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  bea = await addMember(site.url, site.owner, 'agent', 'Bea');
  const { apiKey, inboxId } = site.owner;
  for (const name of ['Uma', 'Dora']) {
    const customer = await request(site.url, apiKey, endpoints.createCustomer, { body: { name } });
    const body = { customerId: customer.body.id, inboxId, text: `Hello ${name}` };
    const begun = await request(site.url, apiKey, endpoints.startConversation, { body });
    ids.set(name, begun.body.id);
  }
});
afterAll(() => site.close());

const attributesOf = async (name: string) => {
  const params = { id: ids.get(name) ?? '' };
  return (await request(site.url, site.owner.apiKey, endpoints.readConversation, { params })).body.attributes;
};
const beside = (page: Page) => page.getByRole('region', { name: 'About this conversation' });
const rowsOn = (page: Page) =>
  page.getByRole('list', { name: 'List of conversations' }).getByRole('listitem');

test('defined in the settings, set beside the conversation; a colleague sees it live, and it can be undone', () =>
  withCrowd(site, async ({ member }) => {
    const [page, beas] = [await member('Ana', site.ownerLogin), await member('Bea', bea)];
    await page.goto(`${site.url}/settings/attributes`);
    await page.getByText('Conversations', { exact: true }).last().click();
    for (const [name, type] of [
      ['Order number', 'Text'],
      ['Amount', 'Number'],
      ['Urgent', 'Yes or no'],
    ] as const) {
      await page.getByRole('button', { name: 'New attribute' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Name').fill(name);
      await form.getByLabel('Type').selectOption({ label: type });
      await form.getByRole('button', { name: 'Save' }).click();
      await form.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: `Change ${name}` }).waitFor();
    }
    await page.getByText('Customers', { exact: true }).last().click();
    await page.getByText('No attributes defined yet').waitFor();

    await Promise.all([
      page.goto(`${site.url}/conversations/${ids.get('Uma')}`),
      beas.goto(`${site.url}/conversations/${ids.get('Uma')}`),
    ]);
    await beside(page).getByLabel('Order number').fill('A-17');
    await beside(page).getByLabel('Order number').press('Enter');
    await eventually(() => beside(beas).getByLabel('Order number').inputValue()).toBe('A-17');
    await beside(page).getByLabel('Amount').fill('many');
    await beside(page).getByLabel('Amount').press('Enter');
    await eventually(() => beside(page).getByLabel('Amount').getAttribute('aria-invalid')).toBe('true');
    await beside(page).getByLabel('Amount').fill('12.5');
    await beside(page).getByLabel('Amount').press('Enter');
    await beside(beas).getByLabel('Urgent').selectOption({ label: 'Yes' });
    await eventually(() => attributesOf('Uma')).toEqual({ orderNumber: 'A-17', amount: 12.5, urgent: true });
    await beas.getByRole('button', { name: 'Undo' }).click();
    await eventually(() => attributesOf('Uma')).toEqual({ orderNumber: 'A-17', amount: 12.5 });
    await eventually(() => beside(page).getByLabel('Urgent').inputValue()).toBe('');
    const side = page.getByRole('complementary', { name: 'Customer' });
    await side.getByText('Timeline', { exact: true }).click();
    await side.getByText(/Order number\W?: \W?A-17/).waitFor();
  }));

test('a macro sets one', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/settings/macros`);
    await page.getByRole('button', { name: 'New macro' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name', { exact: true }).fill('Make it urgent');
    await form.getByRole('button', { name: 'Add something to do' }).click();
    await form.getByLabel('What is done, 1').selectOption({ label: 'Set the attribute' });
    await form.getByLabel('Set the attribute').selectOption({ label: 'Urgent' });
    await form.getByLabel('Urgent', { exact: true }).selectOption({ label: 'Yes' });
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.goto(`${site.url}/conversations/${ids.get('Dora')}`);
    await page.locator('[data-heading]').focus();
    await page.keyboard.press('m');
    await page.getByRole('menuitem', { name: /Make it urgent/ }).click();
    await page.getByText('Done: set').waitFor();
    await eventually(() => attributesOf('Dora')).toEqual({ urgent: true });
  }));

test('a view by attributes follows what is set; on a phone they stand with the customer', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Bea', bea);
    await page.goto(`${site.url}/conversations`);
    await page.getByRole('button', { name: /^Which conversations are shown/ }).click();
    await page.getByRole('menuitem', { name: 'New view' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('Our order');
    await form.getByLabel('Order number', { exact: true }).selectOption({ label: 'is' });
    await form.getByLabel('Order number is').fill('A-17');
    await form.getByText('1 conversation now').waitFor();
    await form.getByLabel('Urgent', { exact: true }).selectOption({ label: 'has a value' });
    await form.getByText('0 conversations now').waitFor();
    await form.getByLabel('Urgent', { exact: true }).selectOption({ label: 'any' });
    await form.getByRole('button', { name: 'Save' }).click();
    await eventually(() => rowsOn(page).allInnerTexts()).toEqual([expect.stringContaining('Uma')]);
    await request(site.url, site.owner.apiKey, endpoints.describeConversation, {
      params: { id: ids.get('Dora') ?? '' },
      body: { attributes: { orderNumber: 'A-17' } },
    });
    await eventually(() => rowsOn(page).count()).toBe(2);

    const small = await member('Ana', site.ownerLogin, { viewport: phone });
    await small.goto(`${site.url}/conversations/${ids.get('Uma')}`);
    await small.getByRole('button', { name: 'Show the customer' }).click();
    await eventually(() => beside(small).getByLabel('Order number').inputValue()).toBe('A-17');
  }));
