/** Many conversations at once in the browser: chosen by key, by range and as a whole view; what was done, undo, what was left. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember } from '../support/people.ts';
import { withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

const count = 130;
let site: Site;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  const { apiKey, inboxId } = site.owner;
  for (let n = 0; n < count; n += 1) {
    const name = `Customer ${String(n).padStart(3, '0')}`;
    const { body } = await request(site.url, apiKey, endpoints.createCustomer, {
      body: { name, identities: [] },
    } as never);
    await request(site.url, apiKey, endpoints.startConversation, {
      body: { customerId: body.id, inboxId, text: `Hello ${n}` },
    });
  }
});
afterAll(() => site.close());

const openCount = async () => {
  const { body } = await request(site.url, site.owner.apiKey, endpoints.countViews, {});
  return body.counts.all?.count;
};
const bar = (page: Page) => page.getByRole('region', { name: 'Chosen conversations' });
const progress = (page: Page) => page.getByRole('region', { name: 'Changing many conversations' });
const box = (page: Page, n: number) =>
  page.getByRole('checkbox', { name: `Choose the conversation with Customer ${n}`, exact: true });

test('by key and range: closed, told, undone but for what a colleague changed', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations`);
    await page
      .getByText(`Hello ${count - 1}`)
      .first()
      .waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await bar(page).getByText('1 chosen').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await eventually(() => bar(page).getByRole('status').innerText()).toBe('3 chosen');
    await box(page, count - 5).click({ modifiers: ['Shift'] });
    await eventually(() => bar(page).getByRole('status').innerText()).toBe('5 chosen');
    await box(page, count - 5).click();
    await bar(page).getByRole('button', { name: 'Close', exact: true }).click();
    await progress(page).getByText('4 conversations changed').waitFor();
    await bar(page).waitFor({ state: 'hidden' });
    await eventually(openCount).toBe(count - 4);
    const closed = await request(site.url, site.owner.apiKey, endpoints.listConversations, {
      query: { status: 'closed' },
    });
    const [one] = closed.body.data;
    await request(site.url, site.owner.apiKey, endpoints.prioritiseConversation, {
      params: { id: one?.id ?? '' },
      body: { priority: 'urgent' },
    });
    await progress(page).getByRole('button', { name: 'Undo' }).click();
    await progress(page).getByText('3 conversations are as before').waitFor();
    await progress(page).getByRole('button', { name: '1 was left alone' }).click();
    await progress(page).getByText('Somebody has changed it since.').waitFor();
    await eventually(openCount).toBe(count - 1);
  }));

test('the whole view, beyond what is loaded', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations`);
    await page.getByRole('checkbox').first().click();
    await bar(page)
      .getByRole('button', { name: `Choose all ${await openCount()} in this view` })
      .click();
    await bar(page)
      .getByText(`All ${await openCount()} in this view`)
      .waitFor();
    await bar(page).getByRole('button', { name: 'More to do' }).click();
    await page.getByRole('menuitem', { name: 'Urgent' }).click();
    await progress(page)
      .getByText(/conversations changed/)
      .waitFor();
    const urgent = await request(site.url, site.owner.apiKey, endpoints.previewView, {
      query: { status: 'open', priority: 'urgent' },
    } as never);
    expect(urgent.body.count).toBe(await openCount());
    await progress(page).getByRole('button', { name: 'Close' }).click();
    await progress(page).waitFor({ state: 'hidden' });
  }));

test('viewers are offered nothing of it', () =>
  withCrowd(site, async ({ member }) => {
    const vic = await addMember(site.url, site.owner, 'viewer', 'Vic');
    const page = await member('Vic', vic);
    await page.goto(`${site.url}/conversations`);
    await page.getByRole('listitem').first().waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    expect(await bar(page).count()).toBe(0);
  }));
