/** Reactions: one to a message, of the other side, told to both, and no message. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import type { Reaction } from '../contract/reactions.ts';
import type { VisitorMessage } from '../contract/visitor.ts';
import { projections } from '../server/app/projections.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { fetchMessages, fetchThread } from './support/clients.ts';
import { addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';
import { type Frame, followFrom } from './support/sockets.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
});
afterAll(() => server.close());

/** A visitor who has asked something, and was answered. */
async function talk() {
  const { url, owner } = server;
  const token = await addVisitor(url, owner.inboxId);
  const said = { id: randomUUID(), text: 'Rye?' };
  await request(url, token, endpoints.postVisitorMessage, { body: said, headers: fromSomewhere() });
  const list = await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: '1' } });
  const id = list.body.data[0]?.id ?? '';
  const params = { id };
  const answer = await request(url, owner.apiKey, endpoints.postMessage, {
    params,
    body: { text: 'Yes', note: false },
  });
  const note = await request(url, owner.apiKey, endpoints.postMessage, {
    params,
    body: { text: 'Fresh', note: true },
  });
  const messages = await fetchMessages(url, owner.apiKey, id);
  return {
    token,
    id,
    own: said.id,
    saidId: messages[0]?.id ?? '',
    answerId: answer.body.id,
    noteId: note.body.id,
  };
}
const byVisitor = async (token: string, messageId: string, emoji: Reaction | null) =>
  (await request(server.url, token, endpoints.reactAsVisitor, { body: { messageId, emoji } })).status;
const byTeam = async (id: string, messageId: string, emoji: Reaction | null) => {
  const input = { params: { id }, body: { messageId, emoji } };
  return (await request(server.url, server.owner.apiKey, endpoints.reactToMessage, input)).status;
};
const shown = async (id: string) =>
  (await fetchMessages(server.url, server.owner.apiKey, id)).map(({ reaction }) => reaction);
const conversation = async (id: string) => {
  const { body } = await request(server.url, server.owner.apiKey, endpoints.readConversation, {
    params: { id },
  });
  const { position: _, ...rest } = body;
  return rest;
};

test('both sides see what the other one chose last, and that it was taken away', async () => {
  const { token, id, saidId, answerId } = await talk();
  const before = await conversation(id);
  expect(await byVisitor(token, answerId, '👍')).toBe(204);
  expect(await byVisitor(token, answerId, '❤️')).toBe(204);
  expect(await byVisitor(token, answerId, '❤️')).toBe(204);
  expect(await byTeam(id, saidId, '🎉')).toBe(204);
  expect(await shown(id)).toEqual(['🎉', '❤️', undefined]);
  const { thread } = await fetchThread(server.url, token);
  expect(thread.map(({ reaction }) => reaction)).toEqual(['🎉', '❤️']);
  expect(await conversation(id), 'it is no message').toEqual(before);

  const timeline = await request(server.url, server.owner.apiKey, endpoints.readTimeline, {
    params: { id: before.customer.id },
    query: { kinds: 'message.reacted' },
  });
  expect(timeline.body.data.map(({ payload, actor }) => [payload.emoji, actor.kind])).toEqual([
    ['🎉', 'member'],
    ['❤️', 'customer'],
    ['👍', 'customer'],
  ]);
  await byVisitor(token, answerId, null);
  await byTeam(id, saidId, null);
  expect(await shown(id)).toEqual([undefined, undefined, undefined]);
});

test('nobody reacts to the own side, to a note, or to what is not theirs', async () => {
  const { token, id, own, saidId, answerId, noteId } = await talk();
  const other = await talk();
  for (const messageId of [own, saidId, noteId, other.answerId, randomUUID()])
    expect(await byVisitor(token, messageId, '👍')).toBe(404);
  for (const messageId of [answerId, noteId, other.saidId, randomUUID()])
    expect(await byTeam(id, messageId, '👍')).toBe(404);
  const odd = { body: { messageId: answerId, emoji: '🦄' as Reaction } };
  expect((await request(server.url, token, endpoints.reactAsVisitor, odd)).status).toBe(400);
  expect(await shown(id)).toEqual([undefined, undefined, undefined]);
});

test('a message that went on elsewhere takes its reaction along, and can be reacted to there', async () => {
  const { token, id, saidId, answerId } = await talk();
  await byVisitor(token, answerId, '👍');
  const split = await request(server.url, server.owner.apiKey, endpoints.splitConversation, {
    params: { id },
    body: { messageIds: [saidId] },
  });
  expect(await byTeam(id, saidId, '😀')).toBe(404);
  expect(await byTeam(split.body.id, saidId, '😀')).toBe(204);
  expect(await shown(split.body.id)).toEqual(['😀']);
  expect(await shown(id)).toEqual(['👍', undefined]);
});

test('nothing is shown of how a deleted message was taken, and nobody reacts to it, until it is back', async () => {
  const { url, owner } = server;
  const { token, id, answerId } = await talk();
  await byVisitor(token, answerId, '👍');
  const { position } = await fetchThread(url, token);
  const edit = { params: { id: answerId }, body: { text: 'Yes, fresh' } };
  expect((await request(url, owner.apiKey, endpoints.editMessage, edit)).body).toMatchObject({
    text: 'Yes, fresh',
    reaction: '👍',
  });
  const seen = async () => (await fetchThread(url, token)).thread.map(({ reaction }) => reaction);
  expect([await shown(id), await seen()]).toEqual([
    [undefined, '👍', undefined],
    [undefined, '👍'],
  ]);

  const gone = await request(url, owner.apiKey, endpoints.deleteMessage, { params: { id: answerId } });
  expect(gone.body).not.toHaveProperty('reaction');
  expect([await shown(id), await seen()]).toEqual([
    [undefined, undefined, undefined],
    [undefined, undefined],
  ]);
  for (const emoji of ['❤️', '👍', null] as const) expect(await byVisitor(token, answerId, emoji)).toBe(409);

  const back = await request(url, owner.apiKey, endpoints.restoreMessage, { params: { id: answerId } });
  expect(back.body.reaction).toBe('👍');
  expect([await shown(id), await seen()]).toEqual([
    [undefined, '👍', undefined],
    [undefined, '👍'],
  ]);

  const told: VisitorMessage[] = [];
  const onFrame = (frame: Frame) => {
    if (frame.type === 'messages') told.push(...(frame.messages ?? []));
  };
  const socket = await followFrom(url, token, position, { onFrame });
  const heard = () => told.findLast((message) => message.id === answerId);
  await expect.poll(heard).toBeDefined();
  expect(heard()).toMatchObject({ text: 'Yes, fresh', reaction: '👍', changed: { revision: 3 } });
  socket.drop();
});

test('the table is what the ledger makes of it', async () => {
  const rebuilt = await rebuild(
    server.database.adminUrl,
    projections.filter(({ name }) => name === 'conversations'),
    () => undefined,
  );
  expect(rebuilt[0]?.tables.message_reactions).toEqual({ written: 0, removed: 0 });
  expect(rebuilt[0]?.tables.conversations).toEqual({ written: 0, removed: 0 });
});
