/**
 * Whatever a stranger writes is shown as it was written, and nothing of it runs: in messages, notes, titles, addresses,
 * referrers and names, in the console and in the chat. The long lists are the shared test data's; a share of them is tried.
 */
import { randomUUID } from 'node:crypto';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { piecesOf } from '../../console/lib/links.ts';
import { preview } from '../../contract/apply.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { nameLengthMax, urlLengthMax } from '../../contract/entries.ts';
import { lineTypes } from '../../contract/rich-text.ts';
import { request } from '../../server/app/testing.ts';
import { linkify } from '../../widget/frame/linkify.ts';
import { addVisitor, fromSomewhere } from '../support/people.ts';
import { shareOf } from '../support/share.ts';
import { type Crowd, withCrowd } from './support/crowd.ts';
import { pathOf } from './support/host-page.ts';
import {
  badLinksIn,
  type HostileList,
  hostileList,
  layCanary,
  ownPayloads,
  ranOn,
} from './support/hostile.ts';
import { type Inbox, inboxOn } from './support/inbox.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { type Widget, widgetOn } from './support/widget.ts';

const titleLengthMax = 500;
/** Links of longer ones would be longer than a link may be. */
const spanLengthMax = 300;
/** Few enough for two pages of a conversation. */
const formattedAtOnce = 24;
/** Below what one visitor may send in a minute. */
const groupSize = 50;
/** A button that goes away while it is being clicked is not waited for. */
const clickMsMax = 1_000;

let site: Site;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
});
afterAll(() => site.close());

/** A text as it is shown: a link's host may stand there as punycode, everything else as it was written. */
const inConsole = (text: string) =>
  piecesOf(text)
    .map((piece) => piece.text)
    .join('');
const inWidget = (text: string) =>
  linkify(text)
    .map((part) => part.text)
    .join('');

async function expectHarmless(page: Page, ...shown: (Page | FrameLocator)[]): Promise<void> {
  expect(await ranOn(page)).toEqual([]);
  for (const part of shown) expect(await badLinksIn(part)).toEqual([]);
}

/** What is typed one by one. */
const typed = shareOf('texts to type', ownPayloads);

test('typed by a visitor, a member and an owner, in every field there is', () =>
  withCrowd(site, async (crowd) => {
    const shop = await crowd.somebody('visitor');
    const page = await crowd.member('Ana', site.ownerLogin);
    await Promise.all([layCanary(shop.context()), layCanary(page.context())]);
    const name = '<img/src/onerror=__xss=1><b>{who}</b>';
    await nameEverything(page, name);

    await shop.goto(site.shop + pathOf(`/${encodeURIComponent(name)}`, { title: name }));
    await shop.evaluate((text) => history.pushState(null, '', `/?q=${text}&utm_source=${text}`), name);
    const widget = widgetOn(shop);
    await widget.open();
    await widget.frame.getByRole('heading', { name }).waitFor();
    await widget.frame.getByText(`Greeting ${name}`).waitFor();
    for (const text of typed) await widget.say(text);

    await page.goto(`${site.url}/conversations`);
    const inbox = inboxOn(page);
    await inbox.rows.first().click();
    await eventually(inbox.texts).toEqual(typed.map(inConsole));
    await eventually(widget.texts).toEqual(typed.map(inWidget));
    await renameCustomer(page, name);
    await page.getByRole('complementary', { name: 'Customer' }).getByRole('heading', { name }).waitFor();
    await talkBack(inbox, widget);
    expect(await widget.frame.locator('.author').last().textContent()).toBe(name);
    await expectHarmless(page, page);
    await expectHarmless(shop, widget.frame);
    await lookRound(page, name);

    // The watch is awake: the shop's page has no policy, and there it runs.
    await shop.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), ownPayloads[0] ?? '');
    await eventually(() => ranOn(shop)).toEqual([shop.url()]);
  }));

/** Workspace, member and inbox get the name; the inbox greets with it. */
async function nameEverything(page: Page, name: string): Promise<void> {
  const save = async (screen: string, fields: Record<string, string>) => {
    await page.goto(`${site.url}/settings/${screen}`);
    for (const [label, text] of Object.entries(fields)) {
      await page.getByRole('textbox', { name: label, exact: true }).first().fill(text);
    }
    const button = page.getByRole('button', { name: 'Save' }).first();
    await button.click();
    // Whoever leaves while it is being saved takes it back.
    await page.getByText('Saved', { exact: true }).first().waitFor();
  };
  await save('workspace', { Name: name });
  await save('inboxes', { Name: name, Greeting: `Greeting ${name}` });
  await save('profile', { Name: name });
}

