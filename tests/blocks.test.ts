/** Blocks: what somebody who is blocked writes is written down, bothers nobody, and they see nothing of it; lifted, all is as before. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Conversation } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';

const patience = { timeout: 25_000, interval: 50 };
let server: TestServer;
let bea: Person;

beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = bea.apiKey) =>
  request(server.url, key, endpoint, input as never);
const say = (token: string, text: string) =>
  request(server.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text },
    headers: fromSomewhere(),
  });
const read = async (id: string): Promise<Conversation> =>
  (await ask(endpoints.readConversation, { params: { id } })).body;
const block = (id: string, key?: string) => ask(endpoints.blockCustomer, { params: { id } }, key);
const unblock = (id: string) => ask(endpoints.unblockCustomer, { params: { id } });

/** Somebody who has written. */
async function somebody(text = `hello ${randomUUID()}`) {
  const token = await addVisitor(server.url, server.owner.inboxId);
  expect((await say(token, text)).status).toBe(201);
  const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
  const { id, customer } = data[0] as Conversation;
  return { token, id, customerId: customer.id };
}
/** How often Bea was told of a conversation, once everything that has happened was followed. */
async function toldOf(conversationId: string): Promise<number> {
  // Whatever comes after is told after it.
  const mark = await somebody();
  await ask(
    endpoints.assignConversation,
    { params: { id: mark.id }, body: { memberId: bea.memberId } },
    server.owner.apiKey,
  );
  const count = (id: string) =>
    runSql(server.database.adminUrl, async (client) => {
      const { rows } = await client.query(
        'select coalesce(sum(count), 0)::integer as count from notifications where conversation_id = $1 and member_id = $2',
        [id, bea.memberId],
      );
      return (rows[0] as { count: number }).count;
    });
  await expect.poll(() => count(mark.id), patience).toBeGreaterThan(0);
  return count(conversationId);
}

describe('while somebody is blocked', () => {
  test('what they write is kept, opens nothing, is told to nobody, and they see nothing of it', async () => {
    const { token, id, customerId } = await somebody();
    const assigning = { params: { id }, body: { memberId: bea.memberId } };
    await ask(endpoints.assignConversation, assigning, server.owner.apiKey);
    const before = await toldOf(id);
    expect(before).toBeGreaterThan(0);
    const blocked = await block(customerId);
    expect(blocked).toMatchObject({
      status: 200,
      body: { since: expect.any(String), memberId: bea.memberId, messages: 0 },
    });
    expect((await block(customerId)).body, 'once').toEqual(blocked.body);
    expect(await read(id)).toMatchObject({ status: 'closed', spam: true });
    for (const text of ['answer me', 'I said answer']) expect((await say(token, text)).status).toBe(201);
    expect(await read(id)).toMatchObject({ status: 'closed', spam: true, inboundCount: 3 });
    expect(await toldOf(id), 'nobody hears of it').toBe(before);
    expect((await ask(endpoints.readBlock, { params: { id: customerId } })).body.messages).toBe(2);
    const seen = await request(server.url, token, endpoints.listVisitorMessages, { query: {} });
    expect(seen.body).toMatchObject({ endedAt: null });
    expect(seen.body.data.map(({ text }) => text).slice(0, 2)).toEqual(['I said answer', 'answer me']);
    const waits = (await ask(endpoints.listWaiting, { query: {} } as never)).body.data as Conversation[];
    expect(waits.map((one) => one.id)).not.toContain(id);
    // Taken for no spam by hand, it is so again with the next word.
    await ask(endpoints.reopenConversation, { params: { id } });
    await say(token, 'again');
    expect(await read(id)).toMatchObject({ status: 'closed', spam: true, inboundCount: 4 });
  });

  test('what they begin elsewhere opens nothing either, and who wants to hear of new ones does not', async () => {
    const { settings } = (await ask(endpoints.readNotificationSettings, {})).body;
    const body = {
      ...settings,
      kinds: { ...settings.kinds, opened: { app: true, push: false, mail: false } },
    };
    await ask(endpoints.changeNotificationSettings, { body } as never);
    const { token, id, customerId } = await somebody();
    expect(await toldOf(id), 'of others they do').toBeGreaterThan(0);
    await block(customerId);
    // A thread of its own: the one that was there is another customer's by now.
    await runSql(server.database.adminUrl, (client) =>
      client.query("update conversations set status = 'merged' where id = $1", [id]),
    );
    await say(token, 'a new beginning');
    const query = { status: 'spam', customerId };
    const { data } = (await ask(endpoints.listConversations, { query } as never)).body;
    const [begun] = data as Conversation[];
    expect(begun).toMatchObject({ spam: true, status: 'closed', inboundCount: 1 });
    expect(await toldOf(begun?.id ?? '')).toBe(0);
    await runSql(server.database.adminUrl, (client) =>
      client.query("update conversations set status = 'closed' where id = $1", [id]),
    );
    await ask(endpoints.changeNotificationSettings, { body: settings } as never);
  });

  test('the story and the log tell who did it and who lifted it; a viewer does neither', async () => {
    const { customerId } = await somebody();
    const viewer = await addMember(server.url, server.owner, 'viewer', 'Vic');
    expect((await block(customerId, viewer.apiKey)).status).toBe(403);
    expect((await ask(endpoints.unblockCustomer, { params: { id: customerId } }, viewer.apiKey)).status).toBe(
      403,
    );
    expect((await block(randomUUID())).status).toBe(404);
    await block(customerId);
    await unblock(customerId);
    await unblock(customerId);
    const query = { kinds: 'customer.blocked' };
    const { data } = (await ask(endpoints.readTimeline, { params: { id: customerId }, query } as never)).body;
    const told = { actor: { kind: 'member', id: bea.memberId } };
    expect(data).toMatchObject([
      { ...told, payload: { blocked: false } },
      { ...told, payload: { blocked: true } },
    ]);
    const log = await ask(endpoints.readAuditLog, { query: { limit: 2 } } as never, server.owner.apiKey);
    expect(log.body.data).toMatchObject([{ kind: 'block.changed' }, { kind: 'block.changed' }]);
  });
});

