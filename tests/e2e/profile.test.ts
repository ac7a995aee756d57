/** What the team keeps of a customer by hand, in the console of two members at once. */
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
  const body = { name: 'João da Silva' };
  customerId = (await request(site.url, site.owner.apiKey, endpoints.createCustomer, { body })).body.id;
});
afterAll(() => site.close());

test('an owner, a next step, a language and a channel are set where they stand, and others see it at once', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.member('Ana', site.ownerLogin);
    const other = await crowd.member('Bo', site.ownerLogin);
    for (const one of [page, other]) {
      await one.goto(`${site.url}/customers/${customerId}`);
      await one.getByRole('heading', { name: 'Care' }).waitFor();
    }
    await page.getByRole('combobox', { name: 'Looked after by' }).click();
    await page.getByRole('listbox').getByRole('option').first().click();
    await page.getByRole('textbox', { name: 'Next step' }).fill('Call on Monday');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Prefers to speak' }).fill('Japan');
    await page.getByRole('option', { name: 'Japanese' }).click();
    await page.getByRole('combobox', { name: 'Prefers to be reached by' }).click();
    await page.getByRole('option', { name: 'Phone' }).click();

    await eventually(() => other.getByRole('textbox', { name: 'Next step' }).inputValue()).toBe(
      'Call on Monday',
    );
    await eventually(() => other.getByRole('combobox', { name: 'Prefers to speak' }).inputValue()).toBe(
      'Japanese',
    );
    await eventually(() =>
      other.getByRole('combobox', { name: 'Prefers to be reached by' }).inputValue(),
    ).toBe('Phone');
    await eventually(() => other.locator('[data-kind="profile.updated"]').count()).toBe(4);
    const { body } = await request(site.url, site.owner.apiKey, endpoints.readProfile, {
      params: { id: customerId },
    });
    expect(body).toEqual({
      ownerId: site.owner.memberId,
      nextStep: 'Call on Monday',
      language: 'ja',
      channel: 'phone',
    });
  }));