async function renameCustomer(page: Page, name: string): Promise<void> {
  const aside = page.getByRole('complementary', { name: 'Customer' });
  await aside.getByRole('button', { name: 'Change the name' }).click();
  await aside.getByRole('textbox', { name: 'Name' }).fill(name);
  await aside.getByRole('textbox', { name: 'Name' }).press('Enter');
}

/** The member answers and notes all of it; the visitor sees the answers. */
async function talkBack(inbox: Inbox, widget: Widget): Promise<void> {
  for (const text of typed) await inbox.note(text);
  for (const text of typed) await inbox.reply(text);
  const thrice = [...typed, ...typed, ...typed].map(inConsole);
  await eventually(inbox.texts).toEqual(thrice);
  await eventually(widget.texts).toEqual([...typed, ...typed].map(inWidget));
}

/** Every other screen on which the name stands. */
async function lookRound(page: Page, name: string): Promise<void> {
  for (const screen of ['workspace', 'inboxes', 'members', 'keys', 'audit-log', 'profile']) {
    await page.goto(`${site.url}/settings/${screen}`);
    await page.getByRole('main').getByRole('heading').first().waitFor();
    await page.getByRole('button', { name: `${name}: account and settings` }).waitFor();
    expect(await ranOn(page)).toEqual([]);
  }
  await page.goto(`${site.url}/customers`);
  await page.getByRole('link', { name }).first().click();
  await page.getByText('Pages', { exact: true }).click();
  await page.getByRole('main').getByRole('link', { name }).first().waitFor();
  await expectHarmless(page, page);
}

describe.each<HostileList>(['dompurify-expect.json', 'blns.json'])('%s', (list) => {
  const all = shareOf(`texts of ${list}`, hostileList(list) ?? []);
  const texts = all.filter((text) => text.trim() !== '');

  test('as messages, notes and pages', (context) => {
    if (all.length === 0) context.skip(`TEST_DATA_DIR holds no hostile/${list}`);
    return withCrowd(site, async (crowd) => {
      const groups = Array.from({ length: Math.ceil(texts.length / groupSize) }, (_, index) =>
        texts.slice(index * groupSize, (index + 1) * groupSize),
      );
      const tokens = await Promise.all(groups.map(writeDown));
      // In this order: a look at the chat is one more page that the visitor has seen.
      await seeInConsole(crowd, groups);
      await seeInWidget(crowd, groups, tokens);
    });
  });

  test('as names of customers', (context) => {
    if (all.length === 0) context.skip(`TEST_DATA_DIR holds no hostile/${list}`);
    return withCrowd(site, async (crowd) => {
      const names = texts.filter((text) => text.length <= nameLengthMax);
      const stored: string[] = [];
      for (const name of names) stored.push(await createCustomer(name));
      const page = await crowd.member('Ana', site.ownerLogin);
      await layCanary(page.context());
      await page.goto(`${site.url}/customers`);
      expect(await unseenOnList(page, stored)).toEqual([]);
      expect(await ranOn(page)).toEqual([]);
    });
  });
});

/** Addresses that no link may lead to. */
const badAddresses = [
  'javascript:__xss=1',
  ' javascript:__xss=1',
  'java\tscript:__xss=1',
  'JaVaScRiPt:__xss=1',
  'vbscript:__xss=1',
  'data:text/html,<script>__xss=1</script>',
  'file:///etc/passwd',
  'blob:https://shop.example/1',
  '//shop.example',
  '/settings/keys',
  'https://shop.example@evil.example/',
];

test('in formatted replies and notes, in lines of every kind, as letters and as links', () =>
  withCrowd(site, async (crowd) => {
    const texts = shareOf('texts to format', [
      ...ownPayloads,
      ...(hostileList('dompurify-expect.json') ?? []),
    ]).filter((text) => text.trim() !== '' && !/[\r\n]/.test(text) && text.length <= spanLengthMax);
    for (let at = 0; at < texts.length; at += formattedAtOnce)
      await seeFormatted(crowd, texts.slice(at, at + formattedAtOnce));
  }));

