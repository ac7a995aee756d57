/** Editing and deleting what one wrote, in the browser: with the keyboard, in place, and the visitor sees it. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, type Person } from '../support/people.ts';
import { withCrowd } from './support/crowd.ts';
import { inboxOn, writtenIn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

let site: Site;
let bea: Person;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  bea = await addMember(site.url, site.owner, 'agent', 'Bea');
});
afterAll(() => site.close());

test('the last reply is edited from the empty field, a reply is deleted and put back; the visitor sees each', () =>
  withCrowd(site, async (crowd) => {
    const visitor = await crowd.somebody('visitor');
    await visitor.goto(site.shop);
    const widget = widgetOn(visitor);
    await widget.open();
    await widget.say('Where is my parcel?');
    const page = await crowd.member('Bea', bea);
    await page.goto(`${site.url}/conversations`);
    await page.getByText('Where is my parcel?').first().click();
    const inbox = inboxOn(page);
    const field = page.getByRole('textbox', { name: /^Reply to/ });
    for (const text of ['It left yesterday', 'It comes tomorow <b>']) {
      await field.fill(text);
      await field.press('ControlOrMeta+Enter');
    }
    await eventually(inbox.texts).toEqual([
      'Where is my parcel?',
      'It left yesterday',
      'It comes tomorow <b>',
    ]);

    await eventually(() => page.getByText('Sending…').count()).toBe(0);

    await field.press('ArrowUp');
    const editor = page.getByRole('textbox', { name: 'New text of the message' });
    await eventually(() => writtenIn(editor)).toBe('It comes tomorow <b>');
    await editor.press('Escape');
    await editor.waitFor({ state: 'detached' });
    await eventually(() => field.evaluate((node) => node === document.activeElement)).toBe(true);

    await field.press('ArrowUp');
    await editor.fill('It comes tomorrow <b>');
    await editor.press('ControlOrMeta+Enter');
    await page.getByRole('button', { name: /^Edited/ }).waitFor();
    await widget.frame.getByText('It comes tomorrow <b>').waitFor();
    await widget.frame.getByText(/Edited/).waitFor();
    expect(await widget.frame.getByText('tomorow').count()).toBe(0);
    await page.getByRole('button', { name: /^Edited/ }).click();
    await page.getByRole('dialog').getByText('It comes tomorow <b>').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    const menu = page.locator('[data-side="ours"]').getByRole('button', { name: 'More for this message' });
    await menu.first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await inbox.thread.getByText('This message was deleted').waitFor();
    await widget.frame.getByText('This message was deleted').waitFor();
    expect(await widget.frame.getByText('It left yesterday').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await widget.frame.getByText('It left yesterday').waitFor();
    await inbox.thread.getByText('It left yesterday').waitFor();

    // Somebody else’s can be deleted by an owner, and not edited.
    const owner = await crowd.member('Ana', site.ownerLogin);
    await owner.goto(page.url());
    const theirs = owner.locator('[data-side="ours"]');
    await theirs.getByRole('button', { name: 'More for this message' }).last().click();
    await owner.getByRole('menuitem', { name: 'Delete' }).waitFor();
    expect(await owner.getByRole('menuitem', { name: 'Edit', exact: true }).count()).toBe(0);
    await owner.getByRole('menuitem', { name: 'Delete' }).click();
    await inbox.thread.getByText('This message was deleted').waitFor();
    const log = await request(site.url, site.owner.apiKey, endpoints.readAuditLog, { query: {} as never });
    expect(log.body.data[0]).toMatchObject({ kind: 'conversations.message_deleted' });
  }));
