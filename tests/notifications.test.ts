/** What members are told of: by whom, once, and by which ways. Two servers on one database; their clock is ahead by choice. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Conversation } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import { defaultNotifications, type Notification } from '../contract/notifications.ts';
import { realtimePath } from '../contract/realtime.ts';
import { clockIn } from '../contract/times.ts';
import { projections } from '../server/app/projections.ts';
import type { RunningServer } from '../server/app/server.ts';
import { request, serveDatabase, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { startMailServer, type TestMailServer } from '../server/platform/mailer/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';
import { newBrowser, type PushService, reachesPush, startPushService } from './support/push-service.ts';
import { openSocket } from './support/sockets.ts';

const patience = { timeout: 25_000, interval: 50 };
/** Longer than the clock takes to look. */
const lookMilliseconds = 3_500;
let ahead = 0;
const clock = () => new Date(Date.now() + ahead);
let first: TestServer;
let second: RunningServer;
let mails: TestMailServer;
let service: PushService;
let ana: Person;
let bia: Person;
const people = new Map<string, Person>();
const personNamed = (name: string): Person => {
  const person = people.get(name);
  if (!person) throw new Error(`Nobody is named ${name}.`);
  return person;
};

beforeAll(async () => {
  mails = await startMailServer();
  service = await startPushService();
  const config = { smtpUrl: mails.url, mailFrom: 'rapport@shop.example', reachesPush };
  first = await startTestServer(inject('testCluster'), { ...config, trustProxy: ['loopback'] }, clock);
  second = await serveDatabase(first.database, config, clock);
  // Where mail is set up, invitations go out by it: these have links.
  const plain = await serveDatabase(first.database, { trustProxy: ['loopback'] }, clock);
  for (const name of ['Ana', 'Bia', 'Dora', 'Eva', 'Fay', 'Gil'])
    people.set(name, await addMember(plain.url, first.owner, 'agent', name));
  await plain.close();
  [ana, bia] = [personNamed('Ana'), personNamed('Bia')];
});
afterAll(async () => {
  await second.close();
  await first.close();
  await mails.close();
  await service.close();
});

const ask = <E extends Endpoint>(key: string, endpoint: E, input: RequestOf<E>) =>
  request(first.url, key, endpoint, input as never);
const write = (token: string, text: string) =>
  request(first.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text },
    headers: fromSomewhere(),
  });
const boss = () => first.owner.apiKey;

async function begin(assignee?: Person): Promise<{ token: string; id: string }> {
  const token = await addVisitor(first.url, first.owner.inboxId);
  await write(token, 'hello');
  const { data } = (await ask(boss(), endpoints.listConversations, { query: { limit: 1 } } as never)).body;
  const { id } = data[0] as Conversation;
  if (assignee) await assign(id, assignee);
  return { token, id };
}
const assign = (id: string, { memberId }: Person) =>
  ask(boss(), endpoints.assignConversation, { params: { id }, body: { memberId } });
const note = (key: string, id: string, text: string, mentions: object[] = []) =>
  ask(key, endpoints.postMessage, { params: { id }, body: { text, note: true, mentions } } as never);
const mention = (text: string, kind: 'member' | 'team', id: string, name: string) => ({
  ...{ kind, id },
  start: text.indexOf(name),
  length: name.length,
});
const list = async (who: Person, query = {}) =>
  (await ask(who.apiKey, endpoints.listNotifications, { query } as never)).body;
/** What is unread of one conversation, as `kind count`. */
const unreadOf = async (who: Person, id: string) =>
  (await list(who, { unread: 'true' })).data
    .filter((one: Notification) => one.conversation?.id === id)
    .map(({ kind, count }: Notification) => `${kind} ${count}`);
const settle = (who: Person, more: object) =>
  ask(who.apiKey, endpoints.changeNotificationSettings, {
    body: { ...defaultNotifications, ...more } as never,
  });
const untilRead = async (who: Person) => {
  await ask(who.apiKey, endpoints.readNotifications, {
    body: { upTo: '2100-01-01T00:00:00.000000Z' },
  } as never);
  await expect.poll(async () => (await list(who)).unread, patience).toBe(0);
};
/** The followers have read all that there is. */
const caughtUp = async () => {
  const { id } = await begin(bia);
  await expect.poll(() => unreadOf(bia, id), patience).toEqual(['assigned 1']);
};

