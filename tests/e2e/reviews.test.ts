/** What customers think, on one screen: counted, narrowed, written down; and what is done with an order by hand. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let customerId: string;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  const body = { name: 'João' };
  customerId = (await request(site.url, site.owner.apiKey, endpoints.createCustomer, { body })).body.id;
});
afterAll(() => site.close());

const send = (name: 'writeOrder' | 'writeReview', body: object) =>
  request(site.url, site.owner.apiKey, endpoints[name], {
    body: { customer: { id: customerId }, ...body },
  } as never);

test('reviews are counted by what is listed, and one is written down by hand', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/reviews`);
    await page.getByText('No reviews yet').waitFor();
    await send('writeReview', { externalId: '1', score: 5, text: 'It shines.', product: { name: 'Lamp' } });
    await send('writeReview', { externalId: '2', score: 2, site: 'Maps' });
    const sum = page.getByRole('region', { name: 'What they come to' });
    await sum.getByText('2 reviews').waitFor();
    await sum.getByText('3.50').waitFor();
    await page.getByText('It shines.').waitFor();

    await page.getByRole('button', { name: 'Log a review' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Whose review is it?').fill('joao');
    await dialog.getByRole('button', { name: /João/ }).click();
    await dialog.getByLabel('Rating').selectOption('4');
    await dialog.getByLabel('What was said').fill('Came late, but fits.');
    await dialog.getByLabel('Where it was written').fill('Maps');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('Came late, but fits.').waitFor();
    await sum.getByText('3 reviews').waitFor();
    await sum.getByText('3.67').waitFor();

    await page.getByLabel('Where it was written').selectOption('Maps');
    await sum.getByText('2 reviews').waitFor();
    await sum.getByText('3.00').waitFor();
    await eventually(() => page.getByText('It shines.').count()).toBe(0);
    await page.getByLabel('Words').selectOption('without');
    await sum.getByText('1 review', { exact: true }).waitFor();
    await sum.getByRole('button', { name: /^5 stars/ }).click();
    await page.getByText('No review is like that.').waitFor();
    await page.getByRole('link', { name: 'Customers' }).first().click();
    await page.getByRole('link', { name: 'João' }).first().click();
    await page.getByText('Came late, but fits.').first().waitFor();
  }));

test('an order goes on, and some of it is given back, by hand', () =>
  withCrowd(site, async ({ member }) => {
    const lines = [
      { name: 'Lamp', quantity: 2, unitPrice: 1_500 },
      { name: 'Bulb', quantity: 1, unitPrice: 200 },
    ];
    await send('writeOrder', { externalId: 'R-9', currency: 'BRL', lines });
    const page = await member('Bea', site.ownerLogin);
    await page.goto(`${site.url}/customers/${customerId}`);
    await page.getByRole('button', { name: /R-9.*Placed/ }).click();
    const order = page.getByRole('dialog');
    await order.getByRole('button', { name: 'Change status' }).click();
    await order.getByLabel('New status').selectOption('shipped');
    await order.getByRole('button', { name: 'Change status' }).click();
    await order.getByText('Shipped').first().waitFor();

    await order.getByRole('button', { name: 'Give money back' }).click();
    await order.getByText('R$32.00 of this order can be given back.').waitFor();
    await order.getByLabel('Amount BRL').fill('32.01');
    await order.getByRole('button', { name: 'Give money back' }).click();
    await order.getByText('At most 32.00 is left.').waitFor();
    await order.getByRole('checkbox', { name: /Bulb/ }).click();
    expect(await order.getByLabel('Amount BRL').inputValue()).toBe('2.00');
    await order.getByLabel('Reason').fill('Broken glass');
    await order.getByRole('button', { name: 'Give money back' }).click();
    await order.getByText('Broken glass').waitFor();
    await order.getByText('Partly refunded').waitFor();
    await order.getByRole('button', { name: 'Give money back' }).click();
    await order.getByRole('button', { name: 'Give money back' }).click();
    await order.getByText('Refunded', { exact: true }).waitFor();
    expect(await order.getByRole('button', { name: 'Give money back' }).count()).toBe(0);
    await order.getByRole('button', { name: 'Change status' }).click();
    await order.getByLabel('New status').selectOption('cancelled');
    await order.getByLabel('Reason').fill('Changed his mind');
    await order.getByRole('button', { name: 'Change status' }).click();
    await order.getByText('Cancelled').first().waitFor();
  }));
