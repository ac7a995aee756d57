/** Taking conversations along in the browser: a view as a table, one conversation as a vCon; agents are not offered it. */
import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { addMember } from '../support/people.ts';
import { withCrowd } from './support/crowd.ts';
import { type LivedIn, liveIn } from './support/lived-in.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let here: LivedIn;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  here = await liveIn(site);
});
afterAll(() => site.close());

async function saved(page: Page, item: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ]);
  return text(await download.createReadStream());
}

test('an owner saves a view and a conversation; an agent finds no such thing', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations/${here.conversationId}`);
    await page.getByRole('button', { name: /^Which conversations are shown/ }).click();
    const table = await saved(page, 'Table (CSV)');
    expect(table).toContain('customer,subject,status');
    expect(table).toContain(here.conversationId);
    await page.getByRole('button', { name: 'More to do with this conversation' }).click();
    const vcon = JSON.parse(await saved(page, 'With messages (vCon)'));
    expect(vcon).toMatchObject({ vcon: '0.4.0', uuid: here.conversationId });

    const bea = await addMember(site.url, site.owner, 'agent', 'Bea');
    const beas = await member('Bea', bea);
    await beas.goto(`${site.url}/conversations/${here.conversationId}`);
    await beas.getByRole('button', { name: 'More to do with this conversation' }).click();
    await beas.getByRole('menuitem', { name: 'Urgent' }).waitFor();
    expect(await beas.getByRole('menuitem', { name: 'With messages (vCon)' }).count()).toBe(0);
  }));