/** Says them, formatted, in a conversation of its own, and looks at it from both sides. */
async function seeFormatted(crowd: Crowd, texts: string[]): Promise<void> {
  const beginning = 'Something formatted, please';
  const token = await writeDown([beginning]);
  const list = await request(site.url, site.owner.apiKey, endpoints.listConversations, { query: {} });
  const own = list.body.data.find(({ lastMessage }) => lastMessage?.text === beginning);
  const params = { id: own?.id ?? '' };
  for (const href of badAddresses) {
    const rich = [{ type: 'text' as const, spans: [{ text: 'here', href }] }];
    const refused = await request(site.url, site.owner.apiKey, endpoints.postMessage, {
      params,
      body: { rich },
    });
    expect([href, refused.status]).toEqual([href, 400]);
  }
  for (const text of texts) {
    const href = `https://shop.example/?q=${encodeURIComponent(text.toWellFormed())}`;
    const spans = [
      { text, bold: true as const },
      { text, code: true as const },
      { text, href },
    ];
    const rich = lineTypes.map((type) => ({ type, spans: type === 'pre' ? [{ text }] : spans }));
    for (const note of [true, false]) {
      const body = { rich, note };
      const sent = await request(site.url, site.owner.apiKey, endpoints.postMessage, { params, body });
      expect([text, sent.status]).toEqual([text, 201]);
    }
  }
  const page = await crowd.member('Ana', site.ownerLogin);
  await layCanary(page.context());
  const inbox = inboxOn(page);
  await page.goto(`${site.url}/conversations/${params.id}`);
  await inbox.thread.waitFor();
  await eventually(async () => {
    await inbox.thread.evaluate((element) => element.scrollTo(0, 0));
    return missing(await inbox.thread.locator('code').allTextContents(), texts);
  }).toEqual([]);
  await expectHarmless(page, page);

  const shop = await crowd.somebody('visitor');
  await layCanary(shop.context());
  await shop.goto(site.shop);
  const stored = JSON.stringify({ token, seen: null });
  const key = `rapport:${site.owner.inboxId}`;
  await shop.evaluate(([name, value]) => localStorage.setItem(name, value), [key, stored] as const);
  await shop.reload();
  const widget = widgetOn(shop);
  await widget.open();
  await eventually(async () =>
    missing(await widget.frame.locator('.rich code').allTextContents(), texts),
  ).toEqual([]);
  await expectHarmless(shop, widget.frame);
}

function missing(shown: readonly string[], texts: readonly string[]): string[] {
  return texts.filter((text) => !shown.includes(text));
}

test('as what a company is called and described by', () =>
  withCrowd(site, async (crowd) => {
    const texts = shareOf('texts about companies', ownPayloads);
    const made: { company: string; customer: string; name: string }[] = [];
    for (const text of texts) made.push(await createCompany(text));
    const page = await crowd.member('Ana', site.ownerLogin);
    await layCanary(page.context());
    const show = async (path: string, name: string) => {
      await page.evaluate((to) => history.pushState(null, '', to), path);
      await page.getByRole('main').getByText(name).first().waitFor();
      await expectHarmless(page, page);
    };
    await page.goto(`${site.url}/companies`);
    for (const { company, name } of made) await show(`/companies/${company}`, name);
    for (const { customer, name } of made) await show(`/customers/${customer}`, name);
  }));

