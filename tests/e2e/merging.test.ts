/** One person under two names: found, merged after a look at what will happen, and taken apart again. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
});
afterAll(() => site.close());

const make = async (name: string, phone: string) => {
  const body = { name, identities: [{ kind: 'phone' as const, value: phone }] };
  return (await request(site.url, site.owner.apiKey, endpoints.createCustomer, { body })).body.id;
};

test('a record with the same phone is suggested, merged, and brought back with what came with it', () =>
  withCrowd(site, async (crowd) => {
    const id = await make('Ana Souza', '+55 11 96123-4567');
    const otherId = await make('ana s.', '+55 11 6123-4567');
    await request(site.url, site.owner.apiKey, endpoints.logVisit, {
      params: { id: otherId },
      body: { summary: 'bought two bags of beans' },
    });
    const page = await crowd.member('Carol', site.ownerLogin);
    await page.goto(`${site.url}/customers/${id}`);
    await page.getByRole('heading', { name: 'Maybe the same person' }).waitFor();
    await page.getByRole('button', { name: 'Compare and merge' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 entries, 0 conversations').waitFor();
    await dialog.getByText('+5511961234567 ≈ +551161234567').waitFor();
    await dialog.getByRole('button', { name: 'Merge' }).click();
    await page.getByText('bought two bags of beans').waitFor();
    await page.getByRole('heading', { name: 'Merged records' }).waitFor();
    await page.getByRole('button', { name: /^Undo the merge/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'Merged records' }).waitFor({ state: 'detached' });
    await eventually(() => page.getByText('bought two bags of beans').count()).toBe(0);
    // They are two for good now.
    expect(await page.getByRole('heading', { name: 'Maybe the same person' }).count()).toBe(0);
  }));

test('a consent is written down with its proof, an attribute is set and taken away', () =>
  withCrowd(site, async (crowd) => {
    const id = await make('Bea Lima', '+55 21 98888-7777');
    const page = await crowd.member('Carol', site.ownerLogin);
    await page.goto(`${site.url}/customers/${id}`);
    await page.getByRole('button', { name: 'Write down a consent' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Channel').selectOption('sms');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Write what proves it.').waitFor();
    await dialog.getByLabel('Proof').fill('signed at the counter on 3 May');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Text messages: marketing').waitFor();
    await page.getByRole('button', { name: 'Add an attribute' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('plan');
    await page.getByRole('dialog').getByLabel('Value').fill('gold');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Change plan' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await eventually(() => page.getByRole('button', { name: 'Change plan' }).count()).toBe(0);
    const { body } = await request(site.url, site.owner.apiKey, endpoints.readCustomer, { params: { id } });
    expect(body.attributes).toEqual({});
  }));
