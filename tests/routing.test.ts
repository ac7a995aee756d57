/** Conversations of teams: assigned by hand, by their inbox and by the router of two servers. The clock is moved by hand. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Conversation } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Entry } from '../contract/entries.ts';
import type { Team } from '../contract/teams.ts';
import { projections } from '../server/app/projections.ts';
import type { RunningServer } from '../server/app/server.ts';
import { request, serveDatabase, startTestServer, type TestServer } from '../server/app/testing.ts';
import { createPresence, type Presence } from '../server/availability/index.ts';
import { rebuild } from '../server/operating/index.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { createLogger } from '../server/platform/log/index.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';

const patience = { timeout: 15_000, interval: 50 };
/** Longer than a look takes, by the clock or asked for. */
const severalLooks = 2_600;
/** A Monday noon. */
const noon = new Date('2031-03-03T12:00:00Z');
let now = noon;

let server: TestServer;
let second: RunningServer;
let presence: Presence;
let bea: Person;
let carl: Person;
let dora: Person;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] }, () => now);
  second = await serveDatabase(server.database, { trustProxy: ['loopback'] }, () => now);
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  carl = await addMember(server.url, server.owner, 'agent', 'Carl');
  dora = await addMember(server.url, server.owner, 'agent', 'Dora');
  presence = createPresence({ db: server.db, log: createLogger({ level: 'silent' }) });
  for (const { memberId } of [bea, carl]) presence.enter(server.owner.workspaceId, memberId);
  await presence.look();
});
beforeEach(async () => {
  now = noon;
  await ask(endpoints.updateInbox, { params: { id: server.owner.inboxId }, body: { teamId: null } });
  const open = await ask(endpoints.listConversations, { query: { status: 'open', limit: 100 } } as never);
  for (const { id } of open.body.data) await ask(endpoints.closeConversation, { params: { id } });
  for (const who of [bea, carl]) await choose(who, { choice: 'online' });
});
afterAll(async () => {
  await presence.stop();
  await second.close();
  await server.close();
});

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);
const choose = (who: Person, body: object) =>
  ask(endpoints.setAvailability, { params: { id: who.memberId }, body } as never);

/** A new team of these members, each with room for so many. */
async function teamOf(routing: Team['routing'], capacity: number, ...members: Person[]): Promise<string> {
  const { body: team } = await ask(endpoints.createTeam, { body: { name: randomUUID() } });
  for (const { memberId } of members) {
    const params = { id: team.id, memberId };
    await ask(endpoints.addTeamMember, { params });
    await ask(endpoints.setTeamCapacity, { params, body: { capacity } });
  }
  const changed = await ask(endpoints.updateTeam, { params: { id: team.id }, body: { routing } });
  expect(changed.body).toMatchObject({ routing });
  return team.id;
}
const inboxTo = (teamId: string | null) =>
  ask(endpoints.updateInbox, { params: { id: server.owner.inboxId }, body: { teamId } });

/** A visitor writes for the first time. */
async function arrive(): Promise<{ id: string; token: string }> {
  const token = await addVisitor(server.url, server.owner.inboxId);
  await say(token);
  const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
  return { id: data[0]?.id ?? '', token };
}
const say = async (token: string) => {
  const body = { id: randomUUID(), text: 'hello' };
  const sent = await request(server.url, token, endpoints.postVisitorMessage, {
    body,
    headers: fromSomewhere(),
  });
  expect(sent.status).toBe(201);
};
const read = async (id: string): Promise<Conversation> =>
  (await ask(endpoints.readConversation, { params: { id } })).body as Conversation;
const assign = (id: string, body: object) =>
  ask(endpoints.assignConversation, { params: { id }, body } as never);
