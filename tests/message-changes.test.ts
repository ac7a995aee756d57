/** Editing and deleting what the team wrote: who may, what everybody sees then, and what stays as it was. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Conversation, Message } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { apiPrefix, endpoints } from '../contract/endpoints.ts';
import { positionHeader } from '../contract/realtime.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { inWorkspace } from '../server/platform/db/index.ts';
import { applyToScreen, fetchScreen, fetchThread, openWidget, plain } from './support/clients.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';
import { followFrom } from './support/sockets.ts';
import { png, upload } from './support/uploading.ts';

let server: TestServer;
let bea: Person;
let ann: Person;
let viewer: Person;
let ahead = 0;

beforeAll(async () => {
  const now = () => new Date(Date.now() + ahead);
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] }, now);
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  ann = await addMember(server.url, server.owner, 'agent', 'Ann');
  viewer = await addMember(server.url, server.owner, 'viewer', 'Vic');
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = bea.apiKey, headers = {}) =>
  request(server.url, key, endpoint, { ...(input as object), headers } as never);
const say = (token: string, text: string) =>
  request(server.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text },
    headers: fromSomewhere(),
  });
const write = async (id: string, text: string, more: object = {}, key = bea.apiKey) =>
  (await ask(endpoints.postMessage, { params: { id }, body: { text, ...more } } as never, key))
    .body as Message;
const edit = (id: string, text: string, more: object = {}, key = bea.apiKey) =>
  ask(endpoints.editMessage, { params: { id }, body: { text, ...more } }, key);
const remove = (id: string, key = bea.apiKey) => ask(endpoints.deleteMessage, { params: { id } }, key);
const restore = (id: string, key = bea.apiKey) => ask(endpoints.restoreMessage, { params: { id } }, key);
const read = async (id: string) =>
  (await ask(endpoints.readConversation, { params: { id } })).body as Conversation;
const messagesOf = async (id: string) =>
  (await ask(endpoints.listMessages, { params: { id }, query: {} } as never)).body.data as Message[];
const versions = (id: string, key = bea.apiKey) =>
  ask(endpoints.listMessageVersions, { params: { id } }, key);
const problem = ({ status, body }: { status: number; body: unknown }) => {
  const { code, detail } = body as { code?: string; detail?: string };
  return [status, code, (detail ?? '').length > 20];
};

/** A visitor's conversation. */
async function converse(text = 'where is it?'): Promise<{ token: string; id: string; customerId: string }> {
  const token = await addVisitor(server.url, server.owner.inboxId);
  await say(token, text);
  const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
  const [conversation] = data as Conversation[];
  return { token, id: conversation?.id ?? '', customerId: conversation?.customer.id ?? '' };
}

