/** Messages that are sent later: once, at their time, by two servers; held over what their writers have not seen. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Conversation, Message } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { ScheduledCount, ScheduledMessage, TakenBack } from '../contract/scheduled.ts';
import { projections } from '../server/app/projections.ts';
import { request, serveDatabase, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { ask as fetchPath } from './support/http.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';
import { png, upload } from './support/uploading.ts';

const patience = { timeout: 25_000, interval: 50 };
let now = new Date('2031-03-03T12:00:00Z');

let server: TestServer;
let second: Awaited<ReturnType<typeof serveDatabase>>;
let bea: Person;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] }, () => now);
  second = await serveDatabase(server.database, { trustProxy: ['loopback'] }, () => now);
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
});
afterAll(async () => {
  await second.close();
  await server.close();
});

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);
const say = (token: string, text: string) =>
  request(server.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text },
    headers: fromSomewhere(),
  });

async function newThread() {
  const token = await addVisitor(server.url, server.owner.inboxId);
  await say(token, 'hello');
  const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
  const [conversation] = data as Conversation[];
  return { token, id: conversation?.id ?? '', customerId: conversation?.customer.id ?? '' };
}
const inMinutes = (minutes: number) => {
  const at = new Date(now.getTime() + minutes * 60_000).toISOString();
  return { date: at.slice(0, 10), time: at.slice(11, 16), timeZone: 'UTC' };
};
const pass = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const schedule = async (id: string, body: object, key?: string): Promise<ScheduledMessage> => {
  const asked = { params: { id }, body: { text: 'later', at: inMinutes(60), ...body } };
  const made = await ask(endpoints.scheduleMessage, asked as never, key);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body as ScheduledMessage;
};
const waiting = async (id: string) =>
  (await ask(endpoints.listScheduledMessages, { params: { id } })).body.data as ScheduledMessage[];
const heldIn = async (id: string) => (await waiting(id)).map(({ held }) => held);
const messagesOf = async (id: string) =>
  (await ask(endpoints.listMessages, { params: { id }, query: { limit: 100 } } as never)).body
    .data as Message[];
const textsOf = async (id: string) => (await messagesOf(id)).map(({ text }) => text);
const cancel = (id: string, key?: string) => ask(endpoints.cancelScheduledMessage, { params: { id } }, key);
const change = (id: string, body: object, key?: string) =>
  ask(endpoints.changeScheduledMessage, { params: { id }, body } as never, key);
const sendNow = (id: string, key?: string) => ask(endpoints.sendScheduledMessage, { params: { id } }, key);
const reply = (id: string, text: string, key?: string) =>
  ask(endpoints.postMessage, { params: { id }, body: { text } } as never, key);
const told = async (key: string) =>
  ((await ask(endpoints.listNotifications, { query: { unread: 'true' } } as never, key)).body.data ?? []) as {
    kind: string;
    conversation: { id: string } | null;
  }[];

test('a reply is sent at its time on the wall clock it was said for, once, by whoever wrote it, with what goes along', async () => {
  const { id } = await newThread();
  const file = await upload(server.url, bea.apiKey, { name: 'offer.png', bytes: png(), conversationId: id });
  const at = { date: '2031-03-10', time: '09:00', timeZone: 'America/Sao_Paulo' };
  const one = await schedule(
    id,
    { text: 'Good morning', at, attachmentIds: [file.body.uploadId], actions: [{ type: 'close' }] },
    bea.apiKey,
  );
  expect(one).toMatchObject({
    conversationId: id,
    memberId: bea.memberId,
    note: false,
    said: at,
    sendAt: '2031-03-10T12:00:00.000000Z',
    unlessCustomerWrites: true,
    undo: false,
    held: null,
    attachments: [{ name: 'offer.png' }],
  });
  expect(await waiting(id)).toEqual([one]);
  const { data } = (await ask(endpoints.countScheduledMessages, {})).body;
  expect(data as ScheduledCount[]).toContainEqual({ conversationId: id, count: 1, held: 0, drafts: 0 });
  // The team may look at its file; it is neither sent a second time nor swept.
  const path = `${server.url}/api/v1/attachments/${one.attachments?.[0]?.fileId}`;
  const seen = await fetchPath(path, { headers: { authorization: `Bearer ${bea.apiKey}` } });
  expect(seen.status).toBe(200);
  const twice = { params: { id }, body: { text: '', attachmentIds: [file.body.uploadId] } };
  expect((await ask(endpoints.postMessage, twice as never, bea.apiKey)).status).toBe(410);
  expect(await textsOf(id)).toEqual(['hello']);

  now = new Date('2031-03-10T12:00:00Z');
  await expect.poll(() => textsOf(id), patience).toEqual(['hello', 'Good morning']);
  const [, sent] = await messagesOf(id);
  expect(sent).toMatchObject({
    author: { kind: 'member', id: bea.memberId },
    attachments: [{ name: 'offer.png' }],
  });
  expect(await waiting(id)).toEqual([]);
  expect((await ask(endpoints.readConversation, { params: { id } })).body).toMatchObject({
    status: 'closed',
    waitingSince: null,
  });
  const entries = await runSql(server.database.adminUrl, (client) =>
    client.query(
      `select kind from entries where payload ->> 'scheduledId' = $1 or external_id = $1 order by seq`,
      [one.id],
    ),
  );
  expect(entries.rows.map(({ kind }: { kind: string }) => kind)).toEqual([
    'message.scheduled',
    'message.sent',
    'message.unscheduled',
  ]);
});

test('twenty for one moment are sent once each by two servers, and a twenty-first is refused', async () => {
  const { id } = await newThread();
  const texts = Array.from({ length: 20 }, (_, n) => `number ${n}`);
  for (const text of texts) await schedule(id, { text });
  const more = await ask(endpoints.scheduleMessage, {
    params: { id },
    body: { text: 'too many', at: inMinutes(60) },
  } as never);
  expect(more).toMatchObject({ status: 409, body: { code: 'conflict' } });
  pass(60);
  await expect.poll(async () => (await waiting(id)).length, patience).toBe(0);
  expect((await textsOf(id)).slice(1).sort()).toEqual(texts.sort());
});

test('a time that has passed, is too far ahead or on no clock is refused, and so is nothing to say', async () => {
  const { id } = await newThread();
  const asked = (body: object) =>
    ask(endpoints.scheduleMessage, { params: { id }, body: { text: 'x', ...body } } as never);
  for (const body of [
    { at: inMinutes(0) },
    { at: inMinutes(-1) },
    { at: inMinutes(60 * 24 * 367) },
    { at: { date: '2031-13-01', time: '09:00' } },
    { at: { date: '2031-12-01', time: '25:00' } },
    { at: { ...inMinutes(5), timeZone: 'Mars/Olympus' } },
    { at: { seconds: 0 } },
    { at: { seconds: 86_401 } },
    {},
    { text: ' ', at: inMinutes(5) },
    { text: 'x'.repeat(20_001), at: inMinutes(5) },
    { text: '@x', at: inMinutes(5), mentions: [{ kind: 'member', id: bea.memberId, start: 0, length: 2 }] },
  ]) {
    expect((await asked(body)).status, JSON.stringify(body).slice(0, 100)).toBe(400);
  }
  expect(await waiting(id)).toEqual([]);
});

test('it can be moved, taken back with its words, mentions and files, and sent at once', async () => {
  const { id } = await newThread();
  const file = await upload(server.url, bea.apiKey, { name: 'a.png', bytes: png(), conversationId: id });
  const mentions = [{ kind: 'member', id: server.owner.memberId, start: 0, length: 4 }];
  const body = { text: '@Ana look', note: true, mentions, attachmentIds: [file.body.uploadId] };
  const one = await schedule(id, body, bea.apiKey);
  expect(one.unlessCustomerWrites).toBe(false);
  const moved = (await change(one.id, { at: inMinutes(120) })).body as ScheduledMessage;
  expect(moved).toMatchObject({ memberId: bea.memberId, said: inMinutes(120) });
  pass(61);
  const back = (await cancel(one.id, bea.apiKey)).body as TakenBack;
  expect(back).toMatchObject({ text: '@Ana look', note: true, mentions, uploads: [{ name: 'a.png' }] });
  expect((await cancel(one.id)).status).toBe(404);
  expect((await sendNow(one.id)).status).toBe(404);
  const again = back.uploads.map(({ uploadId }) => uploadId);
  const two = await schedule(id, { ...body, attachmentIds: again }, bea.apiKey);
  const sent = (await sendNow(two.id)).body as Message;
  expect(sent).toMatchObject({ note: true, mentions, author: { id: bea.memberId } });
  expect(sent.attachments).toHaveLength(1);
  expect(await waiting(id)).toEqual([]);
  // Whoever is not its writer gets no files of it.
  const other = await upload(server.url, bea.apiKey, { bytes: png(), conversationId: id });
  const three = await schedule(id, { attachmentIds: [other.body.uploadId] }, bea.apiKey);
  expect(((await cancel(three.id)).body as TakenBack).uploads).toEqual([]);
});

test('the customer’s word holds a reply at once, its writer is told, and a new time lets it wait again', async () => {
  const { id, token } = await newThread();
  const one = await schedule(id, {}, bea.apiKey);
  const stubborn = await schedule(id, { text: 'anyway', unlessCustomerWrites: false }, bea.apiKey);
  const note = await schedule(id, { text: 'a note', note: true }, bea.apiKey);
  await say(token, 'by the way');
  await expect.poll(() => heldIn(id), patience).toEqual(['customer-wrote', null, null]);
  const mine = async () => (await told(bea.apiKey)).filter(({ conversation }) => conversation?.id === id);
  await expect.poll(async () => (await mine()).map(({ kind }) => kind), patience).toEqual(['held']);
  pass(60);
  await expect.poll(() => textsOf(id), patience).toEqual(['hello', 'by the way', 'anyway', 'a note']);
  expect(await heldIn(id)).toEqual(['customer-wrote']);
  expect((await change(one.id, { unlessCustomerWrites: false })).status).toBe(409);
  expect((await change(one.id, { at: inMinutes(30) })).body).toMatchObject({ held: null });
  pass(30);
  await expect.poll(() => waiting(id), patience).toEqual([]);
  expect((await textsOf(id)).at(-1)).toBe('later');
  expect([stubborn.id, note.id]).not.toContain(one.id);
});

test('somebody else’s reply holds it, one’s own does not, and what was not seen refuses it from the start', async () => {
  const { id } = await newThread();
  const [hello] = await messagesOf(id);
  await schedule(id, {}, bea.apiKey);
  await reply(id, 'mine too', bea.apiKey);
  await reply(id, 'I am quicker');
  await expect.poll(() => heldIn(id), patience).toEqual(['newer-reply']);
  const unseen = { text: 'late', at: inMinutes(5), seenUntil: hello?.occurredAt };
  const refused = await ask(endpoints.scheduleMessage, { params: { id }, body: unseen } as never, bea.apiKey);
  expect(refused).toMatchObject({ status: 409, body: { code: 'newer-reply' } });
});

test('spam holds it, and nobody sends into spam', async () => {
  const { id } = await newThread();
  const one = await schedule(id, {});
  await ask(endpoints.markConversationSpam, { params: { id } });
  await expect.poll(() => heldIn(id), patience).toEqual(['spam']);
  expect((await sendNow(one.id)).status).toBe(409);
  const another = { params: { id }, body: { text: 'x', at: inMinutes(5) } };
  expect((await ask(endpoints.scheduleMessage, another as never)).status).toBe(409);
  await ask(endpoints.reopenConversation, { params: { id } });
  expect((await sendNow(one.id)).status).toBe(200);
});

test('it goes along into the conversation that its own becomes part of, and back', async () => {
  const { id, customerId } = await newThread();
  const { body } = await ask(endpoints.startConversation, {
    body: { customerId, inboxId: server.owner.inboxId, text: 'an offer' },
  });
  const offered = body as Conversation;
  const one = await schedule(offered.id, {});
  await ask(endpoints.mergeConversation, { params: { id: offered.id }, body: { intoId: id } });
  expect(await waiting(id)).toMatchObject([{ id: one.id, conversationId: id, held: null }]);
  await ask(endpoints.unmergeConversation, { params: { id: offered.id } });
  expect(await waiting(id)).toEqual([]);
  expect(await waiting(offered.id)).toHaveLength(1);
  await ask(endpoints.mergeConversation, { params: { id: offered.id }, body: { intoId: id } });
  pass(60);
  await expect.poll(() => waiting(id), patience).toEqual([]);
  expect((await textsOf(id)).at(-1)).toBe('later');
});

test('of who leaves, or may no longer write, it is held: others send it in their own name, or throw it away', async () => {
  const { id } = await newThread();
  const carl = await addMember(server.url, server.owner, 'agent', 'Carl');
  const dora = await addMember(server.url, server.owner, 'agent', 'Dora');
  const one = await schedule(id, { text: 'from Carl' }, carl.apiKey);
  const two = await schedule(id, { text: 'from Dora', at: inMinutes(61) }, dora.apiKey);
  await ask(endpoints.removeMember, { params: { id: carl.memberId }, body: {} });
  expect(await heldIn(id)).toEqual(['author-left', null]);
  const role = { params: { id: dora.memberId }, body: { role: 'viewer' } };
  expect((await ask(endpoints.changeRole, role as never)).status).toBe(200);
  pass(62);
  await expect.poll(() => heldIn(id), patience).toEqual(['author-left', 'no-right']);
  expect((await change(one.id, { at: inMinutes(5) })).status).toBe(409);
  expect((await sendNow(one.id, dora.apiKey)).status).toBe(403);
  expect((await sendNow(one.id, bea.apiKey)).body).toMatchObject({
    text: 'from Carl',
    author: { id: bea.memberId },
  });
  expect((await cancel(two.id)).status).toBe(200);
  expect(await textsOf(id)).toEqual(['hello', 'from Carl']);
});

test('what came too late is held, and so is what does something that can’t be done any more', async () => {
  const { id } = await newThread();
  const tag = await ask(endpoints.createTag, { body: { name: `t ${randomUUID()}`, colour: 'red' } } as never);
  const { id: tagId } = tag.body as { id: string };
  await schedule(id, { text: 'in time', at: inMinutes(60) });
  const eve = await addMember(server.url, server.owner, 'agent', 'Eve');
  await schedule(id, { text: 'refused', actions: [{ type: 'assign', memberId: eve.memberId }] });
  await schedule(id, { text: 'tagged', actions: [{ type: 'tag', tagId }] });
  await ask(endpoints.removeMember, { params: { id: eve.memberId }, body: {} });
  pass(60 * 24 - 1);
  await expect.poll(() => heldIn(id), patience).toEqual(['refused']);
  expect(await textsOf(id)).toEqual(['hello', 'in time', 'tagged']);
  await schedule(id, { text: 'much later' });
  pass(60 * 25 + 1);
  await expect.poll(() => heldIn(id), patience).toEqual(['refused', 'late']);
  expect(await textsOf(id)).not.toContain('much later');
});

test('seconds ahead it can be undone, and goes out by itself otherwise', async () => {
  const { id, token } = await newThread();
  expect((await ask(endpoints.readMe, {}, server.owner.apiKey)).status).toBe(403);
  const one = await schedule(id, { text: 'oops', at: { seconds: 10 }, undo: true });
  expect(one).toMatchObject({ undo: true, said: null, unlessCustomerWrites: false });
  expect((await cancel(one.id)).body).toMatchObject({ text: 'oops' });
  await schedule(id, { text: 'good', at: { seconds: 10 }, undo: true });
  await say(token, 'are you there?');
  pass(1);
  await expect.poll(() => textsOf(id), patience).toEqual(['hello', 'are you there?', 'good']);
});

test('the customer’s time zone is told where something said it', async () => {
  const { id, customerId } = await newThread();
  const zone = async () =>
    (await ask(endpoints.listScheduledMessages, { params: { id } })).body.customerTimeZone;
  expect(await zone()).toBeNull();
  for (const timeZone of ['Mars/Olympus', 'Europe/Lisbon']) {
    const started = await request(server.url, undefined, endpoints.startVisitorSession, {
      body: { inboxId: server.owner.inboxId, timeZone },
      headers: fromSomewhere(),
    });
    await say(started.body.token, 'hello');
    const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
    const params = { id: (data as Conversation[])[0]?.id ?? '' };
    expect((await ask(endpoints.listScheduledMessages, { params })).body.customerTimeZone).toBe(
      timeZone === 'Europe/Lisbon' ? timeZone : null,
    );
  }
  await runSql(server.database.adminUrl, (client) =>
    client.query(
      `insert into traits (workspace_id, customer_id, name, verified, value, said_at, said_by)
       values ($1, $2, 'timezone', false, '"Asia/Shanghai"', now(), 'x')`,
      [server.owner.workspaceId, customerId],
    ),
  );
  expect(await zone()).toBe('Asia/Shanghai');
});

test('an erasure takes it away, and the tables are what the ledger says', async () => {
  const { id, customerId } = await newThread();
  await schedule(id, { text: 'secret words' });
  const kept = await newThread();
  const one = await schedule(kept.id, { at: inMinutes(300) });
  await change(one.id, { at: inMinutes(400), unlessCustomerWrites: false });
  const asked = await ask(endpoints.openPrivacyRequest, {
    body: { kind: 'erase', customerId, askedHow: 'mail' },
  } as never);
  const { id: requestId } = asked.body as { id: string };
  const started = await ask(endpoints.startErasure, {
    params: { id: requestId },
    body: { name: 'ERASE' },
  } as never);
  expect(started.status, JSON.stringify(started.body)).toBeLessThan(300);
  await expect.poll(() => waiting(id), patience).toEqual([]);
  const found = async () =>
    (
      await runSql(server.database.adminUrl, (client) =>
        client.query(`select 1 from entries where payload::text like '%secret words%'`),
      )
    ).rowCount;
  await expect.poll(found, patience).toBe(0);
  const rebuilt = await rebuild(server.database.adminUrl, projections, () => undefined);
  const { tables } = rebuilt.find(({ name }) => name === 'scheduled-messages') ?? {};
  expect(tables).toEqual({ scheduled_messages: { written: 0, removed: 0 } });
});
