/** Merging, splitting and linking conversations: no message is lost or doubled, and all of it can be taken back. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { applyToConversation } from '../contract/apply.ts';
import type { Conversation, Message } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Entry } from '../contract/entries.ts';
import { positionHeader } from '../contract/realtime.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';
import { followFrom } from './support/sockets.ts';

const runs = 15;
const patience = { timeout: 25_000, interval: 50 };
let server: TestServer;
let viewer: Person;
let bea: Person;

beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  viewer = await addMember(server.url, server.owner, 'viewer', 'Vic');
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);
const say = (token: string, text: string) =>
  request(server.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text },
    headers: fromSomewhere(),
  });
const read = async (id: string, key?: string) =>
  (await ask(endpoints.readConversation, { params: { id } }, key)).body as Conversation;
const messagesOf = async (id: string) =>
  (await ask(endpoints.listMessages, { params: { id }, query: { limit: 100 } } as never)).body
    .data as Message[];
const textsOf = async (id: string) => (await messagesOf(id)).map(({ text }) => text);
const write = (id: string, text: string, note = false) =>
  ask(endpoints.postMessage, { params: { id }, body: { text, note } } as never);
const start = async (customerId: string, text: string) =>
  (
    await ask(endpoints.startConversation, {
      body: { customerId, inboxId: server.owner.inboxId, text },
    })
  ).body as Conversation;
const merge = (id: string, intoId: string) =>
  ask(endpoints.mergeConversation, { params: { id }, body: { intoId } });
const unmerge = (id: string) => ask(endpoints.unmergeConversation, { params: { id } });
const split = (id: string, messageIds: string[]) =>
  ask(endpoints.splitConversation, { params: { id }, body: { messageIds } } as never);

/** A visitor's conversation, and one that the team began with them. */
async function two(): Promise<{ token: string; asked: Conversation; offered: Conversation }> {
  const token = await addVisitor(server.url, server.owner.inboxId);
  await say(token, 'where is it?');
  const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
  const asked = data[0] as Conversation;
  return { token, asked, offered: await start(asked.customer.id, 'an offer') };
}