describe('who is told', () => {
  test('whoever gets a conversation, and then of what is written in it; once for all that is unread', async () => {
    const { id, token } = await begin(ana);
    await expect.poll(() => unreadOf(ana, id), patience).toEqual(['assigned 1']);
    await write(token, 'are you there?');
    await expect.poll(() => unreadOf(ana, id), patience).toEqual(['assigned 2']);
    await ask(ana.apiKey, endpoints.readNotifications, { body: { conversationId: id } } as never);
    expect(await unreadOf(ana, id)).toEqual([]);
    await write(token, 'hello?');
    await expect.poll(() => unreadOf(ana, id), patience).toEqual(['message 1']);
    await ask(ana.apiKey, endpoints.markConversationRead, { params: { id }, body: { inboundCount: 3 } });
    await expect.poll(() => unreadOf(ana, id), patience).toEqual([]);
  });

  test('whoever is mentioned, oneself or by a team, each once and never the writer', async () => {
    const { id } = await begin();
    const team = await ask(boss(), endpoints.createTeam, { body: { name: `Support ${randomUUID()}` } });
    for (const { memberId } of [ana, bia])
      await ask(boss(), endpoints.addTeamMember, { params: { id: team.body.id, memberId } });
    const text = 'What do you think, @Bia and @Support?';
    const both = [
      mention(text, 'member', bia.memberId, '@Bia'),
      mention(text, 'team', team.body.id, '@Support'),
    ];
    const written = await note(ana.apiKey, id, text, both);
    expect(written.body).toMatchObject({ mentions: both });
    await expect.poll(() => unreadOf(bia, id), patience).toEqual(['mention 1']);
    await caughtUp();
    expect(await unreadOf(ana, id)).toEqual([]);
  });

  test('who asked for it, of a new conversation that nobody has', async () => {
    const kinds = { ...defaultNotifications.kinds, opened: { app: true, push: false, mail: false } };
    await settle(bia, { kinds });
    const { id } = await begin();
    await expect.poll(() => unreadOf(bia, id), patience).toEqual(['opened 1']);
    await settle(bia, {});
    expect(await unreadOf(ana, id)).toEqual([]);
  });

  test('whose conversation comes back by the clock', async () => {
    const { id } = await begin(ana);
    await expect.poll(() => unreadOf(ana, id), patience).toEqual(['assigned 1']);
    await untilRead(ana);
    const until = new Date(Date.now() + 60_000).toISOString();
    await ask(ana.apiKey, endpoints.snoozeConversation, { params: { id }, body: { until } });
    ahead += 61_000;
    await expect.poll(() => unreadOf(ana, id), patience).toEqual(['woken 1']);
  });

  test('reminders stand among the others: seen here, seen there', async () => {
    const customer = await ask(boss(), endpoints.createCustomer, { body: { name: 'Carla' } });
    const body = {
      ...{ customerId: customer.body.id, what: 'Call Carla', assigneeId: ana.memberId },
      ...{ due: { date: '2020-01-02' }, remind: { kind: 'before', amount: 1, unit: 'days' } },
    };
    const task = await ask(boss(), endpoints.createTask, { body } as never);
    const reminded = async () =>
      (await list(ana, { unread: 'true' })).data.find((one: Notification) => one.kind === 'reminder');
    await expect.poll(reminded, patience).toMatchObject({
      reminder: { taskId: task.body.id, what: 'Call Carla', customer: { name: 'Carla' } },
    });
    const { id } = (await reminded()) as Notification;
    await ask(ana.apiKey, endpoints.readNotifications, { body: { ids: [id] } } as never);
    expect((await ask(ana.apiKey, endpoints.listReminders, {})).body.data).toEqual([]);
    expect(await reminded()).toBeUndefined();
  });

  test('nobody reads what others are told', async () => {
    const { id } = await begin(ana);
    await expect.poll(() => unreadOf(ana, id), patience).toEqual(['assigned 1']);
    const [theirs] = (await list(ana)).data as [Notification];
    await ask(bia.apiKey, endpoints.readNotifications, { body: { ids: [theirs.id] } } as never);
    await ask(bia.apiKey, endpoints.readNotifications, { body: { conversationId: id } } as never);
    expect((await list(ana, { unread: 'true' })).data).toContainEqual(theirs);
  });
});

