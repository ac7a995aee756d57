/** Snoozing, priority, tags and spam: what members decide about conversations, and what becomes of it with time. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Conversation } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import { projections } from '../server/app/projections.ts';
import type { RunningServer } from '../server/app/server.ts';
import { request, serveDatabase, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { outsideWorkspaces } from '../server/platform/db/index.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';

const patience = { timeout: 25_000, interval: 50 };
let now = new Date('2031-03-01T08:00:00Z');
const clock = () => now;
let first: TestServer;
let second: RunningServer;
let viewer: Person;

beforeAll(async () => {
  first = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] }, clock);
  second = await serveDatabase(first.database, {}, clock);
  viewer = await addMember(first.url, first.owner, 'viewer', 'Vic');
});
afterAll(async () => {
  await second.close();
  await first.close();
});

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = first.owner.apiKey) =>
  request(first.url, key, endpoint, input as never);
const write = (token: string, text: string) =>
  request(first.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text },
    headers: fromSomewhere(),
  });

/** A conversation that a visitor began. */
async function begin(): Promise<{ token: string; id: string; read: () => Promise<Conversation> }> {
  const token = await addVisitor(first.url, first.owner.inboxId);
  await write(token, 'hello');
  const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
  const { id } = data[0] as Conversation;
  const read = async () => (await ask(endpoints.readConversation, { params: { id } })).body as Conversation;
  return { token, id, read };
}

/** What was told of a conversation, by whom. */
async function told(conversation: Conversation): Promise<string[]> {
  const params = { id: conversation.customer.id };
  const query = {
    kinds: 'conversation.reopened,conversation.snoozed,conversation.spam_marked,conversation.closed',
  };
  const { data } = (await ask(endpoints.readTimeline, { params, query } as never)).body;
  return (data as { kind: string; actor: { kind: string } }[]).map(
    ({ kind, actor }) => `${kind} ${actor.kind}`,
  );
}

const snooze = (id: string, until: string | null) =>
  ask(endpoints.snoozeConversation, { params: { id }, body: { until } });

describe('snoozing', () => {
  test('until a time: it comes back by itself, once, however many servers look', async () => {
    const { id, read } = await begin();
    const asleep = await snooze(id, '2031-03-01T12:00:00+03:00');
    expect(asleep.body).toMatchObject({ status: 'snoozed', snoozedUntil: '2031-03-01T09:00:00.000000Z' });
    expect((await snooze(id, '2031-03-01T09:00:00Z')).body.position).toBe(asleep.body.position);
    now = new Date('2031-03-01T08:59:59Z');
    expect((await read()).status).toBe('snoozed');
    now = new Date('2031-03-01T09:00:01Z');
    await expect.poll(async () => (await read()).status, patience).toBe('open');
    // Both servers have looked again by then.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const awake = await read();
    expect(awake).toMatchObject({ snoozedUntil: null, waitingSince: expect.any(String) });
    expect(await told(awake)).toEqual(['conversation.reopened system', 'conversation.snoozed member']);
  });

  test('until the customer writes, who may also write before the time has come', async () => {
    for (const until of [null, '2031-04-01T00:00:00Z']) {
      const { id, token, read } = await begin();
      expect((await snooze(id, until)).body).toMatchObject({ status: 'snoozed' });
      await ask(endpoints.postMessage, { params: { id }, body: { text: 'we are on it' } } as never);
      expect((await read()).status, 'an own reply wakes nothing').toBe('snoozed');
      await write(token, 'and?');
      expect(await read()).toMatchObject({ status: 'open', snoozedUntil: null });
      expect(await told(await read())).toEqual([
        'conversation.reopened customer',
        'conversation.snoozed member',
      ]);
    }
  });

  test('a time that is over or out of sight is refused with what to do', async () => {
    const { id } = await begin();
    for (const until of ['2031-03-01T09:00:00Z', '2040-01-01T00:00:00Z']) {
      const refused = await snooze(id, until);
      expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'body.until' }] } });
    }
  });

  test('closing takes it off the clock', async () => {
    const { id, read } = await begin();
    await snooze(id, '2031-03-01T10:00:00Z');
    await ask(endpoints.closeConversation, { params: { id } });
    expect(await read()).toMatchObject({ status: 'closed', snoozedUntil: null });
  });
});