test('as the names of teams and holidays', () =>
  withCrowd(site, async (crowd) => {
    const { apiKey, memberId } = site.owner;
    const page = await crowd.member('Ana', site.ownerLogin);
    await layCanary(page.context());
    for (const text of shareOf('names of teams', ownPayloads)) {
      const team = await request(site.url, apiKey, endpoints.createTeam, { body: { name: text } });
      expect(team.status).toBe(201);
      const { id, name } = team.body;
      await request(site.url, apiKey, endpoints.addTeamMember, { params: { id, memberId } });
      const [day] = new Date().toISOString().split('T');
      const holiday = { date: `${day}`, name: text.slice(0, 100), intervals: [] };
      const week = [0, 1, 2, 3, 4, 5, 6].map(() => [{ from: '00:00', to: '00:00' }]);
      const hours = { timeZone: 'UTC', week, holidays: [holiday] };
      expect((await request(site.url, apiKey, endpoints.setHours, { body: { hours } })).status).toBe(200);
      await page.goto(`${site.url}/settings/teams`);
      await page.getByRole('heading', { name, exact: true }).waitFor();
      await page.getByRole('button', { name: `More for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Rename' }).click();
      await page.getByRole('dialog').getByRole('textbox').waitFor();
      await expectHarmless(page, page);
      await page.goto(`${site.url}/settings/hours`);
      await page.getByRole('status').filter({ hasText: 'Closed' }).waitFor();
      await expectHarmless(page, page);
      await page.goto(`${site.url}/settings/audit-log`);
      await page.getByRole('main').getByText(name).first().waitFor();
      await expectHarmless(page, page);
    }
  }));

/** A company that is called and described by a text, with somebody who is called so too. */
async function createCompany(text: string): Promise<{ company: string; customer: string; name: string }> {
  const { apiKey } = site.owner;
  const attributes = { [text.slice(0, 100)]: text };
  const described = { website: text, size: text, address: text, note: text, attributes };
  const body = { name: text, externalId: randomUUID(), ...described };
  const made = await request(site.url, apiKey, endpoints.createCompany, { body });
  expect(made.status).toBe(201);
  const person = await request(site.url, apiKey, endpoints.createCustomer, { body: { name: text } });
  const params = { id: made.body.id, customerId: person.body.id };
  const role = { params, body: { role: text.slice(0, 100) } };
  await request(site.url, apiKey, endpoints.addCompanyPerson, role);
  return { company: made.body.id, customer: person.body.id, name: made.body.name ?? '' };
}

/** A visitor who writes all of a group, from pages that are called so; answered by notes that say the same. */
async function writeDown(texts: string[]): Promise<string> {
  const token = await addVisitor(site.url, site.owner.inboxId);
  const headers = fromSomewhere();
  for (const text of texts) {
    const url = `https://shop.example/?q=${encodeURIComponent(text.toWellFormed())}`;
    const view = { id: randomUUID(), url, title: text, referrer: text.slice(0, urlLengthMax) };
    if (text.length <= titleLengthMax && url.length <= urlLengthMax) {
      const viewed = await request(site.url, token, endpoints.recordPageView, { body: view, headers });
      expect(viewed.status).toBe(202);
    }
    const body = { id: randomUUID(), text };
    const sent = await request(site.url, token, endpoints.postVisitorMessage, { body, headers });
    expect(sent).toMatchObject({ status: 201, body: { text } });
  }
  const list = await request(site.url, site.owner.apiKey, endpoints.listConversations, { query: {} });
  const own = list.body.data.find(({ lastMessage }) => lastMessage?.text === preview(texts.at(-1) ?? ''));
  const params = { id: own?.id ?? '' };
  for (const text of texts) {
    const body = { text, note: true };
    const noted = await request(site.url, site.owner.apiKey, endpoints.postMessage, { params, body });
    expect(noted).toMatchObject({ status: 201, body: { text } });
  }
  return token;
}

async function seeInConsole(crowd: Crowd, groups: string[][]): Promise<void> {
  const page = await crowd.member('Ana', site.ownerLogin);
  await layCanary(page.context());
  const inbox = inboxOn(page);
  const list = await request(site.url, site.owner.apiKey, endpoints.listConversations, { query: {} });
  for (const texts of groups) {
    const own = list.body.data.find(({ lastMessage }) => lastMessage?.text === preview(texts.at(-1) ?? ''));
    await page.goto(`${site.url}/conversations/${own?.id}`);
    const shown = texts.map(inConsole);
    await eventually(async () => {
      await inbox.thread.evaluate((element) => element.scrollTo(0, 0));
      return inbox.texts();
    }).toEqual([...shown, ...shown]);
    await expectHarmless(page, page);

    await page.goto(`${site.url}/customers/${own?.customer.id}`);
    await page.getByText('Pages', { exact: true }).click();
    const titles = texts.filter((text) => text.length <= titleLengthMax && isUrlShort(text));
    const links = page.getByRole('main').locator('[data-kind="page.viewed"] a bdi');
    const more = page.getByRole('button', { name: 'Show more' });
    await eventually(async () => {
      if ((await more.count()) > 0) await more.click({ timeout: clickMsMax }).catch(() => {});
      return (await links.allTextContents()).toReversed();
    }).toEqual(titles);
    await expectHarmless(page, page);
  }
}

function isUrlShort(text: string): boolean {
  return `https://shop.example/?q=${encodeURIComponent(text.toWellFormed())}`.length <= urlLengthMax;
}

async function seeInWidget(crowd: Crowd, groups: string[][], tokens: string[]): Promise<void> {
  const page = await crowd.somebody('visitor');
  await layCanary(page.context());
  await page.goto(site.shop);
  const widget = widgetOn(page);
  for (const [index, texts] of groups.entries()) {
    const stored = JSON.stringify({ token: tokens[index], seen: null });
    const key = `rapport:${site.owner.inboxId}`;
    await page.evaluate(([name, value]) => localStorage.setItem(name, value), [key, stored] as const);
    await page.reload();
    await widget.open();
    await eventually(widget.texts).toEqual(texts.map(inWidget));
    await expectHarmless(page, widget.frame);
  }
}

/** A customer of this name; answers the name as it was kept. */
async function createCustomer(name: string): Promise<string> {
  const made = await request(site.url, site.owner.apiKey, endpoints.createCustomer, { body: { name } });
  expect(made.status).toBe(201);
  return made.body.name ?? '';
}

const stepsMax = 500;

/** Goes down the list of customers, which is drawn as far as it is on the screen, until all the names were there. */
async function unseenOnList(page: Page, names: string[]): Promise<string[]> {
  const unseen = new Set(names);
  const list = page.getByRole('list', { name: 'List of customers' });
  await list.getByRole('listitem').first().waitFor();
  for (let step = 0; step < stepsMax && unseen.size > 0; step += 1) {
    for (const name of await list.locator('[dir=auto]').allTextContents()) unseen.delete(name);
    await list.evaluate(async ({ parentElement: scroller }) => {
      scroller?.scrollBy(0, scroller.clientHeight);
      await new Promise(requestAnimationFrame);
    });
  }
  return [...unseen];
}
