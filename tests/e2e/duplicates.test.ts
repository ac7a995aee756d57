/** Everybody who may be here twice, on one screen: looked at, merged, refused, and current while somebody looks. */
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

test('pairs are merged or refused, and those that come while somebody looks appear', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.member('Carol', site.ownerLogin);
    await page.goto(`${site.url}/customers/duplicates`);
    await page.getByText('Nobody is here twice').waitFor();
    await make('Ana Souza', '+55 11 96123-4567');
    await make('Ana Souza', '+55 11 6123-4567');
    const ana = page.getByRole('listitem').filter({ hasText: 'one number, written in two ways' });
    await ana.getByText('Same name').waitFor();
    await ana.getByText('likely').waitFor();

    const [bo, ben] = [await make('Bo', '+49 30 123456'), await make('Ben', '+49 30 654321')];
    for (const id of [bo, ben]) {
      const body = { externalId: 'R-7', customer: { id }, currency: 'EUR', total: 1_990 };
      await request(site.url, site.owner.apiKey, endpoints.writeOrder, { body });
    }
    await page.getByText(/Order .*R-7.* was reported for both/).waitFor();
    await page.getByText('2 pairs').waitFor();

    await page.getByRole('button', { name: /Compare and merge .*Bo.* and .*Ben/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Order .*R-7.* was reported for both/).waitFor();
    await dialog.getByRole('button', { name: 'Merge' }).click();
    await page.getByText('1 pair', { exact: true }).waitFor();
    await page.getByRole('button', { name: /are two people/ }).click();
    await page.getByText('Nobody is here twice').waitFor();
    // For good: another look finds nobody either.
    await page.reload();
    await page.getByText('Nobody is here twice').waitFor();
    await page.getByRole('link', { name: 'Customers' }).first().click();
    await page.getByRole('link', { name: 'Possible duplicates' }).waitFor();
    await eventually(() => page.getByRole('link', { name: /Possible duplicates \d/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Reviews' }).count()).toBe(1);
  }));
