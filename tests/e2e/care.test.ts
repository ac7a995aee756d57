/** Notes, needs with their evidence, important dates and typed attributes, in a browser. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, addVisitor } from '../support/people.ts';
import { withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let customerId: string;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  const made = await request(site.url, site.owner.apiKey, endpoints.createCustomer, {
    body: { name: 'Leo' },
  });
  customerId = made.body.id;
});
afterAll(() => site.close());

test('notes are written, pinned, changed and deleted, and others see it at once', () =>
  withCrowd(site, async ({ member }) => {
    const bea = await addMember(site.url, site.owner, 'agent', 'Bea');
    const [page, other] = [await member('Ana', site.ownerLogin), await member('Bea', { email: bea.email })];
    for (const one of [page, other]) {
      await one.goto(`${site.url}/customers/${customerId}`);
      await one.getByRole('heading', { name: 'Notes' }).waitFor();
    }
    const about = other.getByRole('complementary', { name: 'About the customer' });
    for (const text of ['Likes rye <b>bread</b>', 'Never calls back']) {
      await page.getByRole('button', { name: 'Write a note' }).click();
      await page.getByRole('textbox', { name: 'Write a note' }).fill(text);
      await page.keyboard.press('Control+Enter');
      await about.getByText(text).waitFor();
    }
    await other.getByRole('button', { name: 'Pin the note' }).last().click();
    await page.getByRole('button', { name: 'Unpin the note' }).waitFor();
    await other.getByRole('button', { name: 'Change the note' }).first().click();
    await other.getByRole('textbox', { name: 'Change the note' }).fill('Likes spelt');
    await other.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/changed by Bea/).waitFor();
    // Somebody else's note is not an agent's to delete.
    expect(await other.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Delete' }).last().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await eventually(() => about.getByText('Never calls back').count()).toBe(0);
    await other.locator('[data-kind="note.changed"]').waitFor();
    await other
      .locator('[data-kind="note.deleted"]')
      .getByText(/ana.* deleted a note/)
      .waitFor();
  }));

test('the card beside a conversation says how they feel, what they are worth and what they agreed to', () =>
  withCrowd(site, async ({ member }) => {
    const { url, owner } = site;
    const token = await addVisitor(url, owner.inboxId);
    await request(url, token, endpoints.postVisitorMessage, { body: { id: randomUUID(), text: 'Rye?' } });
    const list = await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: 1 } });
    const { id, customer } = list.body.data[0] ?? { id: '', customer: { id: '' } };
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${url}/conversations/${id}`);
    const card = page.getByRole('region', { name: 'At a glance' });
    await card.getByText('No consent written down').waitFor();
    expect(await card.locator('[data-mood]').count()).toBe(0);

    // All of it arrives while somebody looks.
    const answer = await request(url, owner.apiKey, endpoints.postMessage, {
      params: { id },
      body: { text: 'Yes, until six', note: false },
    });
    const react = (emoji: '👎' | null) =>
      request(url, token, endpoints.reactAsVisitor, { body: { messageId: answer.body.id, emoji } });
    await react('👎');
    await card.getByText('Reacted 👎 to a message').waitFor();
    const about = { externalId: 'C-1', customer: { id: customer.id } };
    await request(url, owner.apiKey, endpoints.writeOrder, {
      body: {
        ...about,
        currency: 'EUR',
        total: 1_900,
        lines: [
          { name: 'Rye', unitPrice: 300 },
          { name: 'Cake', unitPrice: 1_600 },
        ],
      },
    } as never);
    await card.getByText('€19.00 · 1 order').waitFor();
    await page.getByText('€3.00 – €16.00, usually €3.00').waitFor();
    await request(url, owner.apiKey, endpoints.recordConsent, {
      params: { id: customer.id },
      body: { channel: 'email', topic: 'marketing', granted: false, how: 'spoken', proof: 'At the till' },
    } as never);
    await card.getByText('Mail, marketing: No').waitFor();
    await request(url, owner.apiKey, endpoints.writeReview, { body: { ...about, score: 4 } } as never);
    await card.getByText('4 of 5', { exact: true }).waitFor();
    expect(await card.locator('[data-mood]').getAttribute('data-mood')).toBe('review');
  }));

test('what happened becomes evidence of a need, and the need is met', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    const logged = await request(site.url, site.owner.apiKey, endpoints.logVisit, {
      params: { id: customerId },
      body: { summary: 'Asked for bread on Sundays' },
    });
    expect(logged.status).toBe(201);
    await page.goto(`${site.url}/customers/${customerId}`);
    const visit = page.locator('[data-kind="visit.logged"]');
    await visit.hover();
    await visit.getByRole('button', { name: 'Use as evidence' }).click();
    await page.getByRole('menuitem', { name: 'Add a need' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('What they need or expect').fill('Bread on Sundays');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '1 piece of evidence' }).click();
    const about = page.getByRole('complementary', { name: 'About the customer' });
    await about.getByText('Asked for bread on Sundays').waitFor();
    const first = page.locator('[data-kind="customer.created"]');
    await first.hover();
    await first.getByRole('button', { name: 'Use as evidence' }).click();
    await page.getByRole('menuitem', { name: 'Bread on Sundays' }).click();
    await page.getByRole('button', { name: '2 pieces of evidence' }).waitFor();
    await page.getByRole('checkbox', { name: 'Met: Bread on Sundays' }).click();
    await page.getByRole('checkbox', { name: 'Open again: Bread on Sundays' }).waitFor();
    await page.getByText(/You.* marked a need as met/).waitFor();
  }));

test('a day without a year is kept, what is no day is refused, and it is among those to come', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/customers/${customerId}`);
    await page.getByRole('button', { name: 'Add a date' }).click();
    const form = page.getByRole('dialog');
    const soon = new Date(Date.now() + 20 * 86_400_000);
    await form.getByLabel('Day', { exact: true }).fill('30');
    await form.getByLabel('Month').selectOption({ label: 'February' });
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText(/There is no such day/).waitFor();
    await form.getByLabel('Day', { exact: true }).fill(String(soon.getUTCDate()));
    await form.getByLabel('Month').selectOption(String(soon.getUTCMonth() + 1));
    await form.getByLabel('Task, days before').fill('30');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByText(/task 30 days before/).waitFor();
    // Thirty days before lies in the past: the task is made at once.
    await page.getByRole('button', { name: 'Birthday', exact: true }).waitFor();
    await page.goto(`${site.url}/tasks`);
    await page.getByText('Upcoming dates').click();
    await page.getByRole('list', { name: 'Upcoming dates' }).getByText('Leo').waitFor();
  }));

test('attributes of every type are defined, put in order, filled and checked', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/settings/attributes`);
    const form = page.getByRole('dialog');
    for (const [name, type, options] of [
      ['Loaves a week', 'Number', ''],
      ['Contract since', 'Date', ''],
      ['Wants delivery', 'Yes or no', ''],
      ['Membership', 'Choice', 'Gold\nSilver'],
      ['Tastes', 'List', ''],
    ] as const) {
      await page.getByRole('button', { name: 'New attribute' }).click();
      await form.getByLabel('Name').fill(name);
      await form.getByLabel('Type').selectOption({ label: type });
      if (type === 'Choice') {
        await form.getByRole('button', { name: 'Save' }).click();
        await form.getByText('Write at least one choice.').waitFor();
        await form.getByLabel('Choices').fill(options);
      }
      await form.getByRole('button', { name: 'Save' }).click();
      await form.waitFor({ state: 'hidden' });
      await page.getByText(name, { exact: true }).waitFor();
    }
    await page.getByRole('button', { name: 'Move Membership up' }).click();
    await page.getByRole('button', { name: 'Archive Wants delivery' }).click();
    await page.getByRole('button', { name: 'Use Wants delivery again' }).waitFor();

    await request(site.url, site.owner.apiKey, endpoints.describeCustomer, {
      params: { id: customerId },
      body: { attributes: { wantsDelivery: 'whenever', membership: 'Gold' } },
    });
    await page.goto(`${site.url}/customers/${customerId}`);
    const about = page.getByRole('complementary', { name: 'About the customer' });
    const loaves = about.getByRole('textbox', { name: 'Loaves a week' });
    await loaves.fill('a dozen');
    await page.keyboard.press('Enter');
    await about.getByText('Write a number like 12.5.').waitFor();
    await loaves.fill('12');
    await page.keyboard.press('Enter');
    await about.getByLabel('Contract since').fill('2024-02-29');
    await page.keyboard.press('Enter');
    await eventually(() => about.getByRole('combobox', { name: 'Membership' }).inputValue()).toBe('Gold');
    await about.getByRole('combobox', { name: 'Membership' }).selectOption('Silver');
    await about.getByLabel('Tastes').fill('sweet');
    await page.keyboard.press('Enter');
    // Archived: shown as it is, among what nobody defined.
    await about.getByText('whenever').waitFor();
    const read = async () => {
      const { body } = await request(site.url, site.owner.apiKey, endpoints.readCustomer, {
        params: { id: customerId },
      });
      return body.attributes;
    };
    await eventually(read).toEqual({
      loavesAWeek: 12,
      contractSince: '2024-02-29',
      membership: 'Silver',
      tastes: ['sweet'],
      wantsDelivery: 'whenever',
    });
    await page.goto(`${site.url}/settings/attributes`);
    await page.getByRole('button', { name: 'Change Membership' }).click();
    await form.getByLabel('Choices').fill('Gold\nBronze');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.goto(`${site.url}/customers/${customerId}`);
    await page.getByText(/“Silver” came from a system and is no offered choice/).waitFor();
  }));
