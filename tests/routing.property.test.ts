/**
 * Routing by any history, by two servers at once: nobody gets more than they have room for, the oldest comes first, turns
 * are kept, and nobody waits while somebody could take them. What is right is reckoned from the entries alone.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Entry } from '../contract/entries.ts';
import type { Team } from '../contract/teams.ts';
import type { RunningServer } from '../server/app/server.ts';
import { request, serveDatabase, startTestServer, type TestServer } from '../server/app/testing.ts';
import { createPresence, type Presence } from '../server/availability/index.ts';
import { createLogger } from '../server/platform/log/index.ts';
import { addMember, addVisitor, fromSomewhere } from './support/people.ts';
import { entriesOf, loadOf, starving, type World, worldAfter } from './support/routed.ts';

/** A Monday noon. */
const now = new Date('2031-03-03T12:00:00Z');
const patience = { timeout: 20_000, interval: 60 };

let server: TestServer;
let second: RunningServer;
let presence: Presence;
let people: string[];
let teams: string[];
let inboxes: string[];

beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] }, () => now);
  second = await serveDatabase(server.database, { trustProxy: ['loopback'] }, () => now);
  const { owner } = server;
  const agents = [
    await addMember(server.url, owner, 'agent', 'Bea'),
    await addMember(server.url, owner, 'agent', 'Carl'),
  ];
  people = [owner.memberId, ...agents.map(({ memberId }) => memberId)];
  presence = createPresence({ db: server.db, log: createLogger({ level: 'silent' }) });
  for (const memberId of people) presence.enter(owner.workspaceId, memberId);
  await presence.look();
  const other = await ask(endpoints.createInbox, { body: { name: 'Other', channel: 'webchat' } });
  inboxes = [owner.inboxId, other.body.id];
});
afterAll(async () => {
  await presence.stop();
  await second.close();
  await server.close();
});

const ask = async <E extends Endpoint>(endpoint: E, input: RequestOf<E>, url = server.url) => {
  const answer = await request(url, server.owner.apiKey, endpoint, input as never);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer;
};

let told: Entry[] = [];
/** The world by all that happened since these teams were made. */
async function world(isOrderly: boolean): Promise<World> {
  told = await entriesOf(server.database.adminUrl);
  return worldAfter(told, now, isOrderly);
}
/** Waits until nobody waits who could be given to somebody. */
async function untilQuiet(isOrderly: boolean): Promise<World> {
  let last: World | undefined;
  await expect
    .poll(async () => {
      last = await world(isOrderly);
      return starving(last, now);
    }, patience)
    .toEqual([]);
  if (!last) throw new Error('It was looked at.');
  expect(last.faults).toEqual([]);
  return last;
}

/** Two new teams with an inbox each: all are in the first, two in the second; and nothing is open. */
async function begin(routing: Team['routing'], capacity: number): Promise<void> {
  const { body: open } = await ask(endpoints.listConversations, {
    query: { status: 'open', limit: 100 },
  } as never);
  for (const { id } of open.data) await ask(endpoints.closeConversation, { params: { id } });
  for (const memberId of people) await choose(memberId, 'online');
  teams = [];
  for (const [at, inboxId] of inboxes.entries()) {
    const { body: team } = await ask(endpoints.createTeam, { body: { name: randomUUID() } });
    teams.push(team.id);
    for (const memberId of people.slice(at)) {
      const params = { id: team.id, memberId };
      await ask(endpoints.addTeamMember, { params });
      await ask(endpoints.setTeamCapacity, { params, body: { capacity } });
    }
    await ask(endpoints.updateTeam, { params: { id: team.id }, body: { routing } });
    await ask(endpoints.updateInbox, { params: { id: inboxId }, body: { teamId: team.id } });
  }
}

async function arrive(which: number): Promise<void> {
  const token = await addVisitor(server.url, inboxes[which % 2] ?? '');
  await write(token);
  tokens.push(token);
}
const tokens: string[] = [];
const write = async (token: string) => {
  const body = { id: randomUUID(), text: 'hello' };
  const sent = await request(server.url, token, endpoints.postVisitorMessage, {
    body,
    headers: fromSomewhere(),
  });
  expect(sent.status).toBe(201);
};
const choose = (id: string, choice: 'online' | 'away') =>
  ask(endpoints.setAvailability, { params: { id }, body: { choice } } as never);
const closed = (from: string, to: string) => ({
  timeZone: 'UTC',
  week: Array.from({ length: 7 }, () => [{ from, to }]),
  holidays: [],
});

