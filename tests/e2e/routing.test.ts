/** Conversations of teams on screen: set up, handed out to two members as they come and go, assigned by keys, undone. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, type Person } from '../support/people.ts';
import { withCrowd } from './support/crowd.ts';
import { inboxOn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

let site: Site;
let bea: Person;
let carl: Person;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  bea = await addMember(site.url, site.owner, 'agent', 'Bea');
  carl = await addMember(site.url, site.owner, 'agent', 'Carl');
});
afterAll(() => site.close());

const cardOf = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
/** Comes to see the team's view, which counts what stands there. */
const owned = (page: Page, name: string) => page.getByRole('button', { name: `Assign; now: ${name}` });

test('an owner sets a team up: who is in it, how it hands out, to how many, and from which inbox', () =>
  withCrowd(site, async (crowd) => {
    const ana = await crowd.member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/settings/teams`);
    for (const name of ['Returns', 'Wholesale']) {
      await ana.getByRole('button', { name: 'New team' }).click();
      await ana.getByRole('textbox', { name: 'Name' }).fill(name);
      await ana.keyboard.press('Enter');
      await cardOf(ana, name).waitFor();
    }
    const card = cardOf(ana, 'Returns');
    await card.getByRole('button', { name: 'Add somebody to Returns' }).click();
    await card.getByRole('menuitem', { name: 'Bea' }).click();
    await card.getByRole('menuitem', { name: 'Carl' }).click();
    await ana.keyboard.press('Escape');
    await card.getByText('Members take conversations from the queue themselves.').waitFor();
    await card.getByLabel('How Returns hands out').selectOption({ label: 'In turn' });
    for (const name of ['Bea', 'Carl']) {
      const field = card.getByLabel(`How many open conversations ${name} may have`);
      await eventually(() => field.inputValue()).toBe('10');
      await field.fill('1');
      await field.press('Enter');
    }
    const team = async () =>
      (await request(site.url, site.owner.apiKey, endpoints.listTeams, {})).body.data.find(
        ({ name }) => name === 'Returns',
      );
    const capacities = { [bea.memberId]: 1, [carl.memberId]: 1 };
    await eventually(team).toMatchObject({ routing: 'round-robin', capacities });

    await ana.goto(`${site.url}/settings/inboxes`);
    await ana.getByLabel('Team').selectOption({ label: 'Returns' });
    await ana.getByRole('button', { name: 'Save' }).first().click();
    await ana.getByText('Saved').first().waitFor();

    await ana.goto(`${site.url}/settings/audit-log`);
    await ana.getByText('set that the team Returns hands out in turn').waitFor();
    await ana.getByText('set for the team Returns that Carl has up to 1 open conversation').waitFor();
    await ana.getByText(/changed the inbox .*: team/).waitFor();
    // Who may not change teams reads it.
    const beas = await crowd.member('Bea', bea);
    await beas.goto(`${site.url}/settings/teams`);
    await cardOf(beas, 'Returns').getByText('up to 1').first().waitFor();
    expect(await beas.getByLabel('How Returns hands out').count()).toBe(0);
    await beas.goto('about:blank');
  }));

test('visitors are given to whoever is there and has room; the next one when somebody closes', () =>
  withCrowd(site, async (crowd) => {
    for (const { memberId } of [bea, carl]) {
      // Nobody is there at first: tests do not wait out the grace.
      const body = { choice: 'away' as const, handOverTo: null };
      await request(site.url, site.owner.apiKey, endpoints.setAvailability, {
        params: { id: memberId },
        body,
      });
    }
    const beas = await crowd.member('Bea', bea);
    const carls = await crowd.member('Carl', carl);
    await beas.goto(`${site.url}/conversations`);
    await carls.goto(`${site.url}/conversations`);
    const texts = ['My parcel is torn', 'Wrong colour', 'Where is my refund?'];
    for (const [at, text] of texts.entries()) {
      const visitor = await crowd.somebody(`visitor ${at}`);
      await visitor.goto(site.shop);
      const chat = widgetOn(visitor);
      await chat.open();
      await chat.say(text);
      await inboxOn(beas).row(text).waitFor();
    }
    await inboxOn(beas).row('My parcel is torn').click();
    await owned(beas, 'Team: Returns').waitFor();
    await inboxOn(beas).row('My parcel is torn').getByTitle('Team: Returns').waitFor();

    await beas.getByRole('button', { name: 'Bea: account and settings (Away)' }).click();
    await beas.getByRole('menuitemradio', { name: 'Online', exact: true }).click();
    await beas.keyboard.press('Escape');
    await owned(beas, 'Bea, team Returns').waitFor();
    await beas.getByText('Timeline', { exact: true }).click();
    await beas.getByText(/assigned the conversation to .*You.*, team .*Returns/).waitFor();
    await carls.getByRole('button', { name: 'Carl: account and settings (Away)' }).click();
    await carls.getByRole('menuitemradio', { name: 'Online', exact: true }).click();
    await carls.keyboard.press('Escape');
    await inboxOn(carls).row('Wrong colour').click();
    await owned(carls, 'Carl, team Returns').waitFor();
    await inboxOn(carls).row('Where is my refund?').click();
    await owned(carls, 'Team: Returns').waitFor();
    await inboxOn(beas).row('My parcel is torn').click();
    await beas.getByRole('button', { name: 'Close', exact: true }).click();
    await owned(carls, 'Bea, team Returns').waitFor();
  }));

test('a team is assigned by keys, taken back by undo, and a view shows the reader’s teams', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.member('Carl', carl);
    await page.goto(`${site.url}/conversations`);
    await inboxOn(page).row('Wrong colour').click();
    await owned(page, 'Carl, team Returns').waitFor();
    await page.keyboard.press('a');
    await page.getByRole('menuitem', { name: 'Wholesale' }).waitFor();
    // Past those who can be chosen, to the last team but “No team”.
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await owned(page, 'Team: Wholesale').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await owned(page, 'Carl, team Returns').waitFor();

    await page.getByRole('button', { name: /^Which conversations are shown/ }).click();
    await page.getByRole('menuitem', { name: 'New view' }).click();
    const dialog = page.getByRole('dialog', { name: 'New view' });
    await dialog.getByLabel('Name').fill('Our queue');
    await dialog.getByLabel('Team', { exact: true }).first().click();
    await page.getByRole('option', { name: 'Teams of whoever is looking' }).click();
    await dialog.getByText('2 conversations now').waitFor();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await eventually(() => inboxOn(page).rows.count()).toBe(2);
    // What leaves the team leaves the list.
    await page.getByRole('button', { name: /^Assign; now/ }).click();
    await page.getByRole('menuitem', { name: 'No team' }).click();
    await eventually(() => inboxOn(page).rows.count()).toBe(1);
  }));
