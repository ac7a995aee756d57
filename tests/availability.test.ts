/** Who is there: what members choose, what connections say, and what is left of a server that is gone. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Availability, graceSeconds } from '../contract/availability.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Entry } from '../contract/entries.ts';
import { realtimePath } from '../contract/realtime.ts';
import { projections } from '../server/app/projections.ts';
import { request, serveDatabase, startTestServer, type TestServer } from '../server/app/testing.ts';
import { createPresence, type Presence } from '../server/availability/index.ts';
import { rebuild } from '../server/operating/index.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { createLogger } from '../server/platform/log/index.ts';
import { addMember, addVisitor, fromSomewhere, type Person, signIn } from './support/people.ts';
import { openSocket, type TestSocket } from './support/sockets.ts';
import { startProgram } from './torture/program.ts';

let server: TestServer;
/** Another process on the same database. */
let other: Presence;
let bea: Person;
let carl: Person;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  other = createPresence({ db: server.db, log: createLogger({ level: 'silent' }) });
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  carl = await addMember(server.url, server.owner, 'agent', 'Carl');
});
afterAll(async () => {
  await other.stop();
  await server.close();
});

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);
const choose = (of: { memberId: string }, body: object, key?: string) =>
  ask(endpoints.setAvailability, { params: { id: of.memberId }, body } as never, key);

async function of({ memberId }: { memberId: string }, key?: string): Promise<Availability> {
  const { body } = await ask(endpoints.listAvailability, {}, key);
  const found = body.data.find((one) => one.memberId === memberId);
  if (!found) throw new Error('Everybody who works here is listed.');
  return found;
}
const stateOf = async (who: { memberId: string }) => (await of(who)).state;

/** A console, as a browser opens it. */
const openConsole = async (cookie: string, url = server.url): Promise<TestSocket> => {
  const socket = await openSocket(url, realtimePath, { headers: { cookie, origin: url } });
  socket.send({ type: 'resume', since: null });
  await socket.until(({ type }) => type === 'ready');
  return socket;
};
const entriesOf = (socket: TestSocket, kind: string) =>
  socket.frames.flatMap(({ entries = [] }) => entries.filter((entry) => entry.kind === kind)) as Entry[];
const heard = (socket: TestSocket, kind: string, memberId: string, more: object) =>
  expect
    .poll(() => entriesOf(socket, kind).map(({ payload }) => payload))
    .toContainEqual(expect.objectContaining({ memberId, ...more }));

/** All connections were last there so much longer ago. */
const age = (seconds: number, adminUrl = server.database.adminUrl) =>
  runSql(adminUrl, (client) =>
    client.query(`update presence_beats set beat_at = beat_at - make_interval(secs => ${seconds})`),
  );

test('who never had a console open is offline, and a program that works for them changes nothing', async () => {
  const socket = await openSocket(server.url, realtimePath);
  socket.send({ type: 'authenticate', token: carl.apiKey });
  socket.send({ type: 'resume', since: null });
  await socket.until(({ type }) => type === 'ready');
  expect(await of(carl)).toEqual({
    memberId: carl.memberId,
    state: 'offline',
    choice: 'online',
    since: null,
  });
  socket.drop();
});