type Step = { what: string; which: number; much: number };
const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(
    ...[
      'arrive',
      'arrive',
      'arrive',
      'arrive',
      'close',
      'close',
      'snooze',
      'give',
      'release',
      'away',
      'online',
    ],
    ...['capacity', 'again', 'hours', 'leave', 'join', 'kind'],
  ),
  which: fc.nat(1_000),
  much: fc.nat(4),
});
/** What makes nobody's load larger but by the router: even when all happens at once, room is kept. */
const calm = ['arrive', 'close', 'snooze', 'release', 'away', 'online'];

/** Does a step to the world; what has nobody to do it to is left out. By the one server or the other. */
async function act(before: World, { what, which, much }: Step, retry = true): Promise<void> {
  const pick = <Item>(items: readonly Item[]) => items[which % items.length];
  const url = much % 2 === 0 ? server.url : second.url;
  const open = [...before.conversations.values()].filter(({ status }) => status === 'open');
  const one = pick(open);
  const memberId = pick(people) ?? '';
  const teamId = pick(teams) ?? '';
  const params = { id: one?.id ?? '' };
  if (what === 'arrive') return arrive(which);
  if (what === 'again') return write(pick(tokens) ?? '');
  if (what === 'away' || what === 'online') return void (await choose(memberId, what));
  if (what === 'hours') {
    const hours = much === 0 ? null : much < 3 ? closed('01:00', '02:00') : closed('09:00', '18:00');
    return void (await ask(endpoints.setHours, { body: { teamId, hours } } as never, url));
  }
  if (what === 'kind') {
    const routing = much < 2 ? 'round-robin' : much < 4 ? 'least-loaded' : 'by-hand';
    return void (await ask(endpoints.updateTeam, { params: { id: teamId }, body: { routing } }, url));
  }
  const membership = { params: { id: teamId, memberId } };
  if (what === 'join') return void (await ask(endpoints.addTeamMember, membership, url));
  if (what === 'leave') return void (await ask(endpoints.removeTeamMember, membership, url));
  if (what === 'capacity') {
    if (!before.teams.get(teamId)?.capacities.has(memberId)) return;
    return void (await ask(endpoints.setTeamCapacity, { ...membership, body: { capacity: much } }, url));
  }
  if (!one) return retry ? arrive(which) : undefined;
  if (what === 'close') await ask(endpoints.closeConversation, { params }, url);
  if (what === 'snooze')
    await ask(endpoints.snoozeConversation, { params, body: { until: null } } as never, url);
  if (what === 'give') await ask(endpoints.assignConversation, { params, body: { memberId } }, url);
  if (what === 'release') await ask(endpoints.assignConversation, { params, body: { memberId: null } }, url);
}

const kinds = fc.constantFrom('round-robin' as const, 'least-loaded' as const);

test('step by step: room, order and turns are kept, and nobody is left waiting', {
  timeout: 400_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      kinds,
      fc.integer({ min: 1, max: 3 }),
      fc.array(step, { minLength: 15, maxLength: 25 }),
      async (routing, capacity, steps) => {
        await begin(routing, capacity);
        for (const one of steps) await act(await untilQuiet(true), one);
        await untilQuiet(true);
      },
    ),
    { numRuns: 4, seed: 20310303 },
  );
});

test('all at once: room is kept, and in the end nobody is left waiting', { timeout: 400_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      kinds,
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.array(step, { minLength: 4, maxLength: 10 }), { minLength: 4, maxLength: 6 }),
      async (routing, capacity, waves) => {
        await begin(routing, capacity);
        for (const wave of waves) {
          const before = await world(false);
          const calmly = wave.map((one) => ({ ...one, what: calm.includes(one.what) ? one.what : 'arrive' }));
          await Promise.all(calmly.map((one) => act(before, one, false)));
        }
        await untilQuiet(false);
      },
    ),
    { numRuns: 3, seed: 20310304 },
  );
});

test('in turn, nobody who is equally free gets more than one more than another', {
  timeout: 400_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 }),
      async (waves) => {
        await begin('round-robin', 100);
        for (const many of waves) await Promise.all(Array.from({ length: many }, () => arrive(0)));
        const after = await untilQuiet(false);
        const loads = people.map((memberId) => loadOf(after, memberId));
        expect(loads.reduce((sum, load) => sum + load)).toBe(waves.reduce((sum, many) => sum + many));
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 3, seed: 20310305 },
  );
});