describe('mentions', () => {
  test('stand where they say, in notes alone, and of people and teams that there are', async () => {
    const { id } = await begin();
    const refused = async (body: object) =>
      (await ask(boss(), endpoints.postMessage, { params: { id }, body } as never)).status;
    const one = { kind: 'member', id: ana.memberId, start: 0, length: 4 };
    expect(await refused({ text: '@Ana', note: false, mentions: [one] })).toBe(400);
    expect(await refused({ text: 'Ana!', note: true, mentions: [one] })).toBe(400);
    expect(await refused({ text: '@An', note: true, mentions: [one] })).toBe(400);
    expect(
      await refused({ text: '@Ana@', note: true, mentions: [one, { ...one, start: 3, length: 2 }] }),
    ).toBe(400);
    expect(await refused({ text: '@Ana', note: true, mentions: [{ ...one, id: randomUUID() }] })).toBe(409);
    expect(await refused({ text: '@Ana', note: true, mentions: [one] })).toBe(201);
  });

  test('make a view, whose count is true, and which a rebuild makes again', async () => {
    const view = async (who: Person) => {
      const { data } = (
        await ask(who.apiKey, endpoints.listConversations, { query: { mentioned: 'true' } } as never)
      ).body;
      const { counts } = (await ask(who.apiKey, endpoints.countViews, {})).body;
      expect(counts.mentions).toEqual({ count: data.length, isMore: false });
      return data.map((one: Conversation) => one.id);
    };
    const dora = personNamed('Dora');
    const team = await ask(boss(), endpoints.createTeam, { body: { name: `Shop ${randomUUID()}` } });
    await ask(boss(), endpoints.addTeamMember, { params: { id: team.body.id, memberId: dora.memberId } });
    const [direct, byTeam] = [await begin(), await begin(), await begin()];
    await note(boss(), direct.id, '@Dora', [mention('@Dora', 'member', dora.memberId, '@Dora')]);
    await note(boss(), byTeam.id, '@Shop', [mention('@Shop', 'team', team.body.id, '@Shop')]);
    await ask(boss(), endpoints.closeConversation, { params: { id: direct.id } });
    expect((await view(dora)).toSorted()).toEqual([direct.id, byTeam.id].toSorted());
    const conversations = projections.find(({ name }) => name === 'conversations');
    if (!conversations) throw new Error('There is a projection of conversations.');
    await rebuild(first.database.adminUrl, [conversations], () => undefined);
    expect((await view(dora)).toSorted()).toEqual([direct.id, byTeam.id].toSorted());
    await ask(boss(), endpoints.removeTeamMember, { params: { id: team.body.id, memberId: dora.memberId } });
    expect(await view(dora)).toEqual([direct.id]);
  });
});

test('sockets on both servers hear that there is something to fetch', async () => {
  const [here, there] = await Promise.all(
    [first.url, second.url].map(async (url) => {
      const socket = await openSocket(url, realtimePath);
      socket.send({ type: 'authenticate', token: ana.apiKey });
      socket.send({ type: 'resume', since: null });
      return socket;
    }),
  );
  const rings = (socket: typeof here) =>
    socket?.frames.filter((frame) => (frame as { type: string }).type === 'notified').length ?? 0;
  await begin(ana);
  await expect.poll(() => Math.min(rings(here), rings(there)), patience).toBeGreaterThan(0);
  for (const socket of [here, there]) socket?.drop();
});

describe('push', () => {
  const subscribe = async (who: Person, name: string) => {
    const browser = newBrowser(service, name);
    const { status } = await ask(who.apiKey, endpoints.subscribeToPush, { body: browser.subscription });
    expect(status).toBe(204);
    return browser;
  };
  const pushedTo = (name: string) => service.taken.filter(({ path }) => path === `/send/${name}`);

  test('arrives sealed, says little, and less where that was asked for', async () => {
    await caughtUp();
    await untilRead(ana);
    const browser = await subscribe(ana, 'ana');
    const { id } = await begin(ana);
    await expect.poll(() => pushedTo('ana').length, patience).toBe(1);
    const [came] = pushedTo('ana');
    if (!came) throw new Error('It came.');
    expect(came.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400' });
    expect(came.headers.authorization).toMatch(/^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]{87}$/);
    expect(came.body.toString('latin1')).not.toContain('conversation');
    const said = browser.read(came);
    expect(said).toMatchObject({ path: `/conversations/${id}?workspace=${first.owner.workspaceId}` });
    expect(Object.keys(said).toSorted()).toEqual(['body', 'id', 'path', 'title']);
    expect(JSON.stringify(said)).not.toContain('hello');
    await settle(ana, { hideText: true });
    await begin(ana);
    await expect.poll(() => pushedTo('ana').length, patience).toBe(2);
    const hidden = browser.read(pushedTo('ana')[1] as never);
    expect(hidden).toMatchObject({ title: 'There is something new for you', body: '' });
    await settle(ana, {});
  });

  test('what a push service refuses for now is tried again; a browser that is gone is let go', async () => {
    await subscribe(bia, 'bia');
    service.answers.push(429, 503);
    await begin(bia);
    await expect.poll(() => pushedTo('bia').length, patience).toBe(1);
    service.answers.push(410);
    const count = () =>
      runSql(first.database.adminUrl, async (client) => {
        const { rows } = await client.query('select 1 from push_subscriptions where member_id = $1', [
          bia.memberId,
        ]);
        return rows.length;
      });
    expect(await count()).toBe(1);
    await begin(bia);
    await expect.poll(count, patience).toBe(0);
  });

  test('addresses and keys are stored sealed', async () => {
    const browser = await subscribe(bia, 'sealed');
    const text = await runSql(first.database.adminUrl, async (client) => {
      const { rows } = await client.query(
        'select s::text from push_subscriptions s union select i::text from installation i',
      );
      return JSON.stringify(rows);
    });
    expect(text).not.toContain(browser.subscription.endpoint);
    expect(text).not.toContain(browser.subscription.keys.auth);
    await ask(bia.apiKey, endpoints.unsubscribeFromPush, {
      body: { endpoint: browser.subscription.endpoint },
    });
  });

  test('what is not the public internet is refused where there is no stand-in', async () => {
    const plain = await serveDatabase(first.database, {}, clock);
    const { keys } = newBrowser(service, 'x').subscription;
    for (const endpoint of [
      'http://127.0.0.1/x',
      'https://10.0.0.1/x',
      'https://[::1]/x',
      'https://push.example.com:444/x',
    ]) {
      const { status } = await request(plain.url, ana.apiKey, endpoints.subscribeToPush, {
        body: { endpoint, keys },
      });
      expect(status, endpoint).toBe(400);
    }
    await plain.close();
  });

  test('is held back while it is quiet, and while the member is away', async () => {
    await subscribe(ana, 'held');
    const zone = 'UTC';
    const at = (minutes: number) => clockIn(new Date(clock().getTime() + minutes * 60_000), zone);
    await untilRead(ana);
    await settle(ana, { quiet: { from: at(-90), to: at(30) } });
    const { id } = await begin(ana);
    await expect.poll(() => unreadOf(ana, id), patience).toEqual(['assigned 1']);
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
    expect(pushedTo('held')).toEqual([]);
    ahead += 31 * 60_000;
    await expect.poll(() => pushedTo('held').length, patience).toBe(1);
    await settle(ana, {});
    const choose = (choice: 'online' | 'away') =>
      ask(ana.apiKey, endpoints.setAvailability, { params: { id: ana.memberId }, body: { choice } } as never);
    await choose('away');
    const away = await begin(ana);
    await expect.poll(() => unreadOf(ana, away.id), patience).toEqual(['assigned 1']);
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
    expect(pushedTo('held').length).toBe(1);
    await choose('online');
    await expect.poll(() => pushedTo('held').length, patience).toBe(2);
  });
});

