/** Segments and stages on the screen: built by choosing, kept current, found again, and the rule of stages. */
import { buffer } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { send, track } from '../support/collecting.ts';
import { addMember } from '../support/people.ts';
import { withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let serverKey: string;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  const key = await request(site.url, site.owner.apiKey, endpoints.createKey, {
    body: { name: 'Shop', kind: 'server' },
  });
  serverKey = key.body.secret;
  await identify('ana', { name: 'Ana', plan: 'gold', note: '=1+1' });
  await identify('bo', { name: '=HYPERLINK("x")', plan: 'free' });
  await did('ana', 'Signed Up', { source: 'advert' });
});
afterAll(() => site.close());

const identify = async (userId: string, traits: object) => {
  const call = { type: 'identify', userId, traits, messageId: crypto.randomUUID() };
  expect((await send(site.url, 'identify', serverKey, call)).status).toBe(200);
};
const did = async (userId: string, event: string, properties: object = {}) => {
  const call = { ...track(event, { userId, properties }), anonymousId: undefined };
  expect((await send(site.url, 'track', serverKey, call)).status).toBe(200);
};

/** Fills in the first test of a new condition: an event by its name. */
async function askForEvent(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Event (empty: any)' }).fill(name);
  await page.keyboard.press('Escape');
}

