/**
 * Dropping: sockets of both sides are cut at random moments while messages flow. What each client has written down, in
 * the order in which it heard of it, is in the end what the server has.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { endpoints } from '../../contract/endpoints.ts';
import { addWorkspace, request, type TestServer } from '../../server/app/testing.ts';
import { fetchMessages, fetchThread } from '../support/clients.ts';
import { followEntries, followMessages } from '../support/follower.ts';
import { addVisitor, fromSomewhere } from '../support/people.ts';
import { randomFrom } from '../support/random.ts';

const longestMs = 60;

export type Dropped = { times: number; messages: number };

/** Cuts sockets so often, in all, and answers how many messages went to and fro meanwhile. */
export async function dropSockets(
  server: TestServer,
  options: { times: number; seed: number },
): Promise<Dropped> {
  const random = randomFrom(options.seed);
  const owner = await addWorkspace(server.db, `Drops ${options.seed}`, server.ownerLogin);
  const token = await addVisitor(server.url, owner.inboxId);
  const first = await say(server, token, 'the first');
  assert.equal(first, 201);
  const [conversation] = (await request(server.url, owner.apiKey, endpoints.listConversations, { query: {} }))
    .body.data;
  assert.ok(conversation);
  const params = { id: conversation.id };

  let talking = true;
  let messages = 1;
  const talk = async (speak: (text: string) => Promise<number>) => {
    while (talking) {
      messages += 1;
      if ((await speak(`word ${messages}`)) === 429) await sleep(200);
      await sleep(random.below(40));
    }
  };
  const reply = async (text: string, note: boolean) =>
    (await request(server.url, owner.apiKey, endpoints.postMessage, { params, body: { text, note } })).status;
  const talks = [
    talk((text) => say(server, token, text)),
    talk((text) => reply(text, false)),
    talk((text) => reply(text, random.below(2) === 0)),
  ];
  const visitor = followMessages(server.url, token);
  const member = followEntries(server.url, owner.apiKey);
  // So far behind that they would have to fetch again, they never are: they have been told a first position.
  for (const follower of [visitor, member]) {
    const socket = await follower.connect();
    await socket.until((frame) => frame.type === 'ready');
    socket.drop();
  }
  try {
    for (let n = 0; n < options.times; n++) {
      // Before it is admitted, while it is told what it missed, or after.
      const socket = await (n % 2 === 0 ? visitor : member).connect();
      await sleep(random.below(longestMs));
      socket.drop();
    }
  } finally {
    talking = false;
    await Promise.all(talks);
  }

  const { thread } = await fetchThread(server.url, token);
  const texts = await fetchMessages(server.url, owner.apiKey, conversation.id);
  visitor.stay();
  member.stay();
  await visitor.until((heard) => heard.length >= thread.length);
  await member.until((heard) => heard.some(({ id }) => id === texts.at(-1)?.id));
  // Each began to follow from nothing: with the first word.
  assert.deepEqual(visitor.heard(), thread, 'the visitor heard the whole thread, in its order');
  const kinds = ['message.received', 'message.sent', 'note.added'];
  const told = member.heard().filter(({ kind }) => kinds.includes(kind));
  assert.deepEqual(
    told.map(({ id, occurredAt }) => ({ id, occurredAt })),
    texts.map(({ id, occurredAt }) => ({ id, occurredAt })),
    'the member heard every message, in its order',
  );
  visitor.close();
  member.close();
  return { times: options.times, messages: texts.length };
}

async function say(server: TestServer, token: string, text: string): Promise<number> {
  const body = { id: randomUUID(), text };
  return (await request(server.url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() }))
    .status;
}
