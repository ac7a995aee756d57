/** Teams and business hours: made, changed, left; and what the tables hold is what the ledger makes of them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Entry } from '../contract/entries.ts';
import type { Hours } from '../contract/opening.ts';
import { type Team, teamsMax } from '../contract/teams.ts';
import { projections } from '../server/app/projections.ts';
import { addWorkspace, request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { addMember, type Person } from './support/people.ts';

/** A Friday, 17:00 in São Paulo. */
const now = new Date('2026-06-05T20:00:00Z');

let server: TestServer;
let bea: Person;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] }, () => now);
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);
const newTeam = async (name: string): Promise<Team> => {
  const made = await ask(endpoints.createTeam, { body: { name } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body as Team;
};
const join = (id: string, memberId: string) => ask(endpoints.addTeamMember, { params: { id, memberId } });
const teams = async (key?: string) => (await ask(endpoints.listTeams, {}, key)).body.data as Team[];
const audited = async () => (await ask(endpoints.readAuditLog, { query: {} })).body.data as Entry[];
const kindsSince = async (before: Entry[]) => {
  const after = await audited();
  return after
    .slice(
      0,
      after.findIndex(({ id }) => id === before[0]?.id),
    )
    .map(({ kind }) => kind);
};

async function expectRebuildEqual(): Promise<void> {
  const rebuilt = await rebuild(server.database.adminUrl, projections, () => undefined);
  for (const { tables } of rebuilt) {
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
}

describe('a team', () => {
  test('is made, filled, renamed, archived and taken back; everybody sees it, and the audit log tells it', async () => {
    const before = await audited();
    const { id } = await newTeam('Returns');
    expect((await join(id, bea.memberId)).body).toMatchObject({ name: 'Returns', memberIds: [bea.memberId] });
    expect((await join(id, bea.memberId)).body, 'twice is once').toMatchObject({ memberIds: [bea.memberId] });
    await join(id, server.owner.memberId);
    const update = (body: object) => ask(endpoints.updateTeam, { params: { id }, body });
    expect((await update({ name: 'Returns and swaps' })).body).toMatchObject({ name: 'Returns and swaps' });
    await update({ name: 'Returns and swaps' });
    expect((await update({ archived: true })).body.archivedAt).not.toBeNull();
    expect((await join(id, bea.memberId)).status, 'who is in it stays in it').toBe(200);
    const out = await ask(endpoints.removeTeamMember, { params: { id, memberId: bea.memberId } });
    expect(out.body).toMatchObject({ memberIds: [server.owner.memberId] });
    expect((await join(id, bea.memberId)).status).toBe(409);
    expect((await update({ archived: false })).body).toMatchObject({
      archivedAt: null,
      memberIds: [server.owner.memberId],
    });
    const seen = (await teams(bea.apiKey)).find((team) => team.id === id);
    expect(seen).toMatchObject({ name: 'Returns and swaps', memberIds: [server.owner.memberId] });
    expect(await kindsSince(before)).toEqual([
      ...['team.changed', 'team.left', 'team.changed', 'team.changed'],
      ...['team.joined', 'team.joined', 'team.created'],
    ]);
  });

  test('has a name of its own, in any case, until it is archived', async () => {
    const { id } = await newTeam('Night shift');
    expect((await ask(endpoints.createTeam, { body: { name: 'night SHIFT' } })).body).toMatchObject({
      code: 'already-exists',
    });
    await ask(endpoints.updateTeam, { params: { id }, body: { archived: true } });
    await newTeam('night SHIFT');
    const back = await ask(endpoints.updateTeam, { params: { id }, body: { archived: false } });
    expect(back.body).toMatchObject({ code: 'already-exists' });
    expect((await ask(endpoints.createTeam, { body: { name: '  ' } })).status).toBe(400);
  });

  test('takes nobody who does not work here, and is changed by owners and admins alone', async () => {
    const { id } = await newTeam('Wholesale');
    expect((await join(id, randomUUID())).status).toBe(404);
    expect((await join(randomUUID(), bea.memberId)).status).toBe(404);
    const elsewhere = await addWorkspace(server.db, 'Other', {
      email: 'o@example.com',
      password: 'correct horse',
    });
    expect((await join(id, elsewhere.memberId)).status, 'a member of another workspace').toBe(404);
    expect(await teams(elsewhere.apiKey)).toEqual([]);
    for (const [endpoint, input] of [
      [endpoints.createTeam, { body: { name: 'Mine' } }],
      [endpoints.updateTeam, { params: { id }, body: { name: 'Mine' } }],
      [endpoints.addTeamMember, { params: { id, memberId: bea.memberId } }],
      [endpoints.setHours, { body: { hours: null } }],
    ] as const)
      expect((await ask(endpoint as Endpoint, input as never, bea.apiKey)).status, endpoint.name).toBe(403);
  });

  test('loses whoever leaves the workspace, an archived one too, and in the same moment', async () => {
    const carl = await addMember(server.url, server.owner, 'agent', 'Carl');
    const [one, other] = [await newTeam('One'), await newTeam('Another')];
    for (const { id } of [one, other]) await join(id, carl.memberId);
    await ask(endpoints.updateTeam, { params: { id: other.id }, body: { archived: true } });
    const before = await audited();
    await ask(endpoints.removeMember, { params: { id: carl.memberId }, body: {} });
    expect((await teams()).filter(({ memberIds }) => memberIds.includes(carl.memberId))).toEqual([]);
    expect((await kindsSince(before)).filter((kind) => kind === 'team.left')).toHaveLength(2);
    expect((await join(one.id, carl.memberId)).status).toBe(404);
    await expectRebuildEqual();
  });

  test('gets nobody back who is removed while being put into it', async () => {
    const { id } = await newTeam('Busy');
    for (let round = 0; round < 5; round += 1) {
      const gone = await addMember(server.url, server.owner, 'agent', `Gone ${round}`);
      await Promise.all([
        join(id, gone.memberId),
        ask(endpoints.removeMember, { params: { id: gone.memberId }, body: {} }),
        join(id, gone.memberId),
      ]);
    }
    expect((await teams()).find((team) => team.id === id)?.memberIds).toEqual([]);
  });

  test('is one of so many at most', async () => {
    const live = (await teams()).filter(({ archivedAt }) => archivedAt === null).length;
    for (let n = live; n < teamsMax; n += 1) await newTeam(`Team ${n}`);
    const refused = await ask(endpoints.createTeam, { body: { name: 'One too many' } });
    expect(refused.body).toMatchObject({ code: 'conflict' });
  });
});

const nine = { from: '09:00', to: '18:00' };
const office: Hours = {
  timeZone: 'America/Sao_Paulo',
  week: [[nine], [nine], [nine], [nine], [nine], [], []],
  holidays: [{ date: '2026-06-08', name: 'Corpus Christi', intervals: [] }],
};
const set = (body: object, key?: string) => ask(endpoints.setHours, { body } as never, key);
const held = async (key?: string) => (await ask(endpoints.listHours, {}, key)).body.data;

describe('business hours', () => {
  test('are set for the workspace and for a team, read with any key, and say whether it is open', async () => {
    expect(await held()).toEqual([]);
    const before = await audited();
    const { body } = await set({ hours: office });
    expect(body).toMatchObject({ teamId: null, isOpen: true, changesAt: '2026-06-05T21:00:00.000000Z' });
    await set({ hours: office });
    const [night] = (await teams()).filter(({ name }) => name === 'night SHIFT');
    const late = { ...office, holidays: [], week: office.week.map(() => [{ from: '22:00', to: '06:00' }]) };
    expect((await set({ teamId: night?.id, hours: late })).body).toMatchObject({
      teamId: night?.id,
      isOpen: false,
      changesAt: '2026-06-06T01:00:00.000000Z',
    });
    expect((await held(bea.apiKey)).map(({ teamId }) => teamId)).toEqual([null, night?.id]);
    await expectRebuildEqual();
    expect((await set({ teamId: night?.id, hours: null })).body).toBeNull();
    expect(await held()).toHaveLength(1);
    expect(await kindsSince(before)).toEqual(['hours.changed', 'hours.changed', 'hours.changed']);
    await expectRebuildEqual();
  });

  test('are kept in order, whatever the order in which they come', async () => {
    const [morning, evening] = [
      { from: '08:00', to: '12:00' },
      { from: '13:00', to: '17:00' },
    ];
    const holidays = ['2026-12-25', '2026-01-01'].map((date) => ({ date, name: 'Day', intervals: [] }));
    await set({ hours: { ...office, week: office.week.map(() => [evening, morning]), holidays } });
    const [kept] = await held();
    expect(kept?.hours.week[0]).toEqual([morning, evening]);
    expect(kept?.hours.holidays.map(({ date }) => date)).toEqual(['2026-01-01', '2026-12-25']);
  });

  test('that contradict themselves are refused with the place', async () => {
    const refused = async (change: Partial<Hours>, path: string) => {
      const { status, body } = await set({ hours: { ...office, ...change } });
      expect(status).toBe(400);
      expect((body as unknown as { errors: { path: string }[] }).errors.map((error) => error.path)).toContain(
        path,
      );
    };
    await refused({ week: office.week.map(() => []) }, 'body.hours.week');
    await refused({ week: office.week.with(2, [nine, nine]) }, 'body.hours.week.2');
    await refused({ week: office.week.slice(1) }, 'body.hours.week');
    await refused({ week: office.week.with(0, [{ from: '9:00', to: '25:00' }]) }, 'body.hours.week.0.0.to');
    await refused({ timeZone: 'Mars/Olympus' }, 'body.hours.timeZone');
    await refused({ holidays: [...office.holidays, ...office.holidays] }, 'body.hours.holidays.1');
    const many = Array.from({ length: 101 }, (_, n) => ({
      date: new Date(Date.UTC(2026, 0, n + 1)).toISOString().slice(0, 10),
      name: 'Day',
      intervals: [],
    }));
    await refused({ holidays: many }, 'body.hours.holidays');
    expect((await set({ hours: { ...office, holidays: many.slice(1) } })).status, 'a hundred are kept').toBe(
      200,
    );
    expect((await set({ teamId: randomUUID(), hours: null })).status).toBe(404);
  });

  test('none again: always open', async () => {
    expect((await set({ hours: null })).body).toBeNull();
    expect(await held()).toEqual([]);
  });
});