describe('mail', () => {
  const mailsTo = (who: Person) => mails.received.filter(({ recipients }) => recipients.includes(who.email));

  test('what stays unread goes out in one mail, once, in the member’s language, and what was read does not', async () => {
    ahead = 0;
    const eva = personNamed('Eva');
    await runSql(first.database.adminUrl, (client) =>
      client.query(`update members set locale = 'pt-BR' where id = $1`, [eva.memberId]),
    );
    mails.received.length = 0;
    const [one, other, read] = [await begin(eva), await begin(eva), await begin(eva)];
    await expect.poll(async () => (await list(eva)).unread, patience).toBe(3);
    await ask(eva.apiKey, endpoints.readNotifications, { body: { conversationId: read.id } } as never);
    ahead += 9 * 60_000;
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
    expect(mailsTo(eva)).toEqual([]);
    ahead += 2 * 60_000;
    await expect.poll(() => mailsTo(eva).length, patience).toBe(1);
    const [mail] = mailsTo(eva);
    expect(mail?.headers.subject).toBe('2 notificações não lidas');
    for (const { id } of [one, other]) expect(mail?.text).toContain(`/conversations/${id}?workspace=`);
    expect(mail?.text).not.toContain(read.id);
    ahead += 60 * 60_000;
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
    expect(mailsTo(eva).length).toBe(1);
  });

  test('nothing goes to who wants none, nor what was read meanwhile', async () => {
    ahead = 0;
    const fay = personNamed('Fay');
    await settle(fay, { mail: 'never' });
    const { id } = await begin(fay);
    await expect.poll(() => unreadOf(fay, id), patience).toEqual(['assigned 1']);
    await settle(fay, {});
    const later = await begin(fay);
    await expect.poll(() => unreadOf(fay, later.id), patience).toEqual(['assigned 1']);
    await untilRead(fay);
    ahead += 24 * 60 * 60_000;
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
    expect(mailsTo(fay)).toEqual([]);
  });
});

test('a member who leaves leaves nothing here', async () => {
  const gil = personNamed('Gil');
  const { id } = await begin(gil);
  await expect.poll(() => unreadOf(gil, id), patience).toEqual(['assigned 1']);
  await settle(gil, { sound: true });
  await ask(boss(), endpoints.removeMember, { params: { id: gil.memberId }, body: { handOverTo: null } });
  const left = await runSql(first.database.adminUrl, async (client) => {
    const { rows } = await client.query(
      'select member_id from notifications where member_id = $1 union select member_id from notification_settings where member_id = $1',
      [gil.memberId],
    );
    return rows;
  });
  expect(left).toEqual([]);
});