describe('who may', () => {
  test('one edits what one wrote, and nobody else does; the customer’s words are the customer’s', async () => {
    const { id } = await converse();
    const reply = await write(id, 'it is on its whey');
    const [asked] = await messagesOf(id);
    expect((await edit(reply.id, 'it is on its way')).body).toMatchObject({
      id: reply.id,
      text: 'it is on its way',
      changed: { revision: 1, editedAt: expect.any(String), deletedAt: null, deletedBy: null },
    });
    expect(problem(await edit(reply.id, 'mine', {}, ann.apiKey))).toEqual([403, 'not-allowed', true]);
    expect(problem(await edit(reply.id, 'mine', {}, server.owner.apiKey))).toEqual([
      403,
      'not-allowed',
      true,
    ]);
    expect(problem(await edit(reply.id, 'mine', {}, viewer.apiKey))[0]).toBe(403);
    expect(problem(await edit(asked?.id ?? '', 'mine'))).toEqual([403, 'not-allowed', true]);
    expect(problem(await remove(asked?.id ?? '', server.owner.apiKey))).toEqual([403, 'not-allowed', true]);
    expect(problem(await edit(randomUUID(), 'mine'))).toEqual([404, 'not-found', true]);
    expect(problem(await edit(reply.id, ' \n '))).toEqual([400, 'invalid-input', true]);
  });

  test('an agent deletes what is theirs, an owner anybody’s of the team', async () => {
    const { id } = await converse();
    const [one, other] = [await write(id, 'one'), await write(id, 'other', { note: true })];
    expect(problem(await remove(one.id, ann.apiKey))).toEqual([403, 'not-allowed', true]);
    expect((await remove(one.id)).body).toMatchObject({ text: '', changed: { deletedBy: bea.memberId } });
    expect((await remove(other.id, server.owner.apiKey)).status).toBe(200);
    expect(problem(await remove(one.id))).toEqual([409, 'conflict', true]);
    expect(problem(await edit(one.id, 'again'))).toEqual([409, 'conflict', true]);
    expect(problem(await versions(one.id))[0]).toBe(404);
    const { data } = (await ask(endpoints.readAuditLog, { query: {} } as never, server.owner.apiKey)).body;
    const told = data.filter(({ kind }: { kind: string }) => kind === 'conversations.message_deleted');
    expect(told.slice(0, 2)).toMatchObject([
      {
        actor: { id: server.owner.memberId },
        payload: { note: true, authorId: bea.memberId, messageId: other.id },
      },
      {
        actor: { id: bea.memberId },
        payload: { note: false, authorId: bea.memberId, writtenAt: one.occurredAt },
      },
    ]);
    expect(JSON.stringify(told)).not.toContain('"other"');
  });

  test('a reply is edited for a day, a note for ever', async () => {
    const { id } = await converse();
    const [reply, note] = [await write(id, 'reply'), await write(id, 'note', { note: true })];
    ahead = 23 * 3_600_000;
    expect((await edit(reply.id, 'after 23 hours')).status).toBe(200);
    ahead = 25 * 3_600_000;
    expect(problem(await edit(reply.id, 'after 25 hours'))).toEqual([409, 'conflict', true]);
    expect((await edit(note.id, 'after 25 hours')).status).toBe(200);
    expect((await remove(reply.id)).status).toBe(200);
    ahead = 0;
  });

  test('a deletion is taken back for a minute by who deleted', async () => {
    const { id } = await converse();
    const reply = await write(id, 'first');
    await edit(reply.id, 'second');
    await remove(reply.id);
    expect(problem(await restore(reply.id, ann.apiKey))).toEqual([403, 'not-allowed', true]);
    expect((await restore(reply.id)).body).toMatchObject({
      text: 'second',
      changed: { revision: 3, editedAt: expect.any(String), deletedAt: null },
    });
    expect((await restore(reply.id)).body).toMatchObject({ changed: { revision: 3 } });
    expect((await messagesOf(id)).at(-1)?.text).toBe('second');
    await remove(reply.id);
    ahead = 61_000;
    expect(problem(await restore(reply.id))).toEqual([409, 'conflict', true]);
    ahead = 0;
  });

  test('mentions of a note are those of its text now', async () => {
    const { id } = await converse();
    const mention = (memberId: string, start: number) => ({ kind: 'member', id: memberId, start, length: 4 });
    const note = await write(id, '@Ann look', { note: true, mentions: [mention(ann.memberId, 0)] });
    const moved = await edit(note.id, 'please @Ann', { mentions: [mention(ann.memberId, 7)] });
    expect(moved.body).toMatchObject({ text: 'please @Ann', mentions: [{ start: 7 }] });
    expect(problem(await edit(note.id, 'nobody', { mentions: [mention(ann.memberId, 0)] }))[1]).toBe(
      'invalid-input',
    );
    expect(problem(await edit(note.id, '@Who', { mentions: [mention(randomUUID(), 0)] }))[1]).toBe(
      'conflict',
    );
    expect((await edit(note.id, 'nobody')).body.mentions).toBeUndefined();
    const reply = await write(id, 'hello');
    expect(problem(await edit(reply.id, '@Ann', { mentions: [mention(ann.memberId, 0)] }))[1]).toBe(
      'invalid-input',
    );
  });
});

