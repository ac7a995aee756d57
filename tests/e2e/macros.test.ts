/** Macros in the browser: made, taken by keyboard, changed before they are sent, and what they do along with it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addVisitor, fromSomewhere } from '../support/people.ts';
import { withCrowd } from './support/crowd.ts';
import { writtenIn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite(inject('testCluster'));
});
afterAll(() => site.close());

/** A conversation with somebody of this name. */
async function customer(name: string): Promise<string> {
  const token = await addVisitor(site.url, site.owner.inboxId);
  const body = { id: randomUUID(), text: `I am ${name}` };
  await request(site.url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
  const { body: page } = await request(site.url, site.owner.apiKey, endpoints.listConversations, {
    query: { limit: '1' },
  });
  const [own] = page.data;
  if (!own) throw new Error('The message opened no conversation.');
  const params = { id: own.customer.id };
  await request(site.url, site.owner.apiKey, endpoints.updateCustomer, { params, body: { name } });
  await request(site.url, site.owner.apiKey, endpoints.describeCustomer, {
    params,
    body: { attributes: { plan: 'gold' } },
  });
  return own.id;
}

test('made in settings, taken by keyboard, changed, sent; what it does is done with the message', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await request(site.url, site.owner.apiKey, endpoints.createTag, { body: { name: 'returns' } });
    await page.goto(`${site.url}/settings/macros`);
    await page.getByRole('button', { name: 'New macro' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Write a text, or add something to do.').waitFor();
    await form.getByLabel('Name', { exact: true }).fill('How to return');
    await form.getByLabel('Text', { exact: true }).fill('Hi ');
    await form.getByRole('button', { name: 'Customer’s first name' }).click();
    const text = form.getByLabel('Text', { exact: true });
    await text.fill(
      `${await text.inputValue()}, on {{customer.plan}} returns are free. {{customer.size|}}{{customer.colour}}`,
    );
    await form.getByRole('button', { name: 'Add something to do' }).click();
    await form.getByLabel('What is done, 1').selectOption({ label: 'Add the tag' });
    await form.getByRole('button', { name: 'Add something to do' }).click();
    await form.getByRole('button', { name: 'Add something to do' }).click();
    await form.getByLabel('What is done, 3').selectOption({ label: 'Mark as spam' });
    await form.getByLabel('Everybody uses this macro').check();
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/add the tag .?returns/).waitFor();
    await page.getByText('not used yet').waitFor();

    const id = await customer('João da Silva');
    await page.goto(`${site.url}/conversations/${id}`);
    const field = page.getByRole('textbox', { name: /^Reply to / });
    await field.click();
    await page.keyboard.press('/');
    const find = page.getByRole('textbox', { name: 'Find a macro' });
    const hasFocus = (one: typeof find) =>
      eventually(() => one.evaluate((own) => own === document.activeElement));
    await hasFocus(find).toBe(true);
    // Left and asked for again, it is there again: what is typed never acts as keys of the screen.
    await page.keyboard.press('Escape');
    await find.waitFor({ state: 'detached' });
    await hasFocus(field).toBe(true);
    await page.keyboard.press('/');
    await hasFocus(find).toBe(true);
    await page.keyboard.type('retu');
    await page.keyboard.press('Enter');
    await eventually(() => writtenIn(field)).toBe('Hi João, on gold returns are free. {{customer.colour}}');
    await page.getByText('No value for: customer.colour').waitFor();
    await page.getByRole('button', { name: 'Leave out: mark as spam' }).click();
    await field.fill('Hi João, on gold returns are free. The form is on its way.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await eventually(async () => {
      const { body } = await request(site.url, site.owner.apiKey, endpoints.readConversation, {
        params: { id },
      });
      return [body.status, body.tagIds.length, body.spam, body.lastMessage?.text];
    }).toEqual(['closed', 1, false, 'Hi João, on gold returns are free. The form is on its way.']);
    expect(await writtenIn(field)).toBe('');
    await eventually(() => page.getByText('Done with it:').count()).toBe(0);
    await page.goto(`${site.url}/settings/macros`);
    await page.getByText('used once').waitFor();
  }));

test('a note is a note, and a macro without words acts at once; one’s own is one’s own', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    for (const body of [
      { name: 'For the team', text: 'Ask the bakery, {{member.first_name}}', kind: 'note' as const },
      { name: 'Take it', actions: [{ type: 'assign' as const, memberId: 'me' as const }] },
    ]) {
      await request(site.url, site.owner.apiKey, endpoints.createMacro, { body });
    }
    const id = await customer('Wei 陈伟');
    await page.goto(`${site.url}/conversations/${id}`);
    await page.locator('[data-heading]').focus();
    await page.keyboard.press('m');
    await page.getByRole('menuitem', { name: /^For the team/ }).click();
    const note = page.getByRole('textbox', { name: 'Private note for the team' });
    await eventually(() => writtenIn(note)).toMatch(/^Ask the bakery, \w+$/);
    await page.getByRole('button', { name: 'Macro', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Take it/ }).click();
    await page.getByText('Done: assign to whoever uses it').waitFor();
    await eventually(async () => {
      const { body } = await request(site.url, site.owner.apiKey, endpoints.readConversation, {
        params: { id },
      });
      return body.assigneeId;
    }).toBe(site.owner.memberId);
    await page.reload();
    await eventually(() => page.getByRole('textbox', { name: /^Reply to / }).count()).toBe(1);
  }));
