/**
 * K2: a clock that is wrong by an hour. The database's clock dates what happens, so its jump is played by entries that
 * were written while it was ahead; the server's own clock is moved by hand.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { fetchMessages, fetchThread, openWidget } from './support/clients.ts';
import { followEntries } from './support/follower.ts';
import { identityTokenFor } from './support/identity-token.ts';
import { addVisitor, fromSomewhere, signIn, startServerBehindProxy } from './support/people.ts';

const hourMs = 3_600_000;

let server: TestServer;
let url: string;
let owner: CreatedOwner;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  vi.setSystemTime(new Date());
  server = await startServerBehindProxy(inject('testCluster'));
  ({ url, owner } = server);
});
afterEach(() => rightClock());
afterAll(async () => {
  vi.useRealTimers();
  await server.close();
});

const began = process.hrtime.bigint();
const startedAt = Date.now();

/** The clock is moved by hand alone: this puts it right, or wrong by so much. */
function rightClock(offsetMs = 0): void {
  const elapsedMs = Number(process.hrtime.bigint() - began) / 1e6;
  vi.setSystemTime(startedAt + elapsedMs + offsetMs);
}

const say = (token: string, text: string) =>
  request(url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text },
    headers: fromSomewhere(),
  });

async function beginChat(): Promise<{ token: string; word: string; conversationId: string }> {
  const token = await addVisitor(url, owner.inboxId);
  const word = randomUUID();
  expect((await say(token, word)).status).toBe(201);
  const list = await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: 100 } });
  const opened = list.body.data.find(({ lastMessage }) => lastMessage?.text === word);
  return { token, word, conversationId: opened?.id ?? '' };
}

/** As if what there is had been written while the database's clock was ahead. */
async function putAhead(conversationId: string): Promise<void> {
  await runSql(server.database.adminUrl, async (client) => {
    const later = `interval '1 hour'`;
    await client.query(
      `update entries set occurred_at = occurred_at + ${later}, recorded_at = recorded_at + ${later}
       where conversation_id = $1`,
      [conversationId],
    );
    await client.query(
      `update conversations set last_at = last_at + ${later}, opened_at = opened_at + ${later},
         waiting_since = waiting_since + ${later} where id = $1`,
      [conversationId],
    );
  });
}

describe('the database’s clock went back by an hour', () => {
  test('new messages stand after the old ones all the same, for both sides, live and fetched', async () => {
    const { token, word, conversationId } = await beginChat();
    await putAhead(conversationId);
    const widget = await openWidget(url, token);
    const member = followEntries(url, owner.apiKey);
    member.stay();
    const params = { id: conversationId };
    for (let n = 0; n < 5; n++) {
      expect((await say(token, `visitor ${n}`)).status).toBe(201);
      const body = { text: `member ${n}`, note: n === 2 };
      expect((await request(url, owner.apiKey, endpoints.postMessage, { params, body })).status).toBe(201);
    }
    await request(url, owner.apiKey, endpoints.closeConversation, { params });
    await say(token, 'after');

    const expected = [word, ...[0, 1, 2, 3, 4].flatMap((n) => [`visitor ${n}`, `member ${n}`]), 'after'];
    const messages = await fetchMessages(url, owner.apiKey, conversationId);
    expect(messages.map(({ text }) => text)).toEqual(expected);
    const times = messages.map(({ occurredAt }) => occurredAt);
    expect(times.every((time, at) => at === 0 || time > (times[at - 1] ?? ''))).toBe(true);
    const { thread } = await fetchThread(url, token);
    expect(thread.map(({ text }) => text)).toEqual(expected.filter((text) => text !== 'member 2'));
    await widget.until((told) => told.length === thread.length);
    expect(widget.thread()).toEqual(thread);
    await member.until((heard) => heard.some(({ id }) => id === messages.at(-1)?.id));
    const own = member.heard().filter((entry) => entry.conversationId === conversationId);
    expect(own.map(({ occurredAt }) => occurredAt)).toEqual(
      own.map(({ occurredAt }) => occurredAt).toSorted(),
    );
    widget.close();
    member.close();
  });

  test('the conversation that was spoken in last is the first of the list once the hour is over for all', async () => {
    const ahead = await beginChat();
    await putAhead(ahead.conversationId);
    const usual = await beginChat();
    await say(usual.token, 'now');
    const list = async () =>
      (await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: 100 } })).body.data;
    // Until then the one from the future stands first: it is not lost, and its page holds it once.
    expect((await list()).map(({ id }) => id)).toContain(usual.conversationId);
    expect((await list()).filter(({ id }) => id === ahead.conversationId)).toHaveLength(1);
  });
});

describe.each([-hourMs, hourMs])('the server’s own clock is wrong by %i ms', (offset) => {
  test('chat goes on, dated by the database', async () => {
    rightClock(offset);
    const { token, conversationId } = await beginChat();
    const [message] = await fetchMessages(url, owner.apiKey, conversationId);
    rightClock();
    expect(Math.abs(Date.parse(message?.occurredAt ?? '') - Date.now())).toBeLessThan(hourMs / 4);
    expect((await say(token, 'after')).status).toBe(201);
  });

  test('members stay signed in, and can sign in', async () => {
    const before = await signIn(url, server.ownerLogin);
    rightClock(offset);
    const during = await signIn(url, server.ownerLogin);
    for (const cookie of [before, during]) {
      expect((await request(url, undefined, endpoints.readMe, { headers: { cookie } })).status).toBe(200);
    }
    rightClock();
    for (const cookie of [before, during]) {
      expect((await request(url, undefined, endpoints.readMe, { headers: { cookie } })).status).toBe(200);
    }
  });

  test('a signed token of a business whose clock is right is refused with the reason, until ours is right', async () => {
    const identityToken = await identityTokenFor(owner, `user-${randomUUID()}`);
    const start = () =>
      request(url, undefined, endpoints.startVisitorSession, {
        body: { inboxId: owner.inboxId, identityToken },
        headers: fromSomewhere(),
      });
    rightClock(offset);
    const refused = await start();
    expect(refused).toMatchObject({ status: 401, body: { code: 'invalid-token' } });
    expect((refused.body as unknown as { detail: string }).detail).toMatch(/"(iat|exp)"/);
    // Nothing else depends on it: without one, the visitor is served.
    expect((await say(await addVisitor(url, owner.inboxId), 'anonymous')).status).toBe(201);
    rightClock();
    expect((await start()).status).toBe(201);
  });

  test('limits last as long as they say', async () => {
    const headers = fromSomewhere();
    const tryIn = () =>
      request(url, undefined, endpoints.signIn, {
        body: { email: `${randomUUID()}@example.com`, password: 'a wrong one' },
        headers,
      });
    rightClock(offset);
    const answers = [];
    for (let n = 0; n < 11; n++) answers.push((await tryIn()).status);
    expect(answers.at(-1)).toBe(429);
    rightClock();
    expect((await tryIn()).status).toBe(429);
    vi.advanceTimersByTime(61_000);
    rightClock();
    expect((await tryIn()).status).toBe(401);
  });
});