const goesTo = (id: string, assigneeId: string | null) =>
  expect.poll(async () => (await read(id)).assigneeId, patience).toBe(assigneeId);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('by hand', () => {
  test('a conversation stands with a team; a member stays who is in it, and goes who is not', async () => {
    const teamId = await teamOf('by-hand', 5, bea);
    const { id } = await arrive();
    expect((await read(id)).teamId).toBeNull();
    await assign(id, { memberId: bea.memberId });
    expect((await assign(id, { teamId })).body).toMatchObject({ teamId, assigneeId: bea.memberId });
    expect((await assign(id, { memberId: carl.memberId })).body, 'by hand it may be anybody’s').toMatchObject(
      {
        teamId,
        assigneeId: carl.memberId,
      },
    );
    const other = await teamOf('by-hand', 5, bea);
    expect((await assign(id, { teamId: other })).body).toMatchObject({ teamId: other, assigneeId: null });
    const before = { teamId, memberId: carl.memberId };
    expect((await assign(id, before)).body, 'an undo names both').toMatchObject({
      teamId,
      assigneeId: carl.memberId,
    });
    expect((await assign(id, { teamId: null })).body).toMatchObject({
      teamId: null,
      assigneeId: carl.memberId,
    });
    expect((await assign(id, {})).status).toBe(400);
    expect((await assign(id, { teamId: randomUUID() })).status).toBe(404);
    await ask(endpoints.updateTeam, { params: { id: teamId }, body: { archived: true } });
    expect((await assign(id, { teamId })).status).toBe(409);
  });

  test('macros’ actions do it, and the customer’s timeline tells it by name', async () => {
    const teamId = await teamOf('by-hand', 5, bea);
    const { id } = await arrive();
    const act = (actions: object[]) =>
      ask(endpoints.performActions, { params: { id }, body: { actions } } as never);
    const both = [
      { type: 'assign', memberId: bea.memberId },
      { type: 'assign-team', teamId },
    ];
    expect((await act(both)).body).toMatchObject({ teamId, assigneeId: bea.memberId });
    expect((await act([{ type: 'assign-team', teamId: null }])).body).toMatchObject({ teamId: null });
    const { customer } = await read(id);
    const line = await ask(endpoints.readTimeline, { params: { id: customer.id }, query: {} } as never);
    const told = (line.body.data as unknown as Entry[]).filter(
      ({ kind }) => kind === 'conversation.assigned',
    );
    const name = (await ask(endpoints.listTeams, {})).body.data.find((team) => team.id === teamId)?.name;
    expect(told.map(({ payload }) => payload)).toEqual([
      { memberId: bea.memberId, teamId: null },
      { memberId: bea.memberId, teamId, teamName: name },
      { memberId: bea.memberId },
    ]);
  });

  test('an inbox gives its new conversations to a team, until that is archived, which lets go of them all', async () => {
    const teamId = await teamOf('by-hand', 5, bea);
    expect((await inboxTo(teamId)).body).toMatchObject({ teamId });
    const first = await arrive();
    expect(await read(first.id)).toMatchObject({ teamId, assigneeId: null });
    const closed = await arrive();
    await assign(first.id, { memberId: bea.memberId });
    await ask(endpoints.closeConversation, { params: { id: closed.id } });
    await ask(endpoints.updateTeam, { params: { id: teamId }, body: { archived: true } });
    const inboxes = (await ask(endpoints.listInboxes, {})).body.data;
    expect(inboxes.map((inbox) => inbox.teamId)).toEqual([null]);
    await expect.poll(async () => (await read(first.id)).teamId, patience).toBeNull();
    expect(await read(first.id), 'who has it keeps it').toMatchObject({ assigneeId: bea.memberId });
    expect((await inboxTo(teamId)).status).toBe(409);
    // What was closed is let go of when it opens again.
    expect((await read(closed.id)).teamId).toBe(teamId);
    await say(closed.token);
    await expect.poll(async () => (await read(closed.id)).teamId, patience).toBeNull();
  });

  test('who starts a conversation in such an inbox keeps it, who is in the team', async () => {
    const teamId = await teamOf('round-robin', 5, bea, carl);
    await inboxTo(teamId);
    const { body: customer } = await ask(endpoints.createCustomer, { body: { name: 'Zoe' } });
    const body = { customerId: customer.id, inboxId: server.owner.inboxId, text: 'Your parcel is here.' };
    const started = await ask(endpoints.startConversation, { body }, carl.apiKey);
    expect(started.body).toMatchObject({ teamId, assigneeId: carl.memberId });
  });
});

