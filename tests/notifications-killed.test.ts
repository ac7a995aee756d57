/** Notifications of a program that is killed in the middle of telling and mailing: each act is told once, none is lost. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Conversation } from '../contract/conversations.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Notification } from '../contract/notifications.ts';
import { request } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { startMailServer, type TestMailServer } from '../server/platform/mailer/testing.ts';
import { newFolder } from './support/operator.ts';
import { addMember, addVisitor, fromSomewhere } from './support/people.ts';
import { randomFrom } from './support/random.ts';
import { type Program, startProgram } from './torture/program.ts';

const rounds = 4;
const perRound = 15;
/** Within this time all that was written is told of, on a quiet machine. */
const tellMilliseconds = 1_000;
const chance = randomFrom(20_261_122);

let mails: TestMailServer;
let program: Program;
beforeAll(async () => {
  mails = await startMailServer();
  const folder = newFolder();
  program = await startProgram({
    ...folder,
    env: { ...folder.env, SMTP_URL: mails.url, MAIL_FROM: 'rapport@shop.example' },
  });
}, 90_000);
afterAll(async () => {
  await program.clear();
  await mails.close();
});

/** The link that somebody was mailed. */
async function linkTo(email: string): Promise<string> {
  const link = () => {
    const mail = mails.received.find(({ recipients }) => recipients.includes(email));
    return /https?:\/\/\S*token=[^\s"]+/.exec(mail?.text ?? '')?.[0];
  };
  await expect.poll(link, { timeout: 20_000, interval: 50 }).toBeDefined();
  return link() ?? '';
}

test('killed again and again, it tells of each message exactly once', async () => {
  const { url, owner } = program;
  const ana = await addMember(url, owner, 'agent', 'Ana', linkTo);
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

test('killed again and again, it mails each digest, and one that goes out twice bears the same id', async () => {
  const due = async () => {
    await runSql(program.adminUrl(), (client) =>
      client.query('update notifications set mail_at = now() where read_at is null'),
    );
  };
  const waiting = () =>
    runSql(program.adminUrl(), async (client) => {
      const { rows } = await client.query('select 1 from notifications where mail_at is not null');
      return rows.length;
    });
  const ids = () => {
    const digests = mails.received.flatMap(({ headers }) => headers['message-id'] ?? []);
    return [...new Set(digests.filter((id) => id.startsWith('<notifications-')))];
  };
  const before = ids().length;
  for (let round = 0; round < rounds; round += 1) {
    await due();
    await sleep(chance.below(tellMilliseconds));
    await program.killServer();
    await program.untilReady();
    // What was due is given to be mailed, in the same commit in which it is no longer due.
    await expect.poll(waiting, { timeout: 60_000, interval: 100 }).toBe(0);
  }
  // What a killed program held is given back two minutes later: so long nobody waits here.
  await runSql(program.adminUrl(), async (client) => {
    await client.query(
      "update graphile_worker._private_jobs set locked_at = locked_at - interval '3 minutes' where locked_at is not null",
    );
  });
  await expect.poll(() => ids().length, { timeout: 60_000, interval: 200 }).toBe(before + rounds);
  await sleep(2 * tellMilliseconds);
  expect(ids()).toHaveLength(before + rounds);
}, 240_000);
