/** H1–H3: who may open a socket, what it may say and hear, and that nobody can hold the server's memory with one. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { textLengthMax } from '../contract/entries.ts';
import { closeCodes, realtimePath, visitorRealtimePath } from '../contract/realtime.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import { addWorkspace, request, type TestServer } from '../server/app/testing.ts';
import { append } from '../server/ledger/index.ts';
import { inWorkspace } from '../server/platform/db/index.ts';
import { openWidget } from './support/clients.ts';
import { addVisitor, fromSomewhere, signIn, startServerBehindProxy } from './support/people.ts';
import { frameOf, opcodes, rawSocket } from './support/raw-socket.ts';
import { firstPosition, followFrom, openSocket, type TestSocket } from './support/sockets.ts';

const { unauthenticated, tooMany } = closeCodes;
const paths = [realtimePath, visitorRealtimePath];
const sameOrigin = { origin: 'http://localhost:4100' };

let server: TestServer;
let url: string;
let owner: CreatedOwner;
let cookie: string;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  ({ url, owner } = server);
  cookie = await signIn(url, server.ownerLogin);
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

describe('a cookie opens a socket for a page of ours only', () => {
  test.each([{ ...sameOrigin }, { ...sameOrigin, 'sec-fetch-site': 'same-origin' }])(
    '%o: open',
    async (headers) => {
      const socket = await openSocket(url, realtimePath, { headers: { cookie, ...headers } });
      socket.send({ type: 'resume', since: null });
      await socket.until((frame) => frame.type === 'ready');
      const news = randomUUID();
      await makeNews(news);
      await socket.until((frame) => JSON.stringify(frame).includes(news));
      socket.drop();
    },
  );

  test.each<Record<string, string>>([
    {},
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: 'https://localhost:4100.evil.example' },
    { origin: 'http://localhost:4101' },
    { origin: 'https://localhost:4100' },
    { origin: 'file://' },
    { ...sameOrigin, 'sec-fetch-site': 'cross-site' },
    { ...sameOrigin, 'sec-fetch-site': 'same-site' },
  ])('%o: refused', async (headers) => {
    const socket = await openSocket(url, realtimePath, { headers: { cookie, ...headers } });
    // What comes after the refusal counts for nothing either.
    socket.send({ type: 'authenticate', token: owner.apiKey });
    socket.send({ type: 'resume', since: firstPosition });
    await socket.ended();
    expect(socket.heard()).toBe('');
  });

  test('a session that has ended opens nothing', async () => {
    const ended = await signIn(url, server.ownerLogin);
    const headers = { cookie: ended, 'sec-fetch-site': 'same-origin' };
    expect((await request(url, undefined, endpoints.signOut, { headers })).status).toBe(204);
    const socket = await openSocket(url, realtimePath, { headers: { cookie: ended, ...sameOrigin } });
    await expectRefused(socket);
  });

  test('a cookie is nothing to the visitors’ socket', async () => {
    const socket = await openSocket(url, visitorRealtimePath, { headers: { cookie, ...sameOrigin } });
    socket.send({ type: 'resume', since: null });
    await expectRefused(socket);
  });
});

describe('a token opens a socket in the first frame, and nowhere else', () => {
  test('in the address, in a header or as a protocol it is nothing', async () => {
    const token = await addVisitor(url, owner.inboxId);
    for (const [path, secret] of [
      [realtimePath, owner.apiKey],
      [visitorRealtimePath, token],
    ] as const) {
      for (const socket of [
        await openSocket(url, `${path}?token=${secret}&apiKey=${secret}&access_token=${secret}`),
        await openSocket(url, path, { headers: { authorization: `Bearer ${secret}` } }),
        await openSocket(url, path, { headers: { 'sec-websocket-protocol': secret } }),
      ]) {
        if (socket.isOpen()) socket.send({ type: 'resume', since: firstPosition });
        await socket.ended();
        expect(socket.heard()).toBe('');
      }
    }
  });

  test('another kind of token, a revoked one or a made-up one is refused', async () => {
    const visitor = await addVisitor(url, owner.inboxId);
    const made = await request(url, owner.apiKey, endpoints.createKey, { body: { name: 'k', kind: 'api' } });
    await request(url, owner.apiKey, endpoints.revokeKey, { params: { id: made.body.id } });
    const tries: [path: string, tokens: string[]][] = [
      [
        realtimePath,
        [visitor, owner.writeKey, made.body.secret, `${owner.apiKey}x`, '', `rk_${'A'.repeat(64)}`],
      ],
      [visitorRealtimePath, [owner.apiKey, owner.writeKey, `${visitor}x`, '', `vt_${'A'.repeat(64)}`]],
    ];
    for (const [path, tokens] of tries) {
      for (const token of tokens) {
        const socket = await openSocket(url, path);
        socket.send({ type: 'authenticate', token });
        socket.send({ type: 'resume', since: firstPosition });
        await expectRefused(socket);
      }
    }
  });

  test('who is known stays the same: a second token ends the socket', async () => {
    const other = await addWorkspace(server.db, 'Second token', server.ownerLogin);
    const tokens = [
      [owner.apiKey, other.apiKey],
      [await addVisitor(url, owner.inboxId), await addVisitor(url, owner.inboxId)],
    ];
    for (const [first, second] of tokens) {
      const socket = await followFrom(url, first ?? '', null);
      socket.send({ type: 'authenticate', token: second ?? '' });
      await socket.ended();
    }
  });
});

describe('what a client says', () => {
  test.each(paths)(
    '%s: frames of the server’s, or of a language that there is not, end the socket',
    async (path) => {
      const token = path === realtimePath ? owner.apiKey : await addVisitor(url, owner.inboxId);
      const forged = [
        { type: 'entries', entries: [], position: '1.1.1' },
        {
          type: 'messages',
          messages: [{ id: randomUUID(), text: 'forged', from: 'team' }],
          position: '1.1.1',
        },
        { type: 'message', text: 'forged' },
        { type: 'typing', memberId: owner.memberId },
        { type: 'presence', memberId: owner.memberId, status: 'online' },
        { type: 'subscribe', topic: 'conversation:*' },
        { type: '__proto__' },
        { type: 'resume', since: '%' },
        { type: 'resume', since: { $gt: '' } },
        { type: 'authenticate', token: [owner.apiKey] },
        [],
        null,
        'resume',
      ];
      const countEntries = () =>
        inWorkspace(server.db, owner.workspaceId, async (tx) => {
          const { rows } = await sql<{ count: string }>`select count(*) from entries`.execute(tx);
          return rows[0]?.count;
        });
      const before = await countEntries();
      for (const frame of forged) {
        const socket = await followFrom(url, token, null);
        socket.send(JSON.stringify(frame));
        expect(await socket.ended()).toBe(1007);
      }
      expect(await countEntries()).toBe(before);
    },
  );

  test.each(paths)('%s: to resume twice, or before saying who one is, ends the socket', async (path) => {
    const token = path === realtimePath ? owner.apiKey : await addVisitor(url, owner.inboxId);
    const unknown = await openSocket(url, path);
    unknown.send({ type: 'resume', since: firstPosition });
    await expectRefused(unknown);
    const twice = await followFrom(url, token, null);
    twice.send({ type: 'resume', since: firstPosition });
    await twice.ended();
    expect(twice.frames.filter(({ type }) => type !== 'ready')).toEqual([]);
  });

  test.each(paths)('%s: positions beyond every number are refused without harm', async (path) => {
    const token = path === realtimePath ? owner.apiKey : await addVisitor(url, owner.inboxId);
    for (const since of ['9999999999.1.1', '1.99999999999999999999.1', '1.1.9999999999999999999']) {
      const socket = await openSocket(url, path);
      socket.send({ type: 'authenticate', token });
      socket.send({ type: 'resume', since });
      await socket.ended();
      expect(socket.heard()).toBe('');
    }
    await makeNews('still here');
  });

  test.each(paths)('%s: too many frames in a row end the socket, pings too', async (path) => {
    const talkative = await openSocket(url, path);
    for (let n = 0; n < 200; n++) talkative.send({ type: 'ping' });
    expect(await talkative.ended()).toBe(tooMany);
    const pinging = await rawSocket(url, path);
    for (let pings = 0; pings < 200 && !pinging.isOver(); pings += 10) {
      for (let n = 0; n < 10; n++) pinging.write(frameOf(opcodes.ping, 'x'));
      await pinging.until(() => pinging.frames.length >= Math.min(pings, 140));
    }
    expect(await pinging.closed()).toBe(tooMany);
    pinging.stream.destroy();
    // All at once, and reading nothing of the answers: it does not wait for them.
    const flooding = await rawSocket(url, path);
    flooding.stream.pause();
    const ended = new Promise((resolve) => flooding.stream.once('close', resolve));
    for (let n = 0; n < 20_000; n++) flooding.write(frameOf(opcodes.ping, 'x'.repeat(125)));
    flooding.stream.resume();
    await ended;
  });
});

describe('nobody holds the memory', () => {
  test('who does not read is cut off; the others hear everything', async () => {
    const text = '語'.repeat(textLengthMax);
    const batches = 24;
    const perBatch = 20;
    const slow = await rawSocket(url, realtimePath);
    slow.write(
      frameOf(opcodes.text, JSON.stringify({ type: 'authenticate', token: owner.apiKey })),
      frameOf(opcodes.text, JSON.stringify({ type: 'resume', since: null })),
    );
    await slow.until((frame) => frame.payload.includes('ready'));
    slow.stream.pause();
    let heard = 0;
    const quick = await followFrom(url, owner.apiKey, null, {
      onFrame: (frame) => {
        heard += (frame.entries ?? []).filter(({ kind }) => kind === 'visit.logged').length;
      },
    });
    for (let batch = 0; batch < batches; batch++) {
      await inWorkspace(server.db, owner.workspaceId, async (tx) => {
        for (let n = 0; n < perBatch; n++) {
          await append(tx, {
            kind: 'visit.logged',
            payload: { place: null, summary: text },
            actor: { kind: 'system', id: null },
            direction: 'inbound',
            source: { name: 'test' },
          });
        }
      });
      const until = (batch + 1) * perBatch;
      await quick.until(() => heard >= until);
    }
    expect(heard).toBe(batches * perBatch);
    quick.drop();
    slow.stream.resume();
    await slow.closed();
    // What had been sent before it was cut off lay in the kernel's buffers and in one frame, not the whole.
    const all = batches * perBatch * Buffer.byteLength(text);
    expect(slow.received()).toBeLessThan(all * 0.75);
    slow.stream.destroy();

    // Nor does a resume tell it all at once.
    const back = await openSocket(url, realtimePath);
    back.send({ type: 'authenticate', token: owner.apiKey });
    back.send({ type: 'resume', since: firstPosition });
    await back.until((frame) => frame.type === 'ready');
    expect(back.frames[0]?.type).toBe('reset');
    expect(back.heard().length).toBeLessThan(10_000);
    back.drop();
  }, 60_000);

  test('one address has so many sockets, and no more; another one is served all the same', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.1' };
    const token = await addVisitor(url, owner.inboxId);
    const idle: TestSocket[] = [];
    for (let n = 0; n < 500; n += 50) {
      idle.push(
        ...(await Promise.all(
          Array.from({ length: 50 }, () => openSocket(url, visitorRealtimePath, { headers })),
        )),
      );
    }
    expect(idle.every((socket) => socket.isOpen())).toBe(true);
    // 300 of them follow, and hear nothing of what is not theirs.
    for (const socket of idle.slice(0, 300)) {
      socket.send({ type: 'authenticate', token });
      socket.send({ type: 'resume', since: null });
    }
    await Promise.all(idle.slice(0, 300).map((socket) => socket.until((frame) => frame.type === 'ready')));
    const refused = await openSocket(url, visitorRealtimePath, { headers });
    expect(refused.isOpen()).toBe(false);
    const widget = await openWidget(url, await addVisitor(url, owner.inboxId));
    const body = { id: randomUUID(), text: 'Anybody there?' };
    await request(url, widget.token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
    await widget.until((thread) => thread.length === 1);
    widget.close();
    expect(idle.every((socket) => !socket.heard().includes('Anybody'))).toBe(true);
    idle.pop()?.drop();
    await vi.waitFor(async () => {
      const again = await openSocket(url, visitorRealtimePath, { headers });
      expect(again.isOpen()).toBe(true);
      again.drop();
    });
    for (const socket of idle) socket.drop();
  }, 60_000);
});

test('one workspace never hears another', async () => {
  const canary = `canary-${randomUUID()}`;
  const there = await addWorkspace(server.db, canary, server.ownerLogin);
  const listener = await followFrom(url, owner.apiKey, null);
  const past = await openSocket(url, realtimePath);
  const visitor = await followFrom(url, await addVisitor(url, owner.inboxId), firstPosition);
  await makeNews(canary, there);
  const strange = await addVisitor(url, there.inboxId);
  const heard = await followFrom(url, there.apiKey, null);
  const body = { id: randomUUID(), text: canary };
  await request(url, strange, endpoints.postVisitorMessage, { body });
  await heard.until((frame) => JSON.stringify(frame.entries ?? '').includes(canary));
  past.send({ type: 'authenticate', token: owner.apiKey });
  past.send({ type: 'resume', since: firstPosition });
  await past.until((frame) => frame.type === 'ready');
  const news = randomUUID();
  await makeNews(news);
  await listener.until((frame) => JSON.stringify(frame).includes(news));
  for (const socket of [listener, past, visitor]) {
    expect(socket.heard()).not.toContain(canary);
    expect(socket.heard()).not.toContain(there.workspaceId);
    socket.drop();
  }
  heard.drop();
});

test('who works in two workspaces listens in the one that the address names', async () => {
  const login = { email: `two-${randomUUID()}@example.com`, password: 'correct horse battery' };
  const first = await addWorkspace(server.db, 'One of two', login);
  const second = await addWorkspace(server.db, 'Two of two', login);
  const session = await signIn(url, login);
  const headers = { cookie: session, ...sameOrigin };
  for (const [wanted, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const socket = await openSocket(url, `${realtimePath}?workspace=${wanted.workspaceId}`, { headers });
    socket.send({ type: 'resume', since: null });
    await socket.until((frame) => frame.type === 'ready');
    const [here, there] = [randomUUID(), randomUUID()];
    await makeNews(there, other);
    await makeNews(here, wanted);
    await socket.until((frame) => JSON.stringify(frame).includes(here));
    expect(socket.heard()).not.toContain(there);
    socket.drop();
  }
  const foreign = await openSocket(url, `${realtimePath}?workspace=${owner.workspaceId}`, { headers });
  foreign.send({ type: 'resume', since: firstPosition });
  await expectRefused(foreign);
});
