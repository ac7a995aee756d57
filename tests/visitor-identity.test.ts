/** B1, B6: who a visitor is counts only as far as the business has signed it, and opens nothing beyond. */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { EncryptJWT, SignJWT } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { visitorRealtimePath } from '../contract/realtime.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import { addWorkspace, request, type TestServer } from '../server/app/testing.ts';
import { inWorkspace } from '../server/platform/db/index.ts';
import { fetchThread, openWidget } from './support/clients.ts';
import { ask } from './support/http.ts';
import { identityTokenFor } from './support/identity-token.ts';
import { addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';
import { firstPosition, openSocket } from './support/sockets.ts';

let server: TestServer;
let url: string;
let owner: CreatedOwner;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  ({ url, owner } = server);
});
afterAll(() => server.close());

const now = () => Math.floor(Date.now() / 1_000);
const bytes = (secret: string) => new TextEncoder().encode(secret);
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
/** Somebody whom nobody has been yet. */
let victim = '';
const claims = (more: object = {}) => ({
  ...{ sub: victim, aud: owner.inboxId, iat: now(), exp: now() + 600 },
  ...more,
});

const start = (identityToken?: string, inboxId = owner.inboxId) =>
  request(url, undefined, endpoints.startVisitorSession, {
    body: { inboxId, ...(identityToken === undefined ? {} : { identityToken }) },
    headers: fromSomewhere(),
  });
const identify = (token: string, identityToken: string) =>
  request(url, token, endpoints.identifyVisitor, { body: { identityToken }, headers: fromSomewhere() });
