/** A program that is killed in the middle of breaking promises and waking people: each is broken once, each silence wakes once. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { request } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { newFolder } from './support/operator.ts';
import { addVisitor, fromSomewhere } from './support/people.ts';
import { randomFrom } from './support/random.ts';
import { type Program, startProgram } from './torture/program.ts';

const rounds = 3;
const perRound = 8;
/** Within this time the program looks at its clock at least once. */
const lookMs = 2_500;
const chance = randomFrom(20_261_122);

let program: Program;
beforeAll(async () => {
  const folder = newFolder();
  program = await startProgram({ ...folder, env: { ...folder.env, TRUST_PROXY: 'loopback' } });
}, 90_000);
afterAll(() => program.clear());

const countOf = (kind: string, by: string) =>
  runSql(program.adminUrl(), async (client) => {
    const { rows } = await client.query(
      `select payload ->> '${by}' as about, count(*)::integer as count from entries where kind = $1 group by 1`,
      [kind],
    );
    return rows.map(({ count }: { count: number }) => count);
  });

test('killed again and again, it breaks each promise and wakes for each silence exactly once', async () => {
  const { url, owner } = program;
  for (let round = 0; round < rounds; round += 1) {
    for (let n = 0; n < perRound; n += 1) {
      const token = await addVisitor(url, owner.inboxId);
      const body = { id: randomUUID(), text: `hello ${round} ${n}` };
      await request(url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
      const list = await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: '1' } });
      await request(url, owner.apiKey, endpoints.makePromise, {
        body: {
          conversationId: list.body.data[0]?.id ?? '',
          what: `Promise ${round}-${n}`,
          due: { date: '2031-01-01' },
        },
      } as never);
    }
    // As if they had been made long ago: their time has come, and the customers have waited.
    await runSql(program.adminUrl(), async (client) => {
      await client.query('set role rapport_maintenance');
      await client.query(
        `update promises set due_at = now() - interval '1 hour',
           due = jsonb_set(due, '{at}', to_jsonb(rfc3339(now() - interval '1 hour'))) where broken_at is null`,
      );
      await client.query(`update conversations set waiting_since = waiting_since - interval '1 hour'
        where waiting_since > now() - interval '30 minutes'`);
    });
    await request(url, owner.apiKey, endpoints.setSilenceRule, {
      body: { rule: { minutes: 10, memberId: owner.memberId } },
    } as never);
    await sleep(chance.below(lookMs));
    await program.killServer();
    await program.untilReady();
  }
  const once = Array.from({ length: rounds * perRound }, () => 1);
  const patience = { timeout: 60_000, interval: 200 };
  await expect.poll(() => countOf('promise.broken', 'promiseId'), patience).toEqual(once);
  await expect.poll(() => countOf('silence.alarmed', 'conversationId'), patience).toEqual(once);
}, 240_000);