describe('merging', () => {
  test('brings the messages together, and what comes next comes there', async () => {
    const { token, asked, offered } = await two();
    await say(token, 'thanks, the offer is good');
    await write(asked.id, 'looking', true);
    expect(await textsOf(offered.id)).toEqual(['an offer', 'thanks, the offer is good']);
    expect((await merge(offered.id, asked.id)).body).toMatchObject({
      id: asked.id,
      inboundCount: 2,
      waitingSince: expect.any(String),
      lastMessage: { text: 'looking', note: true },
    });
    expect(await textsOf(asked.id)).toEqual([
      'where is it?',
      'an offer',
      'thanks, the offer is good',
      'looking',
    ]);
    expect(await read(offered.id)).toMatchObject({
      status: 'merged',
      mergedInto: asked.id,
      waitingSince: null,
    });
    await say(token, 'and?');
    expect((await textsOf(asked.id)).at(-1)).toBe('and?');
    const seen = (await ask(endpoints.listVisitorMessages, { query: {} } as never, token)).body;
    expect(seen.data).toHaveLength(4);
    for (const status of ['open', 'closed', undefined]) {
      const listed = await ask(endpoints.listConversations, { query: status ? { status } : {} } as never);
      expect(listed.body.data.map(({ id }: Conversation) => id)).not.toContain(offered.id);
    }
  });

  test('is taken back: each has what it had, and what was written since stays', async () => {
    const { token, asked, offered } = await two();
    const tag = (await ask(endpoints.createTag, { body: { name: randomUUID() } })).body;
    await ask(endpoints.tagConversation, { params: { id: offered.id, tagId: tag.id } });
    await say(token, 'about the offer');
    const [before, other] = [await read(asked.id), await read(offered.id)];
    expect((await merge(offered.id, asked.id)).body.tagIds).toEqual([tag.id]);
    await write(asked.id, 'both answered');
    expect((await read(asked.id)).waitingSince).toBeNull();
    expect((await unmerge(offered.id)).body).toMatchObject({
      id: offered.id,
      status: 'open',
      mergedInto: null,
      inboundCount: other.inboundCount,
      waitingSince: other.waitingSince,
      lastMessage: other.lastMessage,
      tagIds: [tag.id],
    });
    expect(await textsOf(offered.id)).toEqual(['an offer', 'about the offer']);
    expect(await textsOf(asked.id)).toEqual(['where is it?', 'both answered']);
    expect(await read(asked.id)).toMatchObject({ inboundCount: before.inboundCount, tagIds: [] });
    // Once more changes nothing.
    expect((await unmerge(offered.id)).status).toBe(200);
  });

  test('what is open stays so, and unread is what was unread in either', async () => {
    const { token, asked, offered } = await two();
    await say(token, 'one more');
    await ask(
      endpoints.markConversationRead,
      { params: { id: asked.id }, body: { inboundCount: 1 } },
      bea.apiKey,
    );
    await ask(endpoints.closeConversation, { params: { id: asked.id } });
    const merged = await merge(offered.id, asked.id);
    expect(merged.body).toMatchObject({ status: 'open', inboundCount: 2, waitingSince: expect.any(String) });
    expect((await read(asked.id, bea.apiKey)).readCount).toBe(1);
    await unmerge(offered.id);
    expect((await read(asked.id, bea.apiKey)).readCount).toBe(1);
    expect((await read(offered.id, bea.apiKey)).readCount).toBe(0);
  });

  test('is refused where it would show one customer what another wrote, or hide something, and says what to do', async () => {
    const [one, other] = [await two(), await two()];
    expect(await merge(one.asked.id, other.asked.id)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Merge the customers first') },
    });
    expect((await merge(one.asked.id, one.asked.id)).status).toBe(409);
    await ask(endpoints.markConversationSpam, { params: { id: one.offered.id } });
    expect((await merge(one.offered.id, one.asked.id)).status).toBe(409);
    await ask(endpoints.reopenConversation, { params: { id: one.offered.id } });
    expect((await merge(one.offered.id, one.asked.id)).status).toBe(200);
    const part = { params: { id: one.offered.id } };
    for (const refused of [
      await merge(one.offered.id, one.asked.id),
      await merge(one.asked.id, one.offered.id),
      await write(one.offered.id, 'into nothing'),
      await ask(endpoints.closeConversation, part),
      await split(one.offered.id, [randomUUID()]),
    ]) {
      expect(refused.status).toBe(409);
    }
    const { status } = await ask(
      endpoints.unmergeConversation,
      { params: { id: one.offered.id } },
      viewer.apiKey,
    );
    expect(status).toBe(403);
    const body = { intoId: one.asked.id };
    expect((await ask(endpoints.mergeConversation, { ...part, body }, viewer.apiKey)).status).toBe(403);
  });

  test('a message that comes at the same moment is never lost', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { token, asked, offered } = await two();
      const [said, merged] = await Promise.all([say(token, 'in between'), merge(offered.id, asked.id)]);
      expect([said.status, merged.status]).toEqual([201, 200]);
      expect((await textsOf(asked.id)).toSorted()).toEqual(['an offer', 'in between', 'where is it?']);
      expect(await read(asked.id)).toMatchObject({ inboundCount: 2, lastMessage: { text: 'in between' } });
    }
  });
});

describe('splitting', () => {
  test('moves messages into a conversation of their own, linked; merging takes it back', async () => {
    const { token, asked } = await two();
    await write(asked.id, 'on its way');
    const [question, answer] = await messagesOf(asked.id);
    const apart = await split(asked.id, [question?.id ?? '']);
    expect(apart).toMatchObject({
      status: 201,
      body: { status: 'open', inboundCount: 1, waitingSince: question?.occurredAt },
    });
    const { id } = apart.body as Conversation;
    expect(await textsOf(id)).toEqual(['where is it?']);
    expect(await textsOf(asked.id)).toEqual(['on its way']);
    expect(await read(asked.id)).toMatchObject({ inboundCount: 0, lastMessage: { text: 'on its way' } });
    const related = (await ask(endpoints.listRelated, { params: { id: asked.id } })).body;
    expect(related.linked.map((one: Conversation) => one.id)).toEqual([id]);
    await say(token, 'hello?');
    expect(await textsOf(id), 'the newest goes on').toEqual(['where is it?', 'hello?']);
    await merge(id, asked.id);
    expect(await textsOf(asked.id)).toEqual(['where is it?', 'on its way', 'hello?']);
    expect(
      (
        await split(
          asked.id,
          (await messagesOf(asked.id)).map((message) => message.id),
        )
      ).status,
    ).toBe(409);
    expect((await split(asked.id, [randomUUID()])).status).toBe(409);
    expect((await split(id, [answer?.id ?? ''])).status).toBe(409);
  });
});

