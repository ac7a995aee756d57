/** PostgreSQL away for a while: clear answers, at once, and all is well again without a restart. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiPrefix, endpoints } from '../../contract/endpoints.ts';
import { closeCodes, realtimePath, visitorRealtimePath } from '../../contract/realtime.ts';
import { request, startTestServer } from '../../server/app/testing.ts';
import { fetchThread } from '../support/clients.ts';
import type { Cluster } from '../support/cluster.ts';
import { openDatabaseProxy } from '../support/database-proxy.ts';
import { followMessages } from '../support/follower.ts';
import { ask } from '../support/http.ts';
import { addVisitor, fromSomewhere, signIn } from '../support/people.ts';
import { followFrom, openSocket } from '../support/sockets.ts';

const backMs = 10_000;

export type Outage = { requests: number; slowestMs: number; backMs: number };

/** Takes PostgreSQL away for so long. */
export async function takeDatabaseAway(cluster: Cluster, milliseconds: number): Promise<Outage> {
  const proxy = await openDatabaseProxy(cluster.serverUrl);
  const serverUrl = proxy.through(cluster.serverUrl);
  const server = await startTestServer({ ...cluster, serverUrl }, { trustProxy: ['loopback'] });
  const { url, owner } = server;
  try {
    const token = await addVisitor(url, owner.inboxId);
    const cookie = await signIn(url, server.ownerLogin);
    const member = await followFrom(url, owner.apiKey, null);
    const widget = followMessages(url, token);
    widget.stay();
    const say = async (id: string) =>
      request(url, token, endpoints.postVisitorMessage, { body: { id, text: id }, headers: fromSomewhere() });
    assert.equal((await say(randomUUID())).status, 201);

    await proxy.cut();
    const unsent = randomUUID();
    const tries: [name: string, send: () => Promise<{ status: number; code?: unknown; wait?: unknown }>][] = [
      ['a list', () => call(`${url}${apiPrefix}/conversations`, owner.apiKey)],
      ['a customer', () => call(`${url}${apiPrefix}/customers/${randomUUID()}`, owner.apiKey)],
      ['a command', () => call(`${url}${apiPrefix}/customers`, owner.apiKey, { name: 'x' })],
      [
        'a visitor’s message',
        () => call(`${url}${apiPrefix}/visitor/messages`, token, { id: unsent, text: unsent }),
      ],
      [
        'a first visit',
        () => call(`${url}${apiPrefix}/visitor/sessions`, undefined, { inboxId: owner.inboxId }),
      ],
      [
        'a sign-in',
        () => call(`${url}${apiPrefix}/session`, undefined, { email: 'a@b.example', password: 'x' }),
      ],
      ['a session', () => call(`${url}${apiPrefix}/me`, undefined, undefined, { cookie })],
    ];
    const ends = performance.now() + milliseconds;
    let requests = 0;
    let slowestMs = 0;
    do {
      for (const [name, send] of tries) {
        const began = performance.now();
        const { status, code, wait } = await send();
        slowestMs = Math.max(slowestMs, performance.now() - began);
        requests += 1;
        assert.deepEqual({ name, status, code }, { name, status: 503, code: 'unavailable' });
        assert.ok(Number(wait) > 0, 'it says when to come back');
      }
      assert.equal((await ask(`${url}/healthz`)).status, 200, 'the process lives');
      const ready = await ask(`${url}/readyz`);
      assert.deepEqual([ready.status, ready.text], [503, 'waiting']);
      await expectTryLater(url, realtimePath, owner.apiKey);
      await expectTryLater(url, visitorRealtimePath, token);
      await sleep(100);
    } while (performance.now() < ends);
    assert.ok(member.isOpen(), 'who listens stays');

    await proxy.restore();
    const restored = performance.now();
    while ((await ask(`${url}/readyz`)).status !== 200) {
      assert.ok(performance.now() - restored < backMs, 'it is ready again');
      await sleep(10);
    }
    const backAfterMs = performance.now() - restored;
    assert.equal((await say(unsent)).status, 201);
    await member.until((frame) => JSON.stringify(frame.entries ?? '').includes(unsent));
    await widget.until((heard) => heard.some(({ id }) => id === unsent));
    const { thread } = await fetchThread(url, token);
    assert.equal(thread.length, 2, 'what was refused was not kept, and what was sent again is there once');
    assert.deepEqual(widget.heard(), thread);
    member.drop();
    widget.close();
    return { requests, slowestMs, backMs: backAfterMs };
  } finally {
    await proxy.restore();
    await server.close();
    await proxy.close();
  }
}

async function call(url: string, token?: string, body?: object, more: Record<string, string> = {}) {
  const headers = {
    ...fromSomewhere(),
    ...more,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const method = body === undefined ? 'GET' : 'POST';
  const answer = await ask(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, code: answer.json.code, wait: answer.headers['retry-after'] };
}

async function expectTryLater(url: string, path: string, token: string): Promise<void> {
  const socket = await openSocket(url, path);
  socket.send({ type: 'authenticate', token });
  socket.send({ type: 'resume', since: null });
  assert.equal(await socket.ended(), closeCodes.tryLater);
}

/** The database says nothing for a while, as when a disk hangs: what waits is answered when it goes on. */
export async function freezeDatabase(cluster: Cluster, milliseconds: number): Promise<void> {
  const proxy = await openDatabaseProxy(cluster.serverUrl);
  const serverUrl = proxy.through(cluster.serverUrl);
  const server = await startTestServer({ ...cluster, serverUrl }, { trustProxy: ['loopback'] });
  const { url, owner } = server;
  try {
    proxy.freeze();
    const id = randomUUID();
    const waiting = Promise.all(
      Array.from({ length: 20 }, () => call(`${url}${apiPrefix}/customers`, owner.apiKey, { name: id })),
    );
    await sleep(milliseconds);
    assert.equal((await ask(`${url}/healthz`, { timeoutMs: 1_000 })).status, 200);
    await proxy.restore();
    const done = (await waiting).filter(({ status }) => status === 201).length;
    const found = await request(url, owner.apiKey, endpoints.listCustomers, { query: { name: id } });
    assert.equal(found.body.data.length, done, 'what was acknowledged is there, and nothing else');
    assert.ok(done > 0);
  } finally {
    await proxy.restore();
    await server.close();
    await proxy.close();
  }
}
