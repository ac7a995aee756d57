/** Teams, business hours and being there, as people do them on screen. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from '../support/people.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

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

test('a team is made and filled; the others see it at once, and can’t change it', () =>
  withCrowd(site, async (crowd) => {
    crowd.expectComplaints(/status of 409/);
    const ana = await crowd.member('Ana', site.ownerLogin);
    const beas = await crowd.member('Bea', bea);
    await beas.goto(`${site.url}/settings/teams`);
    await beas.getByRole('heading', { name: 'No teams yet' }).waitFor();
    await ana.goto(`${site.url}/settings/teams`);
    await ana.getByRole('button', { name: 'New team' }).click();
    await ana.getByRole('textbox', { name: 'Name' }).fill('Returns');
    await ana.keyboard.press('Enter');
    const card = cardOf(ana, 'Returns');
    await card.getByRole('button', { name: 'Add somebody to Returns' }).press('Enter');
    // The menu stays open for the next one.
    await card.getByRole('menuitem', { name: 'Bea' }).click();
    await card.getByRole('menuitem', { name: 'Carl' }).click();
    await ana.keyboard.press('Escape');
    await card.getByText('2 members').waitFor();
    await cardOf(beas, 'Returns').getByText('2 members').waitFor();
    expect(await beas.getByRole('button', { name: /Returns|New team/ }).count()).toBe(0);

    await card.getByRole('button', { name: 'Take Carl out of Returns' }).click();
    await cardOf(beas, 'Returns').getByText('1 member', { exact: true }).waitFor();
    await ana.getByRole('button', { name: 'More for Returns' }).click();
    await ana.getByRole('menuitem', { name: 'Put into the archive' }).click();
    await beas.getByRole('heading', { name: 'In the archive' }).waitFor();
    await ana.getByRole('button', { name: 'Undo' }).click();
    await cardOf(beas, 'Returns').waitFor();

    await ana.getByRole('button', { name: 'New team' }).click();
    await ana.getByRole('textbox', { name: 'Name' }).fill('RETURNS');
    await ana.keyboard.press('Enter');
    await ana.getByText('There is a team of this name already.').waitFor();
  }));

test('hours are written for the week, copied, refused with the place, and say in words what they mean', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/settings/hours`);
    await page.getByRole('heading', { name: 'Always open' }).waitFor();
    await page.getByRole('button', { name: 'Set business hours' }).click();
    const save = page.getByRole('button', { name: 'Save' });
    const said = page.getByRole('status').filter({ hasText: /^(Open|Closed)/ });
    await said.waitFor();

    await page.getByRole('button', { name: 'Add a time on Saturday' }).click();
    // The focus is where one goes on to write.
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Saturday, opens',
    );
    await page.getByLabel('Monday, closes').fill('12:00');
    await page.getByRole('button', { name: 'Add a time on Monday' }).click();
    await page.getByLabel('Monday, opens').nth(1).fill('11:00');
    await page.getByText('Two times overlap').waitFor();
    expect(await said.count()).toBe(0);
    await save.click();
    expect((await request(site.url, site.owner.apiKey, endpoints.listHours, {})).body.data).toEqual([]);
    await page.getByLabel('Monday, opens').nth(1).fill('13:30');
    await page.getByRole('button', { name: 'Copy Monday to other days' }).click();
    await page.getByRole('menuitem', { name: 'To Monday to Friday' }).click();
    await page.getByRole('button', { name: 'Add a holiday' }).click();
    await page.getByLabel('Date of holiday 1').fill('2027-12-25');
    await page.getByText('Name the holiday.').waitFor();
    await page.getByLabel('Name of holiday 1').fill('Christmas');
    await save.click();
    await page.getByText('Saved').waitFor();

    const { body } = await request(site.url, site.owner.apiKey, endpoints.listHours, {});
    const day = [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '18:00' },
    ];
    const saturday = [{ from: '09:00', to: '18:00' }];
    expect(body.data[0]?.hours.week).toEqual([day, day, day, day, day, saturday, []]);
    expect(body.data[0]?.hours.holidays).toEqual([{ date: '2027-12-25', name: 'Christmas', intervals: [] }]);

    await page.getByLabel('Whose hours').selectOption({ label: 'Returns' });
    await page.getByRole('button', { name: 'Give it hours of its own' }).click();
    await page.getByRole('button', { name: 'Remove the time 13:30 to 18:00, Monday' }).click();
    await page.getByLabel('Monday, opens').fill('00:00');
    await page.getByLabel('Monday, closes').fill('00:00');
    await page.getByRole('button', { name: 'Remove Christmas' }).click();
    await page.getByRole('button', { name: 'Copy Monday to other days' }).click();
    await page.getByRole('menuitem', { name: 'To every day' }).click();
    await said.getByText('Open, day and night').waitFor();
    await save.click();
    await page
      .getByLabel('Whose hours')
      .getByText('Returns (hours of its own)')
      .waitFor({ state: 'attached' });

    const reader = await crowd.member('Bea', bea, { viewport: phone });
    await reader.goto(`${site.url}/settings/hours`);
    await reader.getByLabel('Monday, closes').first().waitFor();
    expect(await reader.getByLabel('Monday, closes').first().isDisabled()).toBe(true);
    expect(await reader.getByRole('button', { name: 'Save' }).count()).toBe(0);

    await page.getByRole('button', { name: 'Remove the hours' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the hours' }).click();
    await page.getByRole('heading', { name: 'Same hours as the workspace' }).waitFor();
  }));

test('who goes away is seen to be, and hands over what is open', () =>
  withCrowd(site, async (crowd) => {
    const token = await addVisitor(site.url, site.owner.inboxId);
    await request(site.url, token, endpoints.postVisitorMessage, {
      body: { id: crypto.randomUUID(), text: 'Is anybody there?' },
      headers: fromSomewhere(),
    });
    const { body } = await request(site.url, site.owner.apiKey, endpoints.listConversations, { query: {} });
    const params = { id: body.data[0]?.id ?? '' };
    await request(site.url, site.owner.apiKey, endpoints.assignConversation, {
      params,
      body: { memberId: bea.memberId },
    });
    const ana = await crowd.member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/settings/members`);
    const row = (name: string) => ana.getByRole('row').filter({ hasText: name });
    await row('Carl').getByText('Offline').waitFor({ state: 'attached' });

    const page = await crowd.member('Bea', bea);
    await page.goto(`${site.url}/conversations`);
    await row('Bea').getByText('Online').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Bea: account and settings (Online)' }).click();
    await page.getByRole('menuitemradio', { name: 'Away', exact: true }).click();
    await row('Bea').getByText('Away').waitFor({ state: 'attached' });

    await page.getByRole('menuitemradio', { name: 'Away, hand over…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Hand over and be away' });
    await dialog.getByLabel('To whom').selectOption({ label: 'Carl · Offline' });
    await dialog.getByRole('button', { name: 'Hand over' }).click();
    await page.getByText('You are away. 1 open conversation was handed over.').waitFor();
    const after = await request(site.url, site.owner.apiKey, endpoints.readConversation, { params });
    expect(after.body.assigneeId).toBe(carl.memberId);

    // An owner does it for somebody who forgot to.
    await row('Bea').getByRole('button', { name: 'More for Bea' }).click();
    await ana.getByRole('menuitem', { name: 'Set to online' }).click();
    await page.getByRole('button', { name: 'Bea: account and settings (Online)' }).waitFor();
    await row('Bea').getByRole('button', { name: 'More for Bea' }).click();
    await ana.getByRole('menuitem', { name: 'Set to away, hand over…' }).click();
    await ana.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click();
    await ana.getByText('Bea is away. There were no open conversations.').waitFor();

    await ana.goto(`${site.url}/conversations/${params.id}`);
    await ana.getByRole('button', { name: 'Assign; now: Carl' }).click();
    await ana.getByRole('menuitem', { name: 'Away Bea' }).waitFor();
    await page.getByRole('button', { name: 'Bea: account and settings (Away)' }).click();
    await page.getByRole('menuitemradio', { name: 'Online', exact: true }).click();
    await ana.getByRole('menuitem', { name: 'Online Bea' }).waitFor();
  }));
