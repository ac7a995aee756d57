/** Sockets of those who may no longer listen end at once, and so do those that give no sign of life. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { closeCodes, realtimePath, visitorRealtimePath } from '../contract/realtime.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { inWorkspace, outsideWorkspaces } from '../server/platform/db/index.ts';
import { identityTokenFor } from './support/identity-token.ts';
import { addMember, addVisitor, fromSomewhere, signIn, startServerBehindProxy } from './support/people.ts';
import { frameOf, opcodes, rawSocket } from './support/raw-socket.ts';
import { followFrom, openSocket, type TestSocket } from './support/sockets.ts';

const { unauthenticated } = closeCodes;
const paths = [realtimePath, visitorRealtimePath];
const sameOrigin = { origin: 'http://localhost:4100' };

let server: TestServer;
let url: string;
let owner: CreatedOwner;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  ({ url, owner } = server);
});
afterAll(() => server.close());

/** Something happens in a workspace that every member who listens hears of. */
async function makeNews(text: string, who: { apiKey: string } = owner): Promise<void> {
  const made = await request(url, who.apiKey, endpoints.createCustomer, { body: { name: text } });
  expect(made.status).toBe(201);
}

async function expectRefused(socket: TestSocket, code: number = unauthenticated): Promise<void> {
  expect(await socket.ended()).toBe(code);
  expect(socket.heard()).toBe('');
}

describe('who may no longer listen is cut off at once', () => {
  const withinMs = 5_000;
  const endsSoon = async (socket: TestSocket, act: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await act();
    expect(await socket.ended()).toBe(unauthenticated);
    expect(performance.now() - began).toBeLessThan(withinMs);
  };
  const openByCookie = async (session: string) => {
    const socket = await openSocket(url, realtimePath, { headers: { cookie: session, ...sameOrigin } });
    socket.send({ type: 'resume', since: null });
    await socket.until((frame) => frame.type === 'ready');
    return socket;
  };

  test('a removed member, by session and by key, and hears nothing of what comes after', async () => {
    const gone = await addMember(url, owner, 'agent');
    const other = await addMember(url, owner, 'agent');
    const stays = await followFrom(url, other.apiKey, null);
    const sockets = [await openByCookie(gone.cookie), await followFrom(url, gone.apiKey, null)];
    const params = { id: gone.memberId };
    await request(url, owner.apiKey, endpoints.removeMember, { params, body: {} });
    const secret = randomUUID();
    await makeNews(secret);
    for (const socket of sockets) {
      await endsSoon(socket, async () => undefined);
      expect(socket.heard()).not.toContain(secret);
    }
    await stays.until((frame) => JSON.stringify(frame).includes(secret));
    stays.drop();
    for (const token of [gone.apiKey]) {
      const again = await openSocket(url, realtimePath);
      again.send({ type: 'authenticate', token });
      await expectRefused(again);
    }
  });

  test('a member whose role changed comes back as what it is now', async () => {
    const member = await addMember(url, owner, 'agent');
    const socket = await openByCookie(member.cookie);
    const params = { id: member.memberId };
    await endsSoon(socket, () =>
      request(url, owner.apiKey, endpoints.changeRole, { params, body: { role: 'viewer' } }),
    );
    (await openByCookie(member.cookie)).drop();
  });

  test('a change from before the socket opened, told late, does not end it', async () => {
    await inWorkspace(server.db, owner.workspaceId, async (tx) => {
      // Nothing that begins after this one counts as settled before it ends.
      await sql`select pg_current_xact_id()`.execute(tx);
      const member = await addMember(url, owner, 'agent');
      const socket = await followFrom(url, member.apiKey, null);
      const secret = randomUUID();
      await makeNews(secret);
      await socket.until((frame) => JSON.stringify(frame).includes(secret));
      expect(socket.isOpen()).toBe(true);
      socket.drop();
    });
  });

  test('a revoked key; other sockets of the same member stay', async () => {
    const key = await request(url, owner.apiKey, endpoints.createKey, { body: { name: 'k', kind: 'api' } });
    const stays = await followFrom(url, owner.apiKey, null);
    const socket = await followFrom(url, key.body.secret, null);
    const params = { id: key.body.id };
    await endsSoon(socket, () => request(url, owner.apiKey, endpoints.revokeKey, { params }));
    expect(stays.isOpen()).toBe(true);
    stays.drop();
  });

  test.each(['signOut', 'signOutEverywhere'] as const)('a session ended by %s', async (name) => {
    const member = await addMember(url, owner, 'agent');
    const socket = await openByCookie(member.cookie);
    const headers = { cookie: member.cookie, 'sec-fetch-site': 'same-origin' };
    await endsSoon(socket, () => request(url, undefined, endpoints[name], { headers } as never));
  });

  test('a visitor whom a member signs out, on all devices; one that only leaves here, here alone', async () => {
    const identityToken = await identityTokenFor(owner, `user-${randomUUID()}`);
    const tokens = [
      await addVisitor(url, owner.inboxId, identityToken),
      await addVisitor(url, owner.inboxId, identityToken),
      await addVisitor(url, owner.inboxId),
    ];
    const [here, there, anonymous] = await Promise.all(tokens.map((token) => followFrom(url, token, null)));
    if (!here || !there || !anonymous) throw new Error('unreachable');
    await request(url, tokens[2], endpoints.identifyVisitor, {
      body: { identityToken },
      headers: fromSomewhere(),
    });
    await endsSoon(here, () => request(url, tokens[0], endpoints.endVisitorSession, {}));
    expect(there.isOpen()).toBe(true);

    const body = { id: randomUUID(), text: 'Who am I?' };
    await request(url, tokens[1], endpoints.postVisitorMessage, { body });
    const { data } = (await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: 1 } }))
      .body;
    const params = { id: data[0]?.customer.id ?? '' };
    const began = performance.now();
    expect((await request(url, owner.apiKey, endpoints.signOutVisitor, { params })).status).toBe(204);
    // The one that was open before its session became known is of the same person.
    for (const socket of [there, anonymous]) expect(await socket.ended()).toBe(unauthenticated);
    expect(performance.now() - began).toBeLessThan(withinMs);
    for (const token of tokens) {
      const socket = await openSocket(url, visitorRealtimePath);
      socket.send({ type: 'authenticate', token });
      await expectRefused(socket);
    }
  });

  test('an anonymous visitor whose customer was joined with another by members', async () => {
    const token = await addVisitor(url, owner.inboxId);
    const socket = await followFrom(url, token, null);
    const into = await request(url, owner.apiKey, endpoints.createCustomer, { body: { name: 'Survivor' } });
    await inWorkspace(server.db, owner.workspaceId, (tx) =>
      sql`insert into customer_map (customer_id, root_id)
        select customer_id, ${into.body.id} from visitor_sessions order by created_at desc limit 1`.execute(
        tx,
      ),
    );
    const late = await followFrom(url, token, null);
    const params = { id: into.body.id };
    await endsSoon(late, () => request(url, owner.apiKey, endpoints.signOutVisitor, { params }));
    socket.drop();
  });
});