describe('handed out', () => {
  test('to whoever is online and has room; the others wait, the oldest first, until somebody closes or snoozes', async () => {
    await inboxTo(await teamOf('round-robin', 1, bea, carl, dora));
    const all = [];
    for (let at = 0; at < 5; at++) all.push(await arrive());
    const ids = all.map(({ id }) => id);
    const owners = async () => Promise.all(ids.map(async (id) => (await read(id)).assigneeId));
    await expect.poll(async () => (await owners()).filter((one) => one !== null).length, patience).toBe(2);
    const given = await owners();
    expect(given.slice(2)).toEqual([null, null, null]);
    expect(new Set(given.slice(0, 2))).toEqual(new Set([bea.memberId, carl.memberId]));
    await ask(endpoints.closeConversation, { params: { id: ids[0] ?? '' } });
    await goesTo(ids[2] ?? '', given[0] ?? null);
    await ask(endpoints.snoozeConversation, { params: { id: ids[1] ?? '' }, body: { until: null } } as never);
    await goesTo(ids[3] ?? '', given[1] ?? null);
    await assign(ids[2] ?? '', { teamId: null, memberId: null });
    await goesTo(ids[4] ?? '', given[0] ?? null);
    expect(await owners()).toEqual([...given.slice(0, 2), null, given[1], given[0]]);
  });

  test('to nobody who is away or offline; and at once when they come', async () => {
    await choose(bea, { choice: 'away' });
    await inboxTo(await teamOf('least-loaded', 5, bea, dora));
    const { id } = await arrive();
    await pause(severalLooks);
    expect((await read(id)).assigneeId).toBeNull();
    await choose(bea, { choice: 'online' });
    await goesTo(id, bea.memberId);
  });

  test('within the hours of the team, from the minute in which they open', async () => {
    const teamId = await teamOf('round-robin', 5, bea);
    await inboxTo(teamId);
    const week = Array.from({ length: 7 }, () => [{ from: '13:00', to: '18:00' }]);
    const hours = { timeZone: 'UTC', week, holidays: [] };
    await ask(endpoints.setHours, { body: { teamId, hours } } as never);
    const { id } = await arrive();
    await pause(severalLooks);
    expect((await read(id)).assigneeId).toBeNull();
    now = new Date('2031-03-03T13:00:00Z');
    await goesTo(id, bea.memberId);
  });

  test('a conversation that opens again stays with who is there, and of who handed over goes to the team’s next', async () => {
    await inboxTo(await teamOf('round-robin', 5, bea, carl));
    const { id, token } = await arrive();
    await expect.poll(async () => (await read(id)).assigneeId, patience).not.toBeNull();
    const first = (await read(id)).assigneeId;
    const [has, other] = first === bea.memberId ? [bea, carl] : [carl, bea];
    await ask(endpoints.closeConversation, { params: { id } });
    await say(token);
    expect((await read(id)).assigneeId).toBe(first);
    await ask(endpoints.closeConversation, { params: { id } });
    await choose(has, { choice: 'handing-over' });
    await say(token);
    await goesTo(id, other.memberId);
  });

  test('who hands over gives back to the teams’ queues what is theirs, and the rest to whom they name', async () => {
    const teamId = await teamOf('by-hand', 5, bea, carl);
    const [own, teams] = [await arrive(), await arrive()];
    await assign(own.id, { memberId: bea.memberId });
    await assign(teams.id, { memberId: bea.memberId, teamId });
    const gone = await choose(bea, { choice: 'handing-over', handOverTo: carl.memberId });
    expect(gone.body).toMatchObject({ handedOver: 2, toTeams: 1 });
    expect(await read(own.id)).toMatchObject({ assigneeId: carl.memberId, teamId: null });
    expect(await read(teams.id)).toMatchObject({ assigneeId: null, teamId });
    // With a team that hands out, the next one has it soon.
    await choose(bea, { choice: 'online' });
    const routed = await teamOf('round-robin', 5, bea, carl);
    await assign(teams.id, { memberId: bea.memberId, teamId: routed });
    await choose(bea, { choice: 'handing-over' });
    await goesTo(teams.id, carl.memberId);
  });

  test('a server that stands still in the middle holds up the other, and nobody gets too much', async () => {
    const teamId = await teamOf('round-robin', 1, bea);
    const [older, younger] = [await arrive(), await arrive()];
    await runSql(server.database.adminUrl, async (client) => {
      // A router that has decided waits here.
      await choose(bea, { choice: 'away' });
      await assign(younger.id, { teamId });
      await client.query('begin');
      await client.query(`select pg_advisory_xact_lock(hashtextextended('conversation ' || $1, 0))`, [
        younger.id,
      ]);
      await choose(bea, { choice: 'online' });
      const isWaiting = async () =>
        (await client.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`)).rows
          .length;
      await expect.poll(isWaiting, patience).toBeGreaterThan(0);
      await assign(older.id, { teamId });
      await pause(severalLooks);
      await client.query('rollback');
    });
    const owners = async () => [(await read(older.id)).assigneeId, (await read(younger.id)).assigneeId];
    await expect.poll(async () => (await owners()).filter((one) => one !== null), patience).toHaveLength(1);
    await pause(severalLooks);
    expect((await owners()).filter((one) => one !== null)).toEqual([bea.memberId]);
  });
});

test('what the tables hold is what the ledger makes of it', async () => {
  const rebuilt = await rebuild(server.database.adminUrl, projections, () => undefined);
  for (const { tables } of rebuilt) {
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
  const turns = await runSql(server.database.adminUrl, async (client) =>
    client.query('select 1 from routing_turns'),
  );
  expect(turns.rowCount).toBeGreaterThan(0);
});