test('lifted, everything is as it was: open with whom, put off, closed for its reason; real spam stays', async () => {
  const { id, customerId } = await somebody();
  const { inboxId } = server.owner;
  const reason = await ask(endpoints.createReason, { body: { name: 'Done' } }, server.owner.apiKey);
  const start = async () =>
    (await ask(endpoints.startConversation, { body: { customerId, inboxId, text: 'hi' } })).body.id;
  const [asleep, closed, spam] = [await start(), await start(), await start()];
  await ask(endpoints.assignConversation, { params: { id }, body: { memberId: bea.memberId } });
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await ask(endpoints.snoozeConversation, { params: { id: asleep }, body: { until } });
  await ask(endpoints.closeConversation, { params: { id: closed }, body: { reasonId: reason.body.id } });
  await ask(endpoints.markConversationSpam, { params: { id: spam } });
  const standing = async () =>
    Promise.all(
      [id, asleep, closed, spam].map(async (one) => {
        const { status, spam, snoozedUntil, reasonId, assigneeId } = await read(one);
        return { status, spam, snoozedUntil, reasonId, assigneeId };
      }),
    );
  const before = await standing();
  expect(before.map(({ status }) => status)).toEqual(['open', 'snoozed', 'closed', 'closed']);
  await block(customerId);
  expect((await standing()).every((one) => one.spam)).toBe(true);
  await unblock(customerId);
  expect(await standing()).toEqual(before);
});

test('a merge keeps the block, and taking it back restores who was blocked', async () => {
  const [pest, other] = [await somebody(), await somebody()];
  await block(pest.customerId);
  const merged = await ask(endpoints.mergeCustomers, {
    params: { id: other.customerId },
    body: { customerId: pest.customerId },
  });
  expect(merged.status).toBe(201);
  for (const one of [pest, other]) {
    await say(one.token, 'me again');
    expect(await read(one.id), 'both are one').toMatchObject({ status: 'closed', spam: true });
  }
  expect((await ask(endpoints.readBlock, { params: { id: other.customerId } })).body.since).not.toBeNull();
  const undone = await ask(endpoints.unmergeCustomer, {
    params: { id: other.customerId },
    body: { customerId: pest.customerId },
  });
  expect(undone.status).toBe(200);
  expect((await ask(endpoints.readBlock, { params: { id: other.customerId } })).body.since).toBeNull();
  expect((await ask(endpoints.readBlock, { params: { id: pest.customerId } })).body.since).not.toBeNull();
  await say(other.token, 'it is me');
  await say(pest.token, 'and me');
  expect(await read(other.id)).toMatchObject({ status: 'open', spam: false });
  expect(await read(pest.id)).toMatchObject({ status: 'closed', spam: true });
});

test('whatever is blocked, lifted, marked and written at once: who is blocked has nothing open after their next word', {
  timeout: 60_000,
}, async () => {
  const { token, id, customerId } = await somebody();
  const step = fc.constantFrom('block', 'unblock', 'say', 'spam', 'reopen', 'close');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
      async (rounds) => {
        for (const round of rounds) {
          const answers = await Promise.all(
            round.map((what) => {
              if (what === 'block') return block(customerId);
              if (what === 'unblock') return unblock(customerId);
              if (what === 'say') return say(token, 'word');
              if (what === 'spam') return ask(endpoints.markConversationSpam, { params: { id } });
              if (what === 'close') return ask(endpoints.closeConversation, { params: { id } });
              return ask(endpoints.reopenConversation, { params: { id } });
            }),
          );
          for (const { status } of answers) expect(status).toBeLessThan(300);
        }
        const { inboundCount } = await read(id);
        await say(token, 'last word');
        const { since } = (await ask(endpoints.readBlock, { params: { id: customerId } })).body;
        const now = await read(id);
        expect(now.inboundCount).toBe(inboundCount + 1);
        if (since !== null) expect(now).toMatchObject({ status: 'closed', spam: true });
        else if (!now.spam) expect(now.status).toBe('open');
        await unblock(customerId);
        await ask(endpoints.reopenConversation, { params: { id } });
        await say(token, 'free');
        expect(await read(id)).toMatchObject({ status: 'open', spam: false });
      },
    ),
    { numRuns: 15, seed: 20310601 },
  );
});

test('the tables are what the ledger makes of them', async () => {
  for (const { tables } of await rebuild(server.database.adminUrl, projections, () => undefined)) {
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
});
