/** F5, D6: whatever people and programs write comes back as it was written, or is refused; it breaks nothing. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Endpoint } from '../contract/endpoint.ts';
import { type EndpointName, endpoints } from '../contract/endpoints.ts';
import { nameLengthMax, textLengthMax } from '../contract/entries.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { fetchMessages, fetchThread } from './support/clients.ts';
import { ask } from './support/http.ts';
import { identityTokenFor } from './support/identity-token.ts';
import { addMember, addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';
import { type Ids, samplesFor } from './support/samples.ts';

const listFile = join(process.env.TEST_DATA_DIR ?? '', 'hostile/blns.json');
const hasList = process.env.TEST_DATA_DIR !== undefined && existsSync(listFile);

/** A few of the kinds that have broken programs; the long list has hundreds. */
const few = [
  'a\0b',
  '\0',
  'half \ud800 of a pair',
  '\udfff\ud800',
  '👩‍👩‍👧‍👦 family, 🏳️‍🌈 flag',
  'שלום \u202egnorts\u202c مرحبا',
  'İstanbul ISPARTA ıçel',
  'ﬃ Straße ǅ',
  'e\u0301 is not é',
  '日本語と中文，全角　ｆｕｌｌ',
  '\ufeffmark in front',
  '\u200bzero\u200dwidth\u2060',
  "'; drop table entries; --",
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '{{constructor.constructor("return process")()}}',
  '%s%n%x $' + '{jndi:ldap://x} $(id) `id`',
  '__proto__',
  '\\u0000 \\x00 \\',
  '1e309 NaN -Infinity 0x7f 9007199254740993',
  'line\r\nline\u2028line\u2029line\u0085',
  '\u0001\u001b[31m\u007f\u009b',
];
const strings: string[] = [
  ...few,
  ...(hasList ? (JSON.parse(readFileSync(listFile, 'utf8')) as string[]) : []),
];

/** How a text is kept: as it is, but for what PostgreSQL can't store. */
const kept = (text: string) => text.toWellFormed().replaceAll('\0', '\uFFFD');

let server: TestServer;
let url: string;
let owner: CreatedOwner;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  ({ url, owner } = server);
});
afterAll(() => server.close());

test.skipIf(hasList)('the long list of naughty strings', ({ skip }) =>
  skip('TEST_DATA_DIR has no hostile/blns.json'),
);

const inParts = (texts: readonly string[], size: number) =>
  Array.from({ length: Math.ceil(texts.length / size) }, (_, n) => texts.slice(n * size, (n + 1) * size));

