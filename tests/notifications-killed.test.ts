/** Notifications of a program that is killed in the middle of telling and mailing: each act is told once, none is lost. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Conversation } from '../contract/conversations.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Notification } from '../contract/notifications.ts';
import { request } from '../server/app/testing.ts';
import { addMember, addVisitor, fromSomewhere } from './support/people.ts';
import { randomFrom } from './support/random.ts';
import { type Program, startProgram } from './torture/program.ts';

const rounds = 4;
const perRound = 15;
/** Within this time all that was written is told of, on a quiet machine. */
const tellMilliseconds = 1_000;
const chance = randomFrom(20_261_122);

let program: Program;
beforeAll(async () => {
  program = await startProgram();
}, 90_000);
afterAll(() => program.clear());

test('killed again and again, it tells of each message exactly once', async () => {
  const { url, owner } = program;
  const ana = await addMember(url, owner, 'agent', 'Ana');
  const token = await addVisitor(url, owner.inboxId);
  const write = (text: string) =>
    request(url, token, endpoints.postVisitorMessage, {
      body: { id: randomUUID(), text },
      headers: fromSomewhere(),
    });
  await write('hello');
  const { body } = await request(url, owner.apiKey, endpoints.listConversations, { query: {} } as never);
  const { id } = (body as { data: Conversation[] }).data[0] as Conversation;
  await request(url, owner.apiKey, endpoints.assignConversation, {
    params: { id },
    body: { memberId: ana.memberId },
  });
  for (let round = 0; round < rounds; round += 1) {
    for (let n = 0; n < perRound; n += 1) expect((await write(`${round}-${n}`)).status).toBe(201);
    await sleep(chance.below(tellMilliseconds));
    await program.killServer();
    await program.untilReady();
  }
  const told = async () => {
    const answer = await request(url, ana.apiKey, endpoints.listNotifications, { query: {} } as never);
    return (answer.body as { data: Notification[] }).data.map(({ kind, count }) => ({ kind, count }));
  };
  // One for the assignment and one for each message.
  const all = [{ kind: 'assigned', count: 1 + rounds * perRound }];
  await expect.poll(told, { timeout: 60_000, interval: 200 }).toEqual(all);
  await sleep(2 * tellMilliseconds);
  expect(await told()).toEqual(all);
}, 240_000);