test('a message is found where it stands, after a merge and after a split', async () => {
  const { token, asked, offered } = await two();
  const word = `w${randomUUID().slice(0, 8)}`;
  await say(token, `the ${word} offer`);
  const found = async (query: object = {}) => {
    const answer = await ask(endpoints.searchMessages, { query: { search: word, ...query } } as never);
    return (answer.body.data as { id: string; conversation: { id: string } }[]).map(
      (hit) => hit.conversation.id,
    );
  };
  await expect.poll(() => found(), patience).toEqual([offered.id]);
  await merge(offered.id, asked.id);
  const { memberId } = server.owner;
  await ask(endpoints.assignConversation, { params: { id: asked.id }, body: { memberId } });
  expect(await found()).toEqual([asked.id]);
  expect(await found({ assignee: memberId })).toEqual([asked.id]);
  const message = (await messagesOf(asked.id)).find(({ text }) => text.includes(word));
  const apart = (await split(asked.id, [message?.id ?? ''])).body as Conversation;
  expect(await found()).toEqual([apart.id]);
  expect(await found({ assignee: memberId })).toEqual([apart.id]);
});

describe('links', () => {
  test('stand on both sides, also between customers, once', async () => {
    const [one, other] = [await two(), await two()];
    const params = { id: one.asked.id, otherId: other.asked.id };
    const back = { id: other.asked.id, otherId: one.asked.id };
    await Promise.all([1, 2, 3].map(() => ask(endpoints.linkConversations, { params })));
    await ask(endpoints.linkConversations, { params: back });
    const linked = async (id: string) =>
      (await ask(endpoints.listRelated, { params: { id } })).body.linked.map((it: Conversation) => it.id);
    expect(await linked(one.asked.id)).toEqual([other.asked.id]);
    expect(await linked(other.asked.id)).toEqual([one.asked.id]);
    await ask(endpoints.unlinkConversations, { params: back });
    expect(await linked(one.asked.id)).toEqual([]);
    const self = { id: one.asked.id, otherId: one.asked.id };
    expect((await ask(endpoints.linkConversations, { params: self })).status).toBe(409);
  });
});

type Verb =
  | 'say'
  | 'reply'
  | 'note'
  | 'start'
  | 'merge'
  | 'unmerge'
  | 'split'
  | 'close'
  | 'read'
  | 'edit'
  | 'delete'
  | 'restore';
const step = fc.record({
  verb: fc.constantFrom<Verb>(
    'say',
    'say',
    'reply',
    'note',
    'start',
    'merge',
    'merge',
    'unmerge',
    'split',
    'split',
    'close',
    'read',
    'edit',
    'edit',
    'delete',
    'restore',
  ),
  pick: fc.nat(1_000),
  other: fc.nat(1_000),
});

/** Where each message stands by the plain rule: where it was put, or in what that became part of. */
class Model {
  readonly places = new Map<string, string>();
  readonly parents = new Map<string, string>();
  readonly all: string[] = [];
  /** What those say that were changed: null where they were deleted, with what they said before. */
  readonly says = new Map<string, { text: string; isDeleted: boolean }>();
  rootOf(id: string): string {
    const parent = this.parents.get(id);
    return parent === undefined ? id : this.rootOf(parent);
  }
  idsIn(id: string): string[] {
    return [...this.places].filter(([, place]) => this.rootOf(place) === id).map(([message]) => message);
  }
}

