/** Orders on the screen: what a customer bought, one order in full, and writing one down by hand. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { withCrowd } from './support/crowd.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let customerId: string;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  const made = await request(site.url, site.owner.apiKey, endpoints.createCustomer, {
    body: { name: 'João' },
  });
  customerId = made.body.id;
});
afterAll(() => site.close());

const send = (body: object) => request(site.url, site.owner.apiKey, endpoints.writeOrder, { body } as never);

test('an order written down by hand appears at once, and one that a shop sends while somebody looks', async () => {
  await withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/customers/${customerId}`);
    await page.getByRole('button', { name: 'Log an order' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Choose a currency.').waitFor();
    await form.getByLabel('Order number').fill('A-17');
    await form.getByLabel('What was bought').fill('Rye bread');
    await form.getByRole('combobox', { name: 'Currency' }).fill('BRL');
    await page.getByRole('option', { name: /^BRL/ }).click();
    await form.getByLabel('Total').fill('nineteen');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Write an amount like 19.90.').waitFor();
    await form.getByLabel('Total').fill('1.234,5');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Write an amount like 19.90.').waitFor();
    await form.getByLabel('Total').fill('1,234.50');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'hidden' });

    const about = page.getByRole('complementary', { name: 'About the customer' });
    await about.getByRole('button', { name: /A-17.*R\$1,234\.50.*Placed/ }).waitFor();
    await page.getByRole('button', { name: /^Order .*A-17.* for R\$1,234\.50$/ }).waitFor();

    const sent = await send({
      ...{
        externalId: 'B-1',
        customer: { id: customerId },
        status: 'delivered',
        currency: 'JPY',
        total: 3_000,
      },
      refunds: [{ externalId: 'r', amount: 500, reason: 'Melted' }],
    });
    expect(sent.status).toBe(201);
    await about.getByRole('button', { name: /B-1.*¥3,000.*Partly refunded/ }).click();
    const order = page.getByRole('dialog');
    await order.getByText('Melted').waitFor();
    await send({ externalId: 'B-1', status: 'cancelled' });
    await order.getByText('Cancelled').first().waitFor();
    await page.keyboard.press('Escape');
    // The cancelled one no longer counts.
    await about.getByText('R$1,234.50').first().waitFor();
    await expect.poll(() => about.locator('dl').getByText('¥').count()).toBe(0);
  });
});