describe('what is seen', () => {
  test('the new text stands everywhere, and the earlier ones are there for members', async () => {
    const { token, id, customerId } = await converse();
    const mark = randomUUID().replaceAll('-', '');
    const reply = await write(id, `tomorow ${mark}`);
    const before = await read(id);
    await edit(reply.id, `tomorrow ${mark}`, {});
    await edit(reply.id, `on Friday ${mark}`, {});
    expect((await messagesOf(id)).at(-1)).toMatchObject({
      text: `on Friday ${mark}`,
      changed: { revision: 2 },
    });
    const after = await read(id);
    expect(after).toEqual({
      ...before,
      position: after.position,
      lastMessage: { ...before.lastMessage, text: `on Friday ${mark}` },
    });
    const { thread } = await fetchThread(server.url, token);
    expect(thread.at(-1)).toMatchObject({
      text: `on Friday ${mark}`,
      changed: { revision: 2, isEdited: true, isDeleted: false },
    });
    const { data: entries } = (
      await ask(endpoints.readTimeline, { params: { id: customerId }, query: {} } as never)
    ).body;
    expect(JSON.stringify(entries)).not.toContain('tomor');
    expect(entries.find((entry: { id: string }) => entry.id === reply.id)).toMatchObject({
      payload: { text: `on Friday ${mark}` },
      changed: { revision: 2 },
    });
    expect((await versions(reply.id, viewer.apiKey)).body.data).toMatchObject([
      { text: `tomorow ${mark}`, by: { id: bea.memberId }, at: reply.occurredAt },
      { text: `tomorrow ${mark}` },
      { text: `on Friday ${mark}` },
    ]);
    for (const format of ['jsonl', 'vcon']) {
      const text = await exported(format, id);
      expect(text).toContain(`on Friday ${mark}`);
      expect(text).not.toContain('tomor');
      expect(text).toMatch(/edited/);
    }
  });

  test('old words are found no more, and new ones are, within two seconds; nothing of what is deleted is', async () => {
    const { id } = await converse();
    const [old, next] = [`zorilla${Date.now()}`, `quokka${Date.now()}`];
    const reply = await write(id, `a ${old}`);
    const found = async (search: string) =>
      (await ask(endpoints.searchMessages, { query: { search } } as never)).body.data;
    const soon = (search: string, count: number) =>
      vi.waitFor(async () => expect(await found(search)).toHaveLength(count), {
        timeout: 2_000,
        interval: 50,
      });
    await vi.waitFor(async () => expect(await found(old)).toHaveLength(1), { timeout: 10_000, interval: 50 });
    await edit(reply.id, `a ${next}`);
    await soon(next, 1);
    await soon(old, 0);
    await remove(reply.id);
    await soon(next, 0);
    await restore(reply.id);
    await soon(next, 1);
  });

  test('a deleted message says nothing, and its files are nobody’s', async () => {
    const { token, id, customerId } = await converse();
    const secret = `secret${Date.now()}`;
    const { body: file } = await upload(server.url, bea.apiKey, {
      name: `${secret}.png`,
      bytes: png(),
      conversationId: id,
    });
    const reply = await write(id, secret, { attachmentIds: [file.uploadId] });
    const [shown] = (await fetchThread(server.url, token)).thread.slice(-1);
    const [attachment] = shown?.attachments ?? [];
    const fetched = () => fetch(`${server.url}${attachment?.path}`, { headers: fromSomewhere() });
    expect((await fetched()).status).toBe(200);
    await edit(reply.id, `${secret} edited`);
    await remove(reply.id);
    expect((await fetched()).status).toBe(404);
    const signed = await request(server.url, token, endpoints.signVisitorAttachment, {
      params: { id: attachment?.fileId ?? '' },
      headers: fromSomewhere(),
    });
    expect(signed.status).toBe(404);
    const kinds = 'message.sent,message.edited,message.deleted,message.restored';
    const everything = JSON.stringify([
      await messagesOf(id),
      await read(id),
      await fetchThread(server.url, token),
      (await ask(endpoints.readTimeline, { params: { id: customerId }, query: { kinds } } as never)).body,
      await exported('jsonl', id),
      await exported('vcon', id),
    ]);
    expect(everything).not.toContain(secret);
    expect((await read(id)).lastMessage).toMatchObject({ text: '', deleted: true });
    await restore(reply.id);
    expect((await fetched()).status).toBe(200);
    expect((await read(id)).lastMessage).toMatchObject({ text: `${secret} edited`, files: 1 });
  });

  test('both sides hear of it live; who was away is never told what is gone', async () => {
    const { token, id } = await converse();
    const { screen, position } = await fetchScreen(server.url, bea.apiKey);
    let live = screen;
    const follower = await followFrom(server.url, bea.apiKey, position, {
      onFrame: ({ entries = [] }) => {
        for (const entry of entries) live = applyToScreen(live, entry, bea.memberId);
      },
    });
    const widget = await openWidget(server.url, token);
    const away = (await fetchThread(server.url, token)).position;
    const [one, two, note] = [
      await write(id, 'one'),
      await write(id, 'secret two'),
      await write(id, 'a note', { note: true }),
    ];
    await edit(one.id, 'one, edited');
    await edit(note.id, 'a note, edited');
    await remove(two.id);
    await widget.until((thread) => thread.some(({ changed }) => changed?.isDeleted));
    await widget.until((thread) => thread.some(({ text }) => text === 'one, edited'));
    expect(widget.thread()).toEqual((await fetchThread(server.url, token)).thread);
    expect(JSON.stringify(widget.thread())).not.toContain('secret');
    await vi.waitFor(
      async () => expect(plain(live)).toEqual(plain((await fetchScreen(server.url, bea.apiKey)).screen)),
      { timeout: 10_000, interval: 100 },
    );
    const frames: unknown[] = [];
    const late = await followFrom(server.url, token, away, { onFrame: (frame) => void frames.push(frame) });
    await vi.waitFor(() => expect(JSON.stringify(frames)).toContain('one, edited'), 10_000);
    expect(JSON.stringify(frames)).not.toContain('secret');
    expect(JSON.stringify(frames)).not.toContain('a note');
    for (const socket of [follower, late]) socket.drop();
    widget.close();
  });

  test('what is counted stays as it was', async () => {
    const { token, id } = await converse();
    const note = await write(id, 'a note', { note: true });
    const waiting = await read(id);
    expect(waiting.waitingSince).not.toBeNull();
    await edit(note.id, 'another');
    expect((await read(id)).waitingSince).toBe(waiting.waitingSince);
    const reply = await write(id, 'an answer');
    await remove(reply.id);
    const answered = await read(id);
    expect(answered).toMatchObject({ waitingSince: null, inboundCount: 1, readCount: 0 });
    await say(token, 'and?');
    const again = await read(id);
    await edit(note.id, 'once more');
    expect(await read(id)).toMatchObject({
      waitingSince: again.waitingSince,
      lastAt: again.lastAt,
      inboundCount: 2,
    });
  });
});