test('whatever is merged, split and taken back, each message stands in one place, in order; live is what a reload shows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const model = new Model();
      const entries: Entry[] = [];
      const { headers } = await ask(endpoints.listConversations, { query: {} } as never);
      const since = headers.get(positionHeader);
      const follower = await followFrom(server.url, server.owner.apiKey, since, {
        onFrame: (frame) => void entries.push(...(frame.entries ?? [])),
      });
      const token = await addVisitor(server.url, server.owner.inboxId);
      const known = async (id: string) => {
        if (!model.all.includes(id)) model.all.push(id);
        // What is new stands where it is read first.
        for (const message of await messagesOf(id))
          if (!model.places.has(message.id)) model.places.set(message.id, id);
      };
      await say(token, 'the first');
      const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
      const first = data[0] as Conversation;
      await known(first.id);
      for (const { verb, pick, other } of steps) {
        const roots = model.all.filter((id) => model.rootOf(id) === id);
        const id = roots[pick % roots.length] ?? '';
        const second = roots[other % roots.length] ?? '';
        switch (verb) {
          case 'say':
            await say(token, `said ${pick}`);
            for (const root of roots) await known(root);
            break;
          case 'reply':
          case 'note':
            await write(id, `${verb} ${pick}`, verb === 'note');
            await known(id);
            break;
          case 'start':
            await known((await start(first.customer.id, `begun ${pick}`)).id);
            break;
          case 'merge':
            if ((await merge(id, second)).status === 200) model.parents.set(id, second);
            break;
          case 'unmerge': {
            const parts = [...model.parents.keys()];
            const part = parts[pick % Math.max(1, parts.length)];
            if (part === undefined) break;
            expect((await unmerge(part)).status).toBe(200);
            model.parents.delete(part);
            break;
          }
          case 'split': {
            const chosen = model.idsIn(id).filter((_, at) => ((pick + at * 7) ^ other) % 3 === 0);
            const apart = await split(id, chosen);
            if (apart.status !== 201) break;
            for (const message of chosen) model.places.set(message, apart.body.id);
            model.all.push(apart.body.id);
            break;
          }
          case 'edit':
          case 'delete':
          case 'restore': {
            const message = (await messagesOf(id)).filter(({ state }) => state !== 'received')[other % 3];
            if (!message) break;
            const params = { id: message.id };
            const said = model.says.get(message.id) ?? { text: message.text, isDeleted: false };
            const before = await read(id);
            if (verb === 'edit') {
              const { status } = await ask(endpoints.editMessage, {
                params,
                body: { text: `edited ${pick}` },
              });
              expect(status).toBe(said.isDeleted ? 409 : 200);
              if (!said.isDeleted) model.says.set(message.id, { text: `edited ${pick}`, isDeleted: false });
            } else if (verb === 'delete') {
              const { status } = await ask(endpoints.deleteMessage, { params });
              expect(status).toBe(said.isDeleted ? 409 : 200);
              model.says.set(message.id, { ...said, isDeleted: true });
            } else {
              expect((await ask(endpoints.restoreMessage, { params })).status).toBe(200);
              if (said.isDeleted) model.says.set(message.id, { ...said, isDeleted: false });
            }
            const { lastMessage: _, position: __, ...same } = await read(id);
            const { lastMessage: ___, position: ____, ...stood } = before;
            expect(same).toEqual(stood);
            break;
          }
          case 'close':
            await ask(endpoints.closeConversation, { params: { id } });
            break;
          case 'read': {
            const { inboundCount } = await read(id);
            await ask(endpoints.markConversationRead, {
              params: { id },
              body: { inboundCount: other % (inboundCount + 1) },
            });
            break;
          }
        }
      }
      for (const id of model.all) {
        const shown = await messagesOf(id);
        const conversation = await read(id);
        expect(shown.map((message) => message.id).toSorted()).toEqual(
          (model.rootOf(id) === id ? model.idsIn(id) : shown.map((message) => message.id)).toSorted(),
        );
        expect(shown.map(({ occurredAt }) => occurredAt)).toEqual(
          shown.map(({ occurredAt }) => occurredAt).toSorted(),
        );
        for (const message of shown) {
          const said = model.says.get(message.id);
          if (said) expect(message.text).toBe(said.isDeleted ? '' : said.text);
          expect((message.changed?.deletedAt ?? null) !== null).toBe(said?.isDeleted ?? false);
        }
        if (model.rootOf(id) !== id) continue;
        const received = shown.filter(({ state }) => state === 'received');
        expect(conversation.inboundCount).toBe(received.length);
        expect(conversation.readCount).toBeLessThanOrEqual(received.length);
        expect(conversation.lastMessage?.text).toBe(shown.at(-1)?.text);
        const replied = shown.findLast(({ state }) => state === 'sent')?.occurredAt ?? '';
        const unanswered = received.filter(({ occurredAt }) => occurredAt > replied);
        if (conversation.waitingSince === null) expect(unanswered).toEqual([]);
        else expect(unanswered.map(({ occurredAt }) => occurredAt)).toContain(conversation.waitingSince);
      }
      const last = await Promise.all(model.all.map((id) => read(id)));
      const heard = () => new Set(entries.map(({ position }) => position));
      await expect.poll(() => last.every(({ position }) => heard().has(position)), patience).toBe(true);
      for (const conversation of last) {
        const told = entries.reduce<Conversation | undefined>(
          (state, entry) =>
            entry.conversationId === conversation.id || state
              ? applyToConversation(state, entry, server.owner.memberId)
              : state,
          undefined,
        );
        expect(told).toEqual({ ...conversation, customer: told?.customer });
      }
      follower.drop();
    }),
    { numRuns: runs, seed: 20_261_122 },
  );
}, 300_000);

test('the tables are what the ledger makes of them', async () => {
  for (const { tables } of await rebuild(server.database.adminUrl, projections, () => undefined)) {
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
});