const say = async (token: string, text: string) => {
  const body = { id: randomUUID(), text };
  const said = await request(url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
  expect(said.status).toBe(201);
};
const textsOf = async (token: string) => (await fetchThread(url, token)).thread.map(({ text }) => text);
const customersOf = async (userId: string) =>
  (await request(url, owner.apiKey, endpoints.listCustomers, { query: { identity: `user:${userId}` } })).body
    .data;

/** Everything that the workspace's ledger holds, by count. */
async function countEntries(): Promise<number> {
  return inWorkspace(server.db, owner.workspaceId, async (tx) => {
    const { rows } = await sql<{ count: number }>`select count(*)::integer as count from entries`.execute(tx);
    return rows[0]?.count ?? 0;
  });
}

type Forgery = [what: string, make: () => Promise<string> | string];

const hs256 = (payload: object, header: object = {}, secret = owner.identitySecret) =>
  new SignJWT(payload as Record<string, unknown>)
    .setProtectedHeader({ alg: 'HS256', ...header })
    .sign(bytes(secret));

const forgeries: Forgery[] = [
  ...['none', 'None', 'NONE', 'nOnE', ''].map(
    (alg): Forgery => [
      `alg "${alg}" without a signature`,
      () => `${encoded({ alg, typ: 'JWT' })}.${encoded(claims())}.`,
    ],
  ),
  [
    'alg none with the signature of a good one',
    async () => `${encoded({ alg: 'none' })}.${encoded(claims())}.${(await hs256(claims())).split('.')[2]}`,
  ],
  ...['HS384', 'HS512'].map(
    (alg): Forgery => [
      `${alg} with the right secret`,
      () =>
        new SignJWT(claims())
          .setProtectedHeader({ alg })
          .sign(bytes(owner.identitySecret.repeat(2).slice(0, 64))),
    ],
  ),
  [
    'RS256 with a key of one’s own',
    () => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
      return new SignJWT(claims()).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
    },
  ],
  [
    'ES256 with a key of one’s own in the header',
    async () => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const jwk = publicKey.export({ format: 'jwk' });
      return new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', jwk } as never).sign(privateKey);
    },
  ],
  ['a secret of one’s own', () => hs256(claims(), {}, 'x'.repeat(43))],
  ['a secret of one’s own, named by kid', () => hs256(claims(), { kid: '/dev/null' }, '\0'.repeat(32))],
  ['kid with SQL', () => hs256(claims(), { kid: "x' union select 'k" }, 'k'.repeat(32))],
  ['a jku of one’s own', () => hs256(claims(), { jku: 'https://evil.example/jwks.json' }, 'k'.repeat(32))],
  [
    'an extension that must be understood',
    () =>
      hs256(claims(), { crit: ['exp'], exp: 1 }).catch(
        () => `${encoded({ alg: 'HS256', crit: ['x'], x: 1 })}.${encoded(claims())}.AAAA`,
      ),
  ],
  ['the secret of another inbox', async () => hs256(claims(), {}, (await otherInbox()).identitySecret)],
  [
    'another inbox’s token',
    async () => {
      const other = await otherInbox();
      return identityTokenFor(other, victim);
    },
  ],
  ['no audience', () => hs256({ ...claims(), aud: undefined })],
  ['the audience of somebody else', () => hs256(claims({ aud: randomUUID() }))],
  ['the audience in other letters', () => hs256(claims({ aud: owner.inboxId.toUpperCase() }))],
  ['no end', () => hs256({ ...claims(), exp: undefined })],
  ['no beginning', () => hs256({ ...claims(), iat: undefined })],
  ['no user', () => hs256({ ...claims(), sub: undefined })],
  ['an empty user', () => hs256(claims({ sub: '' }))],
  ['a blank user', () => hs256(claims({ sub: ' \t' }))],
  ['a number for a user', () => hs256(claims({ sub: 7 }))],
  ['a list for a user', () => hs256(claims({ sub: ['victim'] }))],
  ['a user of 321 characters', () => hs256(claims({ sub: 'x'.repeat(321) }))],
  ['an end that has passed', () => hs256(claims({ iat: now() - 4_000, exp: now() - 400 }))],
  ['an end of words', () => hs256(claims({ exp: 'tomorrow' }))],
  ['a life of more than an hour', () => hs256(claims({ exp: now() + 3_601 }))],
  ['a beginning in the future', () => hs256(claims({ iat: now() + 3_000, exp: now() + 6_000 }))],
  ['a beginning in a year', () => hs256(claims({ iat: now() + 3e7, exp: now() + 3e7 + 600 }))],
  ['not before a time in the future', () => hs256(claims({ nbf: now() + 3_000 }))],
  ['a verified mail in words', () => hs256(claims({ email: 'a@b.example', email_verified: 'true' }))],
  ['a mail that is a list', () => hs256(claims({ email: ['a@b.example'] }))],
  ['no signature', async () => (await hs256(claims())).replace(/[^.]*$/, '')],
  ['half a signature', async () => (await hs256(claims())).slice(0, -20)],
  [
    'the payload of another user',
    async () => {
      const [head, , signature] = (await hs256(claims({ sub: 'me' }))).split('.');
      return `${head}.${encoded(claims())}.${signature}`;
    },
  ],
  ['two parts', async () => (await hs256(claims())).split('.').slice(0, 2).join('.')],
  ['four parts', async () => `${await hs256(claims())}.AAAA`],
  ['a line end before', async () => `\n${await hs256(claims())}`],
  [
    'encryption for a signature',
    () =>
      new EncryptJWT(claims())
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .encrypt(bytes(owner.identitySecret).slice(0, 32)),
  ],
  ['a text that is no token', () => 'please let me in, I am the victim'],
];

let other: { inboxId: string; identitySecret: string } | undefined;
/** A second inbox of the same workspace. */
async function otherInbox(): Promise<{ inboxId: string; identitySecret: string }> {
  if (other) return other;
  const made = await request(url, owner.apiKey, endpoints.createInbox, {
    body: { name: 'Other', channel: 'webchat' },
  });
  const params = { id: made.body.id };
  const secret = await request(url, owner.apiKey, endpoints.readIdentitySecret, { params });
  other = { inboxId: made.body.id, identitySecret: secret.body.identitySecret };
  return other;
}

