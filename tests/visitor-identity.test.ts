/** Who a visitor is: proven by the business's signed token, or nobody in particular. */
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { mapInto } from '../server/ledger/index.ts';
import { inWorkspace } from '../server/platform/db/index.ts';
import { identityTokenFor } from './support/identity-token.ts';
import { addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';

let server: TestServer;
let inbox: { inboxId: string; identitySecret: string };
let otherInbox: { inboxId: string; identitySecret: string };

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  inbox = server.owner;
  const made = await request(server.url, server.owner.apiKey, endpoints.createInbox, {
    body: { name: 'Other', channel: 'webchat' },
  });
  const secret = await request(server.url, server.owner.apiKey, endpoints.readIdentitySecret, {
    params: { id: made.body.id },
  });
  otherInbox = { inboxId: made.body.id, ...secret.body };
});
afterAll(() => server.close());

const identify = (token: string, identityToken: string) =>
  request(server.url, token, endpoints.identifyVisitor, {
    body: { identityToken },
    headers: fromSomewhere(),
  });
const start = (identityToken: string, inboxId = inbox.inboxId) =>
  request(server.url, undefined, endpoints.startVisitorSession, {
    body: { inboxId, identityToken },
    headers: fromSomewhere(),
  });
const write = (token: string, text: string) =>
  request(server.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text },
    headers: fromSomewhere(),
  });
const thread = async (token: string) => {
  const { body } = await request(server.url, token, endpoints.listVisitorMessages, { query: {} });
  return body.data?.map((message) => message.text).reverse();
};
const customersOf = async (identity: string) => {
  const { body } = await request(server.url, server.owner.apiKey, endpoints.listCustomers, {
    query: { identity },
  });
  return body.data;
};

const now = () => Math.floor(Date.now() / 1_000);
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A token put together by hand: any header, any claims, signed with anything. */
function forged(header: object, claims: object, secret: string | undefined, hash = 'sha256'): string {
  const text = `${base64(header)}.${base64(claims)}`;
  const signature = secret === undefined ? '' : createHmac(hash, secret).update(text).digest('base64url');
  return `${text}.${signature}`;
}

describe('tokens that are refused', () => {
  const claims = (more: object = {}) => ({
    sub: 'victim',
    aud: inbox.inboxId,
    iat: now(),
    exp: now() + 600,
    ...more,
  });
  const cases: [string, () => string | Promise<string>][] = [
    ['alg none', () => forged({ alg: 'none' }, claims(), undefined)],
    ['alg None with a signature', () => forged({ alg: 'None' }, claims(), inbox.identitySecret)],
    ['another algorithm', () => forged({ alg: 'HS512' }, claims(), inbox.identitySecret, 'sha512')],
    ['an empty secret', () => forged({ alg: 'HS256' }, claims(), '')],
    ['the inbox id as secret', () => forged({ alg: 'HS256' }, claims(), inbox.inboxId)],
    [
      'another inbox’s secret',
      () => identityTokenFor({ ...inbox, identitySecret: otherInbox.identitySecret }, 'victim'),
    ],
    [
      'made for another inbox',
      () => identityTokenFor({ ...otherInbox, identitySecret: inbox.identitySecret }, 'victim'),
    ],
    ['another inbox’s own token', () => identityTokenFor(otherInbox, 'victim')],
    ['expired', () => identityTokenFor(inbox, 'victim', { iat: now() - 900, exp: now() - 300 })],
    ['good for more than an hour', () => identityTokenFor(inbox, 'victim', { exp: now() + 3_700 })],
    ['without an end', () => identityTokenFor(inbox, 'victim', { exp: undefined })],
    ['without a beginning', () => identityTokenFor(inbox, 'victim', { iat: undefined })],
    ['not yet good', () => identityTokenFor(inbox, 'victim', { nbf: now() + 600 })],
    ['without a user', () => identityTokenFor(inbox, '', {})],
    [
      'a user that is no text',
      () => forged({ alg: 'HS256' }, claims({ sub: { $ne: 1 } }), inbox.identitySecret),
    ],
    ['a key id that is a path', () => forged({ alg: 'HS256', kid: '../../dev/null' }, claims(), '')],
    ['a key id that is SQL', () => forged({ alg: 'HS256', kid: "' union select ''--" }, claims(), '')],
    ['a key of its own', () => forged({ alg: 'HS256', jwk: { kty: 'oct', k: 'AA' } }, claims(), 'x')],
    [
      'one bit changed',
      async () => (await identityTokenFor(inbox, 'victim')).replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')),
    ],
    ['no token at all', () => 'x'.repeat(40)],
  ];

  test.each(cases)('%s', async (_name, make) => {
    const bad = await make();
    const visitor = await addVisitor(server.url, inbox.inboxId);
    for (const answer of [await start(bad), await identify(visitor, bad)]) {
      // The last character of base64 may hold unused bits; then the token is the same one.
      expect([400, 401]).toContain(answer.status);
    }
    expect(await customersOf('victim')).toEqual([]);
  });

  test('a megabyte of token is refused before it is looked at', async () => {
    expect((await start('x'.repeat(1_000_000))).status).toBe(413);
    expect((await start('x'.repeat(100_000))).status).toBe(400);
  });
});

