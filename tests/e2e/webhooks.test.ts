/** Somebody connects a shop: makes an address, looks at what arrives, says what it means, goes live, and mends it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { deliver, hmac, post } from '../support/delivering.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { barriersOn, rawWordsOn, sidewaysOn } from './support/screen-checks.ts';
import { openSite, type Site } from './support/site.ts';

const artifacts = path.join(import.meta.dirname, '../artifacts/webhooks');

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

const order = (id: number, status: string) =>
  JSON.stringify({
    id,
    email: 'ana.sousa@example.com',
    created_at: '2026-06-10T11:02:37-03:00',
    updated_at: '2026-06-10T11:05:00-03:00',
    currency: 'BRL',
    total_price: '409.94',
    status,
    customer: { id: 115310627314723950n.toString(), first_name: 'Ana', last_name: 'Sousa' },
    note: '<img src=x onerror="window.__xss=1">',
  });

test('a shop is connected, looked at, mapped, let live and mended', () =>
  withCrowd(site, async (crowd) => {
    const ana = await crowd.member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/settings/webhooks`);
    await ana.getByText('Let your shop speak for itself').waitFor();
    await look(ana, 'empty');
    await isFine(ana);
    await ana.getByRole('button', { name: 'New webhook' }).click();
    await ana.getByRole('textbox', { name: 'Name' }).fill('Online shop');
    await ana.getByRole('combobox', { name: 'Signed by' }).selectOption('Another HMAC-SHA256');
    await look(ana, 'new-other');
    await isFine(ana);
    await ana.getByRole('combobox', { name: 'Signed by' }).selectOption('Shopify');
    await ana.getByRole('button', { name: 'Make webhook' }).click();
    const secret = await ana.getByRole('textbox', { name: 'Secret', exact: true }).inputValue();
    const url = await ana.getByRole('textbox', { name: 'Send to' }).inputValue();
    await look(ana, 'secret');
    await isFine(ana);
    await ana.getByRole('button', { name: 'Done' }).click();
    await ana.getByRole('button', { name: 'Name and keeping' }).click();
    await ana.getByRole('textbox', { name: 'Name' }).fill('Our shop');
    await ana.getByRole('combobox', { name: 'Keep what arrived for' }).selectOption('14 days');
    await isFine(ana);
    await ana.getByRole('button', { name: 'Save', exact: true }).last().click();
    await ana.getByRole('heading', { name: 'Our shop' }).waitFor();
    await ana.getByText('Nothing has arrived yet', { exact: true }).waitFor();
    await look(ana, 'before');
    await isFine(ana);

    const send = async (body: string) => {
      const headers = { 'x-shopify-hmac-sha256': hmac(secret, body, 'base64') };
      expect((await post(site.url, url, body, headers)).status).toBe(200);
    };
    await send(order(1, 'paid'));
    const deliveries = ana.getByRole('list', { name: 'Deliveries' });
    await deliveries.getByText('Waiting').waitFor();

    await ana.getByRole('button', { name: 'Add', exact: true }).click();
    const total = ana.getByRole('combobox', { name: 'Total: path' });
    await total.waitFor();
    expect(await total.inputValue()).toBe('total_price');
    await look(ana, 'mapped');
    await isFine(ana);
    await ana.getByRole('button', { name: 'Preview' }).click();
    await ana.getByText('This body would make: 1 new').waitFor();
    await look(ana, 'preview');
    await isFine(ana);
    await ana.getByRole('button', { name: 'Save and go live' }).click();
    await ana.getByText('What arrives is taken at once.').waitFor();
    await ana.getByRole('button', { name: 'Take all again' }).click();
    await ana.getByText('1 of 1 were taken').waitFor();

    await send(order(2, 'unterwegs'));
    await deliveries.getByText('“unterwegs” in “status → status” is none of the values that fit.').waitFor();
    await ana.getByText('Failed', { exact: true }).first().click();
    await look(ana, 'failed');
    await isFine(ana);
    await ana.getByRole('textbox', { name: 'What its words mean' }).fill('unterwegs = shipped');
    await ana.getByRole('button', { name: 'Save', exact: true }).click();
    await ana.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'detached' });
    await deliveries.getByRole('button', { name: 'Take again' }).first().click();
    await ana.getByText('None of these').waitFor();
    const found = await request(site.url, site.owner.apiKey, endpoints.listOrders, { query: {} });
    expect(found.body.data.map(({ status }) => status).sort()).toEqual(['paid', 'shipped']);

    const other = await crowd.member('Ana in Chinese', site.ownerLogin, {
      locale: 'zh-CN',
      colorScheme: 'dark',
      viewport: phone,
    });
    await other.goto(ana.url());
    await other.getByText('unterwegs = shipped').waitFor();
    await look(other, 'live-dark-phone');
    await isFine(other);
    expect(await ana.evaluate(() => '__xss' in globalThis)).toBe(false);
  }));

test('dates and phone numbers that may mean several things are asked for in the mapping, and read as it says', () =>
  withCrowd(site, async (crowd) => {
    const made = await request(site.url, site.owner.apiKey, endpoints.createWebhook, {
      body: { name: 'Booking', signing: { scheme: 'standard' } },
    });
    const arrived = JSON.stringify({
      id: 'b-1',
      event: 'Booked',
      time: '03/04/2024',
      phone: '11 96123-4567',
    });
    expect((await deliver(site.url, made.body, arrived)).status).toBe(200);
    const ana = await crowd.member('Ana', site.ownerLogin, { viewport: phone });
    await ana.goto(`${site.url}/settings/webhooks/${made.body.id}`);
    await ana.getByRole('combobox', { name: 'What it holds' }).selectOption('Events');
    await ana.getByRole('button', { name: 'Add', exact: true }).click();
    await ana.getByText('No value shows which comes first.').waitFor();
    await ana.getByRole('button', { name: 'Preview' }).click();
    await ana.getByText(/“11 96123-4567” in “phone → phone” has no country code/).waitFor();
    await look(ana, 'unclear-phone');
    await isFine(ana);
    await ana.getByLabel('Country of phone numbers without a country code').selectOption('Brazil');
    await ana.getByRole('button', { name: 'Preview' }).click();
    await ana.getByText(/“03\/04\/2024” in “time → time” may mean two days/).waitFor();
    await ana
      .getByRole('combobox', { name: 'Time: What comes first in its dates?' })
      .selectOption('Day first: 31/01/2026');
    await ana.getByRole('button', { name: 'Preview' }).click();
    await ana.getByText('This body would make: 1 new').waitFor();
    await ana.getByRole('button', { name: 'Save and go live' }).click();
    await ana.getByText('What arrives is taken at once.').waitFor();
    await ana.getByRole('button', { name: 'Take all again' }).click();
    await ana.getByText('1 of 1 were taken').waitFor();
    const found = await request(site.url, site.owner.apiKey, endpoints.listCustomers, {
      query: { identity: 'phone:+5511961234567' },
    });
    const timeline = await request(site.url, site.owner.apiKey, endpoints.readTimeline, {
      params: { id: found.body.data[0]?.id ?? '' },
      query: { kinds: 'event.tracked' },
    });
    expect(timeline.body.data.map(({ occurredAt }) => occurredAt.slice(0, 10))).toEqual(['2024-04-03']);

    const other = await crowd.member('Ana in the dark', site.ownerLogin, { colorScheme: 'dark' });
    await other.goto(ana.url());
    await other.getByLabel('Country of phone numbers without a country code').waitFor();
    await look(other, 'said-dark');
    await isFine(other);
  }));
