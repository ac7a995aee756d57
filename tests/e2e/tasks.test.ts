/** Tasks and reminders in the browsers of two members. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, addVisitor, type Person } from '../support/people.ts';
import { phone, withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let bea: Person;
let customerId: string;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  bea = await addMember(site.url, site.owner, 'agent', 'Bea');
  const made = await request(site.url, site.owner.apiKey, endpoints.createCustomer, {
    body: { name: 'João da Silva' },
  });
  customerId = made.body.id;
});
afterAll(() => site.close());

const send = async (body: object, key = site.owner.apiKey) => {
  const made = await request(site.url, key, endpoints.createTask, { body: { customerId, ...body } } as never);
  expect(made.status).toBe(201);
  return made.body as { id: string };
};
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
/** A reminder that is late comes at once. */
const late = { due: { date: day(-1) }, remind: { kind: 'before', amount: 1, unit: 'days' } };

test('a task is written down by keyboard from anywhere, stands under its day, and is done by a key', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/tasks`);
    await page.getByText('Nothing to do').waitFor();
    await page.keyboard.press('t');
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: 'What is to be done' }).waitFor();
    await page.keyboard.type('Send the offer');
    await page.keyboard.press('Enter');
    await form.getByText('Choose the customer that this is for.').waitFor();
    await form.getByRole('combobox', { name: 'For whom' }).fill('joao');
    await page.getByRole('option', { name: 'João da Silva' }).click();
    await form.getByRole('button', { name: 'Today', exact: true }).click();
    await form.getByRole('combobox', { name: 'Reminder' }).selectOption({ label: '1 day before' });
    await form.getByRole('button', { name: 'Add task' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: 'Today 1' }).waitFor();
    // Yesterday has passed, so the reminder comes at once.
    const reminder = page.getByRole('region', { name: 'Reminders' });
    await reminder.getByText('Send the offer').waitFor();
    await reminder.getByRole('button', { name: 'Seen: Send the offer' }).click();
    await reminder.waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Send the offer', exact: true }).click();
    await form.getByLabel('What is to be done').fill('Send the new offer');
    await form.getByRole('button', { name: 'No date' }).click();
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Later 1' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('e');
    await page.getByText('Nothing to do').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'Later 1' }).waitFor();
    await page.getByRole('checkbox', { name: 'Done: Send the new offer' }).click();
    await page.getByText('Nothing to do').waitFor();
    await page.getByText('Done', { exact: true }).first().click();
    await page.getByRole('checkbox', { name: 'Open again: Send the new offer' }).waitFor();
    await page.getByText(/done by you/).waitFor();
  }));

test('a reminder reaches its member alone, live, stays through a reload, and counts on the rail', () =>
  withCrowd(site, async ({ member }) => {
    const [ana, other] = [await member('Ana', site.ownerLogin), await member('Bea', { email: bea.email })];
    for (const page of [ana, other]) {
      await page.goto(`${site.url}/customers/${customerId}`);
      await page.getByRole('button', { name: 'New task' }).waitFor();
    }
    await send({ what: 'Call the embassy', assigneeId: bea.memberId, ...late });
    const reminder = other.getByRole('region', { name: 'Reminders' });
    await reminder.getByText('Call the embassy').waitFor();
    await other.getByRole('link', { name: 'Tasks, 1 reminder' }).waitFor();
    // The colleague sees the task, and no reminder.
    await ana.getByRole('button', { name: 'Call the embassy' }).waitFor();
    expect(await ana.getByRole('region', { name: 'Reminders' }).count()).toBe(0);

    for (const what of ['Second', 'Third', 'Fourth']) await send({ what, assigneeId: bea.memberId, ...late });
    await other.getByRole('link', { name: 'Tasks, 4 reminders' }).waitFor();
    await reminder.getByText('1 more').waitFor();
    await other.reload();
    await reminder.getByText('1 more').waitFor();
    await reminder.getByRole('button', { name: 'Done: Fourth' }).click();
    await other.getByRole('link', { name: 'Tasks, 3 reminders' }).waitFor();
    await reminder.getByRole('button', { name: 'All seen' }).click();
    await reminder.waitFor({ state: 'hidden' });
    await other.getByRole('link', { name: 'Tasks', exact: true }).click();
    await other.getByRole('heading', { name: 'Overdue 3' }).waitFor();
    await ana.getByRole('link', { name: 'Tasks', exact: true }).click();
    await ana.getByRole('combobox', { name: 'Whose tasks' }).selectOption({ label: 'Bea' });
    await ana.getByRole('heading', { name: 'Overdue 3' }).waitFor();
  }));

test('a task made beside a conversation belongs to it, on a phone as well', () =>
  withCrowd(site, async ({ member }) => {
    const token = await addVisitor(site.url, site.owner.inboxId);
    const body = { id: crypto.randomUUID(), text: 'Is the shop open on Sunday?' };
    await request(site.url, token, endpoints.postVisitorMessage, { body });
    const list = await request(site.url, site.owner.apiKey, endpoints.listConversations, {
      query: { limit: 1 },
    });
    const conversationId = list.body.data[0]?.id ?? '';
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/conversations/${conversationId}`);
    const card = page.getByRole('region', { name: 'At a glance' });
    await card.getByText('Is the shop open on Sunday?').waitFor();
    await page.keyboard.press('t');
    const form = page.getByRole('dialog');
    await form.getByLabel('What is to be done').fill('Ask about Sunday');
    await page.keyboard.press('Enter');
    await card.getByRole('button', { name: 'Ask about Sunday' }).waitFor();

    const small = await member('Ana on a phone', site.ownerLogin, { viewport: phone });
    await small.goto(`${site.url}/tasks`);
    await small.getByRole('link', { name: 'Conversation about: Ask about Sunday' }).click();
    await eventually(() => small.url()).toContain(conversationId);
  }));