describe('at the same time', () => {
  test('the last edit counts, and all are kept', async () => {
    const { id } = await converse();
    const reply = await write(id, 'first');
    const texts = Array.from({ length: 8 }, (_, at) => `edit ${at}`);
    const answers = await Promise.all(texts.map((text) => edit(reply.id, text)));
    expect(answers.map(({ status }) => status)).toEqual(texts.map(() => 200));
    const told = (await versions(reply.id)).body.data.map(({ text }: { text: string }) => text);
    expect(told.slice(1).toSorted()).toEqual(texts);
    const last = answers.find(({ body }) => body.changed?.revision === 8);
    expect((await messagesOf(id)).at(-1)?.text).toBe(last?.body.text);
    expect(told.at(-1)).toBe(last?.body.text);
  });

  test('an edit comes before a deletion or is refused; a deletion counts once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await converse();
      const reply = await write(id, 'first');
      const answers = await Promise.all([
        edit(reply.id, 'edited'),
        remove(reply.id),
        remove(reply.id, server.owner.apiKey),
      ]);
      expect(
        answers
          .slice(1)
          .map(({ status }) => status)
          .toSorted(),
      ).toEqual([200, 409]);
      expect([200, 409]).toContain(answers[0].status);
      expect((await messagesOf(id)).at(-1)).toMatchObject({
        text: '',
        changed: { deletedAt: expect.any(String) },
      });
    }
  });

  test('a request that is repeated is done once', async () => {
    const { id } = await converse();
    const reply = await write(id, 'first');
    const headers = { 'idempotency-key': randomUUID() };
    const send = () =>
      ask(endpoints.editMessage, { params: { id: reply.id }, body: { text: 'second' } }, bea.apiKey, headers);
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await versions(reply.id)).body.data).toHaveLength(2);
    // The same text once more is no edit.
    await edit(reply.id, 'second');
    expect((await versions(reply.id)).body.data).toHaveLength(2);
  });
});

test('a merge carries them along, and what is edited there goes back with it', async () => {
  const { id, customerId } = await converse();
  const { body: other } = await ask(endpoints.startConversation, {
    body: { customerId, inboxId: server.owner.inboxId, text: 'an offer' },
  });
  const [offer] = await messagesOf(other.id);
  await edit(offer?.id ?? '', 'a better offer');
  await ask(endpoints.mergeConversation, { params: { id: other.id }, body: { intoId: id } });
  expect((await messagesOf(id)).map(({ text }) => text)).toContain('a better offer');
  expect((await edit(offer?.id ?? '', 'the best offer')).body).toMatchObject({ conversationId: id });
  expect((await read(id)).lastMessage?.text).toBe('the best offer');
  await ask(endpoints.unmergeConversation, { params: { id: other.id } });
  expect((await messagesOf(other.id)).map(({ text }) => text)).toEqual(['the best offer']);
  expect((await read(other.id)).lastMessage?.text).toBe('the best offer');
});

test('the entries of before stay as they were, and the tables are what the ledger makes of them', async () => {
  const { id } = await converse();
  const reply = await write(id, 'said first');
  await edit(reply.id, 'said then');
  await remove(reply.id);
  await inWorkspace(server.db, server.owner.workspaceId, async (tx) => {
    const { rows } = await sql<{ text: string }>`
      select payload ->> 'text' as text from entries where id = ${reply.id}`.execute(tx);
    expect(rows).toEqual([{ text: 'said first' }]);
  });
  const { headers } = await ask(endpoints.listConversations, { query: {} } as never);
  expect(headers.get(positionHeader)).not.toBeNull();
  for (const { tables } of await rebuild(server.database.adminUrl, projections, () => undefined)) {
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
});

async function exported(format: string, conversation: string): Promise<string> {
  const query = new URLSearchParams({ format, conversation });
  const response = await fetch(`${server.url}${apiPrefix}/conversations/export?${query}`, {
    headers: { authorization: `Bearer ${server.owner.apiKey}` },
  });
  return response.text();
}
