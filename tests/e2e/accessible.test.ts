/**
 * Every screen for everybody: WCAG 2.2 AA by axe-core, nothing to scroll sideways at 390 pixels and at 200 % zoom,
 * and words in the reader's language. Screens are looked at in both themes, in all three languages, on a desk and on a
 * phone; not in every combination of them, and where only a share is tried each in one.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import type { Locale } from '../../contract/ids.ts';
import { issueSetupToken } from '../../server/accounts/index.ts';
import { addWorkspace, request } from '../../server/app/testing.ts';
import { addMember, type Person } from '../support/people.ts';
import { shareOf, testSeed, testShare } from '../support/share.ts';
import { type Crowd, desk, phone, withCrowd } from './support/crowd.ts';
import { pathOf } from './support/host-page.ts';
import { type LivedIn, liveIn } from './support/lived-in.ts';
import { barriersOn, rawWordsOn, sidewaysOn } from './support/screen-checks.ts';
import { openServer, openSite, type Server, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

type Look = { locale: Locale; colorScheme: 'light' | 'dark'; viewport: typeof desk };

const looks = [
  { locale: 'en', colorScheme: 'light', viewport: desk },
  { locale: 'pt-BR', colorScheme: 'light', viewport: phone },
  { locale: 'zh-CN', colorScheme: 'dark', viewport: phone },
  { locale: 'zh-CN', colorScheme: 'dark', viewport: desk },
] as const satisfies Look[];
/** What is left of a desk's screen at 200 % zoom. */
const zoomed = { width: desk.width / 2, height: desk.height / 2 };

let site: Site;
let fresh: Server;
let here: LivedIn;

beforeAll(async () => {
  [site, fresh] = await Promise.all([openSite(inject('testCluster')), openServer(inject('testCluster'))]);
  here = await liveIn(site);
});
afterAll(() => Promise.all([site.close(), fresh.close()]));

type Screen = { name: string; show: (page: Page) => Promise<unknown> };

/** Shows every screen to each look whose turn it is, and lists what is wrong. */
async function lookAt(all: Screen[], look: (index: number) => Promise<Page>): Promise<string[]> {
  const screens = shareOf(`screens from ${all[0]?.name} on`, all, leastScreens);
  const found = await Promise.all(
    looks.map(async ({ locale, colorScheme, viewport }, index) => {
      const page = await look(index);
      const wrong: string[] = [];
      for (const [turn, screen] of screens.entries()) {
        if (!isTurnOf(index, turn)) continue;
        await screen.show(page);
        const found = await wrongOn(page, viewport);
        const where = `${screen.name}, ${locale}, ${colorScheme}, ${viewport.width}`;
        wrong.push(...found.map((what) => `${where}: ${what}`));
      }
      return wrong;
    }),
  );
  return found.flat();
}

/** In the whole, the first two see every screen and the others take turns; in a share, all take turns. */
function isTurnOf(look: number, turn: number): boolean {
  if (testShare < 1) return (turn + testSeed) % looks.length === look;
  return look < 2 || look % 2 === turn % 2;
}

const leastScreens = 0.25;
const looksEach = testShare < 1 ? 1 : looks.length - 1;
process.stdout.write(
  `share: ${looksEach} of ${looks.length} looks at each screen (seed ${testSeed}, share ${testShare})\n`,
);

async function wrongOn(page: Page, viewport: typeof desk): Promise<string[]> {
  const wrong = [...(await barriersOn(page)), ...(await sidewaysOn(page)), ...(await rawWordsOn(page))];
  if (viewport === desk) {
    await page.setViewportSize(zoomed);
    wrong.push(...(await sidewaysOn(page)).map((what) => `at 200 %, ${what}`));
    await page.setViewportSize(desk);
  }
  return wrong;
}

test('the pages before signing in', () =>
  withCrowd(site, async (crowd) => {
    crowd.expectComplaints(/status of 4\d\d/);
    const setupToken = await issueSetupToken(fresh.database.db);
    const at = (to: string, base = site.url): Screen => ({
      name: to.slice(0, 30),
      show: (page) => open(page, `${base}${to}`),
    });
    const screens = [
      at(`/setup?token=${setupToken}`, fresh.url),
      at('/setup?token=a-token-that-was-used-long-ago'),
      at('/sign-in'),
      at('/forgot'),
      at('/reset?token=a-token-that-is-long-enough'),
      at(`/invitation?token=${here.invitationToken}`),
      at('/invitation?token=a-token-that-is-long-enough'),
    ];
    const wrong = await lookAt(screens, (index) => crowd.somebody(`look ${index}`, looks[index]));
    expect(wrong).toEqual([]);
  }));

