/** A mailbox is connected in the settings: found, tried step by step, mended where something is wrong, and saved. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { startMailServer, type TestMailServer, wrongPassword } from '../../server/platform/mailer/testing.ts';
import { type Dovecot, dovecotMissing, startDovecot } from '../support/dovecot.ts';
import { addMember } from '../support/people.ts';
import { desk, type Looks, phone, withCrowd } from './support/crowd.ts';
import { barriersOn, rawWordsOn, sidewaysOn } from './support/screen-checks.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let mails: TestMailServer;
beforeAll(async () => {
  mails = await startMailServer();
  site = await openSite(inject('testCluster'), { mailNetworks: ['127.0.0.0/8'] });
});
afterAll(async () => {
  await site.close();
  await mails.close();
});

/** What browsers write on the console when a server refuses. */
const refusals = /console: Failed to load resource: .*status of 4\d\d/;

test.skipIf(dovecotMissing !== undefined)(
  `a mailbox is connected, with a slip on the way (${dovecotMissing ?? 'Dovecot'})`,
  () =>
    withCrowd(site, async (crowd) => {
      const dovecot: Dovecot = await startDovecot();
      try {
        const page = await crowd.member('Ana', site.ownerLogin);
        await page.goto(`${site.url}/settings/inboxes`);
        await page.getByRole('button', { name: 'Add an inbox' }).click();
        await page.getByRole('menuitem', { name: /mailbox/i }).click();
        const dialog = page.getByRole('dialog', { name: 'Connect a mailbox' });
        await dialog.getByLabel('Mail address').fill('help@shop.example');
        await dialog.getByLabel('Password', { exact: true }).fill(wrongPassword);
        await dialog.getByRole('button', { name: 'Find the servers' }).click();
        // Nobody published anything for this domain: the usual names, which are not there.
        await dialog.getByText('Guessed').waitFor();
        const there = dialog.getByRole('listitem').filter({ hasText: 'There is no such server' });
        await there.first().waitFor();

        const receiving = dialog.getByRole('group', { name: 'Receiving (IMAP)' });
        await receiving.getByLabel('Server').fill('127.0.0.1');
        await receiving.getByLabel('Port').fill(String(dovecot.port));
        await receiving.getByLabel('Encryption').selectOption('None');
        const sending = dialog.getByRole('group', { name: 'Sending (SMTP)' });
        await sending.getByLabel('Server').fill('127.0.0.1');
        await sending.getByLabel('Port').fill(new URL(mails.url).port);
        await sending.getByLabel('Encryption').selectOption('None');
        await dialog.getByRole('button', { name: 'Try it' }).click();
        const failed = dialog.getByRole('listitem').filter({ hasText: 'not accepted' });
        await failed.nth(1).waitFor();
        expect(
          await dialog
            .getByRole('listitem')
            .filter({ hasText: 'Sign in to the mailbox' })
            .getAttribute('data-state'),
        ).toBe('failed');
        expect(await barriersOn(page)).toEqual([]);

        await dialog.getByLabel('Password', { exact: true }).fill(dovecot.password);
        await dialog.getByRole('button', { name: 'Try it' }).click();
        await dialog.getByRole('button', { name: 'Save' }).waitFor();
        expect(await dialog.locator('li[data-state="ok"]').count()).toBe(7);
        await dialog.getByText('Not encrypted').first().waitFor();
        expect(await barriersOn(page)).toEqual([]);
        await dialog.getByLabel('Name', { exact: true }).fill('Help desk');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await dialog.waitFor({ state: 'hidden' });
        await page.getByRole('radio', { name: 'Help desk' }).waitFor({ state: 'attached' });

        const { body } = await request(site.url, site.owner.apiKey, endpoints.listInboxes, {});
        expect(body.data.find(({ name }) => name === 'Help desk')).toMatchObject({
          channel: 'email',
          settings: {
            address: 'help@shop.example',
            receiving: { host: '127.0.0.1', port: dovecot.port, security: 'none', folder: 'INBOX' },
          },
        });
        expect(JSON.stringify(body)).not.toContain(dovecot.password);
      } finally {
        await dovecot.end();
      }
    }),
);

test('the settings of a mailbox change; for another server the password is asked for again', () =>
  withCrowd(site, async (crowd) => {
    crowd.expectComplaints(refusals);
    const sending = {
      host: '127.0.0.1',
      port: Number(new URL(mails.url).port),
      security: 'none' as const,
      user: 'x',
    };
    await request(site.url, site.owner.apiKey, endpoints.createInbox, {
      body: {
        name: 'Post',
        channel: 'email',
        settings: { address: 'post@shop.example', sending },
        password: 'a good one',
      },
    });
    const page = await crowd.member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/settings/inboxes`);
    await page.getByText('Post', { exact: true }).click();
    await page.getByLabel('Signature').fill('Your bakers');
    await page.getByLabel('Sender name').fill('Ana’s Bakery');
    const save = page.getByRole('button', { name: 'Save' });
    await save.click();
    await page.getByText('Saved').waitFor();
    const read = async () => {
      const { body } = await request(site.url, site.owner.apiKey, endpoints.listInboxes, {});
      return body.data.find(({ name }) => name === 'Post')?.settings;
    };
    expect(await read()).toMatchObject({ signature: 'Your bakers', senderName: 'Ana’s Bakery' });

    await page.getByRole('group', { name: 'Sending (SMTP)' }).getByLabel('Server').fill('127.0.0.9');
    await save.click();
    await page.getByText('Enter the password again').waitFor();
    expect(await read()).toMatchObject({ sending });
    await page.getByLabel('New password').fill('a good one');
    await save.click();
    await page.getByRole('listitem').filter({ hasText: 'Nobody listens on this port' }).waitFor();
    expect(await read()).toMatchObject({ sending: { host: '127.0.0.9' } });
    expect(await barriersOn(page)).toEqual([]);
  }));

const looks: (Looks & { locale: 'en' | 'pt-BR' | 'zh-CN' })[] = [
  { viewport: phone, locale: 'zh-CN', colorScheme: 'dark' },
  { viewport: phone, locale: 'pt-BR' },
  { viewport: desk, locale: 'en', colorScheme: 'dark' },
];
test('the dialog fits on a phone, in the dark and in other languages', () =>
  withCrowd(site, async (crowd) => {
    for (const look of looks) {
      const person = await addMember(site.url, site.owner, 'admin', `Member ${look.locale}`);
      const headers = { cookie: person.cookie, 'sec-fetch-site': 'same-origin' };
      const { locale } = look;
      await request(site.url, undefined, endpoints.updateMe, { body: { locale }, headers });
      const page = await crowd.member(look.locale, person, look);
      await page.goto(`${site.url}/settings/inboxes`);
      await page.getByRole('main').getByRole('button').first().click();
      await page.getByRole('menuitem').nth(1).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox').first().fill('ana@proton.me');
      await dialog.locator('input[type="password"]').fill('x');
      await dialog.locator('button[type="submit"]').click();
      await dialog
        .getByText(/Proton Mail/)
        .first()
        .waitFor();
      expect(await rawWordsOn(page)).toEqual([]);
      expect(await sidewaysOn(page)).toEqual([]);
      expect(await barriersOn(page)).toEqual([]);
      await page.context().close();
    }
  }));