test('a segment is built by choosing, finds people while it is written, and keeps itself current', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/segments`);
    await page.getByRole('link', { name: 'New segment' }).click();
    await page.getByLabel('Name of the segment').fill('Arrived by an advert');
    // Names that were seen are offered.
    await page.getByRole('combobox', { name: 'Event (empty: any)' }).fill('sign');
    await page.getByRole('option', { name: 'Signed Up' }).click();
    await page.getByRole('button', { name: 'Narrow it down' }).click();
    await page.getByRole('combobox', { name: 'Detail' }).fill('source');
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Value' }).fill('advert');
    await page.getByText('1 customer fits').waitFor();
    await page.getByRole('region', { name: 'Preview' }).getByRole('link', { name: /Ana/ }).waitFor();
    await page.getByRole('button', { name: 'Create the segment' }).click();

    await page.getByRole('heading', { name: 'Arrived by an advert' }).waitFor();
    await page.getByRole('link', { name: /Ana/ }).waitFor();
    await page.getByText('1 customer', { exact: true }).waitFor();
    // Somebody does it while the screen is open.
    await did('bo', 'Signed Up', { source: 'advert' });
    await page.getByRole('link', { name: /HYPERLINK/ }).waitFor();
    await page.getByText('2 customers', { exact: true }).waitFor();

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download as CSV' }).click();
    const text = (await buffer(await (await download).createReadStream())).toString('utf8');
    expect(text.split('\r\n')[0]).toBe('\ufeffid,name,email,phone,user,language,created at,last seen at');
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);

    // On the customer's page a small link leads back, and the timeline tells of it.
    await page.getByRole('link', { name: /Ana/ }).click();
    await page.getByText(/Came into the segment .Arrived by an advert/).waitFor();
    await page.getByRole('region', { name: 'Segments' }).getByRole('link').click();
    await page.getByRole('heading', { name: 'Arrived by an advert' }).waitFor();
  }));

test('a name that is taken, a circle and what others need are refused in words that help', () =>
  withCrowd(site, async ({ member, expectComplaints }) => {
    expectComplaints(/409/);
    const page = await member('Ana', site.ownerLogin);
    const make = async (name: string) => {
      await page.goto(`${site.url}/segments/new`);
      await page.getByLabel('Name of the segment').fill(name);
    };
    await make('Gold');
    await page.getByRole('button', { name: 'Remove condition 1' }).click();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('menuitem', { name: 'Attribute' }).click();
    await page.getByRole('combobox', { name: 'Attribute' }).fill('plan');
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Value' }).fill('GOLD');
    await page.getByText('1 customer fits').waitFor();
    await page.getByRole('button', { name: 'Create the segment' }).click();
    await page.getByRole('heading', { name: 'Gold' }).waitFor();

    await make('Not gold');
    await page.getByRole('button', { name: 'Remove condition 1' }).click();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('menuitem', { name: 'Another segment' }).click();
    await page.getByRole('combobox', { name: 'Is it so?' }).selectOption('is not in');
    await page.getByRole('combobox', { name: 'Another segment' }).selectOption('Gold');
    await page.getByText('1 customer fits').waitFor();
    await page.getByLabel('Name of the segment').fill('gold');
    await page.getByRole('button', { name: 'Create the segment' }).click();
    await page.getByText('There is a segment named “gold” already').waitFor();
    await page.getByLabel('Name of the segment').fill('Not gold');
    await page.getByRole('button', { name: 'Create the segment' }).click();
    await page.getByRole('heading', { name: 'Not gold' }).waitFor();

    await page.getByRole('link', { name: 'All segments' }).click();
    await page.getByText('Used in: Not gold').waitFor();
    await page.getByRole('link', { name: 'Gold', exact: true }).click();
    await page.getByRole('button', { name: 'Archive' }).click();
    await page.getByRole('alert').getByText('“Not gold” names this segment').waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('menuitem', { name: 'Another segment' }).click();
    await page.getByRole('combobox', { name: 'Another segment' }).selectOption('Not gold');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('“Gold” names “Not gold” names “Gold”').first().waitFor();
  }));

test('the list of customers is narrowed to a segment, and a filter becomes one', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/customers`);
    const list = page.getByRole('region', { name: 'List of customers' });
    await list.getByRole('link', { name: /HYPERLINK/ }).waitFor();
    await page.getByRole('button', { name: 'Filter by conditions…' }).click();
    await askForEvent(page, 'Never Done');
    await page.getByText('Nobody fits').waitFor();
    await page.getByRole('combobox', { name: 'Is it so?' }).selectOption('did not do');
    await page.getByText('2 customers fit').waitFor();
    await page.getByRole('button', { name: 'Narrow it down' }).waitFor();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('menuitem', { name: 'Attribute' }).click();
    await page.getByRole('combobox', { name: 'Attribute' }).fill('plan');
    await page.keyboard.press('Tab');
    await page.getByRole('textbox', { name: 'Value' }).fill('free');
    await page.getByText('1 customer fits').waitFor();
    await page.getByLabel('Save this filter as a segment').fill('Quiet and free');
    await page.getByRole('button', { name: 'Create the segment' }).click();
    await eventually(() => new URL(page.url()).searchParams.get('segment')).not.toBeNull();
    await list.getByRole('link', { name: /HYPERLINK/ }).waitFor();
    await eventually(() => list.getByRole('link', { name: /Ana/ }).count()).toBe(0);
    // A search looks in the segment, and the segment stays.
    await list.getByRole('searchbox').fill('Ana');
    await page.getByText('Nobody found').waitFor();
    await list.getByRole('searchbox').fill('hyperlink');
    await list.getByRole('link', { name: /HYPERLINK/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('segment')).not.toBeNull();
    await list.getByRole('searchbox').fill('');
    await list.getByRole('combobox', { name: 'Show only a segment' }).selectOption('Everybody');
    await list.getByRole('link', { name: /Ana/ }).waitFor();
  }));

