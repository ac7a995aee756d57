/** F5, D6: whatever people and programs write comes back as it was written, or is refused; it breaks nothing. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { z } from 'zod';
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
import { shareOf } from './support/share.ts';

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

if (!hasList) {
  test('the long list of naughty strings', ({ skip }) => skip('TEST_DATA_DIR has no hostile/blns.json'));
}

const atOnce = 8;

/** Does something with each, some at the same time. */
async function forEach<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async (): Promise<void> => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

const inParts = (texts: readonly string[], size: number) =>
  Array.from({ length: Math.ceil(texts.length / size) }, (_, n) => texts.slice(n * size, (n + 1) * size));

describe(`${strings.length} texts come back as they were written`, () => {
  const spoken = strings.filter((text) => text.trim() !== '' && text.length <= textLengthMax);

  test('as messages, on both sides', async () => {
    // As many as a visitor may send in a minute.
    await forEach(inParts(spoken, 50), async (part) => {
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
    });
    const token = await addVisitor(url, owner.inboxId);
    for (const text of ['', ...strings.filter((one) => one.trim() === '')]) {
      const body = { id: randomUUID(), text };
      expect((await request(url, token, endpoints.postVisitorMessage, { body })).status).toBe(400);
    }
  }, 120_000);

  test('as replies and notes', async () => {
    const token = await addVisitor(url, owner.inboxId);
    await request(url, token, endpoints.postVisitorMessage, { body: { id: randomUUID(), text: 'hello' } });
    const list = await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: 1 } });
    const id = list.body.data[0]?.id ?? '';
    const written = new Map<string, string>();
    await forEach([...spoken.entries()], async ([at, text]) => {
      const body = { text, note: at % 2 === 0 };
      const answer = await request(url, owner.apiKey, endpoints.postMessage, { params: { id }, body });
      expect(answer.status, JSON.stringify(text)).toBe(201);
      written.set(answer.body.id, text);
    });
    const [, ...told] = await fetchMessages(url, owner.apiKey, id);
    expect(told).toHaveLength(spoken.length);
    for (const message of told) expect(message.text).toBe(kept(written.get(message.id) ?? ''));
  }, 120_000);

  const short = strings.filter((text) => text.trim() !== '' && text.trim().length <= nameLengthMax);

  test('as places and summaries', async () => {
    const made = await request(url, owner.apiKey, endpoints.createCustomer, { body: { name: 'Somebody' } });
    const params = { id: made.body.id };
    const written = new Map<string, string>();
    await forEach(short, async (text) => {
      const body = { place: text, summary: text };
      const logged = await request(url, owner.apiKey, endpoints.logVisit, { params, body });
      expect(logged.status, JSON.stringify(text)).toBe(201);
      written.set(logged.body.id, kept(text.trim()));
    });
    let count = 0;
    let cursor: string | undefined;
    do {
      const query = { limit: 100, kinds: 'visit.logged', ...(cursor ? { cursor } : {}) };
      const page = await request(url, owner.apiKey, endpoints.readTimeline, { params, query });
      for (const { id, payload } of page.body.data) {
        expect(payload).toEqual({ place: written.get(id), summary: written.get(id) });
        count += 1;
      }
      cursor = page.body.next ?? undefined;
    } while (cursor);
    expect(count).toBe(short.length);
  }, 120_000);

  test('as names of customers, who are found by them', async () => {
    await forEach(short, async (name) => {
      const made = await request(url, owner.apiKey, endpoints.createCustomer, { body: { name } });
      expect(made, JSON.stringify(name)).toMatchObject({ status: 201, body: { name: kept(name.trim()) } });
      const query = { name: name.trim(), limit: 100 };
      const found = await request(url, owner.apiKey, endpoints.listCustomers, { query });
      expect(
        found.body.data?.map(({ id }) => id),
        JSON.stringify(name),
      ).toContain(made.body.id);
      // A search goes by letters and digits; of signs alone it finds nobody, and says so.
      const search = await request(url, owner.apiKey, endpoints.listCustomers, {
        query: { search: name.trim(), limit: 100 },
      });
      expect(search.status, JSON.stringify([name, search.body])).toBe(200);
      if (/[\p{L}\p{N}]/u.test(name)) {
        expect(
          search.body.data.map(({ id }) => id),
          JSON.stringify(name),
        ).toContain(made.body.id);
      }
    });
  }, 120_000);

  test('as searches that are too long or nothing at all', async () => {
    const search = (text: string) =>
      request(url, owner.apiKey, endpoints.listCustomers, { query: { search: text } });
    for (const text of ['x'.repeat(10_000), `${'x '.repeat(4_000)}`, '%', '_', '\0', "' OR 1=1", '*', '\\']) {
      expect(await search(text), text.slice(0, 20)).toMatchObject({ status: 200 });
    }
    expect((await search('x'.repeat(10_001))).status).toBe(400);
    expect((await search('  ')).status).toBe(400);
    for (const text of ['%', '_', '\0', '*', '"']) expect((await search(text)).body.data).toEqual([]);
  });

  test('as titles of pages', async () => {
    await forEach(inParts(short, 100), async (part) => {
      const user = `reader-${randomUUID()}`;
      const token = await addVisitor(url, owner.inboxId, await identityTokenFor(owner, user));
      for (const title of part) {
        const body = { id: randomUUID(), url: 'https://shop.example/', title, referrer: title };
        const viewed = await request(url, token, endpoints.recordPageView, {
          body,
          headers: fromSomewhere(),
        });
        expect(viewed.status).toBe(202);
      }
      const query = { identity: `user:${user}` };
      const [reader] = (await request(url, owner.apiKey, endpoints.listCustomers, { query })).body.data;
      const told = await request(url, owner.apiKey, endpoints.readTimeline, {
        params: { id: reader?.id ?? '' },
        query: { kinds: 'page.viewed', limit: 100 },
      });
      const pages = told.body.data.map(({ payload }) => [payload.title, payload.referrer]);
      expect(pages.reverse()).toEqual(part.map((title) => [kept(title), kept(title)]));
    });
  }, 120_000);
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
      ...{
        memberId: unknown(),
        customerId: unknown(),
        otherCustomerId: unknown(),
        conversationId: unknown(),
        otherConversationId: unknown(),
        messageId: unknown(),
      },
      ...{ inboxId: owner.inboxId, invitationId: unknown(), keyId: unknown(), orderId: unknown() },
      ...{ importId: unknown(), webhookId: unknown(), deliveryId: unknown(), companyId: unknown() },
      ...{
        taskId: unknown(),
        reminderId: unknown(),
        notificationId: unknown(),
        dateId: unknown(),
        noteId: unknown(),
      },
      ...{ needId: unknown(), entryId: unknown(), attachmentId: unknown() },
      segmentId: unknown(),
      ...{ tagId: unknown(), reasonId: unknown(), viewId: unknown(), macroId: unknown() },
      ...{ greetingId: unknown(), showingId: unknown(), saidId: unknown(), answerId: unknown() },
      ...{ mailboxId: unknown(), mailId: unknown(), addressKnown: 'nobody@example.com' },
      ...{ mailConversationId: unknown(), mailDeliveryId: unknown() },
      privacyRequestId: unknown(),
      teamId: unknown(),
      promiseId: unknown(),
      ...{ checklistId: unknown(), checklistItemId: unknown(), checklistTemplateId: unknown() },
      scheduledId: unknown(),
      bulkId: unknown(),
    };
    ids.customerId = (
      await request(url, owner.apiKey, endpoints.createCustomer, { body: { name: 'C' } })
    ).body.id;
    ({ cookie } = await addMember(url, owner, 'owner'));
  });

  test.each(shareOf('endpoints that are sent odd texts', names, 0.2))(
    '%s',
    async (name) => {
      const endpoint: Endpoint = endpoints[name];
      const visitor = endpoint.access === 'visitor' ? await addVisitor(url, owner.inboxId) : undefined;
      const token =
        endpoint.access === 'visitor' ? visitor : endpoint.access === 'signed-in' ? undefined : owner.apiKey;
      const session = { cookie, 'sec-fetch-site': 'same-origin' };
      const sample = samplesFor(ids)[name];
      const queries = Object.keys((endpoint.query as z.ZodObject | undefined)?.shape ?? {});
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
      const most = endpoint.access === 'public' || endpoint.access === 'signed-in' ? 24 : tries.length;
      const step = Math.max(1, Math.ceil(tries.length / most));
      await forEach(
        tries.filter((_, at) => at % step === 0),
        async (tried) => {
          const headers = { ...fromSomewhere(), ...(endpoint.access === 'signed-in' ? session : {}) };
          const answer = await request(url, token, endpoint, { ...tried, headers } as never);
          const told = JSON.stringify({ tried, body: answer.body }).slice(0, 500);
          expect(answer.status, told).toBeLessThan(500);
        },
      );
    },
    60_000,
  );
});
