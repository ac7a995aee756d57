/**
 * A newcomer's first five minutes: the printed link, an account, a test chat, and the first reply. By plain http on a
 * name, as in an office without certificates: browsers hold back some of their powers there.
 */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { issueSetupToken } from '../../server/accounts/index.ts';
import { withCrowd } from './support/crowd.ts';
import { officeHost } from './support/hosts.ts';
import { eventually } from './support/seen.ts';
import { openServer, type Server } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

let server: Server;

beforeAll(async () => {
  server = await openServer(inject('testCluster'), officeHost);
});
afterAll(() => server.close());

test('the printed link makes an owner, whose test chat arrives on the same screen and gets its first reply', () =>
  withCrowd(server, async (crowd) => {
    crowd.expectComplaints(/Cross-Origin-Opener-Policy header has been ignored/);
    const setupLink = `${server.url}/setup?token=${await issueSetupToken(server.database.db)}`;
    const page = await crowd.somebody('owner');
    await page.goto(setupLink);
    await page.getByLabel('Name of your business').fill('Ana’s Bakery');
    await page.getByLabel('Your name').fill('Ana Souza');
    await page.getByLabel('Mail address').fill('ana@example.com');
    await page.getByLabel('Password', { exact: true }).fill('three loaves of rye');
    await page.getByRole('button', { name: 'Create the workspace' }).click();

    await page.getByRole('heading', { name: 'Send yourself a test chat' }).waitFor();
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('Do you have rye bread today?');
    const arrived = page.getByRole('region', { name: 'Messages that have arrived' });
    await arrived.getByText('Do you have rye bread today?').waitFor();

    const answering = await crowd.tab(page);
    const href = await page.getByRole('link', { name: 'Open the conversation' }).getAttribute('href');
    await answering.goto(`${server.url}${href}`);
    await answering.getByRole('textbox', { name: /^Reply to/ }).fill('Yes, fresh at eight.');
    await answering.getByRole('button', { name: 'Send', exact: true }).click();
    await eventually(widget.texts).toEqual(['Do you have rye bread today?', 'Yes, fresh at eight.']);
    expect(await widget.frame.locator('.author').textContent()).toBe('Ana');

    const late = await crowd.somebody('latecomer');
    crowd.expectComplaints(/^latecomer: console: .*status of 4\d\d/);
    await late.goto(setupLink);
    await late.getByRole('heading', { name: 'This link is no longer good' }).waitFor();
  }));