describe(`${strings.length} texts come back as they were written`, () => {
  const spoken = strings.filter((text) => text.trim() !== '' && text.length <= textLengthMax);
  const blank = strings.filter((text) => text.trim() === '');

  test('as messages, on both sides', async () => {
    // As many as a visitor may send in a minute.
    for (const part of inParts(spoken, 50)) {
      const token = await addVisitor(url, owner.inboxId);
      for (const text of part) {
        const body = { id: randomUUID(), text };
        const said = await request(url, token, endpoints.postVisitorMessage, {
          body,
          headers: fromSomewhere(),
        });
        expect(said, JSON.stringify(text)).toMatchObject({ status: 201, body: { text: kept(text) } });
      }
      const { thread } = await fetchThread(url, token);
      expect(thread.map(({ text }) => text)).toEqual(part.map(kept));
    }
    expect(blank.length).toBeGreaterThan(hasList ? 0 : -1);
    const token = await addVisitor(url, owner.inboxId);
    for (const text of blank) {
      const body = { id: randomUUID(), text };
      expect((await request(url, token, endpoints.postVisitorMessage, { body })).status).toBe(400);
    }
  });

  test('as replies and notes', async () => {
    const token = await addVisitor(url, owner.inboxId);
    await request(url, token, endpoints.postVisitorMessage, { body: { id: randomUUID(), text: 'hello' } });
    const { data } = (await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: 1 } }))
      .body;
    const id = data[0]?.id ?? '';
    for (const [at, text] of spoken.entries()) {
      const body = { text, note: at % 2 === 0 };
      const written = await request(url, owner.apiKey, endpoints.postMessage, { params: { id }, body });
      expect(written.status, JSON.stringify(text)).toBe(201);
    }
    const [, ...written] = await fetchMessages(url, owner.apiKey, id);
    expect(written.map(({ text }) => text)).toEqual(spoken.map(kept));
  });

  test('as places and summaries, names and titles', async () => {
    const made = await request(url, owner.apiKey, endpoints.createCustomer, { body: { name: 'Somebody' } });
    const params = { id: made.body.id };
    const places = strings.filter((text) => text.trim() !== '' && text.trim().length <= nameLengthMax);
    for (const text of places) {
      const body = { place: text, summary: text };
      const logged = await request(url, owner.apiKey, endpoints.logVisit, { params, body });
      expect(logged.status, JSON.stringify(text)).toBe(201);
    }
    const told: unknown[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 100, kinds: 'visit.logged', ...(cursor ? { cursor } : {}) };
      const page = await request(url, owner.apiKey, endpoints.readTimeline, { params, query });
      told.push(...page.body.data.map(({ payload }) => payload));
      cursor = page.body.next ?? undefined;
    } while (cursor);
    const trimmed = places.map((text) => kept(text.trim()));
    expect(told.reverse()).toEqual(trimmed.map((text) => ({ place: text, summary: text })));
  });

  test('as titles of pages and names of customers, who are found by them', async () => {
    const names = strings.filter((text) => text.trim() !== '' && text.trim().length <= nameLengthMax);
    for (const part of inParts(names, 100)) {
      const token = await addVisitor(
        url,
        owner.inboxId,
        await identityTokenFor(owner, `reader-${randomUUID()}`),
      );
      for (const name of part) {
        const body = { id: randomUUID(), url: 'https://shop.example/', title: name, referrer: name };
        const viewed = await request(url, token, endpoints.recordPageView, {
          body,
          headers: fromSomewhere(),
        });
        expect(viewed.status).toBe(202);
        const made = await request(url, owner.apiKey, endpoints.createCustomer, { body: { name } });
        expect(made, JSON.stringify(name)).toMatchObject({ status: 201, body: { name: kept(name.trim()) } });
        const query = { name: name.trim(), limit: 100 };
        const found = await request(url, owner.apiKey, endpoints.listCustomers, { query });
        expect(
          found.body.data?.map(({ id }) => id),
          JSON.stringify(name),
        ).toContain(made.body.id);
      }
    }
    const reader = await addVisitor(url, owner.inboxId, await identityTokenFor(owner, 'the last reader'));
    const body = { id: randomUUID(), url: 'https://shop.example/', title: few.join(), referrer: null };
    expect((await request(url, reader, endpoints.recordPageView, { body })).status).toBe(202);
    const query = { identity: 'user:the last reader' };
    const [customer] = (await request(url, owner.apiKey, endpoints.listCustomers, { query })).body.data;
    const params = { id: customer?.id ?? '' };
    const timeline = await request(url, owner.apiKey, endpoints.readTimeline, {
      params,
      query: { kinds: 'page.viewed' },
    });
    expect(timeline.body.data[0]?.payload.title).toBe(kept(few.join()));
  }, 60_000);
});