describe('a signed token', () => {
  test('that is good makes a session of that user', async () => {
    const started = await start(await identityTokenFor(owner, 'regular', { name: 'Rita Regular' }));
    expect(started).toMatchObject({ status: 201, body: { verified: true, name: 'Rita Regular' } });
    expect(await customersOf('regular')).toHaveLength(1);
  });

  test('may name its key as it likes', async () => {
    expect(
      (await start(await hs256(claims({ sub: 'keyed' }), { kid: '../../etc/passwd', typ: 'JWT' }))).status,
    ).toBe(201);
  });

  test.each(forgeries)('with %s is refused and changes nothing', async (_what, make) => {
    victim = `victim-${randomUUID()}`;
    const token = await make();
    const anonymous = await addVisitor(url, owner.inboxId);
    const before = await countEntries();
    for (const answer of [await start(token), await identify(anonymous, token)]) {
      expect(answer.status, JSON.stringify(answer.body)).toBe(401);
      expect((answer.body as { code?: string }).code).toBe('invalid-token');
    }
    expect(await countEntries()).toBe(before);
    expect(await customersOf(victim)).toEqual([]);
  });

  test('of a megabyte is refused unread', async () => {
    for (const [size, status] of [
      [8_193, 400],
      [1_000_000, 413],
    ] as const) {
      const body = JSON.stringify({ inboxId: owner.inboxId, identityToken: 'x'.repeat(size) });
      const headers = { 'content-type': 'application/json', ...fromSomewhere() };
      expect((await ask(`${url}/api/v1/visitor/sessions`, { method: 'POST', headers, body })).status).toBe(
        status,
      );
    }
  });

  test('signed with a secret that was replaced is refused at once', async () => {
    const made = await request(url, owner.apiKey, endpoints.createInbox, {
      body: { name: 'New', channel: 'webchat' },
    });
    const params = { id: made.body.id };
    const first = (await request(url, owner.apiKey, endpoints.readIdentitySecret, { params })).body;
    const old = await identityTokenFor({ inboxId: made.body.id, ...first }, 'u');
    expect((await start(old, made.body.id)).status).toBe(201);
    const second = (await request(url, owner.apiKey, endpoints.rotateIdentitySecret, { params })).body;
    expect((await start(old, made.body.id)).status).toBe(401);
    expect(
      (await start(await identityTokenFor({ inboxId: made.body.id, ...second }, 'u'), made.body.id)).status,
    ).toBe(201);
  });
});

describe('an anonymous visitor', () => {
  test('who knows nothing but the inbox is somebody new, each time', async () => {
    const tokens = [await addVisitor(url, owner.inboxId), await addVisitor(url, owner.inboxId)];
    await say(tokens[0] ?? '', 'mine');
    expect(await textsOf(tokens[1] ?? '')).toEqual([]);
    const claim = { inboxId: owner.inboxId, sub: 'regular', userId: 'regular', email: 'rita@example.com' };
    const claimed = await request(url, undefined, endpoints.startVisitorSession, {
      body: claim,
      headers: fromSomewhere(),
    });
    expect(claimed.body).toMatchObject({ verified: false, name: null });
    expect(await textsOf(claimed.body.token)).toEqual([]);
  });

  test('who becomes known brings the own thread along, and sees the user’s only then', async () => {
    const user = `user-${randomUUID()}`;
    const phone = await addVisitor(url, owner.inboxId, await identityTokenFor(owner, user, { name: 'Uma' }));
    await say(phone, 'from the phone');
    const laptop = await addVisitor(url, owner.inboxId);
    await say(laptop, 'from the laptop');
    expect(await textsOf(laptop)).toEqual(['from the laptop']);
    const refused = await identify(
      laptop,
      await identityTokenFor({ ...owner, identitySecret: 'x'.repeat(43) }, user),
    );
    expect(refused.status).toBe(401);
    expect(await textsOf(laptop)).toEqual(['from the laptop']);
    const known = await identify(laptop, await identityTokenFor(owner, user));
    expect(known.body).toEqual({ token: laptop, verified: true, name: 'Uma' });
    for (const token of [laptop, phone])
      expect(await textsOf(token)).toEqual(['from the phone', 'from the laptop']);
    const customers = await customersOf(user);
    expect(customers).toHaveLength(1);
    expect(customers[0]?.identities.filter(({ kind }) => kind === 'visitor')).toHaveLength(1);
  });

  test('whose customer members join with another sees nothing of that other', async () => {
    const user = `user-${randomUUID()}`;
    const known = await addVisitor(url, owner.inboxId, await identityTokenFor(owner, user));
    await say(known, 'a secret');
    const anonymous = await addVisitor(url, owner.inboxId);
    await say(anonymous, 'who am I?');
    const widget = await openWidget(url, anonymous);
    const [customer] = await customersOf(user);
    const joined = await inWorkspace(server.db, owner.workspaceId, (tx) =>
      sql<{ id: string }>`
        select customer_id as id from visitor_sessions where customer_id <> ${customer?.id}
        order by created_at desc limit 1`.execute(tx),
    );
    const merged = await request(url, owner.apiKey, endpoints.mergeCustomers, {
      params: { id: customer?.id ?? '' },
      body: { customerId: joined.rows[0]?.id ?? '' },
    });
    expect(merged.status).toBe(201);
    // For the team they are one; the one who proved it sees both, the other the own words only.
    expect(await textsOf(known)).toEqual(['a secret', 'who am I?']);
    expect(await textsOf(anonymous)).toEqual(['who am I?']);
    await say(known, 'another secret');
    await say(anonymous, 'still me');
    await widget.until((thread) => thread.some(({ text }) => text === 'still me'));
    expect(widget.socket().heard()).not.toContain('secret');
    const again = await openSocket(url, visitorRealtimePath);
    again.send({ type: 'authenticate', token: anonymous });
    again.send({ type: 'resume', since: firstPosition });
    await again.until((frame) => frame.type === 'ready');
    expect(again.heard()).not.toContain('secret');
    again.drop();
    widget.close();
    // Even a signed token does not make this session that user's: it gets one of its own.
    const proven = await identify(anonymous, await identityTokenFor(owner, user));
    expect(proven.body.token).not.toBe(anonymous);
    expect(await textsOf(anonymous)).not.toContain('a secret');
    expect(await textsOf(proven.body.token)).toContain('a secret');
  });
});

