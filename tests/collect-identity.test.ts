/** Signed tokens on tracking calls: a good one proves the user, a wrong one changes nothing but what the debugger warns of. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { addWorkspace, request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { debugged, send, track } from './support/collecting.ts';
import { identityTokenFor } from './support/identity-token.ts';

let server: TestServer;
let writeKey: string;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
  const made = await request(server.url, server.owner.apiKey, endpoints.createKey, {
    body: { name: 'page', kind: 'write' },
  });
  writeKey = made.body.secret;
});
afterAll(() => server.close());

const identityOf = async (userId: string) => {
  const query = { identity: `user:${userId}` };
  const { body } = await request(server.url, server.owner.apiKey, endpoints.listCustomers, { query });
  return body.data[0];
};
const isProven = async (userId: string) =>
  (await identityOf(userId))?.identities.find(({ value }) => value === userId)?.verified;
const lineOf = async (messageId: unknown) =>
  (await debugged(server.url, server.owner.apiKey)).find((line) => line.messageId === messageId);

test('a token in the context, or in a header for all calls, makes the user proven', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  const inContext = track('In Context', {
    userId: one,
    context: { identityToken: await identityTokenFor(server.owner, one), locale: 'pt-BR' },
  });
  expect((await send(server.url, 'track', writeKey, inContext)).status).toBe(200);
  expect(await isProven(one)).toBe(true);
  expect(await lineOf(inContext.messageId)).toMatchObject({ verified: true, warnings: [] });

  const batch = [track('By Header', { userId: two }), track('No User Said')];
  const headers = { 'x-rapport-identity': await identityTokenFor(server.owner, two) };
  const body = { batch, writeKey: server.owner.inboxId };
  expect((await send(server.url, 'batch', undefined, body, { headers })).status).toBe(200);
  expect(await isProven(two)).toBe(true);
  expect(await lineOf(batch[1]?.messageId)).toMatchObject({ userId: two, verified: true });
});

test('the token is seen by nobody: neither in the debugger nor in the ledger', async () => {
  const userId = randomUUID();
  const identityToken = await identityTokenFor(server.owner, userId);
  const call = track('Quiet', { userId, context: { identityToken, page: { url: 'https://shop.example/' } } });
  await send(server.url, 'track', writeKey, call);
  expect(JSON.stringify(await debugged(server.url, server.owner.apiKey))).not.toContain(identityToken);
  const timeline = await request(server.url, server.owner.apiKey, endpoints.readTimeline, {
    params: { id: (await identityOf(userId))?.id ?? '' },
    query: {},
  });
  expect(JSON.stringify(timeline.body)).not.toContain(identityToken);
});

describe('what does not count is kept as a claim, with a warning', () => {
  const user = randomUUID();
  const now = Math.floor(Date.now() / 1_000);
  test.each<[string, () => Promise<string> | string, string, string]>([
    ['nonsense', () => 'nonsense', 'identity-refused', 'names no inbox'],
    [
      'signed with another secret',
      () => identityTokenFor({ ...server.owner, identitySecret: 'x'.repeat(43) }, user),
      'identity-refused',
      'signature',
    ],
    [
      'expired',
      () => identityTokenFor(server.owner, user, { iat: now - 1_200, exp: now - 600 }),
      'identity-refused',
      'exp',
    ],
    [
      'good for a day',
      () => identityTokenFor(server.owner, user, { exp: now + 86_400 }),
      'identity-refused',
      'an hour',
    ],
    [
      'of another workspace',
      async () => {
        const login = { email: `${randomUUID()}@example.com`, password: 'correct horse battery' };
        return identityTokenFor(await addWorkspace(server.db, 'Other', login), user);
      },
      'identity-refused',
      'no inbox here',
    ],
    [
      'of another user',
      () => identityTokenFor(server.owner, randomUUID()),
      'identity-of-another',
      'another user',
    ],
  ])('%s', async (_, make, code, detail) => {
    const call = track('Odd', { userId: user, context: { identityToken: await make() } });
    expect((await send(server.url, 'track', writeKey, call)).status).toBe(200);
    expect(await lineOf(call.messageId)).toMatchObject({
      outcome: 'kept',
      verified: false,
      warnings: [{ code, detail: expect.stringContaining(detail) }],
    });
    expect(await isProven(user)).toBe(false);
  });

  test('of another inbox than the one that the page sends with', async () => {
    const other = await request(server.url, server.owner.apiKey, endpoints.createInbox, {
      body: { name: 'Second', channel: 'webchat' },
    });
    const call = track('Elsewhere', {
      userId: user,
      writeKey: other.body.id,
      context: { identityToken: await identityTokenFor(server.owner, user) },
    });
    expect((await send(server.url, 'track', undefined, call)).status).toBe(200);
    expect((await lineOf(call.messageId))?.warnings[0]?.code).toBe('identity-refused');
    expect(await isProven(user)).toBe(false);
  });
});

test('a proven user proves neither an address that they type nor whose visitor it is', async () => {
  const [victim, attacker, anonymousId] = [randomUUID(), randomUUID(), randomUUID()];
  await send(server.url, 'track', writeKey, track('First', { anonymousId, userId: victim }));
  const identityToken = await identityTokenFor(server.owner, attacker);
  const call = {
    type: 'identify',
    userId: attacker,
    anonymousId,
    messageId: randomUUID(),
    traits: { email: 'victim@example.com', plan: 'gold' },
    context: { identityToken },
  };
  expect((await send(server.url, 'identify', writeKey, call)).status).toBe(200);
  expect(await isProven(attacker)).toBe(true);
  const made = await identityOf(attacker);
  expect(made?.identities.find(({ kind }) => kind === 'email')?.verified).toBe(false);
  // The visitor stays the victim's, who was named first.
  expect((await identityOf(victim))?.identities.some(({ value }) => value === anonymousId)).toBe(true);
  expect(made?.identities.some(({ value }) => value === anonymousId)).toBe(false);
});
