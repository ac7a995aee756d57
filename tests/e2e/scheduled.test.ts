/** Messages that are sent later in the browsers of two members and a visitor. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from '../support/people.ts';
import { png } from '../support/uploading.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { writtenIn } from './support/inbox.ts';
import { barriersOn } from './support/screen-checks.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let bea: Person;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  bea = await addMember(site.url, site.owner, 'agent', 'Bea Lima');
});
afterAll(() => site.close());

/** A customer who lives by another clock than the browsers do. */
async function newThread(text: string): Promise<{ id: string; token: string }> {
  const token = await addVisitor(site.url, site.owner.inboxId);
  await write(token, text);
  const list = await request(site.url, site.owner.apiKey, endpoints.listConversations, {
    query: { limit: '1' },
  });
  return { id: list.body.data[0]?.id ?? '', token };
}
const write = (token: string, text: string) =>
  request(site.url, token, endpoints.postVisitorMessage, {
    body: { id: crypto.randomUUID(), text },
    headers: fromSomewhere(),
  });
const composer = (page: Page) => page.getByRole('textbox', { name: /^Reply to/ });
const waiting = (page: Page) => page.getByRole('list', { name: 'To be sent later' });
/** Pictures for who looks at them. */
const photograph = (page: Page, name: string) =>
  process.env.PHOTOGRAPHS
    ? page.screenshot({ path: path.join(process.env.PHOTOGRAPHS, `${name}.png`) })
    : undefined;

test('a reply is scheduled, seen by a colleague, moved, cancelled, edited, held when the customer writes, and sent', () =>
  withCrowd(site, async ({ member }) => {
    const { id, token } = await newThread('When do you open?');
    const ana = await member('Ana', site.ownerLogin);
    const page = await member('Bea', bea);
    await ana.goto(`${site.url}/conversations/${id}`);
    await page.goto(`${site.url}/conversations/${id}`);
    await composer(ana).fill('We open at nine.');
    await ana.getByRole('button', { name: 'Send later' }).click();
    await ana.getByRole('menuitemcheckbox', { name: /^Not if .* writes before$/ }).waitFor();
    await photograph(ana, 'menu');
    expect(await barriersOn(ana)).toEqual([]);
    await ana.getByRole('menuitem', { name: /^Tomorrow at nine/ }).click();
    await waiting(ana)
      .getByText(/^You send this on .* 9:00\sAM$/)
      .waitFor();
    expect(await writtenIn(composer(ana))).toBe('');
    await waiting(page).getByText('We open at nine.').waitFor();
    await waiting(page)
      .getByText(/ sends this on .* 9:00\sAM$/)
      .waitFor();
    await page.getByRole('img', { name: '1 message is to be sent later' }).waitFor();
    expect(await waiting(page).getByRole('button', { name: 'Edit' }).count(), 'not hers').toBe(0);
    expect(await barriersOn(ana)).toEqual([]);

    await waiting(page).getByRole('button', { name: 'Change time' }).click();
    const form = page.getByRole('dialog', { name: 'Change the time' });
    const later = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await form.getByLabel('Sent at').fill(`${later}T10:30`);
    await photograph(page, 'dialog');
    expect(await barriersOn(page)).toEqual([]);
    await form.getByRole('button', { name: 'Save the time' }).click();
    await waiting(ana)
      .getByText(/^You send this on .* 10:30\sAM$/)
      .waitFor();

    await waiting(ana).getByRole('button', { name: 'Edit' }).click();
    await eventually(() => writtenIn(composer(ana))).toBe('We open at nine.');
    await waiting(page).waitFor({ state: 'hidden' });

    await ana.getByRole('button', { name: 'Send later' }).click();
    await ana.getByRole('menuitem', { name: /^In an hour/ }).click();
    await waiting(page).getByText('We open at nine.').waitFor();
    await write(token, 'Never mind, I found it.');
    await waiting(ana)
      .getByRole('alert')
      .getByText(/wrote before/)
      .waitFor();
    await page.getByRole('img', { name: '1 scheduled message was not sent' }).waitFor();
    await photograph(ana, 'held');
    await waiting(page).getByRole('button', { name: 'Cancel' }).click();
    await waiting(ana).waitFor({ state: 'hidden' });

    await composer(ana).fill('See you then.');
    await ana.getByRole('button', { name: 'Send later' }).click();
    await ana.getByRole('menuitem', { name: /^In an hour/ }).click();
    await waiting(page).getByRole('button', { name: 'Send now' }).click();
    await waiting(page).waitFor({ state: 'hidden' });
    await page.locator('[data-message]').getByText('See you then.').waitFor();
  }));

