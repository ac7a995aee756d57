/** Deciding about conversations in the browser: put off, tagged, urgent, spam; and the views that show them. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from '../support/people.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let bea: Person;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  bea = await addMember(site.url, site.owner, 'agent', 'Bea');
});
afterAll(() => site.close());

/** A customer who has written; `again` writes more. */
async function customer(name: string): Promise<{ id: string; again: (text: string) => Promise<void> }> {
  const token = await addVisitor(site.url, site.owner.inboxId);
  const again = async (text: string) => {
    const body = { id: randomUUID(), text };
    await request(site.url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
  };
  await again(`I am ${name}`);
  const { body } = await request(site.url, site.owner.apiKey, endpoints.listConversations, { query: {} });
  const own = body.data.find(({ lastMessage }) => lastMessage?.text === `I am ${name}`);
  if (!own) throw new Error('The message opened no conversation.');
  const params = { id: own.customer.id };
  await request(site.url, site.owner.apiKey, endpoints.updateCustomer, { params, body: { name } });
  return { id: own.id, again };
}

const rowsOn = (page: Page) =>
  page.getByRole('list', { name: 'List of conversations' }).getByRole('listitem');
const views = (page: Page) => page.getByRole('button', { name: /^Which conversations are shown/ });
const show = async (page: Page, name: string) => {
  await views(page).click();
  await page.getByRole('menuitem', { name: new RegExp(`^(chosen )?${name}`) }).click();
};
/** How many the menu says stand in a view. */
const countOf = async (page: Page, name: string): Promise<string> => {
  await views(page).click();
  const item = page.getByRole('menuitem', { name: new RegExp(`^(chosen )?${name}`) });
  const text = await item.innerText();
  // From within: the menu takes the focus a moment after it has opened.
  await item.press('Escape');
  await item.waitFor({ state: 'hidden' });
  return text.replace(/\D/g, '');
};

test('by keyboard: tagged, made urgent, put off, brought back, undone; a colleague sees all of it live', () =>
  withCrowd(site, async ({ member }) => {
    const [page, beas] = [await member('Ana', site.ownerLogin), await member('Bea', bea)];
    const ana = await customer('Anaïs');
    await Promise.all([
      page.goto(`${site.url}/conversations/${ana.id}`),
      beas.goto(`${site.url}/conversations/${ana.id}`),
    ]);
    await page.getByText('I am Anaïs').first().waitFor();
    const thread = page.getByRole('region', { name: 'Conversation', exact: true });
    await thread.getByRole('heading', { name: 'Anaïs' }).waitFor();

    await page.locator('[data-heading]').focus();
    await page.keyboard.press('l');
    const field = page.getByRole('textbox', { name: 'Find or make a tag' });
    await eventually(() => field.evaluate((own) => own === document.activeElement)).toBe(true);
    await page.keyboard.type('Wholesale');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await eventually(() => beas.getByText('Wholesale').count()).toBeGreaterThan(0);

    await page.locator('[data-heading]').focus();
    await page.keyboard.press('p');
    await page.getByRole('menuitem', { name: 'Urgent' }).press('Enter');
    await eventually(() => beas.getByRole('img', { name: 'Priority: Urgent' }).count()).toBeGreaterThan(0);

    await page.locator('[data-heading]').focus();
    await page.keyboard.press('s');
    await page.getByRole('menuitem', { name: 'Until the customer writes' }).press('Enter');
    await page.getByText('Conversation snoozed').waitFor();
    await eventually(() => beas.getByText('Until the customer writes').count()).toBe(1);
    await eventually(() => countOf(beas, 'Snoozed')).toBe('1');
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(() => countOf(beas, 'Snoozed')).toBe('0');

    await page.goto(`${site.url}/conversations/${ana.id}`);
    await page.getByRole('button', { name: 'Snooze', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Another time' }).click();
    await page.getByLabel('Comes back at').fill('2031-03-01T09:00');
    await page.getByRole('dialog').getByRole('button', { name: 'Snooze' }).click();
    await eventually(() => beas.getByText('Back Mar 1, 2031').count()).toBe(1);
    await ana.again('I could not wait');
    await eventually(() => countOf(beas, 'Snoozed')).toBe('0');
    await beas.getByText('I could not wait').first().waitFor();
  }));

test('a view is put together, shared, shown with its count, and follows what happens', () =>
  withCrowd(site, async ({ member }) => {
    const [page, beas] = [await member('Ana', site.ownerLogin), await member('Bea', bea)];
    const one = await customer('Uma');
    const params = { id: one.id };
    await request(site.url, site.owner.apiKey, endpoints.prioritiseConversation, {
      params,
      body: { priority: 'high' },
    });
    await Promise.all([page.goto(`${site.url}/conversations`), beas.goto(`${site.url}/conversations`)]);
    await views(page).click();
    await page.getByRole('menuitem', { name: 'New view' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('High and waiting');
    await form.getByRole('combobox', { name: 'Priority' }).click();
    await page.getByRole('option', { name: 'High' }).click();
    await form.getByLabel('Name').click();
    await form.getByText('1 conversation now').waitFor();
    await form.getByLabel('Everybody sees this view').check();
    await form.getByRole('button', { name: 'Save' }).click();
    await eventually(() => rowsOn(page).count()).toBe(1);
    await eventually(() => countOf(beas, 'High and waiting')).toBe('1');
    await show(beas, 'High and waiting');
    await eventually(() => rowsOn(beas).allInnerTexts()).toEqual([expect.stringContaining('Uma')]);

    const two = await customer('Dora');
    await request(site.url, site.owner.apiKey, endpoints.prioritiseConversation, {
      params: { id: two.id },
      body: { priority: 'high' },
    });
    await eventually(() => rowsOn(beas).count()).toBe(2);
    await eventually(() => countOf(beas, 'High and waiting')).toBe('2');
    await request(site.url, site.owner.apiKey, endpoints.closeConversation, { params });
    await eventually(() => rowsOn(beas).allInnerTexts()).toEqual([expect.stringContaining('Dora')]);

    await views(page).click();
    await page.getByRole('menuitem', { name: 'Change this view' }).click();
    await form.getByRole('button', { name: 'Remove view' }).click();
    await page
      .getByRole('dialog', { name: 'Remove this view?' })
      .getByRole('button', { name: 'Remove view' })
      .click();
    await page.getByRole('button', { name: /now: All open/ }).waitFor();
    await eventually(() => beas.getByRole('button', { name: /now: All open/ }).count()).toBe(1);
  }));

test('on a phone: spam leaves the list, stands among spam, and comes back', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin, { viewport: phone });
    const pest = await customer('Peste');
    await page.goto(`${site.url}/conversations/${pest.id}`);
    await page.getByRole('button', { name: 'More to do with this conversation' }).click();
    await page.getByRole('menuitem', { name: 'Mark as spam' }).click();
    await eventually(() => page.getByText('Peste').count()).toBe(0);
    await pest.again('buy now');
    await show(page, 'Spam');
    await rowsOn(page).getByText('Peste').click();
    await page.getByRole('button', { name: 'More to do with this conversation' }).click();
    await page.getByRole('menuitem', { name: 'Not spam' }).click();
    await show(page, 'All open');
    await rowsOn(page).getByText('Peste').waitFor();
  }));

test('settings: tags are made, renamed, archived, and used again', () =>
  withCrowd(site, async ({ member, expectComplaints }) => {
    expectComplaints(/status of 409/);
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/settings/tags`);
    await page.getByRole('button', { name: 'New tag' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('wholesale');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('There is a tag with this name already').waitFor();
    await form.getByLabel('Name').fill('Bulk <b>');
    await form.getByLabel('Colour').selectOption({ label: 'Violet' });
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Archive Bulk <b>' }).click();
    await page.getByText('archived', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Use Bulk <b> again' }).click();
    await page.getByRole('button', { name: 'Change Bulk <b>' }).click();
    await form.getByLabel('Name').fill('Bulk orders');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Bulk orders').waitFor();
  }));