describe('with a console open', () => {
  let ana: TestSocket;
  let beas: TestSocket;
  beforeAll(async () => {
    ana = await openConsole(await signIn(server.url, server.ownerLogin));
    beas = await openConsole(bea.cookie);
  });
  afterAll(() => {
    ana.drop();
    beas.drop();
  });

  test('somebody is online, which the others hear, and away when they choose so', async () => {
    await heard(ana, 'presence.changed', bea.memberId, { isHere: true });
    const online = await of(bea, bea.apiKey);
    expect(online).toMatchObject({ state: 'online', choice: 'online' });
    const { body } = await choose(bea, { choice: 'away' }, bea.apiKey);
    expect(body).toMatchObject({ availability: { state: 'away', choice: 'away' }, handedOver: 0 });
    expect(`${body.availability.since}` > `${online.since}`).toBe(true);
    await heard(ana, 'availability.chosen', bea.memberId, { choice: 'away', handedOver: null });
    await choose(bea, { choice: 'away' }, bea.apiKey);
    await choose(bea, { choice: 'online' }, bea.apiKey);
    await heard(ana, 'availability.chosen', bea.memberId, { choice: 'online' });
    const told = entriesOf(ana, 'availability.chosen').map(({ payload }) => payload as { choice: string });
    expect(
      told.map(({ choice }) => choice),
      'the same again is not told',
    ).toEqual(['away', 'online']);
  });

  test('an owner chooses for somebody else, which the audit log tells; a colleague can’t', async () => {
    expect((await choose(bea, { choice: 'away' }, carl.apiKey)).status).toBe(403);
    expect((await choose(bea, { choice: 'away' })).status).toBe(200);
    const audit = await ask(endpoints.readAuditLog, { query: { limit: '1' } } as never);
    expect(audit.body.data).toMatchObject([
      { kind: 'availability.set', payload: { memberId: bea.memberId, choice: 'away' } },
    ]);
    await choose(bea, { choice: 'online' }, bea.apiKey);
    const after = await ask(endpoints.readAuditLog, { query: { limit: '1' } } as never);
    expect(after.body.data[0]?.id, 'one’s own choice is nobody’s business there').toBe(
      audit.body.data[0]?.id,
    );
  });

  test('somebody without any connection is offline after the grace, told or not, and comes back as they chose', async () => {
    const cookie = carl.cookie;
    const [one, two] = [await openConsole(cookie), await openConsole(cookie)];
    await heard(ana, 'presence.changed', carl.memberId, { isHere: true });
    await choose(carl, { choice: 'away' }, carl.apiKey);
    one.drop();
    two.drop();
    await age(graceSeconds - 10);
    expect(await stateOf(carl), 'within the grace').toBe('away');
    await age(11);
    const gone = await of(carl);
    expect(gone).toMatchObject({ state: 'offline', choice: 'away' });

    // Bea's console is connected, so this server says so before it tells who is gone; several look at once.
    const leave = other.enter(server.owner.workspaceId, bea.memberId);
    await other.look();
    const third = createPresence({ db: server.db, log: createLogger({ level: 'silent' }) });
    third.enter(server.owner.workspaceId, bea.memberId);
    await Promise.all([other.look(), third.look(), other.look(), third.look()]);
    leave();
    await third.stop();
    expect(await stateOf(bea)).toBe('online');
    await heard(ana, 'presence.changed', carl.memberId, { isHere: false, since: gone.since });
    const left = entriesOf(ana, 'presence.changed').filter(
      ({ payload }) => (payload as { memberId: string; isHere: boolean }).memberId === carl.memberId,
    );
    expect(left).toHaveLength(2);
    expect(await of(carl)).toEqual(gone);

    const again = await openConsole(cookie);
    await expect.poll(() => stateOf(carl)).toBe('away');
    expect(`${(await of(carl)).since}` > `${gone.since}`).toBe(true);
    again.drop();
  });

  test('who was told to be gone while connected, for the database was away, is there again with the next beat', async () => {
    const eve = await addMember(server.url, server.owner, 'agent', 'Eve');
    const leave = other.enter(server.owner.workspaceId, eve.memberId);
    await other.look();
    const third = createPresence({ db: server.db, log: createLogger({ level: 'silent' }) });
    third.enter(server.owner.workspaceId, server.owner.memberId);
    // A beat of its own may come in between.
    await expect
      .poll(async () => {
        await age(graceSeconds + 1);
        await third.look();
        return entriesOf(ana, 'presence.changed').map(({ payload }) => payload);
      })
      .toContainEqual(expect.objectContaining({ memberId: eve.memberId, isHere: false }));
    await other.look();
    expect(await stateOf(eve)).toBe('online');
    leave();
    await third.stop();
  });

  test('two servers hold somebody: the end of one changes nothing', async () => {
    const second = await serveDatabase(server.database);
    const there = await openConsole(bea.cookie, second.url);
    await second.close();
    there.drop();
    expect(await stateOf(bea)).toBe('online');
  });
});