describe('becoming known', () => {
  test('a first-time user keeps what was written before signing in', async () => {
    const visitor = await addVisitor(server.url, inbox.inboxId);
    await write(visitor, 'before');
    const known = await identify(
      visitor,
      await identityTokenFor(inbox, 'ana', { name: 'Ana', email: 'Ana@Example.com', email_verified: true }),
    );
    expect(known.body).toEqual({ token: visitor, verified: true, name: 'Ana' });
    await write(visitor, 'after');
    expect(await thread(visitor)).toEqual(['before', 'after']);
    const [customer, ...others] = await customersOf('ana');
    expect(others).toEqual([]);
    expect(customer?.identities).toContainEqual({ kind: 'email', value: 'ana@example.com', verified: true });
  });

  test('on another device the same user finds the thread, and both devices’ threads are one', async () => {
    const first = await addVisitor(server.url, inbox.inboxId, await identityTokenFor(inbox, 'bo'));
    await write(first, 'from the phone');
    const second = await addVisitor(server.url, inbox.inboxId);
    await write(second, 'from the laptop, not signed in');
    expect(await thread(second)).toEqual(['from the laptop, not signed in']);
    await identify(second, await identityTokenFor(inbox, 'bo'));
    const both = ['from the phone', 'from the laptop, not signed in'];
    expect(await thread(second)).toEqual(both);
    expect(await thread(first)).toEqual(both);
    expect(await customersOf('bo')).toHaveLength(1);
  });

  test('two devices at once make one customer', async () => {
    const tokens = await Promise.all(Array.from({ length: 6 }, () => identityTokenFor(inbox, 'twins')));
    await Promise.all(tokens.map((token) => start(token)));
    expect(await customersOf('twins')).toHaveLength(1);
  });

  test('another user in the same browser gets a session of its own, and sees nothing of the first', async () => {
    const browser = await addVisitor(server.url, inbox.inboxId, await identityTokenFor(inbox, 'cai'));
    await write(browser, 'cai’s secret');
    const next = await identify(browser, await identityTokenFor(inbox, 'dora'));
    expect(next.body.token).not.toBe(browser);
    expect(await thread(next.body.token)).toEqual([]);
    expect(await thread(browser)).toEqual(['cai’s secret']);
  });

  test('a claim without proof joins nobody', async () => {
    const known = await addVisitor(
      server.url,
      inbox.inboxId,
      await identityTokenFor(inbox, 'eve', { email: 'eve@example.com', email_verified: true }),
    );
    await write(known, 'eve’s secret');
    const claiming = await addVisitor(
      server.url,
      inbox.inboxId,
      await identityTokenFor(inbox, 'mallory', { email: 'eve@example.com' }),
    );
    expect(await thread(claiming)).toEqual([]);
    const owners = await customersOf('email:eve@example.com');
    expect(owners).toHaveLength(2);
    expect(
      owners.filter((one) =>
        one.identities.some((identity) => identity.kind === 'email' && identity.verified),
      ),
    ).toHaveLength(1);
  });

  test('a merge that a member makes opens nothing to an anonymous browser', async () => {
    const known = await addVisitor(server.url, inbox.inboxId, await identityTokenFor(inbox, 'fay'));
    await write(known, 'fay’s secret');
    const anonymous = await addVisitor(server.url, inbox.inboxId);
    await write(anonymous, 'hello');
    const [fay] = await customersOf('fay');
    const { body } = await request(server.url, server.owner.apiKey, endpoints.listConversations, {
      query: {},
    });
    const stranger = body.data.find((one) => one.lastMessage?.text === 'hello')?.customer.id ?? '';
    await inWorkspace(server.db, server.owner.workspaceId, (tx) => mapInto(tx, stranger, fay?.id ?? ''));
    expect(await thread(anonymous)).toEqual(['hello']);
    const proven = await identify(anonymous, await identityTokenFor(inbox, 'gus'));
    expect(proven.body.token).not.toBe(anonymous);
    expect(await thread(proven.body.token)).toEqual([]);
  });
});