const publicPaths = ['/setup', '/sign-in', '/forgot', '/reset', '/invitation'];

const memberPaths = (seen: LivedIn): string[] => [
  '/conversations',
  `/conversations/${seen.conversationId}`,
  '/customers',
  `/customers/${seen.customerId}`,
  `/customers?segment=${seen.segmentId}`,
  `/customers?filter=${encodeURIComponent('{"type":"orders","not":true}')}`,
  '/customers/duplicates',
  '/segments',
  `/segments/${seen.segmentId}`,
  '/segments/new',
  '/reviews',
  '/companies',
  `/companies/${seen.companyId}`,
  '/tasks',
  '/promises',
  '/waiting',
  '/settings/silence',
  '/search',
  '/search?q=e',
  `/conversations/${seen.conversationId}?message=${seen.conversationId}`,
  '/notifications',
  '/settings/notifications',
  '/settings',
  '/settings/workspace',
  '/settings/attributes',
  '/settings/macros',
  '/settings/tags',
  '/settings/checklists',
  '/settings/closing',
  '/settings/greetings',
  '/settings/inboxes',
  '/settings/stages',
  '/settings/members',
  '/settings/teams',
  '/settings/hours',
  '/settings/keys',
  '/settings/webhooks',
  `/settings/webhooks/${seen.webhookId}`,
  '/settings/events',
  '/settings/imports',
  `/settings/imports/${seen.importId}`,
  '/settings/privacy',
  `/settings/privacy/${seen.privacyRequestId}`,
  '/settings/audit-log',
  '/settings/sample',
  '/settings/profile',
  '/first-chat',
];

