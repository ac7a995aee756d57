/** Somebody asks what is held on them, and to be forgotten: the owner does both, and a colleague's screen sees it at once. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember } from '../support/people.ts';
import { canariesOf, makeKnown } from '../support/privacy.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { barriersOn, rawWordsOn, sidewaysOn } from './support/screen-checks.ts';
import { openSite, type Site } from './support/site.ts';

const artifacts = path.join(import.meta.dirname, '../artifacts/privacy');
const person = canariesOf('4004');

let site: Site;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  mkdirSync(artifacts, { recursive: true });
}, 120_000);
afterAll(() => site.close());

const look = (page: Page, name: string) =>
  page.screenshot({ path: path.join(artifacts, `${name}.png`), fullPage: true });

async function isFine(page: Page): Promise<void> {
  expect([...(await barriersOn(page)), ...(await sidewaysOn(page)), ...(await rawWordsOn(page))]).toEqual([]);
}

test(
  'a person gets a copy, is left alone, and is erased',
  () =>
    withCrowd(site, async (crowd) => {
      const ana = await crowd.member('Ana', site.ownerLogin);
      await ana.goto(`${site.url}/settings/privacy`);
      await ana.getByText('Nobody is waiting for an answer').waitFor();
      await look(ana, 'empty');
      await isFine(ana);

      const { customerId, conversationId } = await makeKnown(site, person);
      await ana.goto(`${site.url}/customers/${customerId}`);
      await ana.getByRole('button', { name: 'Data request…' }).click();
      await ana.getByLabel('What', { exact: true }).selectOption('Stop processing');
      await look(ana, 'new');
      await isFine(ana);
      await ana.getByRole('button', { name: 'Write down', exact: true }).click();
      await ana.getByRole('button', { name: 'Stop processing' }).click();
      await ana.getByText('Processing was stopped').waitFor();
      await look(ana, 'restricted');
      await ana.goto(`${site.url}/customers/${customerId}`);
      await ana.getByText('This person asked to be left alone').waitFor();
      await look(ana, 'banner');
      await isFine(ana);

      await ana.goto(`${site.url}/settings/privacy`);
      await ana.getByRole('button', { name: 'New request' }).click();
      await ana.getByLabel('Who asked?').fill('Quetzal');
      await ana.getByRole('dialog').getByRole('button', { name: person.name }).click();
      await ana.getByLabel('What', { exact: true }).selectOption('Erase the person');
      await ana.getByLabel('When').fill('2026-01-02T10:00');
      await ana.getByRole('button', { name: 'Write down', exact: true }).click();
      await ana.getByText('overdue').waitFor();
      await ana.getByRole('button', { name: 'Make the copy' }).click();
      const downloading = ana.waitForEvent('download');
      await ana.getByRole('button', { name: 'Download' }).click();
      expect((await downloading).suggestedFilename()).toMatch(/^data-.*\.zip$/);
      await look(ana, 'request');
      await isFine(ana);

      const colleague = await addMember(site.url, site.owner, 'admin', 'Lin');
      await request(site.url, undefined, endpoints.updateMe, {
        body: { locale: 'zh-CN' },
        headers: { cookie: colleague.cookie, 'sec-fetch-site': 'same-origin' },
      });
      const somebody = await crowd.member('Lin', colleague, {
        locale: 'zh-CN',
        colorScheme: 'dark',
        viewport: phone,
      });
      await somebody.goto(ana.url());
      await somebody.getByText('永久删除').first().waitFor();
      await look(somebody, 'request-dark-phone');
      await isFine(somebody);
      await somebody.goto(`${site.url}/settings/privacy`);
      await somebody.getByText('已逾期').waitFor();
      await look(somebody, 'list-dark-phone');
      await isFine(somebody);
      // A colleague looks at the conversation meanwhile.
      await somebody.goto(`${site.url}/conversations/${conversationId}`);
      await somebody.getByText(person.chat).first().waitFor();

      await ana.getByRole('button', { name: 'Erase for good' }).click();
      const dialog = ana.getByRole('dialog');
      await dialog.getByRole('textbox').fill('nobody');
      await dialog.getByRole('button', { name: 'Erase for good' }).click();
      await dialog.getByText('Type it exactly as it stands above.').waitFor();
      await look(ana, 'erase');
      await isFine(ana);
      await dialog.getByRole('textbox').fill(person.name);
      await dialog.getByRole('button', { name: 'Erase for good' }).click();
      await ana.getByText('Nothing of this person is left.').waitFor({ timeout: 60_000 });
      await look(ana, 'erased');
      await isFine(ana);
      await somebody.getByText('应本人要求删除').first().waitFor();
      await somebody.getByText(person.chat).first().waitFor({ state: 'detached' });
      await look(somebody, 'conversation-dark-phone');

      await ana.goto(`${site.url}/customers/${customerId}`);
      await ana.getByText('This person was erased').waitFor();
      await look(ana, 'erased-customer');
      await isFine(ana);
      const found = await request(site.url, site.owner.apiKey, endpoints.listCustomers, {
        query: { search: person.email },
      });
      expect(found.body.data).toEqual([]);
    }),
  180_000,
);