describe('sessions', () => {
  test('an inbox id alone gives a new, empty session', async () => {
    const first = await addVisitor(server.url, inbox.inboxId);
    await write(first, 'mine');
    expect(await thread(await addVisitor(server.url, inbox.inboxId))).toEqual([]);
  });

  test('a token is worthless after the visitor has signed out, and after a member has ended it', async () => {
    const token = await addVisitor(server.url, inbox.inboxId, await identityTokenFor(inbox, 'hao'));
    await request(server.url, token, endpoints.endVisitorSession, {});
    expect((await write(token, 'x')).status).toBe(401);
    const stolen = await addVisitor(server.url, inbox.inboxId, await identityTokenFor(inbox, 'hao'));
    const [hao] = await customersOf('hao');
    await request(server.url, server.owner.apiKey, endpoints.signOutVisitor, {
      params: { id: hao?.id ?? '' },
    });
    expect((await write(stolen, 'x')).status).toBe(401);
  });

  test('a rotated secret ends the old tokens at once', async () => {
    const old = await identityTokenFor(otherInbox, 'ines');
    expect((await start(old, otherInbox.inboxId)).status).toBe(201);
    await request(server.url, server.owner.apiKey, endpoints.rotateIdentitySecret, {
      params: { id: otherInbox.inboxId },
    });
    expect((await start(old, otherInbox.inboxId)).status).toBe(401);
  });

  test('a session of one inbox shows nothing of another, though the user is the same', async () => {
    const rotated = await request(server.url, server.owner.apiKey, endpoints.readIdentitySecret, {
      params: { id: otherInbox.inboxId },
    });
    const there = { ...otherInbox, ...rotated.body };
    const here = await addVisitor(server.url, inbox.inboxId, await identityTokenFor(inbox, 'jo'));
    await write(here, 'about shoes');
    const elsewhere = await addVisitor(server.url, there.inboxId, await identityTokenFor(there, 'jo'));
    expect(await thread(elsewhere)).toEqual([]);
    expect(await customersOf('jo')).toHaveLength(1);
  });

  test('nothing is kept of a token but its hash', async () => {
    const token = await addVisitor(server.url, inbox.inboxId);
    const { sql } = await import('kysely');
    const { rows } = await inWorkspace(server.db, server.owner.workspaceId, (tx) =>
      sql<{ text: string }>`select to_json(s)::text as text from visitor_sessions s`.execute(tx),
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { text } of rows) expect(text).not.toContain(token.slice(-20));
  });
});