test('a draft is shared, changed by a colleague while its writer changes it too, and sent by either', () =>
  withCrowd(site, async ({ member, expectComplaints }) => {
    expectComplaints(/409/);
    const { id } = await newThread('Can you repair it?');
    const ana = await member('Ana', site.ownerLogin);
    const page = await member('Bea', bea);
    for (const one of [ana, page]) await one.goto(`${site.url}/conversations/${id}`);
    const drafts = (of: Page) => of.getByRole('list', { name: 'Shared drafts' });
    const field = (of: Page) => drafts(of).getByRole('textbox', { name: 'Shared draft' });
    await composer(ana).fill('We can.');
    await ana.getByRole('button', { name: 'Send later' }).click();
    await ana.getByRole('menuitem', { name: 'Share as a draft' }).click();
    await drafts(ana).getByText('Your draft, shared').waitFor();
    expect(await writtenIn(composer(ana))).toBe('');
    await drafts(page)
      .getByText(/^Draft of .*, shared$/)
      .waitFor();
    await page.getByRole('img', { name: '1 shared draft' }).waitFor();
    await photograph(page, 'draft');
    expect(await barriersOn(page)).toEqual([]);

    for (const one of [ana, page]) await drafts(one).getByRole('button', { name: 'Edit' }).click();
    await field(page).fill('We can, by Friday.');
    await page.keyboard.press('ControlOrMeta+Enter');
    await drafts(ana).getByText('We can, by Friday.').waitFor();
    await drafts(ana)
      .getByRole('alert')
      .getByText(/what it says now stands above/)
      .waitFor();
    await photograph(ana, 'draft-changed');
    expect(await barriersOn(ana)).toEqual([]);
    await field(ana).fill('We can, by Friday at noon.');
    await drafts(ana).getByRole('button', { name: 'Save' }).click();
    await drafts(page).getByText('We can, by Friday at noon.').waitFor();
    await drafts(page).getByText('changed by', { exact: false }).waitFor();
    await drafts(page).getByRole('button', { name: 'Send now' }).click();
    await drafts(ana).waitFor({ state: 'hidden' });
    await page.locator('[data-message]').getByText('We can, by Friday at noon.').waitFor();
  }));

test('a reply can be taken back for some seconds with its files, and goes out when the page is closed', () =>
  withCrowd(site, async ({ member, tab }) => {
    const { id } = await newThread('Are you there?');
    const ana = await member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/settings/profile`);
    await ana.getByLabel('Undo send').selectOption({ label: '10 seconds' });
    await eventually(
      async () => (await ana.request.get(`${site.url}/api/v1/me`).then((answer) => answer.json())).member,
    ).toMatchObject({ undoSeconds: 10 });
    await ana.goto(`${site.url}/conversations/${id}`);
    await composer(ana).fill('Yes, and here it is');
    await ana
      .locator('input[type=file]')
      .setInputFiles([{ name: 'shelf.png', mimeType: 'image/png', buffer: png(320, 200) }]);
    await ana.getByRole('button', { name: 'Send', exact: true }).click();
    await ana.getByRole('button', { name: /^Undo sending/ }).waitFor();
    await photograph(ana, 'undo');
    await ana.getByRole('button', { name: /^Undo sending/ }).click();
    await eventually(() => writtenIn(composer(ana))).toBe('Yes, and here it is');
    await ana.getByRole('list', { name: 'Attached files' }).getByText('shelf.png').waitFor();
    await ana.getByRole('button', { name: 'Send', exact: true }).click();
    await ana.getByRole('button', { name: /^Undo sending/ }).waitFor();
    const next = await tab(ana);
    await ana.close();
    await next.goto(`${site.url}/conversations/${id}`);
    const messages = next.getByRole('region', { name: 'Messages' });
    await messages.locator('[data-message]').getByText('Yes, and here it is').waitFor({ timeout: 20_000 });
    await messages.locator('[data-message] img').waitFor();
    await waiting(next).waitFor({ state: 'hidden' });
  }));

test('times are offered on the customer’s clock, in Chinese and on a phone', () =>
  withCrowd(site, async ({ member }) => {
    const { id } = await newThread('你好');
    const list = await request(site.url, site.owner.apiKey, endpoints.readConversation, { params: { id } });
    await request(site.url, site.owner.apiKey, endpoints.updateCustomer, {
      params: { id: list.body.customer.id },
      body: { name: 'Wang' },
    } as never);
    await request(site.url, site.owner.apiKey, endpoints.defineAttribute, {
      body: { key: 'timezone', name: 'Time zone', type: 'text' },
    } as never);
    const described = await request(site.url, site.owner.apiKey, endpoints.describeCustomer, {
      params: { id: list.body.customer.id },
      body: { attributes: { timezone: 'Asia/Tokyo' } },
    } as never);
    expect(described.status, JSON.stringify(described.body)).toBe(200);
    const headers = { cookie: bea.cookie, 'sec-fetch-site': 'same-origin' };
    await request(site.url, undefined, endpoints.updateMe, { body: { locale: 'zh-CN' }, headers } as never);
    const ana = await member('Ana', bea, { viewport: phone, locale: 'zh-CN', colorScheme: 'dark' });
    await ana.goto(`${site.url}/conversations/${id}`);
    await ana.getByRole('textbox', { name: /Wang/ }).fill('明天见');
    await ana.getByRole('button', { name: '稍后发送' }).click();
    await ana.getByText(/^按.*Wang.*的时间：Tokyo$/).waitFor();
    await ana.getByRole('menuitem', { name: /^明天九点.*9:00.*您的时间/ }).waitFor();
    await photograph(ana, 'phone-menu');
    await ana.getByRole('menuitem', { name: /^明天九点/ }).click();
    await ana.getByRole('list', { name: '待发送' }).getByText('明天见').waitFor();
    await ana.getByText(/Tokyo 时间 .*9:00/).waitFor();
    await photograph(ana, 'phone-waiting');
    expect(await barriersOn(ana)).toEqual([]);
  }));