describe('handing over', () => {
  /** Conversations of Bea's, the first of them closed. */
  async function conversationsOfBea(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const token = await addVisitor(server.url, server.owner.inboxId);
      await request(server.url, token, endpoints.postVisitorMessage, {
        body: { id: crypto.randomUUID(), text: `Hello ${n}` },
        headers: fromSomewhere(),
      });
      const page = await ask(endpoints.listConversations, { query: { limit: '1' } } as never);
      const params = { id: page.body.data[0]?.id ?? '' };
      await ask(endpoints.assignConversation, { params, body: { memberId: bea.memberId } });
      if (n === 0) await ask(endpoints.closeConversation, { params });
      ids.push(params.id);
    }
    return ids;
  }
  const assignees = async (ids: string[]) => {
    const { body } = await ask(endpoints.listConversations, { query: { limit: '100' } } as never);
    return ids.map((id) => body.data.find((one) => one.id === id)?.assigneeId);
  };

  test('gives conversations to nobody or to a colleague, at once, and says how many were open', async () => {
    const ids = await conversationsOfBea(3);
    const { status, body } = await choose(bea, { choice: 'handing-over' }, bea.apiKey);
    expect(status).toBe(200);
    expect(body).toMatchObject({ handedOver: 2, availability: { choice: 'handing-over' } });
    expect(await assignees(ids), 'what is closed stays theirs').toEqual([bea.memberId, null, null]);
    const more = await conversationsOfBea(2);
    const again = await choose(bea, { choice: 'handing-over', handOverTo: carl.memberId }, bea.apiKey);
    expect(again.body.handedOver).toBe(1);
    expect(await assignees(more)).toEqual([bea.memberId, carl.memberId]);
    const closed = { params: { id: ids[0] ?? '' } };
    const reopened = await ask(endpoints.reopenConversation, closed as never);
    expect(reopened.body, 'whoever handed over is given nothing').toMatchObject({ assigneeId: null });
    const nothing = await choose(bea, { choice: 'handing-over' }, bea.apiKey);
    expect(nothing.body.handedOver).toBe(0);
  });

  test('is refused to whom and by whom it makes no sense, and then nothing has changed', async () => {
    await choose(bea, { choice: 'online' }, bea.apiKey);
    const [id] = await conversationsOfBea(2).then((ids) => ids.slice(1));
    const gone = await addMember(server.url, server.owner, 'agent', 'Gone');
    await ask(endpoints.removeMember, { params: { id: gone.memberId }, body: {} });
    for (const handOverTo of [gone.memberId, bea.memberId, crypto.randomUUID()]) {
      const refused = await choose(bea, { choice: 'handing-over', handOverTo }, bea.apiKey);
      expect(refused.body).toMatchObject({ code: 'conflict' });
    }
    expect((await choose(bea, { choice: 'away', handOverTo: carl.memberId }, bea.apiKey)).status).toBe(400);
    const viewer = await addMember(server.url, server.owner, 'viewer', 'Vera');
    expect((await choose(viewer, { choice: 'handing-over' }, viewer.apiKey)).status).toBe(403);
    expect((await choose(viewer, { choice: 'away' }, viewer.apiKey)).status).toBe(200);
    expect(await assignees([`${id}`])).toEqual([bea.memberId]);
    expect(await of(bea)).toMatchObject({ choice: 'online' });
  });

  test('to one another at the same time ends, and loses nothing', async () => {
    const ids = await conversationsOfBea(4);
    for (let round = 0; round < 4; round += 1) {
      const answers = await Promise.all([
        choose(bea, { choice: 'handing-over', handOverTo: carl.memberId }, bea.apiKey),
        choose(carl, { choice: 'handing-over', handOverTo: bea.memberId }, carl.apiKey),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    }
    for (const assignee of await assignees(ids)) expect([bea.memberId, carl.memberId]).toContain(assignee);
  });
});

test('of somebody who is removed nothing is left, and the table is what the ledger makes of it', async () => {
  const gone = await addMember(server.url, server.owner, 'agent', 'Gone');
  const socket = await openConsole(gone.cookie);
  await expect.poll(() => stateOf(gone)).toBe('online');
  await choose(gone, { choice: 'away' }, gone.apiKey);
  await ask(endpoints.removeMember, { params: { id: gone.memberId }, body: {} });
  await socket.ended();
  const { body } = await ask(endpoints.listAvailability, {});
  expect(body.data.map(({ memberId }) => memberId)).not.toContain(gone.memberId);
  expect((await choose(gone, { choice: 'online' })).status).toBe(404);
  const rebuilt = await rebuild(server.database.adminUrl, projections, () => undefined);
  const { tables } = rebuilt.find(({ name }) => name === 'availability') ?? { tables: {} };
  expect(tables).toEqual({ availability: { written: 0, removed: 0 } });
});

test('whoever had a console open on a server that was killed is offline after the grace, without anybody telling it', async () => {
  const program = await startProgram();
  try {
    const { url, owner } = program;
    const dan = await addMember(url, owner, 'agent', 'Dan');
    const list = async () => {
      const { body } = await request(url, owner.apiKey, endpoints.listAvailability, {});
      return body.data.find(({ memberId }) => memberId === dan.memberId);
    };
    await openConsole(dan.cookie, url);
    await expect.poll(async () => (await list())?.state).toBe('online');
    const killedAt = new Date().toISOString();
    await program.killServer();
    await program.untilReady();
    expect(await list(), 'within the grace').toMatchObject({ state: 'online' });
    await age(graceSeconds + 1, program.adminUrl());
    const gone = await list();
    expect(gone).toMatchObject({ state: 'offline', choice: 'online' });
    expect(`${gone?.since}` < killedAt).toBe(true);
  } finally {
    await program.clear();
  }
}, 120_000);
