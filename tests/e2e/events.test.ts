/** Events of a site: by the library that many pages have already, by the chat's own script, and seen as they arrive. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { debugged, send, track } from '../support/collecting.ts';
import { withCrowd } from './support/crowd.ts';
import { badLinksIn, layCanary, ownPayloads, ranOn } from './support/hostile.ts';
import { shopHost } from './support/hosts.ts';
import { eventually } from './support/seen.ts';
import { openSite, type Site } from './support/site.ts';
import { widgetOn } from './support/widget.ts';

const library = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@segment/analytics-next/package.json')),
  'dist/umd',
);

let site: Site;
let shop: Server;
let shopUrl: string;

beforeAll(async () => {
  site = await openSite(inject('testCluster'));
  shop = createServer(async (asked, answer) => {
    const { pathname } = new URL(asked.url ?? '/', 'http://shop');
    if (pathname.startsWith('/library/')) {
      const file = await readFile(path.join(library, path.basename(pathname))).catch(() => undefined);
      answer.statusCode = file ? 200 : 404;
      answer.setHeader('content-type', 'text/javascript');
      answer.end(file);
      return;
    }
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    answer.end(pageOf(pathname));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => shop.once('listening', resolve));
  shopUrl = `http://${shopHost}:${(shop.address() as AddressInfo).port}`;
});
afterAll(async () => {
  shop.closeAllConnections();
  shop.close();
  await site.close();
});

/** `/both` has the tracking library and the chat, `/chat` the chat alone. */
function pageOf(pathname: string): string {
  const { writeKey, inboxId } = site.owner;
  const analytics = `<script src="/library/index.js"></script><script>
window.analytics = AnalyticsNext.AnalyticsBrowser.load({ writeKey: '${writeKey}', cdnURL: '${site.url}' });
analytics.page('Home');
analytics.track('Looked Around', { shelf: 'bread' });
</script>`;
  return `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Bread &amp; Cake</title><main><h1>Shop</h1></main>
${pathname === '/both' ? analytics : ''}
<script>
window.Rapport ??= { q: [] };
Rapport.track ??= (...values) => Rapport.q.push(['track', ...values]);
Rapport.track('Told Early', { by: 'stub' });
</script>
<script async src="${site.url}/widget.js" data-inbox="${inboxId}"></script></html>`;
}

const seen = () => debugged(site.url, site.owner.apiKey);
const named = async (name: string) => (await seen()).filter((line) => line.name === name);

test('the library for browsers, unmodified: its events and the chat’s belong to one visitor, who can become known', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.somebody('visitor');
    await page.goto(`${shopUrl}/both?utm_source=news&utm_campaign=spring`);
    await eventually(async () => (await named('Looked Around')).length).toBe(1);
    await eventually(async () => (await named('Told Early')).length).toBe(1);
    await eventually(async () => (await named('Home')).length).toBe(1);
    await page.evaluate(
      "Rapport.track('Told Late'); analytics.identify('u-7', { plan: 'pro', email: 'eva@example.com' })",
    );
    await eventually(async () => (await named('Told Late')).length).toBe(1);
    await eventually(async () =>
      (await seen()).some(({ type, userId }) => type === 'identify' && userId === 'u-7'),
    ).toBe(true);
    const visitors = new Set(
      (await seen()).filter(({ type }) => type !== 'identify').map(({ anonymousId }) => anonymousId),
    );
    expect(visitors.size).toBe(1);
    expect((await seen()).flatMap(({ warnings }) => warnings)).toEqual([]);

    const found = await request(site.url, site.owner.apiKey, endpoints.listCustomers, {
      query: { identity: 'user:u-7' },
    });
    const [customer] = found.body.data;
    expect(customer?.identities.filter(({ kind }) => kind !== 'visitor')).toEqual(
      expect.arrayContaining([
        { kind: 'user', value: 'u-7', verified: false },
        { kind: 'email', value: 'eva@example.com', verified: false },
      ]),
    );
    const timeline = await request(site.url, site.owner.apiKey, endpoints.readTimeline, {
      params: { id: customer?.id ?? '' },
      query: { kinds: 'event.tracked,page.viewed' },
    });
    expect(timeline.body.data.map(({ payload }) => payload.name).toSorted()).toEqual([
      'Home',
      'Looked Around',
      'Told Early',
      'Told Late',
    ]);
    expect(timeline.body.data.find(({ kind }) => kind === 'page.viewed')?.payload).toMatchObject({
      title: 'Bread & Cake',
      context: { campaign: { source: 'news', name: 'spring' } },
    });
  }));

