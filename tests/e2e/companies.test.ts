/** Companies on the screen: written down, imported, with their people, on a customer's page, and found. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { send } from '../support/collecting.ts';
import { withCrowd } from './support/crowd.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let ana: string;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  ana = await customer('Ana Souza');
});
afterAll(() => site.close());

async function customer(name: string): Promise<string> {
  const body = { name, identities: [{ kind: 'user' as const, value: name }] };
  return (await request(site.url, site.owner.apiKey, endpoints.createCustomer, { body })).body.id;
}

const order = (externalId: string, id: string) =>
  request(site.url, site.owner.apiKey, endpoints.writeOrder, {
    body: { externalId, customer: { id }, currency: 'BRL', total: 19_900 },
  } as never);

test('a company is written down, gets people, and tells what happened with them while somebody looks', () =>
  withCrowd(site, async ({ member, expectComplaints }) => {
    expectComplaints(/status of 400/);
    const page = await member('Bea', site.ownerLogin);
    await page.goto(`${site.url}/conversations`);
    await page.getByRole('link', { name: 'Companies' }).click();
    await page.getByRole('heading', { name: 'Companies will be here' }).waitFor();
    await page.getByRole('button', { name: 'New company' }).last().click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: 'Add company' }).click();
    await form.getByText('Please fill this in.').waitFor();
    await form.getByLabel('Name').fill('Acme Trading');
    await form.getByLabel('Domains').fill('no domain');
    await form.getByRole('button', { name: 'Add company' }).click();
    await form.getByText('Write domains like example.com.').waitFor();
    await form.getByLabel('Domains').fill('https://www.acme.example, acme.com');
    await form.getByLabel('Company number').fill('K-1');
    await form.getByRole('button', { name: 'Add company' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: 'Acme Trading' }).waitFor();
    const about = page.getByRole('complementary', { name: 'About the company' });
    await about.getByText('acme.com, acme.example').waitFor();

    await page.getByRole('button', { name: 'Add a person' }).first().click();
    await form.getByLabel('Role').fill('Buyer');
    await form.getByLabel('Who belongs to it?').fill('souza');
    await form.getByRole('button', { name: 'Ana Souza' }).click();
    await form.waitFor({ state: 'hidden' });
    await about.getByText('Buyer').waitFor();
    await page.getByRole('link', { name: 'Belongs to', exact: false }).first().waitFor();

    await order('BR-10017', ana);
    await about.getByRole('button', { name: /BR-10017.*R\$199\.00/ }).waitFor();
    await page
      .getByRole('button', { name: /^Order .*BR-10017/ })
      .first()
      .waitFor();
    // A site tells of the same company, and of somebody else there.
    const key = await request(site.url, site.owner.apiKey, endpoints.createKey, {
      body: { name: 'shop', kind: 'server' },
    });
    await send(site.url, 'identify', key.body.secret, {
      ...{ messageId: randomUUID(), userId: 'bob', traits: { name: 'Bob Berg' } },
    });
    await send(site.url, 'group', key.body.secret, {
      ...{ messageId: randomUUID(), userId: 'bob', groupId: 'K-1', traits: { plan: 'gold' } },
    });
    await about.getByRole('link', { name: 'Bob Berg' }).waitFor();
    await about.getByText('gold').waitFor();

    await page.getByRole('textbox', { name: 'Note' }).fill('Pays late');
    await page.getByRole('heading', { name: 'Acme Trading' }).click();
    await expect
      .poll(async () => {
        const found = await request(site.url, site.owner.apiKey, endpoints.listCompanies, { query: {} });
        return found.body.data[0]?.note;
      })
      .toBe('Pays late');

    await page.getByRole('button', { name: /^Change what .*Bob Berg/ }).click();
    await form.getByRole('button', { name: 'Does not belong here' }).click();
    await about.getByRole('link', { name: 'Bob Berg' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await about.getByRole('link', { name: 'Bob Berg' }).waitFor();

    await page.getByRole('button', { name: 'Archive' }).click();
    await page.getByText(/^Archived .* It is neither listed nor searched\.$/).waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText(/It is neither listed nor searched/).waitFor({ state: 'hidden' });
  }));

test('on a customer’s page stand their companies, and both lead to one another', () =>
  withCrowd(site, async ({ member }) => {
    const made = await request(site.url, site.owner.apiKey, endpoints.createCompany, {
      body: { name: '北京字节跳动' },
    });
    const page = await member('Bea', site.ownerLogin);
    const eve = await customer('Eve');
    await page.goto(`${site.url}/customers/${eve}`);
    await page.getByRole('button', { name: 'Add to a company' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Role there').fill('主管');
    await form.getByLabel('Which company?').fill('字节');
    await form.getByRole('button', { name: '北京字节跳动' }).click();
    await form.waitFor({ state: 'hidden' });
    const about = page.getByRole('complementary', { name: 'About the customer' });
    await about.getByText('主管').waitFor();
    await about.getByRole('link', { name: '北京字节跳动' }).click();
    await page.waitForURL(`**/companies/${made.body.id}`);
    await page
      .getByRole('complementary', { name: 'About the company' })
      .getByRole('link', { name: 'Eve' })
      .click();
    await page.waitForURL(`**/customers/${eve}`);
  }));

test('customers are found by the number of an order and by their company, companies by name', () =>
  withCrowd(site, async ({ member }) => {
    const made = await request(site.url, site.owner.apiKey, endpoints.createCompany, {
      body: { name: 'Nordwind' },
    });
    const zoe = await customer('Zoe');
    await request(site.url, site.owner.apiKey, endpoints.addCompanyPerson, {
      params: { id: made.body.id, customerId: zoe },
      body: {},
    });
    await order('PED-77001', zoe);
    const page = await member('Bea', site.ownerLogin);
    await page.goto(`${site.url}/customers`);
    const search = page.getByRole('searchbox', { name: 'Search customers' });
    for (const text of ['PED-77001', 'ped-77', 'nordwind', 'wind zoe']) {
      await search.fill(text);
      await page.locator('[data-row]').filter({ hasText: 'Zoe' }).waitFor();
      await expect.poll(() => page.locator('[data-row]').count(), { message: text }).toBe(1);
    }
    await page.keyboard.press('ControlOrMeta+k');
    const palette = page.getByRole('dialog');
    await palette.getByRole('combobox').fill('nordw');
    await palette.getByRole('option', { name: 'Zoe' }).waitFor();
    await palette.getByRole('option', { name: 'Nordwind' }).click();
    await page.waitForURL(`**/companies/${made.body.id}`);
    await page.getByRole('heading', { name: 'Nordwind' }).waitFor();
  }));

test('a file of companies is imported as it is guessed', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Bea', site.ownerLogin);
    await page.goto(`${site.url}/settings/imports`);
    await page.getByRole('button', { name: 'Import a file' }).first().click();
    await page.getByLabel('What does the file hold?').selectOption('companies');
    const text = 'Company ID,Razão social,Domínio\nI-1,Imported One,one.example\nI-2,Imported Two,\n,,\n';
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'firmen.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByRole('button', { name: 'Try it: what would happen?' }).click();
    await page.getByText('Imported One').first().waitFor();
    await page.getByRole('button', { name: /^Import( the rest)?$/ }).click();
    await page.getByText('Done', { exact: true }).waitFor();
    await page.goto(`${site.url}/companies`);
    await page.getByRole('searchbox', { name: 'Search companies' }).fill('imported');
    await page.locator('[data-row]').filter({ hasText: 'one.example' }).waitFor();
    await expect.poll(() => page.locator('[data-row]').count()).toBe(2);
  }));
