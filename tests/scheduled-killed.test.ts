/** A program that is killed in the middle of sending what was scheduled, and away at the time: each goes out exactly once. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { request } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { addVisitor, fromSomewhere } from './support/people.ts';
import { randomFrom } from './support/random.ts';
import { type Program, startProgram } from './torture/program.ts';

const rounds = 4;
const perRound = 10;
/** Within this time the program looks at its clock at least once. */
const lookMs = 2_500;
const chance = randomFrom(20_261_123);

let program: Program;
let id: string;
beforeAll(async () => {
  program = await startProgram();
  const token = await addVisitor(program.url, program.owner.inboxId);
  const body = { id: randomUUID(), text: 'hello' };
  await request(program.url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
  const list = await request(program.url, program.owner.apiKey, endpoints.listConversations, {
    query: { limit: '1' },
  });
  id = list.body.data[0]?.id ?? '';
}, 90_000);
afterAll(() => program.clear());

/** Some that wait for a time that is long to come; they are called due afterwards, as if it had come meanwhile. */
async function schedule(texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const body = { text, at: { seconds: 3_000 } };
    const made = await request(program.url, program.owner.apiKey, endpoints.scheduleMessage, {
      params: { id },
      body,
    } as never);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  }
}
const callDue = () =>
  runSql(program.adminUrl(), async (client) => {
    await client.query('set role rapport_maintenance');
    await client.query(`update scheduled_messages set send_at = now() - interval '1 minute'`);
  });

/** Kills it when a message was written, and the rest of that transaction is not done. */
async function killInTheMiddle(begin: () => Promise<unknown>): Promise<void> {
  await runSql(program.adminUrl(), async (client) => {
    await begin();
    await client.query('begin');
    await client.query('lock table scheduled_messages in share mode');
    const isHeldUp = async () => {
      const { rows } = await client.query(
        `select 1 from pg_locks where relation = 'scheduled_messages'::regclass and not granted`,
      );
      return rows.length;
    };
    await expect.poll(isHeldUp, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0);
    await program.killServer();
    await client.query('rollback');
  });
}

test('killed again and again, it sends each exactly once, and what is left when it is back', async () => {
  const expected: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const texts = Array.from({ length: perRound }, (_, n) => `round ${round} number ${n}`);
    expected.push(...texts);
    await schedule(texts);
    if (round % 2 === 0) await killInTheMiddle(callDue);
    else {
      await callDue();
      await sleep(chance.below(lookMs));
      await program.killServer();
    }
    await program.untilReady();
    // There is room for twenty.
    const left = async () =>
      (await request(program.url, program.owner.apiKey, endpoints.listScheduledMessages, { params: { id } }))
        .body.data.length;
    await expect.poll(left, { timeout: 60_000, interval: 100 }).toBe(0);
  }
  const thread = await request(program.url, program.owner.apiKey, endpoints.listMessages, {
    params: { id },
    query: { limit: '100' },
  });
  const sent = (thread.body.data as { text: string; state: string }[])
    .filter(({ state }) => state === 'sent')
    .map(({ text }) => text);
  expect(sent.sort()).toEqual(expected.sort());
}, 240_000);