describe('on a shared computer', () => {
  test('the second user gets a session of its own, and neither sees the other’s thread', async () => {
    const [first, second] = [`user-${randomUUID()}`, `user-${randomUUID()}`];
    const token = await addVisitor(url, owner.inboxId);
    await identify(token, await identityTokenFor(owner, first, { name: 'First' }));
    await say(token, 'of the first');
    const next = await identify(token, await identityTokenFor(owner, second, { name: 'Second' }));
    expect(next.body.token).not.toBe(token);
    expect(next.body.name).toBe('Second');
    expect(await textsOf(next.body.token)).toEqual([]);
    await say(next.body.token, 'of the second');
    expect(await textsOf(token)).toEqual(['of the first']);
    expect(await textsOf(next.body.token)).toEqual(['of the second']);
    expect((await customersOf(first))[0]?.id).not.toBe((await customersOf(second))[0]?.id);
  });

  test('of two users who sign in at once, on one session, one gets another', async () => {
    for (let n = 0; n < 5; n++) {
      const users = [`user-${randomUUID()}`, `user-${randomUUID()}`];
      const token = await addVisitor(url, owner.inboxId);
      const answers = await Promise.all(
        users.map(async (user) => identify(token, await identityTokenFor(owner, user))),
      );
      expect(new Set(answers.map(({ body }) => body.token)).size).toBe(2);
      const [[one], [two]] = await Promise.all([customersOf(users[0] ?? ''), customersOf(users[1] ?? '')]);
      expect(one?.id).toBeDefined();
      expect(one?.id).not.toBe(two?.id);
    }
  });

  test('a session that ended is over, for every endpoint and the socket', async () => {
    const token = await addVisitor(url, owner.inboxId);
    await say(token, 'before');
    expect((await request(url, token, endpoints.endVisitorSession, {})).status).toBe(204);
    const body = { id: randomUUID(), text: 'after' };
    const page = { id: randomUUID(), url: 'https://shop.example/', title: '', referrer: null };
    const answers = [
      await request(url, token, endpoints.listVisitorMessages, { query: {} }),
      await request(url, token, endpoints.postVisitorMessage, { body }),
      await request(url, token, endpoints.recordPageView, { body: page }),
      await request(url, token, endpoints.endVisitorSession, {}),
      await identify(token, await identityTokenFor(owner, 'regular')),
    ];
    for (const answer of answers) expect(answer.status).toBe(401);
    const socket = await openSocket(url, visitorRealtimePath);
    socket.send({ type: 'authenticate', token });
    expect(await socket.ended()).toBe(4401);
  });

  test('a session that nobody used for a year is over', async () => {
    const token = await addVisitor(url, owner.inboxId);
    await inWorkspace(server.db, owner.workspaceId, (tx) =>
      sql`update visitor_sessions set expires_at = now() - interval '1 second'
        where id = (select id from visitor_sessions order by created_at desc limit 1)`.execute(tx),
    );
    expect((await request(url, token, endpoints.listVisitorMessages, { query: {} })).status).toBe(401);
  });
});

