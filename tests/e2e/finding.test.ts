/** Finding people while typing, by keyboard alone: in the list of customers and in the palette. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;

const people = [
  ['João da Silva', [['email', 'joao@loja.example'] as const, ['phone', '+5511961234567'] as const]],
  ['Mariana Prado', [['user', 'cus-8812'] as const]],
  ['王小明', [['email', 'xiaoming@shop.example'] as const]],
  ['<b>Bold</b> Ana', []],
] as const;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  for (const [name, identities] of people) {
    const body = { name, identities: identities.map(([kind, value]) => ({ kind, value })) };
    const made = await request(site.url, site.owner.apiKey, endpoints.createCustomer, { body });
    expect(made.status).toBe(201);
  }
});
afterAll(() => site.close());

test('the list follows what is typed, marks what it found, and the keyboard leads to it', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/customers`);
    const rows = page.locator('[data-row]');
    await eventually(() => rows.count()).toBe(people.length);
    await page.keyboard.press('/');
    const found = async () => (await rows.locator('[dir=auto]').allTextContents()).map((name) => name.trim());
    const marked = () => page.locator('[data-row] mark').allTextContents();
    for (const [text, names, marks] of [
      ['joao sil', ['João da Silva'], ['João', 'joao', 'Sil']],
      ['(11) 96123', ['João da Silva'], ['1196123']],
      ['4567', ['João da Silva'], ['4567']],
      ['小明', ['王小明'], ['小明']],
      ['ana', ['<b>Bold</b> Ana', 'Mariana Prado'], ['Ana', 'ana']],
      ['8812', ['Mariana Prado'], ['8812']],
    ] as const) {
      await page.getByRole('searchbox', { name: 'Search customers' }).fill(text);
      await eventually(async () => (await found()).sort()).toEqual([...names].sort());
      await eventually(async () => (await marked()).sort()).toEqual([...marks].sort());
    }
    await page.keyboard.press('ArrowDown');
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toContain(
      'Mariana Prado',
    );

    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    await eventually(() => rows.count()).toBe(people.length);
    // Enter does not wait for the list, and still opens whom it means.
    await page.keyboard.type('xiaom');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '王小明' }).waitFor();

    await page.getByRole('searchbox', { name: 'Search customers' }).fill('%');
    await page.getByText('Nobody found').waitFor();
  }));

test('the palette finds people by any part and opens them', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations`);
    await page.getByRole('region', { name: 'List of conversations' }).waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog').getByRole('combobox').waitFor();
    await page.keyboard.type('6123-4567');
    await page.getByRole('option', { name: /João da Silva.*\+5511961234567/, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'João da Silva' }).waitFor();

    crowd.expectComplaints(/503/);
    await page.route('**/api/v1/customers?search=*', (route) => route.fulfill({ status: 503, json: {} }));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog').getByRole('combobox').waitFor();
    await page.keyboard.type('prado');
    await page.getByRole('alert').getByText('People could not be searched').waitFor();
  }));