test('the library’s visitor and the chat stand on one timeline, once the visitor opened the chat and not before', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.somebody('visitor with a library');
    const asked: string[] = [];
    page.on('request', (sent) => {
      if (sent.url().endsWith('/visitor/anonymous-id')) asked.push(sent.postData() ?? '');
    });
    await page.goto(`${shopUrl}/both`);
    const own = () => page.evaluate("localStorage.ajs_anonymous_id?.replaceAll('\"', '')") as Promise<string>;
    await eventually(own).toBeTruthy();
    const anonymousId = await own();
    await eventually(async () =>
      (await named('Looked Around')).some((line) => line.anonymousId === anonymousId),
    ).toBe(true);
    expect(asked).toEqual([]);
    const widget = widgetOn(page);
    await widget.open();
    await widget.say('Which shelf has the rye?');
    const kinds = async () => {
      const { body } = await request(site.url, site.owner.apiKey, endpoints.listCustomers, {
        query: { identity: `visitor:${anonymousId}` },
      });
      const { body: timeline } = await request(site.url, site.owner.apiKey, endpoints.readTimeline, {
        params: { id: body.data[0]?.id ?? '' },
        query: { kinds: 'event.tracked,page.viewed,message.received' },
      });
      return [...new Set(timeline.data.map(({ kind }) => kind))].sort();
    };
    await eventually(kinds).toEqual(['event.tracked', 'message.received', 'page.viewed']);
    expect(asked).toEqual([JSON.stringify({ anonymousId })]);
    // On the next page nothing is said before the visitor opens the chat, either.
    await page.goto(`${shopUrl}/both?next`);
    await eventually(async () => (await named('Looked Around')).length).toBeGreaterThan(2);
    expect(asked).toHaveLength(1);
    await widget.open();
    await widget.frame.getByText('Which shelf has the rye?').waitFor();
    await eventually(() => asked.length).toBe(2);
    // And the one who becomes known by the library takes the chat along; the chat shows its own words only.
    await page.evaluate("analytics.identify('u-8', { plan: 'pro' })");
    await eventually(async () => {
      const { body } = await request(site.url, site.owner.apiKey, endpoints.listConversations, { query: {} });
      const chat = body.data.find(({ lastMessage }) => lastMessage?.text === 'Which shelf has the rye?');
      const customer = await request(site.url, site.owner.apiKey, endpoints.readCustomer, {
        params: { id: chat?.customer.id ?? '' },
      });
      return customer.body.identities?.some(({ value }) => value === 'u-8');
    }).toBe(true);
    // For the team it is marked: nobody has proved that it is u-8.
    await page.evaluate("analytics.identify('u-8', { name: 'Eva Rye' })");
    const member = await crowd.member('Ana', site.ownerLogin);
    await member.goto(`${site.url}/conversations`);
    await member.getByRole('link', { name: /Which shelf has the rye/ }).click();
    await member.getByText('Not proven').waitFor();
  }));

