/** Who is at a conversation, over real sockets and two servers on one database; and how far messages have been read. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Attended, type Doing, laterReceipt, type Receipt } from '../contract/attendance.ts';
import type { Message } from '../contract/conversations.ts';
import { endpoints } from '../contract/endpoints.ts';
import { realtimePath, visitorRealtimePath } from '../contract/realtime.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import {
  addWorkspace,
  request,
  serveDatabase,
  startTestServer,
  type TestServer,
} from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';
import { type Frame, openSocket, type TestSocket } from './support/sockets.ts';

let server: TestServer;
let second: Awaited<ReturnType<typeof serveDatabase>>;
let stranger: CreatedOwner;
let ana: Person;
let bea: Person;
let viewer: Person;
let visitor: string;
let conversationId: string;

beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  second = await serveDatabase(server.database, { trustProxy: ['loopback'] });
  stranger = await addWorkspace(server.db, 'Strange', {
    email: 's@example.com',
    password: 'correct horse battery',
  });
  ana = await addMember(server.url, server.owner, 'agent', 'Ana Souza');
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  viewer = await addMember(server.url, server.owner, 'viewer', 'Vera');
  visitor = await addVisitor(server.url, server.owner.inboxId);
  await say('Hello');
  const { body } = await request(server.url, server.owner.apiKey, endpoints.listConversations, { query: {} });
  conversationId = body.data[0]?.id ?? '';
});
afterAll(async () => {
  await second.close();
  await server.close();
});

const say = (text: string) =>
  request(server.url, visitor, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text },
    headers: fromSomewhere(),
  });
const reply = (who: Person, text: string) =>
  request(server.url, who.apiKey, endpoints.postMessage, { params: { id: conversationId }, body: { text } });

async function openConsole({ cookie }: { cookie: string }, url = server.url): Promise<TestSocket> {
  const socket = await openSocket(url, realtimePath, { headers: { cookie, origin: url } });
  socket.send({ type: 'resume', since: null });
  await socket.until(({ type }) => type === 'ready');
  return socket;
}
const attend = (socket: TestSocket, doing: Doing = 'viewing', id: string | null = conversationId) =>
  socket.send({ type: 'attend', conversationId: id, doing });
async function openWidget(url = server.url): Promise<TestSocket> {
  const socket = await openSocket(url, visitorRealtimePath);
  socket.send({ type: 'authenticate', token: visitor });
  socket.send({ type: 'resume', since: null });
  await socket.until(({ type }) => type === 'ready');
  return socket;
}

type News = Frame & {
  conversations?: Attended[];
  conversationId?: string;
  receipt?: Receipt;
  names?: string[];
  until?: string;
  code?: string;
};
const newest = (socket: TestSocket, type: string): News | undefined =>
  (socket.frames as News[]).findLast((frame) => frame.type === type);
/** What a socket has been told of the conversation last. */
const toldOf = (socket: TestSocket) =>
  (socket.frames as News[])
    .flatMap(({ conversations = [] }) => conversations)
    .findLast((one) => one.conversationId === conversationId);
const isThere = (socket: TestSocket, members: Record<string, Doing>) =>
  expect
    .poll(() => Object.fromEntries((toldOf(socket)?.members ?? []).map((one) => [one.memberId, one.doing])), {
      timeout: 15_000,
    })
    .toEqual(members);

describe('members', () => {
  test('one on one server sees one on the other; several tabs are one; who leaves is gone', async () => {
    const [here, there, tab] = [
      await openConsole(ana),
      await openConsole(bea, second.url),
      await openConsole(bea, second.url),
    ];
    attend(here, 'viewing', null);
    expect((await here.until(({ type }) => type === 'attendance')) as News).toMatchObject({ isWhole: true });
    attend(there);
    attend(tab, 'idle');
    await isThere(here, { [bea.memberId]: 'viewing' });
    attend(here);
    attend(there, 'replying');
    await isThere(here, { [ana.memberId]: 'viewing', [bea.memberId]: 'replying' });
    await isThere(there, { [ana.memberId]: 'viewing', [bea.memberId]: 'replying' });
    attend(there, 'noting');
    await isThere(here, { [ana.memberId]: 'viewing', [bea.memberId]: 'noting' });
    there.drop();
    await isThere(here, { [ana.memberId]: 'viewing', [bea.memberId]: 'idle' });
    attend(tab, 'viewing', null);
    await isThere(here, { [ana.memberId]: 'viewing' });
    for (const socket of [here, tab]) socket.drop();
  });

  test('who comes later is told who is there', async () => {
    const [here, late] = [await openConsole(ana), await openConsole(bea)];
    attend(here);
    await isThere(here, { [ana.memberId]: 'viewing' });
    attend(late, 'viewing', null);
    await late.until(({ type }) => type === 'attendance');
    expect(toldOf(late)?.members).toEqual([{ memberId: ana.memberId, doing: 'viewing' }]);
    for (const socket of [here, late]) socket.drop();
  });

  test('a server that stops takes its members along', async () => {
    const third = await serveDatabase(server.database, { trustProxy: ['loopback'] });
    const [here, there] = [await openConsole(ana), await openConsole(bea, third.url)];
    attend(here, 'viewing', null);
    attend(there);
    await isThere(here, { [bea.memberId]: 'viewing' });
    await third.close();
    await isThere(here, {});
    here.drop();
  });

  test('who does not ask hears nothing of it, and nothing of it is stored', async () => {
    const count = () =>
      runSql(
        server.database.adminUrl,
        async (client) => (await client.query('select 1 from entries')).rowCount,
      );
    const before = await count();
    const [quiet, here] = [await openConsole(ana), await openConsole(bea)];
    for (const doing of ['viewing', 'replying', 'noting', 'idle'] as const) attend(here, doing);
    await isThere(here, { [bea.memberId]: 'idle' });
    expect(quiet.frames.map(({ type }) => type).filter((type) => type !== 'entries')).toEqual(['ready']);
    // A console that connects is presence, which is told; attendance is not.
    expect((await count()) ?? 0).toBeLessThanOrEqual((before ?? 0) + 2);
    for (const socket of [quiet, here]) socket.drop();
  });
});