describe('numbers and names of programs', () => {
  test('ids beyond 2^53 are told apart', async () => {
    const ids = ['9007199254740992', '9007199254740993', '18446744073709551617'];
    for (const value of ids) {
      const body = { name: value, identities: [{ kind: 'user' as const, value }] };
      expect((await request(url, owner.apiKey, endpoints.createCustomer, { body })).status).toBe(201);
    }
    for (const identity of ids) {
      const found = await request(url, owner.apiKey, endpoints.listCustomers, { query: { identity } });
      expect(found.body.data.map(({ name }) => name)).toEqual([identity]);
    }
  });

  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    ask(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${owner.apiKey}`, 'content-type': 'application/json', ...headers },
      body,
    });

  test.each(['{"a":', '['])('JSON that is nested 10,000 deep (%s) breaks nothing', async (open) => {
    const close = open === '[' ? ']' : '}';
    const deep = `${open.repeat(10_000)}1${close.repeat(10_000)}`;
    const inside = `{"name":"deep","extra":${deep}}`;
    for (const headers of [{}, { 'idempotency-key': randomUUID() }] as Record<string, string>[]) {
      expect((await post('/customers', inside, headers)).status).toBe(201);
      expect((await post('/conversations', deep, headers)).status).toBe(400);
    }
    expect((await post('/customers', `{"name":${deep}}`)).status).toBe(400);
  });

  test('keys that reach for the prototype are left out', async () => {
    for (const extra of [
      '"__proto__":{"name":"polluted","polluted":true}',
      '"constructor":{"prototype":{"polluted":true}}',
      '"identities":[],"__proto__":[]',
    ]) {
      const made = await post('/customers', `{"name":"plain",${extra}}`);
      expect(made).toMatchObject({ status: 201, json: { name: 'plain' } });
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    const { body } = await request(url, owner.apiKey, endpoints.listCustomers, {
      query: { name: 'polluted' },
    });
    expect(body.data).toEqual([]);
  });

  test.each<[what: string, body: string | Buffer, headers: Record<string, string>]>([
    ['NaN', '{"name":NaN}', {}],
    ['a number too large', '{"name":1e400}', {}],
    ['nothing', '', {}],
    ['half of it', '{"name":', {}],
    ['bytes that are not UTF-8, for a key', Buffer.from([0x7b, 0xff, 0x7d]), {}],
    [
      'UTF-16',
      Buffer.from('{"name":"x"}', 'utf16le'),
      { 'content-type': 'application/json; charset=utf-16' },
    ],
    ['compressed JSON', Buffer.from('1f8b0800', 'hex'), { 'content-encoding': 'gzip' }],
  ])('%s is refused', async (_what, body, headers) => {
    const answer = await post('/customers', body as string, headers);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  test('a body of ten megabytes is refused unread', async () => {
    const answer = await post('/customers', `{"name":"${'x'.repeat(10_000_000)}"}`).catch(() => ({
      status: 413,
    }));
    expect(answer.status).toBe(413);
    expect((await post('/customers', '{"name":"after"}')).status).toBe(201);
  });
});

describe('a bad value in any field is refused or stored, never a failure', () => {
  const bad: unknown[] = [
    ...[
      '\0',
      'a\0b',
      '\ud800',
      '',
      ' ',
      '%',
      '../../etc/passwd',
      "' or 1=1 --",
      'x'.repeat(30_000),
      '9999999999.1.1',
    ],
    ...[null, true, -1, 1.5, 2 ** 53 + 2, 1e300, [], ['a'], {}, { $ne: null }, { toString: 1 }],
  ];
  /** What ends or costs too much to try by the hundred; their fields are those of others. */
  const apart: EndpointName[] = ['signOut', 'signOutEverywhere', 'endVisitorSession'];
  const names = (Object.keys(endpoints) as EndpointName[]).filter((name) => !apart.includes(name));
  let ids: Ids;
  let cookie: string;

  beforeAll(async () => {
    const unknown = randomUUID;
    ids = {
      ...{ memberId: unknown(), customerId: unknown(), conversationId: unknown() },
      ...{ inboxId: owner.inboxId, invitationId: unknown(), keyId: unknown() },
    };
    ids.customerId = (
      await request(url, owner.apiKey, endpoints.createCustomer, { body: { name: 'C' } })
    ).body.id;
    ({ cookie } = await addMember(url, owner, 'owner'));
  });

  test.each(names)(
    '%s',
    async (name) => {
      const endpoint: Endpoint = endpoints[name];
      const visitor = endpoint.access === 'visitor' ? await addVisitor(url, owner.inboxId) : undefined;
      const token =
        endpoint.access === 'visitor' ? visitor : endpoint.access === 'signed-in' ? undefined : owner.apiKey;
      const session = { cookie, 'sec-fetch-site': 'same-origin' };
      const sample = samplesFor(ids)[name];
      const queries = endpoint.query
        ? ['limit', 'cursor', 'status', 'assignee', 'customerId', 'identity', 'name', 'kinds', 'order']
        : [];
      const tries = [
        ...Object.keys((sample.body ?? {}) as object).flatMap((field) =>
          bad.map((value) => ({ ...sample, body: { ...(sample.body as object), [field]: value } })),
        ),
        ...queries.flatMap((field) =>
          bad.slice(0, 12).map((value) => ({ ...sample, query: { [field]: String(value) } })),
        ),
        ...Object.keys(sample.params ?? {}).flatMap((field) =>
          ['%00', '\0', '..', 'x'.repeat(5_000), ids.inboxId.toUpperCase()].map((value) => ({
            ...sample,
            params: { [field]: value },
          })),
        ),
        ...(endpoint.body ? bad.map((body) => ({ ...sample, body })) : []),
      ];
      // Checking passwords takes its time: there a few tries will do.
      const some = endpoint.access === 'public' || endpoint.access === 'signed-in' ? 60 : tries.length;
      const step = Math.max(1, Math.ceil(tries.length / some));
      for (const tried of tries.filter((_, at) => at % step === 0)) {
        const headers = { ...fromSomewhere(), ...(endpoint.access === 'signed-in' ? session : {}) };
        const answer = await request(url, token, endpoint, { ...tried, headers } as never);
        expect(answer.status, JSON.stringify({ tried, body: answer.body }).slice(0, 500)).toBeLessThan(500);
      }
    },
    60_000,
  );
});
