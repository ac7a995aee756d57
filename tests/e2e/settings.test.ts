/** What an owner and a member do in the settings; each is true at once, and the audit log tells all of it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { addMember, addVisitor, type Person } from '../support/people.ts';
import { type Crowd, withCrowd } from './support/crowd.ts';
import { inboxOn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { totp } from './support/totp.ts';

const bensPassword = 'two rolls and a bun';

let site: Site;
let carol: Person;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  carol = await addMember(site.url, site.owner, 'owner', 'Carol');
});
afterAll(() => site.close());

/** What browsers write on the console when a server refuses. */
const refusals = /console: Failed to load resource: .*status of 4\d\d|WebSocket is closed/;

async function settingsOf(crowd: Crowd, screen: string): Promise<Page> {
  const page = await crowd.member('Ana', site.ownerLogin);
  await page.goto(`${site.url}/settings/${screen}`);
  return page;
}

async function signInOn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${site.url}/sign-in`);
  await page.getByLabel('Mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('somebody joins by a link, gets another role while at work, and is out the moment they are removed', () =>
  withCrowd(site, async (crowd) => {
    crowd.expectComplaints(refusals);
    await ask('Who is there?');
    const ana = await settingsOf(crowd, 'members');
    await ana.getByLabel('Mail address').fill('ben@example.com');
    await ana.getByRole('combobox', { name: 'Role', exact: true }).selectOption('Agent');
    await ana.getByRole('button', { name: 'Invite', exact: true }).click();
    const link = await ana.getByRole('textbox', { name: 'Invitation link' }).inputValue();

    const ben = await crowd.somebody('Ben');
    await ben.goto(link);
    await ben.getByRole('heading', { name: 'Join Ana’s Bakery' }).waitFor();
    await ben.getByLabel('Your name').fill('Ben');
    await ben.getByLabel('Password', { exact: true }).fill(bensPassword);
    await ben.getByRole('button', { name: 'Join' }).click();
    await inboxOn(ben).row('Who is there?').click();
    await ben.getByRole('textbox', { name: 'Reply to' }).waitFor();

    const role = ana.getByRole('combobox', { name: 'Role of Ben' });
    await role.selectOption('Viewer');
    await ben.getByText('You are a viewer here').waitFor();
    await ben.reload();
    await ben.getByText('You are a viewer here').waitFor();

    await ana.getByRole('button', { name: 'More for Ben' }).click();
    await ana.getByRole('menuitem', { name: 'Remove' }).click();
    await ana.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await ana.getByText('Ben was removed.').waitFor();
    await ben.getByText('Your session has ended.').waitFor();
    await eventually(() => role.count()).toBe(0);

    await signInOn(ben, 'ben@example.com', bensPassword);
    await ben.getByText('The mail address and the password do not go together.').waitFor();
    await ben.goto(link);
    await ben.getByRole('heading', { name: 'This invitation is no longer good' }).waitFor();
  }));

test('a key works from the moment it is made until it is revoked, and is shown once', () =>
  withCrowd(site, async (crowd) => {
    const page = await settingsOf(crowd, 'keys');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Online shop');
    await dialog.getByRole('button', { name: 'Make a key' }).click();
    const key = await dialog.getByRole('textbox', { name: 'Key', exact: true }).inputValue();
    const read = () => request(site.url, key, endpoints.listCustomers, { query: {} });
    expect((await read()).status).toBe(200);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'Online shop' }).waitFor();
    expect(await page.content()).not.toContain(key);

    const revoke = page.getByRole('button', { name: 'Revoke Online shop' });
    await revoke.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await revoke.waitFor({ state: 'detached' });
    expect((await read()).status).toBe(401);
  }));

test('two-factor sign-in is turned on with an app, and asked for from then on', () =>
  withCrowd(site, async (crowd) => {
    crowd.expectComplaints(refusals);
    const page = await settingsOf(crowd, 'profile');
    await page.getByRole('button', { name: 'Turn on' }).click();
    const asking = page.getByRole('button', { name: 'Continue' });
    await page.locator('form').filter({ has: asking }).getByLabel('Current password').fill(password());
    await asking.click();
    const secret = await page.getByRole('textbox', { name: 'Or type this key' }).inputValue();
    const codes = await page.getByRole('region', { name: 'Recovery codes' }).innerText();
    await page.getByLabel('Enter the code that the app shows now').fill(totp(secret));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('Two-factor sign-in is on.').waitFor();

    const elsewhere = await crowd.somebody('Ana elsewhere');
    const code = elsewhere.getByLabel('Code');
    const goOn = elsewhere.getByRole('button', { name: 'Sign in' });
    await signInOn(elsewhere, site.ownerLogin.email, password());
    await code.fill('000000');
    await goOn.click();
    await elsewhere.getByText('This code is wrong or was used already.').waitFor();
    // The code of this period was used for turning it on, and counts once.
    await code.fill(totp(secret, 1));
    await goOn.click();
    await elsewhere.getByRole('region', { name: 'List of conversations' }).waitFor();

    const withoutPhone = await crowd.somebody('Ana without her phone');
    await signInOn(withoutPhone, site.ownerLogin.email, password());
    await withoutPhone.getByLabel('Code').fill(codes.trim().split(/\s+/)[0] ?? '');
    await withoutPhone.getByRole('button', { name: 'Sign in' }).click();
    await withoutPhone.getByRole('region', { name: 'List of conversations' }).waitFor();
  }));

test('signing out everywhere ends the session on every device, and the audit log tells all of this', () =>
  withCrowd(site, async (crowd) => {
    crowd.expectComplaints(refusals);
    const here = await crowd.member('Carol here', carol);
    const there = await crowd.member('Carol there', carol);
    await there.goto(`${site.url}/conversations`);
    await there.getByRole('region', { name: 'List of conversations' }).waitFor();
    await here.goto(`${site.url}/settings/profile`);
    await here.getByRole('button', { name: 'Sign out everywhere' }).click();
    await here.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await here.getByRole('heading', { name: 'Sign in' }).waitFor();
    await there.getByText('Your session has ended.').waitFor();

    const page = await crowd.member('Carol again', carol);
    await page.goto(`${site.url}/settings/audit-log`);
    const log = page.getByRole('main');
    for (const sentence of [
      'invited ben@example.com as Agent',
      'Ben joined as Agent',
      'from Agent to Viewer',
      'removed Ben',
      'made the API key Online shop',
      'revoked the key Online shop',
      'turned two-factor sign-in on',
      'Carol signed out everywhere',
      'Carol signed in',
    ]) {
      await log.getByRole('listitem').filter({ hasText: sentence }).first().waitFor();
    }
  }));

function password(): string {
  return site.ownerLogin.password ?? '';
}

async function ask(text: string): Promise<void> {
  const token = await addVisitor(site.url, site.owner.inboxId);
  const body = { id: crypto.randomUUID(), text };
  expect((await request(site.url, token, endpoints.postVisitorMessage, { body })).status).toBe(201);
}
