/** Promises and silences in the browsers of a member and a visitor. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addVisitor, fromSomewhere } from '../support/people.ts';
import { withCrowd } from './support/crowd.ts';
import { writtenIn } from './support/inbox.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let conversationId: string;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  const token = await addVisitor(site.url, site.owner.inboxId);
  await request(site.url, token, endpoints.postVisitorMessage, {
    body: { id: crypto.randomUUID(), text: 'When will you call me?' },
    headers: fromSomewhere(),
  });
  const list = await request(site.url, site.owner.apiKey, endpoints.listConversations, {
    query: { limit: '1' },
  });
  conversationId = list.body.data[0]?.id ?? '';
});
afterAll(() => site.close());

test('a promise is typed where one answers, put right, kept by a click, and counted; closing asks', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations/${conversationId}`);
    const composer = page.getByRole('textbox', { name: /^Reply to/ });
    await composer.focus();
    await page.keyboard.type('/promise tomorrow 15:00 call back');
    await page.getByText(/^Promise by tomorrow, 3:00\sPM: call back$/).waitFor();
    await page.getByRole('button', { name: 'Check and promise' }).click();
    const form = page.getByRole('dialog', { name: 'Make a promise' });
    expect(await form.getByLabel('Time').inputValue()).toBe('15:00');
    expect(await form.getByRole('checkbox', { name: 'The customer sees it' }).isChecked()).toBe(true);
    await form.getByLabel('What is promised').fill('Call back about the offer');
    await form.getByRole('button', { name: 'Promise', exact: true }).click();
    await form.waitFor({ state: 'hidden' });
    expect(await writtenIn(composer), 'the command is not sent').toBe('');
    const open = page.getByRole('region', { name: 'Open promises' });
    await open.getByText('Call back about the offer').waitFor();
    await page
      .getByRole('link', { name: /call me/ })
      .getByRole('img', { name: /^Promised by tomorrow/ })
      .waitFor();

    await page
      .getByRole('region', { name: 'Conversation', exact: true })
      .getByRole('button', { name: 'Close' })
      .click();
    const ask = page.getByRole('dialog', { name: 'Close with an open promise?' });
    await ask.getByRole('button', { name: 'Cancel' }).click();
    await open.getByRole('button', { name: 'Kept: Call back about the offer' }).click();
    await open.waitFor({ state: 'hidden' });

    await composer.fill('I’ll send the invoice on Friday at 3pm.');
    await page.getByText(/^Is this a promise\? By .*3:00\sPM$/).waitFor();
    await page.getByRole('button', { name: 'Not a promise' }).click();
    await page.getByText(/^Is this a promise/).waitFor({ state: 'hidden' });

    await page.goto(`${site.url}/promises`);
    await page.getByText('No open promises').waitFor();
    await page.getByText(/A promise moved before it was due counts by its new time/).waitFor();
  }));

test(
  'who waits stands in a list, whoever is chosen is woken, and an answer ends it',
  () =>
    withCrowd(site, async ({ member }) => {
      const page = await member('Ana', site.ownerLogin);
      await page.goto(`${site.url}/waiting`);
      await page.getByText('When will you call me?').waitFor();
      await page.goto(`${site.url}/settings/silence`);
      await page.getByRole('checkbox', { name: 'Wake somebody', exact: true }).check();
      await page.getByLabel('After minutes without an answer').fill('0');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Write a number of minutes from 1').waitFor();
      await page.getByLabel('After minutes without an answer').fill('1');
      await page.getByRole('button', { name: 'Save' }).click();
      const told = page.getByRole('region', { name: 'Reminders' });
      await told.getByText(/^Nobody answered/).waitFor({ timeout: 90_000 });
      await request(site.url, site.owner.apiKey, endpoints.postMessage, {
        params: { id: conversationId },
        body: { text: 'Tomorrow.' },
      } as never);
      await told.waitFor({ state: 'hidden' });
      await page.goto(`${site.url}/waiting`);
      await page.getByText('Nobody is waiting').waitFor();
    }),
  150_000,
);
