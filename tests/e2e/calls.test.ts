/** A call is written down in a browser: quickly, and with a template, a link to its recording and a task to call back. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { addDays, dayIn } from '../../contract/times.ts';
import { request } from '../../server/app/testing.ts';
import { withCrowd } from './support/crowd.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let customerId: string;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  const ask = (endpoint: Parameters<typeof request>[2], body: object) =>
    request(site.url, site.owner.apiKey, endpoint, { body } as never) as Promise<{ body: unknown }>;
  const made = await ask(endpoints.createCustomer, { name: 'Leo Silva' });
  customerId = (made.body as { id: string }).id;
  const text = '{{customer.first_name}} asked for a price.\nOffer: ';
  await ask(endpoints.createMacro, { name: 'Price asked', kind: 'note', text, shared: true });
  await ask(endpoints.createMacro, { name: 'Greeting', kind: 'reply', text: 'Hello!', shared: true });
});
afterAll(() => site.close());

test('a call is written down by one sentence, and by template, link and task in the same window', () =>
  withCrowd(site, async ({ member }) => {
    const page = await member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/customers/${customerId}`);
    const dialog = page.getByRole('dialog');
    const calls = page.locator('[data-kind="call.logged"]');
    const summary = dialog.getByRole('textbox', { name: 'What it was about' });

    await page.getByRole('button', { name: 'Log a call' }).click();
    await summary.waitFor();
    await page.keyboard.type('Only rye today');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'hidden' });
    await calls.getByText('Only rye today').waitFor();
    expect(await page.locator('[data-kind="task.created"]').count()).toBe(0);

    await page.getByRole('button', { name: 'Log a call' }).click();
    await dialog.getByRole('button', { name: 'Template' }).click();
    expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Price asked']);
    await page.getByRole('menuitem', { name: 'Price asked' }).click();
    await eventually(() => summary.inputValue()).toBe('Leo asked for a price.\nOffer: ');

    const link = dialog.getByRole('textbox', { name: 'Link to the recording' });
    await link.fill('javascript:alert(1)');
    await dialog.getByRole('checkbox', { name: 'Call back later' }).check();
    const what = dialog.getByRole('textbox', { name: 'What is to be done' });
    expect(await what.inputValue()).toBe('Call Leo Silva back');
    await dialog.getByLabel('Time', { exact: true }).fill('14:30');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Give a link that begins with https:// or http://.').waitFor();
    await link.fill('https://calls.example/r/7');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Call and task written down').waitFor();
    await dialog.waitFor({ state: 'hidden' });

    const listen = calls.getByRole('link', { name: 'Listen to the recording' });
    expect(await listen.getAttribute('href')).toBe('https://calls.example/r/7');
    expect(await listen.getAttribute('rel')).toContain('noopener');
    await page.locator('[data-kind="task.created"]').waitFor();
    const { body } = await request(site.url, site.owner.apiKey, endpoints.listTasks, {
      query: { customerId },
    });
    expect(body.data).toMatchObject([
      {
        what: 'Call Leo Silva back',
        assigneeId: site.owner.memberId,
        due: { date: addDays(dayIn(new Date(), 'UTC'), 1), time: '14:30' },
        remind: { kind: 'before', amount: 0, unit: 'minutes' },
      },
    ]);
    await page.goto(`${site.url}/tasks`);
    await page.getByText('Call Leo Silva back').waitFor();
  }));
