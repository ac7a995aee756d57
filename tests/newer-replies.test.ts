/** Two who answer at once: exactly those are held who had not seen what was sent before theirs. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Message } from '../contract/conversations.ts';
import { endpoints } from '../contract/endpoints.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { addMember, addVisitor, type Person } from './support/people.ts';

let server: TestServer;
let people: Person[];
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  people = [
    await addMember(server.url, server.owner, 'agent', 'Ana'),
    await addMember(server.url, server.owner, 'agent', 'Bea'),
  ];
});
afterAll(() => server.close());

async function startThread() {
  const customer = await request(server.url, server.owner.apiKey, endpoints.createCustomer, {
    body: { name: 'Somebody' },
  });
  const started = await request(server.url, server.owner.apiKey, endpoints.startConversation, {
    body: { customerId: customer.body.id, inboxId: server.owner.inboxId, text: 'Hello' },
  });
  const { id } = started.body;
  const listed = await request(server.url, server.owner.apiKey, endpoints.listMessages, {
    params: { id },
    query: {},
  });
  return { id, first: listed.body.data[0] as Message };
}

const post = (
  id: string,
  body: { text: string; note?: boolean; seenUntil?: string | null },
  { who = people[0] as Person, key = randomUUID() as string } = {},
) =>
  request(server.url, who.apiKey, endpoints.postMessage, {
    params: { id },
    body,
    headers: { 'idempotency-key': key },
  });
type Refused = { code: string; replies: Message[] };
const refusalOf = (answer: { body: unknown }) => answer.body as Refused;

test('a reply over a newer one is refused with it, until its writer has seen that one', async () => {
  const { id, first } = await startThread();
  const theirs = await post(
    id,
    { text: 'Mine first', seenUntil: first.occurredAt },
    { who: people[1] as Person },
  );
  expect(theirs.status).toBe(201);
  const key = randomUUID();
  const held = await post(id, { text: 'Mine too', seenUntil: first.occurredAt }, { key });
  expect(held.status).toBe(409);
  expect(refusalOf(held)).toMatchObject({ code: 'newer-reply', replies: [theirs.body] });
  // Nothing was written, so the same key may be used once more.
  const { occurredAt: seenUntil } = theirs.body;
  expect((await post(id, { text: 'Mine too', seenUntil }, { key })).status).toBe(201);
});

test('nobody is held by notes, by the customer, by what happens to the conversation, or without saying what they saw', async () => {
  const { id, first } = await startThread();
  const seenUntil = first.occurredAt;
  await post(id, { text: 'A note', note: true }, { who: people[1] as Person });
  await request(server.url, server.owner.apiKey, endpoints.prioritiseConversation, {
    params: { id },
    body: { priority: 'high' },
  });
  expect((await post(id, { text: 'One', seenUntil })).status).toBe(201);
  expect((await post(id, { text: 'A note', note: true, seenUntil })).status).toBe(201);
  expect((await post(id, { text: 'By a program' })).status).toBe(201);
  expect((await post(id, { text: 'Over both', seenUntil: null })).status).toBe(409);
});

test('a customer’s message in between is no reply', async () => {
  const visitor = await addVisitor(server.url, server.owner.inboxId);
  const say = async (text: string) => {
    const body = { id: randomUUID(), text };
    return (await request(server.url, visitor, endpoints.postVisitorMessage, { body })).body;
  };
  const asked = await say('Is it there?');
  const { body } = await request(server.url, server.owner.apiKey, endpoints.listConversations, { query: {} });
  const id = body.data[0]?.id ?? '';
  await say('Hello?');
  expect((await post(id, { text: 'Yes', seenUntil: asked.occurredAt })).status).toBe(201);
  expect((await post(id, { text: 'Yes', seenUntil: null }, { who: people[1] as Person })).status).toBe(409);
  // What waited in an outbox goes out one after the other.
  expect((await post(id, { text: 'And more', seenUntil: asked.occurredAt })).status).toBe(201);
});

test('a refused reply does nothing of what goes with it', async () => {
  const { id } = await startThread();
  const answer = await request(server.url, people[0]?.apiKey, endpoints.postMessage, {
    params: { id },
    body: { text: 'Bye', seenUntil: null, actions: [{ type: 'close' }] },
  });
  expect(answer.status).toBe(409);
  const after = await request(server.url, server.owner.apiKey, endpoints.readConversation, {
    params: { id },
  });
  expect(after.body.status).toBe('open');
});

test('of 50 posts of two at once, exactly those are held before which something unseen of the other stands', async () => {
  const { id, first } = await startThread();
  const second = await post(id, { text: 'Second', seenUntil: first.occurredAt });
  const seen = [undefined, null, first.occurredAt, second.body.occurredAt, '2999-01-01T00:00:00.000000Z'];
  const posts = Array.from({ length: 50 }, (_, n) => ({
    n,
    seenUntil: seen[n % seen.length],
    note: n % 11 === 3,
  }));
  const answers = await Promise.all(
    posts.map(async (one) => {
      const { n, note, seenUntil } = one;
      const body = { text: `Post ${n}`, note, ...(seenUntil === undefined ? {} : { seenUntil }) };
      return { ...one, answer: await post(id, body, { who: people[n % 2] as Person }) };
    }),
  );
  const { body } = await request(server.url, server.owner.apiKey, endpoints.listMessages, {
    params: { id },
    query: { limit: '100' },
  });
  const replies = body.data.filter(({ note }) => !note);
  const isUnseen = (reply: Message, n: number, seenUntil: string | null) =>
    reply.author.id !== people[n % 2]?.memberId && (seenUntil === null || reply.occurredAt > seenUntil);
  for (const { n, note, seenUntil, answer } of answers) {
    const sent = body.data.find(({ text }) => text === `Post ${n}`);
    expect(answer.status, `${n}`).toBe(sent ? 201 : 409);
    if (note || seenUntil === undefined) expect(sent, `${n}`).toBeDefined();
    else if (sent) {
      const before = replies.slice(0, replies.indexOf(sent));
      expect(before.filter((reply) => isUnseen(reply, n, seenUntil))).toEqual([]);
    } else {
      const told = refusalOf(answer).replies;
      expect(told.length).toBeGreaterThan(0);
      // The newest of what stood there at that moment, each of them unseen and none left out between.
      const at = replies.findIndex((reply) => reply.id === told.at(-1)?.id);
      const unseen = replies.slice(0, at + 1).filter((reply) => isUnseen(reply, n, seenUntil));
      expect(told).toEqual(unseen.slice(-10));
    }
  }
  expect(answers.filter(({ answer }) => answer.status === 409).length).toBeGreaterThan(10);
});