describe('spam', () => {
  test('stays closed whatever is written, stands in no other list, and comes back when reopened', async () => {
    const { id, token, read } = await begin();
    expect((await ask(endpoints.markConversationSpam, { params: { id } })).body).toMatchObject({
      status: 'closed',
      spam: true,
    });
    await write(token, 'buy now');
    expect(await read()).toMatchObject({ status: 'closed', spam: true, inboundCount: 2 });
    const waits = (await ask(endpoints.listWaiting, { query: {} } as never)).body.data as Conversation[];
    expect(waits.map((one) => one.id)).not.toContain(id);
    const listed = async (query: object) =>
      ((await ask(endpoints.listConversations, { query } as never)).body.data as Conversation[]).some(
        (one) => one.id === id,
      );
    expect(await listed({ status: 'closed' })).toBe(false);
    expect(await listed({})).toBe(false);
    expect(await listed({ status: 'spam' })).toBe(true);
    expect((await snooze(id, null)).status).toBe(409);
    expect((await ask(endpoints.reopenConversation, { params: { id } })).body).toMatchObject({
      status: 'open',
      spam: false,
    });
    await write(token, 'sorry, me again');
    expect((await read()).waitingSince).not.toBeNull();
  });
});

describe('tags', () => {
  const tagOf = async (name: string) => (await ask(endpoints.createTag, { body: { name } } as never)).body;

  test('are put on, kept in order and taken off, each once, also by many at the same moment', async () => {
    const { id, read } = await begin();
    const tags = await Promise.all(['delivery', 'wholesale', '批发'].map((name) => tagOf(name)));
    const ids = tags.map((tag) => tag.id as string);
    const put = (tagId: string) => ask(endpoints.tagConversation, { params: { id, tagId } });
    for (const tagId of ids) await put(tagId);
    expect((await read()).tagIds).toEqual(ids);
    await Promise.all([...ids, ...ids].map(put));
    expect((await read()).tagIds).toEqual(ids);
    await ask(endpoints.untagConversation, { params: { id, tagId: ids[1] ?? '' } });
    expect((await read()).tagIds).toEqual([ids[0], ids[2]]);
  });

  test('have one name each, at most sixty characters, and are archived where they are of no use any more', async () => {
    const { id } = await begin();
    const tag = await tagOf('Refund');
    for (const name of ['refund', ' REFUND ', 'x'.repeat(61), ' ']) {
      const { status } = await ask(endpoints.createTag, { body: { name } } as never);
      expect(status, name).toBe(name.trim().length === 6 ? 409 : 400);
    }
    const params = { id: tag.id };
    expect((await ask(endpoints.changeTag, { params, body: { archived: true } })).body).toMatchObject({
      name: 'Refund',
      archived: true,
    });
    const put = await ask(endpoints.tagConversation, { params: { id, tagId: tag.id } });
    expect(put).toMatchObject({ status: 409, body: { detail: expect.stringContaining('archived') } });
    const made = await Promise.all(Array.from({ length: 10 }, () => tagOf('At once')));
    expect(made.filter((one) => one.id).length).toBe(1);
  });
});

test('a viewer decides nothing, and priority is one of four', async () => {
  const { id } = await begin();
  const params = { id };
  for (const answer of [
    await ask(endpoints.snoozeConversation, { params, body: { until: null } }, viewer.apiKey),
    await ask(endpoints.prioritiseConversation, { params, body: { priority: 'high' } }, viewer.apiKey),
    await ask(endpoints.markConversationSpam, { params }, viewer.apiKey),
    await ask(endpoints.createTag, { body: { name: 'mine' } } as never, viewer.apiKey),
  ]) {
    expect(answer.status).toBe(403);
  }
  const wrong = await ask(endpoints.prioritiseConversation, { params, body: { priority: 'asap' } } as never);
  expect(wrong.status).toBe(400);
  const { body } = await ask(endpoints.prioritiseConversation, { params, body: { priority: 'urgent' } });
  expect(body).toMatchObject({ priority: 'urgent', status: 'open' });
});

test('the tables are what the ledger makes of them', async () => {
  const unread = async () =>
    (await outsideWorkspaces(first.db, (tx) => sql`select workspaces_behind('message-search')`.execute(tx)))
      .rows;
  await expect.poll(unread, { timeout: 30_000 }).toEqual([]);
  for (const { tables } of await rebuild(first.database.adminUrl, projections, () => undefined)) {
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
});
