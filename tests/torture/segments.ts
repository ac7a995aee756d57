/** Segments while the server is killed again and again: nobody is lost, nobody enters twice. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Condition } from '../../contract/conditions.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { runSql } from '../../server/platform/db/testing.ts';
import { send } from '../support/collecting.ts';
import { randomFrom } from '../support/random.ts';
import type { Program } from './program.ts';

const batchSize = 100;
const patienceMs = 90_000;

/**
 * Makes so many customers of whom every third buys twice, and kills the server so often meanwhile and while a changed
 * condition is looked at. Answers how many moves were recorded.
 */
export async function killWhileSegmenting(
  program: Program,
  options: { customers: number; kills: number; seed: number },
): Promise<{ moves: number }> {
  const random = randomFrom(options.seed);
  const key = await request(program.url, program.owner.apiKey, endpoints.createKey, {
    body: { name: 'Shop', kind: 'server' },
  });
  const twice: Condition = {
    type: 'did',
    kind: 'event.tracked',
    name: 'Bought',
    times: { op: 'atLeast', count: 2 },
  };
  const buyers = await makeSegment(program, 'Buyers', twice);
  const others = await makeSegment(program, 'Others', { type: 'segment', segmentId: buyers, not: true });

  const users = Array.from({ length: options.customers }, (_, n) => `u${n}`);
  const calls = [
    ...users.map((userId) => ({ type: 'identify', userId, traits: { plan: 'free' } })),
    ...[0, 1].flatMap(() =>
      users.filter((_, n) => n % 3 === 0).map((userId) => ({ type: 'track', userId, event: 'Bought' })),
    ),
  ].map((call, n) => ({ ...call, messageId: `m${n}` }));
  const sending = sendAll(program, key.body.secret, calls);
  const killing = (async () => {
    for (let n = 0; n < options.kills; n++) {
      await sleep(random.below(900) + 100);
      await program.killServer();
    }
  })();
  await Promise.all([sending, killing]);
  const bought = users.filter((_, n) => n % 3 === 0).length;
  await untilMembers(program, { [buyers]: bought, [others]: options.customers - bought });

  // Everybody changes sides, and the server does not live to see it.
  await change(program, buyers, { ...twice, not: true });
  for (let n = 0; n < options.kills; n++) {
    await sleep(random.below(600));
    await program.killServer();
  }
  await untilMembers(program, { [buyers]: options.customers - bought, [others]: bought });
  return { moves: await checkMoves(program) };
}

async function makeSegment(program: Program, name: string, condition: Condition): Promise<string> {
  const made = await request(program.url, program.owner.apiKey, endpoints.createSegment, {
    body: { name, condition },
  });
  assert.equal(made.status, 201);
  return made.body.id;
}

async function change(program: Program, id: string, condition: Condition): Promise<void> {
  const answer = await request(program.url, program.owner.apiKey, endpoints.updateSegment, {
    params: { id },
    body: { condition },
  });
  assert.equal(answer.status, 200);
}

/** Sends them in batches, each until it is acknowledged. */
async function sendAll(program: Program, key: string, calls: readonly object[]): Promise<void> {
  for (let at = 0; at < calls.length; at += batchSize) {
    const body = { batch: calls.slice(at, at + batchSize) };
    for (;;) {
      const reply = await send(program.url, 'batch', key, body).catch(() => undefined);
      if (reply?.status === 200) break;
      await sleep(50);
    }
  }
}

async function untilMembers(program: Program, expected: Record<string, number>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const counts = await program.untilReady().then(() => countsOf(program));
    if (Object.entries(expected).every(([id, count]) => counts[id] === `${count} ${count}`)) return;
    if (performance.now() > deadline) assert.deepEqual(counts, expected);
    await sleep(200);
  }
}

/** Of each segment how many rows it has, and the count that is shown. */
async function countsOf(program: Program): Promise<Record<string, string>> {
  const { rows } = await runSql(program.adminUrl(), (client) =>
    client.query(`
      select t.segment_id as id, t.member_count || ' ' || count(m.customer_id) as counts
      from segment_states t left join segment_members m on m.segment_id = t.segment_id
      group by t.segment_id, t.member_count`),
  );
  return Object.fromEntries(rows.map(({ id, counts }: { id: string; counts: string }) => [id, counts]));
}

/** Each customer enters and leaves a segment by turns, beginning with entering; answers how many moves there were. */
async function checkMoves(program: Program): Promise<number> {
  const { rows } = await runSql(program.adminUrl(), (client) =>
    client.query(`
      select string_agg(case kind when 'segment.entered' then 'e' else 'l' end, '' order by epoch, xid, seq) as moves
      from entries where kind in ('segment.entered', 'segment.left')
      group by customer_id, payload ->> 'segmentId'`),
  );
  for (const { moves } of rows as { moves: string }[]) assert.match(moves, /^(el)*e?$/);
  return (rows as { moves: string }[]).reduce((sum, { moves }) => sum + moves.length, 0);
}
