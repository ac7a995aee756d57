/** Merging, splitting and linking conversations in the browser, and taking each back; a colleague sees it live. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, inject, test } from 'vitest';
import type { Conversation } from '../../contract/conversations.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from '../support/people.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { inboxOn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let bea: Person;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  bea = await addMember(site.url, site.owner, 'agent', 'Bea');
});
afterAll(() => site.close());

/** A customer who asked twice, and whom the team wrote to besides. */
async function twoConversations(name: string): Promise<{ asked: Conversation; offered: Conversation }> {
  const { owner, url } = site;
  const token = await addVisitor(url, owner.inboxId);
  for (const text of [`${name}: where is it?`, `${name}: and an invoice, please`]) {
    const body = { id: randomUUID(), text };
    await request(url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
  }
  const { body } = await request(url, owner.apiKey, endpoints.listConversations, { query: {} });
  const asked = body.data.find(({ lastMessage }) => lastMessage?.text.startsWith(`${name}:`));
  if (!asked) throw new Error('The message opened no conversation.');
  await request(url, owner.apiKey, endpoints.updateCustomer, {
    params: { id: asked.customer.id },
    body: { name },
  });
  const offered = await request(url, owner.apiKey, endpoints.startConversation, {
    body: { customerId: asked.customer.id, inboxId: owner.inboxId, text: `${name}: an offer` },
  });
  return { asked, offered: offered.body };
}

test('merged, with what came before in one scroll, for everybody; undone from the notice and from the bar', () =>
  withCrowd(site, async ({ member }) => {
    const { asked, offered } = await twoConversations('Ana');
    const all = ['Ana: where is it?', 'Ana: and an invoice, please', 'Ana: an offer'];
    const [page, beas] = [await member('Ana', site.ownerLogin), await member('Bea', bea)];
    const [inbox, hers] = [inboxOn(page), inboxOn(beas)];
    await page.goto(`${site.url}/conversations/${offered.id}`);
    await beas.goto(`${site.url}/conversations/${asked.id}`);
    await eventually(hers.texts).toEqual(all.slice(0, 2));
    const merge = async () => {
      await page.getByRole('button', { name: 'More' }).first().click();
      await page.getByRole('menuitem', { name: 'Merge into another…' }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /and an invoice/ })
        .click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await merge();
    await page.waitForURL(`**/conversations/${asked.id}`);
    await eventually(inbox.texts).toEqual(all);
    await eventually(hers.texts).toEqual(all);
    await eventually(() => beas.locator(`[data-row="${offered.id}"]`).count()).toBe(0);
    // Its own address leads to where it went.
    await beas.goto(`${site.url}/conversations/${offered.id}`);
    await beas.waitForURL(`**/conversations/${asked.id}`);

    await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await page.waitForURL(`**/conversations/${offered.id}`);
    await eventually(inbox.texts).toEqual([all[2]]);
    await eventually(hers.texts).toEqual(all.slice(0, 2));

    await merge();
    await page.reload();
    await page.getByRole('button', { name: /^Undo the merge of: / }).click();
    await page.waitForURL(`**/conversations/${offered.id}`);
    await eventually(inbox.texts).toEqual([all[2]]);
  }));

test('split by choosing messages, also with the keyboard on a phone; linked on both sides; the link is taken away', () =>
  withCrowd(site, async ({ member }) => {
    const { asked } = await twoConversations('Bo');
    const page = await member('Ana', site.ownerLogin, { viewport: phone });
    const inbox = inboxOn(page);
    await page.goto(`${site.url}/conversations/${asked.id}`);
    await eventually(inbox.texts).toEqual(['Bo: where is it?', 'Bo: and an invoice, please']);
    await page.getByRole('button', { name: 'More' }).first().click();
    await page.getByRole('menuitem', { name: 'Split off messages…' }).click();
    await page.getByRole('checkbox', { name: 'Choose this message' }).last().press('Space');
    await page.getByText('1 message chosen').waitFor();
    await page.getByRole('button', { name: 'Move to a new conversation' }).press('Enter');
    await eventually(inbox.texts).toEqual(['Bo: and an invoice, please']);
    const related = page.getByRole('list', { name: 'Related conversations' });
    await related.getByRole('link', { name: /where is it/ }).click();
    await page.waitForURL(`**/conversations/${asked.id}`);
    await eventually(inbox.texts).toEqual(['Bo: where is it?']);
    await related.getByRole('button', { name: /^Remove the link to/ }).click();
    await related.waitFor({ state: 'detached' });
  }));

test('linked with another customer’s conversation by its address; a viewer sees the link and can change nothing', () =>
  withCrowd(site, async ({ member }) => {
    const [one, other] = [await twoConversations('Cy'), await twoConversations('Di')];
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations/${one.asked.id}`);
    await page.getByRole('button', { name: 'More' }).first().click();
    await page.getByRole('menuitem', { name: 'Link with another…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('nonsense');
    await dialog.getByText('This is not the address of a conversation.').waitFor();
    await dialog.getByRole('textbox').fill(`${site.url}/conversations/${other.asked.id}`);
    await dialog.getByRole('button', { name: 'Link', exact: true }).click();
    await page
      .getByRole('list', { name: 'Related conversations' })
      .getByRole('link', { name: /Di/ })
      .waitFor();
    const viewer = await addMember(site.url, site.owner, 'viewer', 'Vic');
    const vics = await member('Vic', viewer);
    await vics.goto(`${site.url}/conversations/${other.asked.id}`);
    const related = vics.getByRole('list', { name: 'Related conversations' });
    await related.getByRole('link', { name: /Cy/ }).waitFor();
    await eventually(() => related.getByRole('button').count()).toBe(0);
  }));

test('what the customer wrote before stands above, live, and the words under the eyes stay', () =>
  withCrowd(site, async ({ member }) => {
    const { asked, offered } = await twoConversations('Cai');
    const page = await member('Ana', site.ownerLogin);
    const inbox = inboxOn(page);
    await page.goto(`${site.url}/conversations/${offered.id}`);
    await eventually(inbox.texts).toEqual(['Cai: an offer']);
    const more = page.getByRole('button', { name: 'Show the earlier conversation' });
    await more.click();
    const before = ['Cai: where is it?', 'Cai: and an invoice, please'];
    await eventually(inbox.texts).toEqual([...before, 'Cai: an offer']);
    await more.waitFor({ state: 'detached' });
    const { owner, url } = site;
    const body = { text: 'It is on its way' };
    await request(url, owner.apiKey, endpoints.postMessage, { params: { id: asked.id }, body });
    await eventually(inbox.texts).toEqual([...before, body.text, 'Cai: an offer']);
    await inbox.reply('Still there?');
    await eventually(inbox.texts).toEqual([...before, body.text, 'Cai: an offer', 'Still there?']);
    await page.getByRole('link', { name: 'Earlier conversation' }).click();
    await eventually(inbox.texts).toEqual([...before, body.text]);
  }));