test('without a library and without a session, an event is sent and nothing is stored; with a session it is the visitor’s own', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.somebody('visitor');
    await page.goto(`${shopUrl}/chat`);
    const before = (await named('Told Early')).length;
    await eventually(async () => (await named('Told Early')).length).toBeGreaterThanOrEqual(before);
    await page.evaluate("Rapport.track('Stored Nothing', { a: 1 })");
    await eventually(async () => (await named('Stored Nothing')).length).toBe(1);
    expect(await page.evaluate('Object.keys(localStorage).length + document.cookie.length')).toBe(0);

    const widget = widgetOn(page);
    await widget.open();
    await widget.say('Do you have rye bread?');
    const chat = async () => {
      const { body } = await request(site.url, site.owner.apiKey, endpoints.listConversations, { query: {} });
      return body.data.find(({ lastMessage }) => lastMessage?.text === 'Do you have rye bread?');
    };
    await eventually(async () => (await chat())?.customer.id).toBeDefined();
    await page.evaluate("Rapport.track('Asked For Rye', { loaves: 2 })");
    const id = (await chat())?.customer.id ?? '';
    await eventually(async () => {
      const query = { kinds: 'event.tracked' };
      const { body } = await request(site.url, site.owner.apiKey, endpoints.readTimeline, {
        params: { id },
        query,
      });
      return body.data.map(({ payload }) => payload);
    }).toMatchObject([{ name: 'Asked For Rye', properties: { loaves: 2 } }]);
  }));

test('what arrives is on the screen within seconds, with a warning for what was odd, and code to begin with', () =>
  withCrowd(site, async (crowd) => {
    const page = await crowd.member('Ana', site.ownerLogin);
    await page.goto(`${site.url}/settings/events`);
    await page.getByRole('heading', { name: 'Events', exact: true }).waitFor();
    await send(site.url, 'track', site.owner.writeKey, track('Seen Live', { userId: 'null' }));
    const row = page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem').first();
    await row.getByText('Seen Live', { exact: true }).waitFor();
    await row.getByText('An id that stands for nobody').waitFor();
    await send(site.url, 'batch', site.owner.writeKey, { batch: [{ type: 'explode', event: 'Set Aside' }] });
    await page.getByText('Only what was odd').click();
    await row.getByText('Unknown type').waitFor();
    await row.getByText('What was sent').click();
    expect(await row.locator('pre').textContent()).toContain('"type": "explode"');

    await page.getByRole('button', { name: 'Show the code' }).click();
    await page.getByRole('button', { name: 'Make a write key' }).click();
    const key = await page.getByRole('textbox', { name: 'Write key' }).inputValue();
    expect(await page.getByRole('region', { name: 'In the browser' }).textContent()).toContain(key);
    expect((await send(site.url, 'track', key, track('With The New Key'))).status).toBe(200);
  }));

test('nothing that a stranger sends runs: names, titles, referrers, campaigns, properties and traits', () =>
  withCrowd(site, async (crowd) => {
    const userId = 'hostile-user';
    const batch = ownPayloads.flatMap((text) => [
      track(text, {
        userId,
        properties: { [text]: text, plain: text },
        context: { campaign: { source: text, name: text }, page: { referrer: text, url: text, title: text } },
      }),
      {
        ...track('x', { userId }),
        type: 'page',
        name: text,
        properties: { url: text, title: text, referrer: text },
      },
      { ...track('x', { userId }), type: 'identify', traits: { name: text, plan: text, [text]: text } },
      { ...track('x', { userId }), type: 'group', groupId: text.slice(0, 300), traits: { name: text } },
      { type: text, event: text, userId: text },
    ]);
    for (let at = 0; at < batch.length; at += 100) {
      const answer = await send(site.url, 'batch', site.owner.writeKey, { batch: batch.slice(at, at + 100) });
      expect(answer.status).toBe(200);
    }
    const page = await crowd.member('Ana', site.ownerLogin);
    await layCanary(page.context());
    await page.goto(`${site.url}/settings/events`);
    const rows = page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem');
    await eventually(() => rows.count()).toBeGreaterThan(20);
    for (const summary of await rows.getByText('What was sent').all()) await summary.click();
    expect(await ranOn(page)).toEqual([]);
    expect(await badLinksIn(page)).toEqual([]);

    const found = await request(site.url, site.owner.apiKey, endpoints.listCustomers, {
      query: { identity: `user:${userId}` },
    });
    await page.goto(`${site.url}/customers/${found.body.data[0]?.id}`);
    await page.getByText('Events', { exact: true }).click();
    await eventually(() => page.locator('[data-kind="event.tracked"]').count()).toBeGreaterThan(5);
    expect(await ranOn(page)).toEqual([]);
    expect(await badLinksIn(page)).toEqual([]);
  }));
