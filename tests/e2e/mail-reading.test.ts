/** A mail is read and answered in the console: what is folded, laid out and doubted, and what became of the reply. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { startMailServer, type TestMailServer } from '../../server/platform/mailer/testing.ts';
import { postMail, resolver, written } from '../support/mail-desk.ts';
import { addMember } from '../support/people.ts';
import { png } from '../support/uploading.ts';
import { desk, type Looks, phone, withCrowd } from './support/crowd.ts';
import { barriersOn, rawWordsOn, sidewaysOn } from './support/screen-checks.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let mails: TestMailServer;
let inboxId: string;
let conversationId: string;
beforeAll(async () => {
  mails = await startMailServer();
  site = await openSite(inject('testCluster'), { mailNetworks: ['127.0.0.0/8'], mailResolver: resolver });
  const { body } = await request(site.url, site.owner.apiKey, endpoints.createInbox, {
    body: {
      name: 'Help desk',
      channel: 'email',
      settings: {
        address: 'help@shop.example',
        senderName: 'Bakery',
        signature: 'Ana’s Bakery',
        sending: { host: '127.0.0.1', port: Number(new URL(mails.url).port), security: 'none', user: 'help' },
      },
      password: 'secret',
    },
  });
  inboxId = body.id;
  conversationId = await take({
    from: 'Bo Li <bo@client.example>',
    cc: 'Cy <cy@client.example>',
    subject: 'My order from Saturday',
    text: 'Hello,\n\nthe cake was fine, but the candles are missing.\n\nOn Fri, Nov 20, 2026 at 9:00 AM Bakery <help@shop.example> wrote:\n> Your cake is ready.\n> See you on Saturday!\n\n-- \nBo Li\n+55 11 96123-4567',
    html: '<table width="100%" bgcolor="#fff4e5"><tr><td style="padding:24px;font-size:18px;color:#663300"><b>Hello,</b><p>the cake was fine, but the candles are missing.</p><img src="cid:cake" width="64"><img src="https://pictures.example/track.png"></td></tr></table>',
    attachments: [{ filename: 'cake.png', content: png(), cid: 'cake' }],
    messageId: '<first@client.example>',
    icalEvent: {
      method: 'REQUEST',
      content:
        'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261120T090000Z\r\nDTSTART:20261205T140000Z\r\nDTEND:20261205T150000Z\r\nSUMMARY:Tasting\r\nLOCATION:Rua Augusta 1\r\nORGANIZER;CN=Bo Li:mailto:bo@client.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    },
  });
});
afterAll(async () => {
  await site.close();
  await mails.close();
});

/** Hands a mail over, and answers the conversation that it is in. */
async function take(mail: Parameters<typeof written>[0] & { icalEvent?: object }): Promise<string> {
  const raw = await written({ to: 'help@shop.example', ...mail });
  const { id } = (await postMail(site.url, site.owner.apiKey, inboxId, raw)).body;
  const find = async () => {
    const input = { params: { id: inboxId }, query: {} };
    const { body } = await request(site.url, site.owner.apiKey, endpoints.listMails, input);
    return body.data.find((one) => one.id === id && one.conversationId !== null);
  };
  for (let looks = 0; looks < 300; looks += 1) {
    const found = await find();
    if (found?.conversationId) return found.conversationId;
    await sleep(100);
  }
  throw new Error('The mail is not read.');
}

const photos = path.join(import.meta.dirname, '../artifacts/mail');
const photograph = (page: Page, name: string) => {
  mkdirSync(photos, { recursive: true });
  return page.screenshot({ path: path.join(photos, `${name}.png`) });
};

