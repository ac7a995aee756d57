/** An owner sets what new visitors are asked; a visitor answers by keyboard, and the team sees it. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { barriersIn } from '../support/browser.ts';
import { withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
});
afterAll(() => site.close());

test('questions are set in the settings, asked once of a new visitor, and answered before the first message', () =>
  withCrowd(site, async ({ somebody, member }) => {
    const ana = await member('Ana', site.ownerLogin);
    await ana.goto(`${site.url}/settings/inboxes`);
    await ana.getByLabel('Ask for the name').selectOption('optional');
    await ana.getByLabel('Ask for the email address').selectOption('required');
    await ana.getByLabel('Ask a question of your own').selectOption('optional');
    await ana.getByLabel('Your question').fill('Which order is it about?');
    const form = ana.locator('form', { has: ana.getByLabel('Your question') });
    await form.getByRole('button', { name: 'Save' }).click();
    // What is on its way when a page goes may be lost.
    await form.getByRole('status').getByText('Saved').waitFor();
    await ana.reload();
    await eventually(() => ana.getByLabel('Your question').inputValue()).toBe('Which order is it about?');

    const page = await somebody('visitor');
    await page.goto(site.shop);
    const widget = widgetOn(page);
    await widget.launcher.click();
    const name = widget.frame.getByRole('textbox', { name: 'Your name (optional)' });
    await name.waitFor();
    expect(await barriersIn(page)).toEqual([]);
    const field = widget.frame.getByRole('textbox', { name: 'Write a message' });
    expect(await field.count()).toBe(0);
    await name.fill('Maria');
    await page.keyboard.press('Enter');
    const email = widget.frame.getByRole('textbox', { name: 'Your email address' });
    expect(await email.evaluate((node) => node === document.activeElement), 'it is required').toBe(true);
    await page.keyboard.type('maria@example.com');
    await page.keyboard.press('Tab');
    await page.keyboard.type('No. 12');
    await page.keyboard.press('Enter');
    await field.waitFor();
    expect(await field.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.type('Where is it?');
    await page.keyboard.press('Enter');
    await widget.frame.getByText('Delivered').waitFor();

    await ana.goto(`${site.url}/conversations`);
    await ana.getByRole('link', { name: /Maria/ }).click();
    await ana.getByText('maria@example.com').first().waitFor();
    await ana.getByText('Which order is it about?').first().waitFor();

    await page.reload();
    await widget.launcher.click();
    await field.waitFor();
    expect(await name.count(), 'who was here is not asked again').toBe(0);
  }));