describe('refusals', () => {
  const refused = async (socket: TestSocket, code: string) => {
    const frame = (await socket.until(({ type }) => type === 'refused')) as News;
    expect(frame.code).toBe(code);
    expect(socket.isOpen()).toBe(true);
    socket.drop();
  };

  test('a conversation of another workspace is like none, and nobody there hears of it', async () => {
    const outside = await openSocket(server.url, realtimePath);
    outside.send({ type: 'authenticate', token: stranger.apiKey });
    outside.send({ type: 'resume', since: null });
    attend(outside, 'viewing', null);
    await outside.until(({ type }) => type === 'attendance');
    const theirs = await request(server.url, stranger.apiKey, endpoints.createCustomer, {
      body: { name: 'X' },
    });
    const foreign = await request(server.url, stranger.apiKey, endpoints.startConversation, {
      body: { customerId: theirs.body.id, inboxId: stranger.inboxId, text: 'X' },
    });
    for (const id of [foreign.body.id, randomUUID()]) {
      const here = await openConsole(ana);
      attend(here, 'viewing', id);
      await refused(here, 'not-found');
    }
    const here = await openConsole(ana);
    attend(here, 'replying');
    await isThere(here, { [ana.memberId]: 'replying' });
    expect(outside.heard()).not.toContain(ana.memberId);
    for (const socket of [here, outside]) socket.drop();
  });

  test('a viewer may look and not write; a program is not its member', async () => {
    const looking = await openConsole(viewer);
    attend(looking);
    await isThere(looking, { [viewer.memberId]: 'viewing' });
    attend(looking, 'noting');
    await refused(looking, 'not-allowed');
    const program = await openSocket(server.url, realtimePath);
    program.send({ type: 'authenticate', token: ana.apiKey });
    attend(program);
    await refused(program, 'not-allowed');
  });

  test('too many frames are not taken, and the socket stays', async () => {
    const here = await openConsole(ana);
    for (let frame = 0; frame < 70; frame++) attend(here, frame % 2 ? 'viewing' : 'replying');
    await refused(here, 'too-many-requests');
    const typing = await openWidget();
    for (let frame = 0; frame < 40; frame++) typing.send({ type: 'writing', isWriting: frame % 2 === 0 });
    await refused(typing, 'too-many-requests');
  });

  test.each([
    { type: 'attend', conversationId: 'x', doing: 'viewing' },
    { type: 'attend', conversationId: null, doing: 'flying' },
    { type: 'attend', doing: 'viewing' },
    { type: 'writing' },
    { type: 'writing', isWriting: true },
  ])('a member’s frame %o ends the socket', async (frame) => {
    const here = await openConsole(ana);
    here.send(JSON.stringify(frame));
    expect([1007, 1013]).toContain(await here.ended());
  });

  test('a visitor can’t attend', async () => {
    const widget = await openWidget();
    attend(widget);
    expect(await widget.ended()).toBe(1013);
  });
});

