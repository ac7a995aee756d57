/** What a visitor does with the whole conversation: keeps it as a text, ends it, begins again; and may expect. */
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { weekdayOf } from '../../contract/opening.ts';
import { addDays, dayIn } from '../../contract/times.ts';
import { request } from '../../server/app/testing.ts';
import { barriersIn } from '../support/browser.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
});
afterAll(() => site.close());

test('a visitor downloads the conversation, ends it by keyboard after a question, and goes on', () =>
  withCrowd(site, async ({ somebody, member }) => {
    const page = await somebody('visitor', { viewport: phone }, { timezoneId: 'Asia/Tokyo' });
    await page.goto(site.shop);
    const widget = widgetOn(page);
    await widget.open();
    const more = widget.frame.getByRole('button', { name: 'More' });
    expect(await more.count(), 'nothing was said yet').toBe(0);
    await widget.say('Do you have rye bread?');
    await widget.frame.getByText('Delivered').waitFor();

    await more.click();
    const downloading = page.waitForEvent('download');
    await widget.frame.getByRole('button', { name: 'Download the conversation' }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe('conversation.txt');
    const text = await textOf(await file.createReadStream());
    expect(text).toContain('Asia/Tokyo');
    expect(text).toMatch(/ · You\n {4}Do you have rye bread\?\n/);

    await more.focus();
    await page.keyboard.press('Enter');
    await widget.frame.getByRole('region', { name: 'More' }).waitFor();
    await page.keyboard.press('Escape');
    await widget.frame.getByRole('region', { name: 'More' }).waitFor({ state: 'hidden' });
    await expect.poll(() => more.evaluate((node) => node === document.activeElement)).toBe(true);

    // A key that comes before the sheet has the focus closes no more than the sheet.
    await page.keyboard.press('Enter');
    await widget.frame.getByRole('region', { name: 'More' }).waitFor();
    await more.focus();
    await page.keyboard.press('Escape');
    await widget.frame.getByRole('region', { name: 'More' }).waitFor({ state: 'hidden' });
    expect(await more.isVisible()).toBe(true);

    await page.keyboard.press('Enter');
    const end = widget.frame.getByRole('button', { name: 'End the conversation' });
    await end.press('Enter');
    const question = widget.frame.getByRole('region', { name: /^End this conversation\?/ });
    await question.waitFor();
    expect(await barriersIn(page)).toEqual([]);
    await end.press('Enter');
    await widget.log.getByText('You ended the conversation.').waitFor();
    await page.reload();
    await widget.open();
    await widget.log.getByText('You ended the conversation.').waitFor();
    await more.click();
    await widget.frame.getByRole('button', { name: 'Download the conversation' }).waitFor();
    expect(await end.count()).toBe(0);
    await more.click();

    await widget.say('And oat bread?');
    await widget.log.getByText('You ended').waitFor({ state: 'hidden' });
    const ana = await member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/conversations`);
    await ana.getByRole('link', { name: /And oat bread/ }).waitFor();
  }));

test('who comes outside business hours reads when somebody is back, on their own clock', () =>
  withCrowd(site, async ({ somebody }) => {
    const opens = addDays(dayIn(new Date(), 'UTC'), 2);
    const week = Array.from({ length: 7 }, (_, day) =>
      day === weekdayOf(opens) ? [{ from: '09:00', to: '17:00' }] : [],
    );
    await request(site.url, site.owner.apiKey, endpoints.setHours, {
      body: { teamId: null, hours: { timeZone: 'UTC', week, holidays: [] } },
    });
    // The hours are looked up once a minute, and the first test has asked.
    await site.stop();
    await site.start();
    const page = await somebody('visitor', {}, { timezoneId: 'Asia/Tokyo' });
    await page.goto(site.shop);
    const widget = widgetOn(page);
    await widget.open();
    await widget.frame.getByText(/^Closed now\. We are back .*6:00\sPM\.$/).waitFor();
    expect(await barriersIn(page)).toEqual([]);
  }));
