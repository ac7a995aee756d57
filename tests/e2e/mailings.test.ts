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