describe('an address', () => {
  test('that nobody proved joins nobody with anybody', async () => {
    const email = `shared-${randomUUID()}@example.com`;
    const members = await request(url, owner.apiKey, endpoints.createCustomer, {
      body: {
        name: 'Written down',
        identities: [
          { kind: 'email', value: email },
          { kind: 'phone', value: '+55 11 96123-4567' },
        ],
      },
    });
    const users = await Promise.all(
      [false, true, true].map(async (email_verified) => {
        const user = `user-${randomUUID()}`;
        const more = { email, email_verified, phone: '+5511961234567' };
        const token = await addVisitor(url, owner.inboxId, await identityTokenFor(owner, user, more));
        await say(token, `of ${user}`);
        return { user, token };
      }),
    );
    for (const { user, token } of users) expect(await textsOf(token)).toEqual([`of ${user}`]);
    const found = await request(url, owner.apiKey, endpoints.listCustomers, {
      query: { identity: `email:${email}` },
    });
    expect(found.body.data).toHaveLength(4);
    expect(found.body.data.map(({ id }) => id)).toContain(members.body.id);
    // Proven by two of them, it stays with the one who was first.
    const proven = found.body.data.filter(({ identities }) =>
      identities.some(({ kind, verified }) => kind === 'email' && verified),
    );
    expect(proven).toHaveLength(1);
  });

  test('proven later makes a claim of the same person true', async () => {
    const user = `user-${randomUUID()}`;
    const email = `${user}@example.com`;
    const token = await addVisitor(url, owner.inboxId, await identityTokenFor(owner, user, { email }));
    const [claimed] = await customersOf(user);
    expect(claimed?.identities).toContainEqual({ kind: 'email', value: email, verified: false });
    await identify(
      token,
      await identityTokenFor(owner, user, { email: email.toUpperCase(), email_verified: true }),
    );
    const [proven] = await customersOf(user);
    expect(proven?.identities).toContainEqual({ kind: 'email', value: email, verified: true });
    expect(proven?.id).toBe(claimed?.id);
  });

  test.each(['not a mail', 'a@b', `${'x'.repeat(300)}@example.com`, 'a\0b@example.com'])(
    'like %j, which is none, is left out',
    async (email) => {
      const user = `user-${randomUUID()}`;
      expect((await start(await identityTokenFor(owner, user, { email, email_verified: true }))).status).toBe(
        201,
      );
      const [customer] = await customersOf(user);
      expect(customer?.identities.filter(({ kind }) => kind === 'email')).toEqual([]);
    },
  );
});

describe('a user', () => {
  test('who comes twice at once is one customer', async () => {
    const user = `user-${randomUUID()}`;
    const identityToken = await identityTokenFor(owner, user);
    const started = await Promise.all(Array.from({ length: 6 }, () => start(identityToken)));
    expect(started.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201));
    expect(await customersOf(user)).toHaveLength(1);
  });

  test('is the same one only letter by letter', async () => {
    const user = `User-${randomUUID()}`;
    for (const name of [user, user.toLowerCase(), `${user}%`, `${user}\u200b`]) {
      await start(await identityTokenFor(owner, name));
    }
    expect(await customersOf(user)).toHaveLength(1);
    expect((await customersOf(user))[0]?.id).not.toBe((await customersOf(user.toLowerCase()))[0]?.id);
  });

  test('of one business is nobody in another, whose token opens nothing here', async () => {
    const there = await addWorkspace(server.db, 'There', server.ownerLogin);
    const user = `user-${randomUUID()}`;
    const here = await addVisitor(url, owner.inboxId, await identityTokenFor(owner, user));
    await say(here, 'here');
    const foreign = await addVisitor(url, there.inboxId, await identityTokenFor(there, user));
    expect(await textsOf(foreign)).toEqual([]);
    expect((await identify(foreign, await identityTokenFor(owner, user))).status).toBe(401);
    // The workspace that a token names is part of its secret.
    const mixed = Buffer.concat([
      Buffer.from(foreign.slice(3), 'base64url').subarray(0, 16),
      Buffer.from(here.slice(3), 'base64url').subarray(16),
    ]);
    const forged = `vt_${mixed.toString('base64url')}`;
    expect((await request(url, forged, endpoints.listVisitorMessages, { query: {} })).status).toBe(401);
  });
});