test('a mail is read as words and as it was laid out, answered, and the answer is followed', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations/${conversationId}`);
    const thread = page.locator('[data-thread]');
    await thread.getByText('the candles are missing').waitFor();
    expect(await thread.getByText('Your cake is ready').count()).toBe(0);
    await thread.getByRole('button', { name: 'Quoted text' }).click();
    await thread.getByText('Your cake is ready').waitFor();
    await thread.getByText('Tasting').waitFor();
    await thread.getByText('Invitation').waitFor();

    await thread.getByRole('button', { name: 'As it was laid out' }).click();
    const frame = page.frameLocator('iframe[title="The mail as it was laid out"]');
    await frame.getByText('the candles are missing').waitFor();
    await thread.getByText('1 picture from elsewhere is not shown.').waitFor();
    expect(await frame.locator('img').first().getAttribute('src')).toContain('/attachments/');
    await photograph(page, 'page');
    expect(await barriersOn(page)).toEqual([]);

    await thread.getByRole('button', { name: 'Details' }).click();
    const dialog = page.getByRole('dialog', { name: 'My order from Saturday' });
    await dialog.getByText('cy@client.example').first().waitFor();
    await dialog.getByRole('region', { name: 'Header fields' }).getByText('DKIM-Signature').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await photograph(page, 'details');
    await page.keyboard.press('Escape');

    await page.getByRole('textbox', { name: /^Reply to/ }).fill('We send them today.');
    await page.keyboard.press('Control+Enter');
    await thread.getByText('Sent to').waitFor();
    const [sent] = mails.received;
    expect(sent?.headers).toMatchObject({ subject: 'Re: My order from Saturday', to: 'bo@client.example' });
    expect(await barriersOn(page)).toEqual([]);
    await photograph(page, 'answered');
  }));

test('what a server refuses is said, and sent again when somebody says so; who is not proven is doubted', () =>
  withCrowd(site, async (crowd) => {
    const id = await take({ from: 'eve@client.example', subject: 'Hello', text: 'It is me', unsigned: true });
    mails.refuse(1, 550);
    const page = await crowd.member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations/${id}`);
    const thread = page.locator('[data-thread]');
    await thread.getByText(/Nobody has proven that this comes from/).waitFor();
    await page.getByRole('textbox', { name: /^Reply to/ }).fill('Hello Eve');
    await page.keyboard.press('Control+Enter');
    await thread.getByText('Not sent.').waitFor();
    await photograph(page, 'refused');
    expect(await barriersOn(page)).toEqual([]);
    await thread.getByRole('button', { name: 'Send again' }).click();
    await thread.getByText('Sent to').waitFor();
    expect(mails.received.some(({ recipients }) => recipients.includes('eve@client.example'))).toBe(true);
  }));

const looks: (Looks & { name: string; locale: 'en' | 'pt-BR' | 'zh-CN' })[] = [
  { name: 'phone-zh-dark', viewport: phone, locale: 'zh-CN', colorScheme: 'dark' },
  { name: 'phone-pt', viewport: phone, locale: 'pt-BR' },
  { name: 'desk-dark', viewport: desk, locale: 'en', colorScheme: 'dark' },
];
test('it fits on a phone, in the dark and in other languages; so does how the mailbox does', () =>
  withCrowd(site, async (crowd) => {
    for (const { name, ...look } of looks) {
      const person = await addMember(site.url, site.owner, 'admin', `Reader ${name}`);
      const headers = { cookie: person.cookie, 'sec-fetch-site': 'same-origin' };
      await request(site.url, undefined, endpoints.updateMe, { body: { locale: look.locale }, headers });
      const page = await crowd.member(name, person, look);
      for (const [where, path] of [
        ['thread', `/conversations/${conversationId}`],
        ['health', '/settings/inboxes'],
      ] as const) {
        await page.goto(`${site.url}${path}`);
        if (where === 'health') await page.getByText('Help desk', { exact: true }).click();
        else await page.locator('[data-thread]').getByText('the candles are missing').waitFor();
        await page.waitForLoadState('networkidle');
        expect(await sidewaysOn(page), `${name} ${where}`).toEqual([]);
        expect(await rawWordsOn(page), `${name} ${where}`).toEqual([]);
        expect(await barriersOn(page), `${name} ${where}`).toEqual([]);
        await photograph(page, `${where}-${name}`);
      }
    }
  }));