test('a filter without a name narrows the list, stays in the address, and is changed from there', () =>
  withCrowd(site, async ({ member }) => {
    const { url, owner } = site;
    const names = Array.from({ length: 60 }, (_, n) => `Pia ${String(n).padStart(2, '0')}`);
    for (const name of names) {
      const made = await request(url, owner.apiKey, endpoints.createCustomer, { body: { name } });
      const params = { id: made.body.id };
      await request(url, owner.apiKey, endpoints.describeCustomer, {
        params,
        body: { attributes: { wood: 'oak' } },
      });
    }
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${url}/customers`);
    const list = page.getByRole('region', { name: 'List of customers' });
    await list.getByText('62 customers').waitFor();
    await page.getByRole('button', { name: 'Filter by conditions…' }).click();
    await page.getByRole('button', { name: 'Remove condition 1' }).click();
    expect(await page.getByRole('button', { name: 'Show in the list' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('menuitem', { name: 'Attribute' }).click();
    await page.getByRole('combobox', { name: 'Attribute' }).fill('wood');
    await page.keyboard.press('Tab');
    await page.getByRole('textbox', { name: 'Value' }).fill('oak');
    await page.getByRole('button', { name: 'Show in the list' }).click();
    await list.getByText('60 customers').waitFor();
    await list.getByRole('link', { name: /Pia 59/ }).waitFor();
    // Scrolling goes on to the oldest, and opening one keeps the filter.
    await list.getByRole('list', { name: 'List of customers' }).hover();
    await eventually(async () => {
      await page.mouse.wheel(0, 5_000);
      return list.getByRole('link', { name: /Pia 00/ }).count();
    }).toBe(1);
    await list.getByRole('link', { name: /Pia 00/ }).click();
    await page.getByRole('heading', { name: 'Pia 00' }).waitFor();
    const address = page.url();
    expect(JSON.parse(new URL(address).searchParams.get('filter') ?? '')).toMatchObject({ type: 'all' });
    await page.reload();
    await list.getByText('60 customers').waitFor();
    expect(await list.getByRole('link', { name: /HYPERLINK/ }).count()).toBe(0);
    // A search looks in it; changing it begins with what it is.
    await list.getByRole('searchbox').fill('pia 07');
    await list.getByRole('link', { name: /Pia 07/ }).waitFor();
    await list.getByRole('searchbox').fill('hyperlink');
    await list.getByText('Nobody fits this filter').or(page.getByText('Nobody found')).waitFor();
    await list.getByRole('searchbox').fill('');
    await list.getByText('60 customers').waitFor();
    await page.getByRole('button', { name: 'Filter by conditions…' }).click();
    await page.getByRole('textbox', { name: 'Value' }).fill('beech');
    await page.getByRole('button', { name: 'Show in the list' }).click();
    await list.getByText('Nobody fits this filter').waitFor();
    await list.getByRole('combobox', { name: 'Show only a segment' }).selectOption('Everybody');
    await list.getByText('62 customers').waitFor();
    expect(new URL(page.url()).searchParams.get('filter')).toBeNull();
  }));

test('an address that holds no sound filter is told as that, and left by choosing everybody', () =>
  withCrowd(site, async ({ member, expectComplaints }) => {
    expectComplaints(/400/);
    const page = await member('Ana', site.ownerLogin);
    const filter = encodeURIComponent(JSON.stringify({ type: 'attribute' }));
    await page.goto(`${site.url}/customers?filter=${filter}`);
    const list = page.getByRole('region', { name: 'List of customers' });
    await list.getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByRole('button', { name: 'Filter by conditions…' }).click();
    await page.getByRole('combobox', { name: 'Event (empty: any)' }).waitFor();
    await page.keyboard.press('Escape');
    await list.getByRole('combobox', { name: 'Show only a segment' }).selectOption('Everybody');
    await list
      .getByRole('link', { name: /HYPERLINK/ })
      .or(list.getByRole('link', { name: /Pia/ }))
      .first()
      .waitFor();
  }));

test('an agent saves a filter, and changes that segment but nobody else’s', () =>
  withCrowd(site, async ({ member }) => {
    const agent = await addMember(site.url, site.owner, 'agent', 'Cleo');
    const page = await member('Cleo', { email: agent.email });
    await page.goto(`${site.url}/customers`);
    await page.getByRole('button', { name: 'Filter by conditions…' }).click();
    await askForEvent(page, 'Signed Up');
    await page.getByLabel('Save this filter as a segment').fill('Of Cleo');
    await page.getByRole('button', { name: 'Create the segment' }).click();
    await eventually(() => new URL(page.url()).searchParams.get('segment')).not.toBeNull();
    await page.goto(`${site.url}/segments`);
    await page.getByText('Made by Cleo').waitFor();
    await page.getByRole('link', { name: 'Of Cleo', exact: true }).click();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    await page.getByRole('link', { name: 'All segments' }).click();
    await page.getByRole('link', { name: 'Gold', exact: true }).click();
    await page.getByRole('heading', { name: 'Gold' }).waitFor();
    await page.getByRole('link', { name: /Ana/ }).waitFor();
    expect(await page.getByRole('button', { name: /Edit|Archive/ }).count()).toBe(0);
  }));

test('who may only read sees segments, and is not offered to change them', () =>
  withCrowd(site, async ({ member }) => {
    const agent = await addMember(site.url, site.owner, 'viewer', 'Bea');
    const page = await member('Bea', { email: agent.email });
    await page.goto(`${site.url}/segments`);
    await page.getByRole('link', { name: 'Gold', exact: true }).click();
    await page.getByRole('link', { name: /Ana/ }).waitFor();
    expect(await page.getByRole('button', { name: /Edit|Archive/ }).count()).toBe(0);
    expect(await page.getByRole('textbox', { name: 'Value' }).isDisabled()).toBe(true);
  }));

test('what happens stands for a stage by a rule that is edited; a member may say otherwise', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    const found = await request(site.url, site.owner.apiKey, endpoints.listCustomers, {
      query: { search: 'Ana' },
    });
    const customerId = found.body.data[0]?.id ?? '';
    await page.goto(`${site.url}/customers/${customerId}`);
    const stage = page.getByRole('combobox', { name: 'Stage', exact: true });
    await eventually(() => stage.inputValue()).toBe('consider');
    await page.locator('[data-kind="event.tracked"] [data-stage="consider"]').waitFor();

    await page.goto(`${site.url}/settings/stages`);
    await page.getByText('This is the rule that every workspace begins with.').waitFor();
    const row = page.getByRole('row', { name: /Event: Signed Up/ });
    await row.waitFor();
    await page.getByRole('button', { name: 'Add a line' }).click();
    await page.getByLabel('Name of the event or address of the page 1', { exact: true }).fill('signed*');
    await page.getByRole('combobox', { name: 'Stands for 1', exact: true }).selectOption('Buys');
    await row.getByText('Buys').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await eventually(() => page.getByText('This is the rule that every').count()).toBe(0);

    await page.goto(`${site.url}/customers/${customerId}`);
    await eventually(() => stage.inputValue()).toBe('buy');
    await stage.selectOption('Recommends');
    await page.getByText(/set by hand/).waitFor();
    await page.locator('[data-kind="stage.changed"]').waitFor();
    await page.getByRole('combobox', { name: 'Only one stage' }).selectOption('Buys');
    await eventually(() => page.locator('[data-kind="stage.changed"]').count()).toBe(0);
    await page.locator('[data-kind="event.tracked"]').waitFor();
    // It stands until something happens later.
    const body = { externalId: '1', customer: { id: customerId }, currency: 'EUR', total: 500 };
    await request(site.url, site.owner.apiKey, endpoints.writeOrder, { body } as never);
    await eventually(() => stage.inputValue()).toBe('buy');
  }));

test('the owned audience stands below the segments, and its period can be chosen', () =>
  withCrowd(site, async ({ member }) => {
    const body = { name: 'Cleo', identities: [{ kind: 'email' as const, value: 'cleo@reach.example' }] };
    const made = await request(site.url, site.owner.apiKey, endpoints.createCustomer, { body });
    await request(site.url, site.owner.apiKey, endpoints.recordConsent, {
      params: { id: made.body.id },
      body: { channel: 'email', topic: 'news', granted: true, how: 'spoken', proof: 'said so' },
    });
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/segments`);
    const audience = page.getByRole('region', { name: 'Owned audience' });
    const mail = audience.getByRole('row', { name: /^Mail/ });
    await eventually(() => mail.getByRole('cell').allTextContents()).toEqual(['1', '+1', '0']);
    await audience.getByRole('combobox', { name: 'Changes in' }).selectOption({ label: 'the last 365 days' });
    await eventually(() => mail.getByRole('cell').allTextContents()).toEqual(['1', '+1', '0']);
    await audience.scrollIntoViewIfNeeded();
    if (process.env.PHOTOGRAPHS) await page.screenshot({ path: `${process.env.PHOTOGRAPHS}/audience.png` });
  }));
