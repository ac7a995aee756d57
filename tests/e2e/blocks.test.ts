/** Blocking in the browser: out of the list, folded away, seen by nobody at the other end, and lifted again. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from '../support/people.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let bea: Person;
let pest: { id: string; say: (text: string) => Promise<number> };

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  bea = await addMember(site.url, site.owner, 'agent', 'Bea');
  const token = await addVisitor(site.url, site.owner.inboxId);
  const say = async (text: string) => {
    const body = { id: crypto.randomUUID(), text };
    return (await request(site.url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() }))
      .status;
  };
  await say('I know where you work');
  const { body } = await request(site.url, site.owner.apiKey, endpoints.listConversations, { query: {} });
  const [own] = body.data;
  if (!own) throw new Error('The message opened no conversation.');
  const params = { id: own.customer.id };
  await request(site.url, site.owner.apiKey, endpoints.updateCustomer, { params, body: { name: 'Peste' } });
  pest = { id: own.id, say };
});
afterAll(() => site.close());

test('blocked from the menu; what comes is folded away for everybody; lifted, all is back', () =>
  withCrowd(site, async ({ member }) => {
    const [page, beas] = [await member('Ana', site.ownerLogin), await member('Bea', bea)];
    await Promise.all([page, beas].map((one) => one.goto(`${site.url}/conversations/${pest.id}`)));
    const rows = (of: typeof page) =>
      of
        .getByRole('list', { name: 'List of conversations' })
        .getByRole('listitem')
        .filter({ hasText: 'Peste' });
    await rows(page).waitFor();
    await rows(beas).waitFor();
    await page.getByRole('button', { name: 'More to do with this conversation' }).click();
    await page.getByRole('menuitem', { name: 'Block the customer' }).click();
    await page.getByText('Customer blocked').waitFor();
    await eventually(() => rows(beas).count()).toBe(0);
    const bar = beas.getByRole('region', { name: 'Blocked' });
    await bar.getByText(/^Blocked by \W?ana/i).waitFor();

    expect(await pest.say('answer me')).toBe(201);
    expect(await pest.say('ANSWER ME')).toBe(201);
    await bar.getByRole('button', { name: 'Show 2 messages since' }).waitFor();
    const thread = beas.getByRole('region', { name: 'Messages' });
    await thread.getByText('I know where you work').waitFor();
    expect(await thread.locator('ol').getByText('answer me').count()).toBe(0);
    expect(await rows(beas).count(), 'nobody is bothered').toBe(0);
    await bar.getByRole('button', { name: 'Show 2 messages since' }).click();
    await eventually(() => thread.locator('ol').getByText('answer me').count()).toBe(2);
    await bar.getByRole('button', { name: 'Hide 2 messages' }).click();
    await eventually(() => thread.locator('ol').getByText('answer me').count()).toBe(0);

    await bar.getByRole('button', { name: 'Unblock' }).click();
    await rows(page).waitFor();
    await bar.waitFor({ state: 'hidden' });
    await thread.getByText('ANSWER ME', { exact: true }).waitFor();
    const side = beas.getByRole('complementary', { name: 'Customer' });
    await side.getByText('Timeline', { exact: true }).click();
    await side.getByText(/blocked the customer/).waitFor();
    await side.getByText(/lifted the block/).waitFor();
  }));

test('on a phone: blocked by mistake, undone at once', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Bea', bea, { viewport: phone });
    await page.goto(`${site.url}/conversations/${pest.id}`);
    await page.getByRole('button', { name: 'More to do with this conversation' }).click();
    await page.getByRole('menuitem', { name: 'Block the customer' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    const params = { id: pest.id };
    await eventually(
      async () =>
        (await request(site.url, site.owner.apiKey, endpoints.readConversation, { params })).body.status,
    ).toBe('open');
  }));
