/** A program that is killed while it hands out: what waits is given, each once, and nobody gets more than there is room for. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { realtimePath } from '../contract/realtime.ts';
import { request } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';
import { randomFrom } from './support/random.ts';
import { entriesOf, loadOf, queueOf, worldAfter } from './support/routed.ts';
import { openSocket, type TestSocket } from './support/sockets.ts';
import { type Program, startProgram } from './torture/program.ts';

const rounds = 4;
const perRound = 12;
/** Less than what comes: some wait in the end. */
const capacity = 20;
const chance = randomFrom(20_310_306);

let program: Program;
let people: Person[];
beforeAll(async () => {
  program = await startProgram();
  const join = (name: string) => addMember(program.url, program.owner, 'agent', name);
  people = [await join('Bea'), await join('Carl')];
}, 90_000);
afterAll(() => program.clear());

/** Consoles, which a killed server loses. */
const consoles = (): Promise<TestSocket[]> =>
  Promise.all(
    people.map(async ({ cookie }) => {
      const socket = await openSocket(program.url, realtimePath, {
        headers: { cookie, origin: program.url },
      });
      socket.send({ type: 'resume', since: null });
      await socket.until(({ type }) => type === 'ready');
      return socket;
    }),
  );

/** Kills it when conversations are given, and the rest of that transaction is not done. */
async function killInTheMiddle(begin: () => Promise<unknown>): Promise<void> {
  await runSql(program.adminUrl(), async (client) => {
    await client.query('begin');
    await client.query('lock table routing_turns in share mode');
    await begin();
    const isHeldUp = async () => {
      const { rows } = await client.query(
        `select 1 from pg_locks where relation = 'routing_turns'::regclass and not granted`,
      );
      return rows.length;
    };
    await expect.poll(isHeldUp, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0);
    await program.killServer();
    await client.query('rollback');
  });
}

test('killed again and again, it hands out all for which there is room, each once', async () => {
  const { url, owner } = program;
  const ask = async (endpoint: Parameters<typeof request>[2], input: object) => {
    const { status, body } = await request(url, owner.apiKey, endpoint, input as never);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    return body as { id: string };
  };
  const team = await ask(endpoints.createTeam, { body: { name: 'Returns' } });
  for (const { memberId } of people) {
    const params = { id: team.id, memberId };
    await ask(endpoints.addTeamMember, { params });
    await ask(endpoints.setTeamCapacity, { params, body: { capacity } });
  }
  await ask(endpoints.updateInbox, { params: { id: owner.inboxId }, body: { teamId: team.id } });
  for (let round = 0; round < rounds; round += 1) {
    const open = await consoles();
    // They come by hand, so that all are there when it begins to hand out.
    await ask(endpoints.updateTeam, { params: { id: team.id }, body: { routing: 'by-hand' } });
    await Promise.all(
      Array.from({ length: perRound }, async () => {
        const token = await addVisitor(url, owner.inboxId);
        const body = { id: randomUUID(), text: 'hello' };
        const sent = await request(url, token, endpoints.postVisitorMessage, {
          body,
          headers: fromSomewhere(),
        });
        expect(sent.status).toBe(201);
      }),
    );
    const begin = () =>
      ask(endpoints.updateTeam, { params: { id: team.id }, body: { routing: 'round-robin' } });
    if (round % 2 === 0) await killInTheMiddle(begin);
    else {
      await begin();
      await sleep(chance.below(2_200));
      await program.killServer();
    }
    for (const socket of open) socket.drop();
    await program.untilReady();
  }
  const open = await consoles();
  const worldNow = async () => worldAfter(await entriesOf(program.adminUrl()), new Date(), false);
  const loads = async () => {
    const world = await worldNow();
    return people.map(({ memberId }) => loadOf(world, memberId));
  };
  await expect.poll(loads, { timeout: 60_000, interval: 100 }).toEqual([capacity, capacity]);
  const world = await worldNow();
  expect(world.faults).toEqual([]);
  const waiting = queueOf(world, team.id);
  expect(waiting).toHaveLength(rounds * perRound - 2 * capacity);
  // Those who still wait came last.
  const given = [...world.conversations.values()].filter(({ assigneeId }) => assigneeId !== null);
  const lastRound =
    given
      .map(({ openedAt }) => openedAt)
      .toSorted()
      .at(-1) ?? '';
  expect(waiting.every(({ openedAt }) => openedAt > lastRound)).toBe(true);
  for (const socket of open) socket.drop();
}, 240_000);
