/** Somebody brings a list of customers: uploads it, corrects a column, sees what would happen, imports it and undoes it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember } from '../support/people.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { barriersOn, rawWordsOn, sidewaysOn } from './support/screen-checks.ts';
import { openSite, type Site } from './support/site.ts';

const artifacts = path.join(import.meta.dirname, '../artifacts/imports');
const rows = [
  'Kundennummer;Name;E-Mail;Telefon;Plan;Notiz',
  '1001;Ana Sousa;ana.sousa@example.com;+55 11 96123-4567;Gold;"liebt Roggen, keine Nüsse"',
  '1002;李雷;li.lei@example.com;;Silber;',
  '1003;Jürgen Groß;juergen@example;;Gold;=HYPERLINK("http://evil.example")',
  ...Array.from({ length: 4_000 }, (_, n) => `${2_000 + n};Person ${n};person${n}@example.com;;Silber;`),
];

let site: Site;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  mkdirSync(artifacts, { recursive: true });
});
afterAll(() => site.close());

const look = (page: Page, name: string) =>
  page.screenshot({ path: path.join(artifacts, `${name}.png`), fullPage: true });

async function isFine(page: Page): Promise<void> {
  expect([...(await barriersOn(page)), ...(await sidewaysOn(page)), ...(await rawWordsOn(page))]).toEqual([]);
}

test('a list of customers is uploaded, mapped, tried, imported and undone', () =>
  withCrowd(site, async (crowd) => {
    const file = path.join(artifacts, 'kunden.csv');
    writeFileSync(file, Buffer.from(rows.join('\r\n'), 'utf8'));
    const ana = await crowd.member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/settings/imports`);
    await ana.getByText('Nothing imported yet').waitFor();
    await look(ana, 'empty');
    await isFine(ana);
    await ana.getByRole('button', { name: 'Import a file' }).click();
    await ana.locator('input[type=file]').setInputFiles(file);
    await ana.getByRole('button', { name: 'Upload' }).click();

    const email = ana.getByRole('combobox', { name: 'E-Mail: Becomes' });
    await email.waitFor();
    expect(await email.inputValue()).toBe('field:email');
    await ana.getByRole('combobox', { name: 'Kundennummer: Becomes' }).selectOption('Id of the row');
    await ana.getByRole('combobox', { name: 'Notiz: Becomes' }).selectOption('Leave out');
    await look(ana, 'columns');
    await isFine(ana);
    await ana.getByRole('button', { name: 'Try it' }).click();
    await ana.getByText(/of 4,003 rows · [\d,]+ rows a second/).waitFor();
    await look(ana, 'checking');
    await isFine(ana);
    await ana.getByRole('heading', { name: 'What would happen' }).waitFor();
    await ana.getByText('“juergen@example” in “E-Mail” is no mail address.').waitFor();
    await look(ana, 'checked');
    await isFine(ana);

    const somebody = await crowd.member('Ana in Chinese', site.ownerLogin, {
      locale: 'zh-CN',
      colorScheme: 'dark',
      viewport: phone,
    });
    await somebody.goto(ana.url());
    await somebody.getByRole('combobox').first().waitFor();
    await look(somebody, 'checked-dark-phone');
    await isFine(somebody);

    await ana.getByRole('button', { name: 'Import the rest' }).click();
    await ana.getByText('Done', { exact: true }).waitFor();
    await ana.getByRole('button', { name: 'Download the refused rows' }).waitFor();
    await look(ana, 'done');
    await isFine(ana);
    const downloading = ana.waitForEvent('download');
    await ana.getByRole('button', { name: 'Download the refused rows' }).click();
    expect((await downloading).suggestedFilename()).toBe('kunden.csv-errors.csv');
    const found = await request(site.url, site.owner.apiKey, endpoints.listCustomers, {
      query: { identity: 'email:li.lei@example.com' },
    });
    expect(found.body.data[0]).toMatchObject({ name: '李雷' });

    await ana.getByRole('button', { name: 'Undo the import' }).click();
    await ana.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).click();
    await ana.getByText(/[1-9][\d,]* of 4,003 rows · [\d,]+ rows a second · about/).waitFor();
    await look(ana, 'undoing');
    await isFine(ana);
    await ana.getByText('The import was undone.').waitFor({ timeout: 60_000 });
    await look(ana, 'undone');
    await isFine(ana);
    const left = await request(site.url, site.owner.apiKey, endpoints.listCustomers, { query: {} });
    expect(left.body.data).toEqual([]);
    await ana.getByRole('link', { name: 'All imports' }).click();
    await ana.getByText('4002 new').waitFor();
    await look(ana, 'list');
    await isFine(ana);
  }));

test('dates and phone numbers that may mean several things are read as somebody says', () =>
  withCrowd(site, async (crowd) => {
    const file = path.join(artifacts, 'clientes.csv');
    const people = [
      'Nome;Telefone;createdAt;updatedAt',
      'Ana;(11) 96123-4567;02/03/2024;31.01.2025 14:05',
      'Bia;+49 30 1234567;05/04/2024;01.02.2025 09:00',
    ];
    writeFileSync(file, people.join('\n'));
    const ana = await crowd.member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/settings/imports`);
    await ana.getByRole('button', { name: 'Import a file' }).click();
    await ana.locator('input[type=file]').setInputFiles(file);
    await ana.getByRole('button', { name: 'Upload' }).click();

    const since = ana.getByRole('combobox', { name: 'createdAt: What comes first in its dates?' });
    await since.waitFor();
    await ana.getByText('No value shows which comes first.').waitFor();
    const updated = ana.getByRole('combobox', { name: 'updatedAt: What comes first in its dates?' });
    expect(await updated.inputValue()).toBe('day-first');
    await ana.getByText('Values of the file show it.').waitFor();
    await look(ana, 'unclear');
    await isFine(ana);
    await ana.getByRole('button', { name: 'Try it' }).click();
    await ana.getByText('“(11) 96123-4567” in “Telefone” has no country code.').waitFor();
    await ana.getByText('“05/04/2024” in “createdAt” may mean two days.').waitFor();

    await since.selectOption('Day first: 31/01/2026');
    await ana.getByRole('combobox', { name: 'Country of phone numbers' }).selectOption('Brazil');
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
    await ana.getByRole('button', { name: 'Try it' }).click();
    await ana.getByText(/Ana · \+5511961234567 · March 2, 2024 at 12:00/).waitFor();
    await look(ana, 'clear');
    await isFine(ana);
    await somebody.goto(ana.url());
    await somebody.getByText('2024年3月2日').first().waitFor();
    await look(somebody, 'clear-dark-phone');
    await isFine(somebody);
    await ana.getByRole('button', { name: 'Import', exact: true }).click();
    await ana.getByText('Done', { exact: true }).waitFor();
    const found = await request(site.url, site.owner.apiKey, endpoints.listCustomers, {
      query: { identity: 'phone:+5511961234567' },
    });
    expect(found.body.data[0]).toMatchObject({ name: 'Ana', createdAt: '2024-03-02T00:00:00.000000Z' });
  }));