test('no screen of the console is left out', () => {
  const router = readFileSync(path.join(import.meta.dirname, '../../console/app/router.tsx'), 'utf8');
  const routes = [...router.matchAll(/path: '([^'{]*[^'{/])/g)].flatMap(([, route]) => route ?? []);
  const seen = [...publicPaths, ...memberPaths(here)];
  expect(routes.length).toBeGreaterThan(20);
  expect(routes.filter((route) => !seen.includes(route) && !seen.includes(`/settings${route}`))).toEqual([]);
});

test('the screens of members', () =>
  withCrowd(site, async (crowd) => {
    const paths = [...memberPaths(here), '/nothing/is/here'];
    const screens = paths.map((to) => ({ name: to, show: (page: Page) => open(page, site.url + to) }));
    const wrong = await lookAt(screens, (index) => memberWith(crowd, index, site.owner));
    expect(wrong).toEqual([]);
  }));

test('what opens over the screens of members', () =>
  withCrowd(site, async (crowd) => {
    const { conversationId, customerId, companyId } = here;
    const at = (to: string, name: string, act: (page: Page) => Promise<unknown>): Screen => ({
      name,
      async show(page) {
        await go(page, to);
        await act(page);
      },
    });
    const press = (key: string) => async (page: Page) => {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
    };
    /** A button by its place, since its name depends on the language. */
    const click = (selector: string, role: 'dialog' | 'menu') => async (page: Page) => {
      await page.locator(selector).click();
      await page.getByRole(role).waitFor();
    };
    const conversation = `/conversations/${conversationId}`;
    const customer = `/customers/${customerId}`;
    const company = `/companies/${companyId}`;
    const screens = [
      at('/conversations', 'palette', press('ControlOrMeta+k')),
      at(conversation, 'sheet of keys', press('?')),
      at(conversation, 'assign menu', async (page) => {
        await page.keyboard.press('a');
        await page.getByRole('menu').waitFor();
      }),
      at(conversation, 'account menu', click('header button[aria-haspopup="menu"]:visible >> nth=0', 'menu')),
      at('/settings/teams', 'new team', click('main header button >> nth=0', 'dialog')),
      at('/settings/hours', 'handing over', async (page) => {
        await page.locator('nav button[aria-haspopup="menu"]').last().click();
        await page.getByRole('menuitemradio').nth(2).click();
        await page.getByRole('dialog').waitFor();
      }),
      at(customer, 'start a conversation', click('main [class*="actions"] button >> nth=0', 'dialog')),
      at(customer, 'log a call', click('main [class*="actions"] button >> nth=1', 'dialog')),
      at(customer, 'log a visit', click('main [class*="actions"] button >> nth=2', 'dialog')),
      at(customer, 'log an order', click('main [class*="actions"] button >> nth=3', 'dialog')),
      at(customer, 'log a review', click('main [class*="actions"] button >> nth=4', 'dialog')),
      at(customer, 'an order', click('aside li button[class*="row"] >> nth=0', 'dialog')),
      at(customer, 'giving money back', async (page) => {
        await click('aside li button[class*="row"] >> nth=1', 'dialog')(page);
        await page.locator('[role="dialog"] .mantine-Group-root button >> nth=-1').click();
        await page.locator('[role="dialog"] form').waitFor();
      }),
      at(company, 'add a person', click('main [class*="actions"] button >> nth=0', 'dialog')),
      at(company, 'edit a company', click('main [class*="actions"] button >> nth=1', 'dialog')),
      at(company, 'a person’s role', click('aside li button >> nth=0', 'dialog')),
      at('/settings/keys', 'new key', click('main header button', 'dialog')),
      at('/settings/members', 'member menu', click('td button >> nth=0', 'menu')),
    ];
    const wrong = await lookAt(screens, (index) => memberWith(crowd, index, site.owner));
    expect(wrong).toEqual([]);
  }));

test('the screens of a workspace in which nothing has happened yet', () =>
  withCrowd(site, async (crowd) => {
    const login = { email: 'new@example.com', password: 'correct horse battery' };
    const owner = await addWorkspace(site.database.db, 'New', login);
    const paths = [
      '/conversations',
      '/customers',
      '/customers/duplicates',
      '/reviews',
      '/companies',
      '/segments',
      '/tasks',
      '/promises',
      '/waiting',
      '/search',
      '/notifications',
      '/settings/webhooks',
      '/settings/imports',
      '/settings/privacy',
      '/settings/teams',
      '/settings/hours',
      '/first-chat',
    ];
    const screens = paths.map((to) => ({
      name: `${to}, empty`,
      show: (page: Page) => open(page, site.url + to),
    }));
    const wrong = await lookAt(screens, (index) => memberWith(crowd, index, owner));
    expect(wrong).toEqual([]);
  }));

test('the chat on the shop’s page, empty and with a thread', () =>
  withCrowd(site, async (crowd) => {
    const wrong = await Promise.all(
      looks.map(async (look, index) => {
        const page = await crowd.somebody(`look ${index}`, look);
        await page.goto(`${site.shop}${pathOf('/', { lang: look.locale })}`);
        const widget = widgetOn(page);
        await widget.launcher.waitFor();
        const found = await barriersOn(page);
        await widget.open();
        const frame = await (await widget.iframe.elementHandle())?.contentFrame();
        if (!frame) throw new Error('The chat has a frame.');
        found.push(...(await barriersOn(page)), ...(await barriersOn(frame)));
        await widget.say(
          '你好 https://shop.example/a-long-address-without-any-place-to-break-it/in-two-lines/for-certain',
        );
        await widget.say('x'.repeat(300));
        await widget.frame.locator('.own .aside time').last().waitFor();
        found.push(...(await barriersOn(frame)), ...(await sidewaysOn(frame)), ...(await rawWordsOn(frame)));
        found.push(...(await sidewaysOn(page)));
        return found.map((what) => `${look.locale}, ${look.colorScheme}, ${look.viewport.width}: ${what}`);
      }),
    );
    expect(wrong.flat()).toEqual([]);
  }));

/** A screen that has drawn itself: its heading is there, and no skeleton is left. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await drawn(page);
}

/** Another screen of the console, as by a link: without loading the page anew. What is asked for next must be its own. */
async function go(page: Page, to: string): Promise<void> {
  if (!page.url().startsWith(site.url)) return open(page, site.url + to);
  await page.keyboard.press('Escape');
  await page.evaluate((place) => history.pushState(null, '', place), to);
  await drawn(page);
}

async function drawn(page: Page): Promise<void> {
  await page.getByRole('dialog').or(page.getByRole('menu')).first().waitFor({ state: 'detached' });
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}

/** An admin who works in the language of a look. */
async function memberWith(crowd: Crowd, index: number, owner: { apiKey: string }): Promise<Page> {
  const look = looks[index] ?? looks[0];
  const person: Person = await addMember(site.url, owner, 'admin', `Member ${index}`);
  const headers = { cookie: person.cookie, 'sec-fetch-site': 'same-origin' };
  await request(site.url, undefined, endpoints.updateMe, { body: { locale: look.locale }, headers });
  return crowd.member(`look ${index}`, person, look);
}
