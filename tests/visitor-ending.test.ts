/** A visitor ends the conversation: only their own, said on the timeline, and open again with the next message. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';

let server: TestServer;
let url: string;
let owner: CreatedOwner;
beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  ({ url, owner } = server);
});
afterAll(() => server.close());

const say = (token: string, text: string) =>
  request(url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text },
    headers: fromSomewhere(),
  });
const end = (token: string) =>
  request(url, token, endpoints.endVisitorConversation, { headers: fromSomewhere() });
const endedAt = async (token: string) =>
  (await request(url, token, endpoints.listVisitorMessages, { query: {} })).body.endedAt;
const byMember = { headers: {} };

/** Somebody who has written, and the conversation as the team has it. */
async function somebody(text: string) {
  const token = await addVisitor(url, owner.inboxId);
  expect((await say(token, text)).status).toBe(201);
  const { body } = await request(url, owner.apiKey, endpoints.listConversations, { query: {} });
  const found = body.data.find(({ lastMessage }) => lastMessage?.text === text);
  if (!found) throw new Error('The conversation is in the list.');
  const params = { id: found.id };
  const read = async () => (await request(url, owner.apiKey, endpoints.readConversation, { params })).body;
  const closings = async () => {
    const timeline = await request(url, owner.apiKey, endpoints.readTimeline, {
      params: { id: found.customer.id },
      query: { kinds: 'conversation.closed' },
    });
    return timeline.body.data;
  };
  return { token, params, read, closings, customerId: found.customer.id };
}

test('ending closes, says by whom, once; the next message opens it again', async () => {
  const { token, read, closings, customerId } = await somebody('bye');
  expect(await endedAt(token)).toBeNull();
  expect((await end(token)).status).toBe(204);
  expect((await read()).status).toBe('closed');
  expect((await end(token)).status).toBe(204);
  const told = await closings();
  expect(told.map(({ actor }) => actor)).toEqual([{ kind: 'customer', id: customerId }]);
  expect(await endedAt(token)).toBe(told[0]?.occurredAt);

  await say(token, 'one more thing');
  expect((await read()).status).toBe('open');
  expect(await endedAt(token)).toBeNull();
});

test('what was put off ends too; what the team closed is told to nobody as ended', async () => {
  const { token, params, read, closings } = await somebody('later');
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await request(url, owner.apiKey, endpoints.snoozeConversation, { params, body: { until }, ...byMember });
  expect((await read()).status).toBe('snoozed');
  await end(token);
  expect((await read()).status).toBe('closed');

  await request(url, owner.apiKey, endpoints.reopenConversation, { params });
  expect(await endedAt(token)).toBeNull();
  await request(url, owner.apiKey, endpoints.closeConversation, { params });
  expect(await endedAt(token)).toBeNull();
  await end(token);
  expect(await endedAt(token)).toBeNull();
  expect((await closings()).map(({ actor }) => actor.kind)).toEqual(['member', 'customer']);
});

test('nobody ends what is somebody else’s, and who has said nothing ends nothing', async () => {
  const victim = await somebody('mine');
  const other = await addVisitor(url, owner.inboxId);
  expect((await end(other)).status).toBe(204);
  expect((await victim.read()).status).toBe('open');
  expect((await request(url, undefined, endpoints.endVisitorConversation, {})).status).toBe(401);
  expect((await end(owner.apiKey)).status).toBe(401);
});

test('an ending and a message at once: the message is there, and the conversation is as the last of them left it', async () => {
  const { token, read } = await somebody('at once');
  for (let round = 0; round < 5; round += 1) {
    const [said, ended] = await Promise.all([say(token, `round ${round}`), end(token)]);
    expect([said.status, ended.status]).toEqual([201, 204]);
    const { status, lastMessage } = await read();
    expect(lastMessage?.text).toBe(`round ${round}`);
    const isAfter = ((await endedAt(token)) ?? '') > said.body.occurredAt;
    expect(status).toBe(isAfter ? 'closed' : 'open');
  }
});