describe('a visitor', () => {
  test('sees by first name who replies, and not who takes notes; members see that the visitor writes', async () => {
    const [here, widget] = [await openConsole(ana), await openWidget(second.url)];
    attend(here, 'noting');
    await isThere(here, { [ana.memberId]: 'noting' });
    attend(here, 'replying');
    await expect.poll(() => newest(widget, 'writing')?.names, { timeout: 15_000 }).toEqual(['Ana']);
    attend(here, 'viewing');
    await expect.poll(() => newest(widget, 'writing')?.names).toEqual([]);
    expect((widget.frames as News[]).filter(({ type }) => type === 'writing')).toHaveLength(2);
    widget.send({ type: 'writing', isWriting: true });
    await expect.poll(() => toldOf(here)?.isCustomerWriting, { timeout: 15_000 }).toBe(true);
    widget.drop();
    await expect.poll(() => toldOf(here)?.isCustomerWriting).toBe(false);
    here.drop();
  });

  test('hears how far the team has read, live and after a reload', async () => {
    const widget = await openWidget(second.url);
    const first = await say('One');
    await say('Two');
    const { body } = await request(server.url, ana.apiKey, endpoints.readConversation, {
      params: { id: conversationId },
    });
    await request(server.url, ana.apiKey, endpoints.markConversationRead, {
      params: { id: conversationId },
      body: { inboundCount: body.inboundCount - 1 },
    });
    await expect.poll(() => newest(widget, 'read')?.until, { timeout: 15_000 }).toBe(first.body.occurredAt);
    const page = await request(server.url, visitor, endpoints.listVisitorMessages, { query: { limit: '1' } });
    expect(page.body.readUntil).toBe(first.body.occurredAt);
    widget.drop();
  });

  test('a message of somebody else’s thread, or of nobody, changes nothing', async () => {
    const sent = await reply(ana, 'For the first visitor');
    const other = await addVisitor(server.url, server.owner.inboxId);
    for (const [token, messageId] of [
      [other, sent.body.id],
      [visitor, randomUUID()],
    ] as const) {
      const { status } = await request(server.url, token, endpoints.recordReceipt, {
        body: { messageId, isRead: true },
      });
      expect(status).toBe(204);
    }
    expect((await receiptOf()).readUntil).not.toBe(sent.body.occurredAt);
  });
});

const receiptOf = async (): Promise<Receipt> =>
  (await request(server.url, ana.apiKey, endpoints.readReceipt, { params: { id: conversationId } })).body;

describe('receipts', () => {
  test('members hear on every server when a message has arrived and when it was read', async () => {
    const here = await openConsole(ana, second.url);
    attend(here, 'viewing', null);
    await here.until(({ type }) => type === 'attendance');
    const sent = await reply(ana, 'Have you seen it?');
    const note = (isRead: boolean) =>
      request(server.url, visitor, endpoints.recordReceipt, { body: { messageId: sent.body.id, isRead } });
    await note(false);
    await expect
      .poll(() => newest(here, 'receipt')?.receipt?.deliveredUntil, { timeout: 15_000 })
      .toBe(sent.body.occurredAt);
    expect((await receiptOf()).readUntil).not.toBe(sent.body.occurredAt);
    await note(true);
    await expect.poll(() => newest(here, 'receipt')?.receipt?.readUntil).toBe(sent.body.occurredAt);
    expect(newest(here, 'receipt')?.receipt).toEqual(await receiptOf());
    // Said again it says nothing new.
    const told = here.frames.length;
    await note(true);
    await note(false);
    expect(here.frames.slice(told).map(({ type }) => type)).not.toContain('receipt');
    here.drop();
  });

  test('they only move on, in whatever order they come, at the server and at whoever hears of them', async () => {
    const sent: Message[] = [];
    for (let n = 0; n < 6; n++) sent.push((await reply(ana, `Reply ${n}`)).body);
    const order = fc.shuffledSubarray(
      sent.flatMap((_, at) => [
        { at, isRead: false },
        { at, isRead: true },
      ]),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(order, async (notes) => {
        await runSql(server.database.adminUrl, (client) => client.query('delete from conversation_receipts'));
        let before: Receipt = { deliveredUntil: null, readUntil: null, readAt: null };
        const states: Receipt[] = [];
        for (const { at, isRead } of notes) {
          const body = { messageId: sent[at]?.id ?? '', isRead };
          const { status } = await request(server.url, visitor, endpoints.recordReceipt, {
            body,
            headers: fromSomewhere(),
          });
          if (status === 429) return;
          expect(status).toBe(204);
          const now = await receiptOf();
          expect(laterReceipt(before, now)).toEqual(now);
          if (before.readUntil === now.readUntil) expect(now.readAt).toBe(before.readAt);
          before = now;
          states.push(now);
        }
        const furthest = (which: typeof notes) =>
          which.length === 0 ? null : (sent[Math.max(...which.map(({ at }) => at))]?.occurredAt ?? null);
        expect(before.deliveredUntil).toBe(furthest(notes));
        expect(before.readUntil).toBe(furthest(notes.filter(({ isRead }) => isRead)));
        // Whoever hears of them in another order, or twice, ends where they end.
        const reordered = [...states, ...states]
          .toSorted((a, b) => (a.readAt ?? '').localeCompare(b.readAt ?? ''))
          .reverse();
        expect(reordered.reduce(laterReceipt)).toEqual(before);
      }),
      { numRuns: 8 },
    );
  });
});
