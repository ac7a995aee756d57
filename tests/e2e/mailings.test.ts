/** Sending what was said on by mail, in the browser, with a real mail server at the other end. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { startMailServer, type TestMailServer } from '../../server/platform/mailer/testing.ts';
import { withCrowd } from './support/crowd.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let mails: TestMailServer;
let conversationId: string;

beforeAll(async () => {
  mails = await startMailServer();
  site = await openSite(inject('testCluster'), { smtpUrl: mails.url, mailFrom: 'rapport@shop.example' });
  const { owner, url } = site;
  const customer = await request(url, owner.apiKey, endpoints.createCustomer, { body: { name: 'Li' } });
  const body = { customerId: customer.body.id, inboxId: owner.inboxId, text: 'Your order is on its way' };
  conversationId = (await request(url, owner.apiKey, endpoints.startConversation, { body })).body.id;
});
afterAll(async () => {
  await site.close();
  await mails.close();
});

test('a chosen message goes on by mail with words above; a wrong address is named, and nothing typed is lost', () =>
  withCrowd(site, async ({ member, expectComplaints }) => {
    expectComplaints(/400/);
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations/${conversationId}`);
    await page.getByRole('button', { name: 'More to do with this conversation' }).click();
    await page.getByRole('menuitem', { name: 'Send on by mail…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send on by mail' });
    const to = dialog.getByRole('combobox', { name: 'To' });
    await to.fill('boss');
    await dialog.getByRole('textbox', { name: 'Your words above it' }).fill('What do you think?');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('Write mail addresses like').waitFor();
    await to.press('Backspace');
    await to.fill('boss@example.com');
    await dialog.getByText('Chosen messages').first().click();
    const choice = dialog.getByRole('list', { name: 'Chosen messages' }).getByRole('checkbox').first();
    const words = await choice.evaluate((box) => box.closest('li')?.querySelector('bdi')?.textContent ?? '');
    await choice.check();
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => mails.received.length, { timeout: 20_000 }).toBe(1);
    expect(mails.received[0]).toMatchObject({
      recipients: ['boss@example.com'],
      text: expect.stringContaining('What do you think?'),
    });
    expect(mails.received[0]?.text).toContain(words);
  }));

test('a message’s own menu sends that one on, and says in two clicks which need it tells of', () =>
  withCrowd(site, async ({ member }) => {
    const { owner, url } = site;
    const body = { text: 'It is a gift for Friday', note: true };
    await request(url, owner.apiKey, endpoints.postMessage, {
      params: { id: conversationId },
      body,
    } as never);
    const { body: told } = await request(url, owner.apiKey, endpoints.readConversation, {
      params: { id: conversationId },
    });
    const params = { id: told.customer.id };
    await request(url, owner.apiKey, endpoints.stateNeed, { params, body: { text: 'It must come in time' } });
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${url}/conversations/${conversationId}`);
    const bubble = page.locator('[data-message]').filter({ hasText: 'It is a gift for Friday' });
    await bubble.getByRole('button', { name: 'More for this message' }).click();
    await page.getByRole('menuitem', { name: 'It must come in time' }).click();
    await expect
      .poll(async () => {
        const { data } = (await request(url, owner.apiKey, endpoints.listNeeds, { params })).body;
        return data.map(({ evidence }) => evidence.map(({ payload }) => payload.text));
      })
      .toEqual([['It is a gift for Friday']]);

    await bubble.getByRole('button', { name: 'More for this message' }).click();
    await page.getByRole('menuitem', { name: 'Send on by mail…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send on by mail' });
    const chosen = dialog.getByRole('list', { name: 'Chosen messages' });
    await chosen.getByRole('checkbox', { name: /It is a gift for Friday/ }).waitFor();
    expect(await chosen.getByRole('checkbox', { checked: true }).count()).toBe(1);
    const to = dialog.getByRole('combobox', { name: 'To' });
    await to.fill('packer@example.com');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => mails.received.length, { timeout: 20_000 }).toBe(2);
    expect(mails.received[1]?.recipients).toEqual(['packer@example.com']);
    expect(mails.received[1]?.text).toContain('It is a gift for Friday');
    expect(mails.received[1]?.text).not.toContain('Your order is on its way');
  }));