describe('as time passes', () => {
  const heartbeatMs = 25_000;
  let timed: TestServer;
  let token: string;

  beforeAll(async () => {
    // The server's clockwork is moved by hand; lines and the database keep their own time.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'] });
    timed = await startServerBehindProxy(inject('testCluster'));
    token = await addVisitor(timed.url, timed.owner.inboxId);
  });
  afterAll(async () => {
    vi.useRealTimers();
    await timed.close();
  });

  test.each(paths)('%s: who does not say who it is, is closed after a while; who did stays', async (path) => {
    const silent = await openSocket(timed.url, path);
    const known = await openSocket(timed.url, path);
    known.send({ type: 'authenticate', token: path === realtimePath ? timed.owner.apiKey : token });
    known.send({ type: 'resume', since: null });
    await known.until((frame) => frame.type === 'ready');
    vi.advanceTimersByTime(9_000);
    await sleep(20);
    expect(silent.isOpen()).toBe(true);
    vi.advanceTimersByTime(12_000);
    await expectRefused(silent);
    expect(known.isOpen()).toBe(true);
    known.drop();
  });

  test('a line that gives no sign of life is cut; one that does is not, and its count of frames begins anew', async () => {
    const dead = await rawSocket(timed.url, realtimePath);
    const alive = await followFrom(timed.url, timed.owner.apiKey, null);
    dead.write(
      frameOf(opcodes.text, JSON.stringify({ type: 'authenticate', token: timed.owner.apiKey })),
      frameOf(opcodes.text, JSON.stringify({ type: 'resume', since: null })),
    );
    await dead.until((frame) => frame.payload.includes('ready'));
    for (let beat = 0; beat < 3; beat++) {
      for (let n = 0; n < 100; n++) alive.send({ type: 'ping' });
      await alive.until(() => alive.frames.filter(({ type }) => type === 'pong').length === (beat + 1) * 100);
      vi.advanceTimersByTime(heartbeatMs);
      await sleep(50);
    }
    expect(await dead.closed()).toBeUndefined();
    expect(alive.isOpen()).toBe(true);
    alive.drop();
  });

  test('a session that ran out is noticed though nobody says so', async () => {
    const session = await signIn(timed.url, timed.ownerLogin);
    const socket = await openSocket(timed.url, realtimePath, { headers: { cookie: session, ...sameOrigin } });
    socket.send({ type: 'resume', since: null });
    await socket.until((frame) => frame.type === 'ready');
    await outsideWorkspaces(timed.db, (tx) =>
      sql`update auth.session set "expiresAt" = now() - interval '1 second'`.execute(tx),
    );
    for (let beat = 0; beat < 2; beat++) {
      vi.advanceTimersByTime(heartbeatMs);
      await sleep(50);
    }
    expect(await socket.ended()).toBe(unauthenticated);
  });

  test('so is a visitor’s session', async () => {
    const socket = await followFrom(timed.url, token, null);
    vi.setSystemTime(Date.now() + 366 * 24 * 3_600_000);
    vi.advanceTimersByTime(heartbeatMs);
    expect(await socket.ended()).toBe(unauthenticated);
  });
});
