/** Reminders of a program that is killed in the middle of giving and mailing them: each is given once, none is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { request } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { startMailServer, type TestMailServer } from '../server/platform/mailer/testing.ts';
import { newFolder } from './support/operator.ts';
import { randomFrom } from './support/random.ts';
import { type Program, startProgram } from './torture/program.ts';

const rounds = 4;
const perRound = 12;
/** Within this time the program looks for reminders at least once. */
const lookMs = 2_500;
const chance = randomFrom(20_260_107);

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

test('killed again and again, it reminds of each task exactly once', async () => {
  const { url, owner } = program;
  const customer = await request(url, owner.apiKey, endpoints.createCustomer, { body: { name: 'Ana' } });
  const late = { due: { date: '2020-01-02' }, remind: { kind: 'before', amount: 1, unit: 'days' } };
  for (let round = 0; round < rounds; round += 1) {
    const made = await Promise.all(
      Array.from({ length: perRound }, (_, n) => {
        const body = { customerId: customer.body.id, what: `Task ${round}-${n}`, ...late };
        return request(url, owner.apiKey, endpoints.createTask, { body } as never);
      }),
    );
    expect(made.map(({ status }) => status)).toEqual(made.map(() => 201));
    await sleep(chance.below(lookMs));
    await program.killServer();
    await program.untilReady();
  }
  const told = () =>
    runSql(program.adminUrl(), async (client) => {
      const { rows } = await client.query(
        `select payload ->> 'what' as what from entries where kind = 'task.reminded' order by 1`,
      );
      return rows.map((row: { what: string }) => row.what);
    });
  const all = Array.from(
    { length: rounds * perRound },
    (_, n) => `Task ${Math.floor(n / perRound)}-${n % perRound}`,
  );
  await expect.poll(told, { timeout: 60_000, interval: 100 }).toEqual(all.toSorted());
  const { body } = await request(url, owner.apiKey, endpoints.listReminders, {});
  expect(body.data.map(({ task }) => task.what).toSorted()).toEqual(all.toSorted());
  // A last one shows that mail goes on; what it has sent, it has sent once.
  const last = { customerId: customer.body.id, what: 'The last', ...late };
  await request(url, owner.apiKey, endpoints.createTask, { body: last } as never);
  const subjects = () => mails.received.map(({ headers }) => headers.subject ?? '');
  await expect.poll(subjects, { timeout: 60_000, interval: 100 }).toContain('Reminder: The last');
  expect(subjects()).toEqual([...new Set(subjects())]);
}, 240_000);
