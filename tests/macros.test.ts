/** Macros and actions: who sees them, what they do, all or nothing. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Conversation } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';

let server: TestServer;
let bea: Person;
let tagId: string;

beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  tagId = (await ask(endpoints.createTag, { body: { name: 'refund' } } as never)).body.id;
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);

async function begin(): Promise<{
  id: string;
  read: () => Promise<Conversation>;
  texts: () => Promise<string[]>;
}> {
  const token = await addVisitor(server.url, server.owner.inboxId);
  await request(server.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text: 'hello' },
    headers: fromSomewhere(),
  });
  const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
  const { id } = data[0] as Conversation;
  const params = { id };
  return {
    id,
    read: async () => (await ask(endpoints.readConversation, { params })).body as Conversation,
    texts: async () =>
      (
        (await ask(endpoints.listMessages, { params, query: {} } as never)).body.data as { text: string }[]
      ).map(({ text }) => text),
  };
}

describe('actions', () => {
  test('go with a message, in order, and commit with it', async () => {
    const { id, read, texts } = await begin();
    const actions = [
      { type: 'assign', memberId: 'me' },
      { type: 'tag', tagId },
      { type: 'prioritise', priority: 'high' },
      { type: 'close' },
    ];
    const body = { text: 'Your money is on its way.', actions };
    const key = { 'idempotency-key': randomUUID() };
    const send = () =>
      ask(endpoints.postMessage, { params: { id }, body, headers: key } as never, bea.apiKey);
    const [first, second] = [await send(), await send()];
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(await read()).toMatchObject({
      assigneeId: bea.memberId,
      tagIds: [tagId],
      priority: 'high',
      status: 'closed',
      waitingSince: null,
    });
    expect(await texts()).toEqual(['hello', 'Your money is on its way.']);
  });

  test('one that is refused leaves the message unsent and everything as it was', async () => {
    const { id, read, texts } = await begin();
    const before = await read();
    const actions = [{ type: 'close' }, { type: 'tag', tagId: randomUUID() }];
    const refused = await ask(endpoints.postMessage, {
      params: { id },
      body: { text: 'x', actions },
    } as never);
    expect(refused).toMatchObject({ status: 404, body: { detail: 'There is no such tag.' } });
    expect(await read()).toEqual(before);
    expect(await texts()).toEqual(['hello']);
  });

  test('stand alone as well: a snooze for some hours, and not from whoever only reads', async () => {
    const viewer = await addMember(server.url, server.owner, 'viewer', 'Vic');
    const { id, read } = await begin();
    const body = { actions: [{ type: 'snooze', hours: 48 }] };
    expect(
      (await ask(endpoints.performActions, { params: { id }, body } as never, viewer.apiKey)).status,
    ).toBe(403);
    await ask(endpoints.performActions, { params: { id }, body } as never);
    const { status, snoozedUntil } = await read();
    expect(status).toBe('snoozed');
    expect(Date.parse(snoozedUntil ?? '') - Date.now()).toBeGreaterThan(47 * 3_600_000);
    for (const actions of [
      [],
      [{ type: 'explode' }],
      Array.from({ length: 11 }, () => ({ type: 'close' })),
    ]) {
      expect(
        (await ask(endpoints.performActions, { params: { id }, body: { actions } } as never)).status,
      ).toBe(400);
    }
  });
});

describe('macros', () => {
  const make = (body: object, key?: string) => ask(endpoints.createMacro, { body } as never, key);
  const names = async (key?: string) =>
    ((await ask(endpoints.listMacros, {}, key)).body.data as { name: string }[]).map(({ name }) => name);

  test('are one’s own until shared; uses are counted, by everybody together', async () => {
    const made = await make({
      name: 'Hours',
      text: 'We are open from nine, {{customer.first_name|friend}}.',
    });
    expect(made).toMatchObject({ status: 201, body: { uses: 0, shared: false, kind: 'reply', actions: [] } });
    const params = { id: made.body.id };
    const { id: conversationId } = await begin();
    expect(await names(bea.apiKey)).not.toContain('Hours');
    const use = (key?: string) => ask(endpoints.useMacro, { params, body: { conversationId } }, key);
    expect((await use(bea.apiKey)).status).toBe(404);
    expect((await ask(endpoints.removeMacro, { params }, bea.apiKey)).status).toBe(404);
    await ask(endpoints.changeMacro, { params, body: { shared: true } });
    expect(await names(bea.apiKey)).toContain('Hours');
    await Promise.all(Array.from({ length: 20 }, (_, at) => use(at % 2 ? bea.apiKey : undefined)));
    const { data } = (await ask(endpoints.listMacros, {})).body;
    expect(data.find(({ id }: { id: string }) => id === params.id)).toMatchObject({ uses: 20 });
    await ask(endpoints.changeMacro, { params, body: { name: 'Opening hours' } }, bea.apiKey);
    await ask(endpoints.removeMacro, { params }, bea.apiKey);
    const log = await ask(endpoints.readAuditLog, { query: { limit: 3 } } as never);
    expect(log.body.data.map(({ kind }: { kind: string }) => kind)).toEqual([
      'macro.removed',
      'macro.changed',
      'macro.created',
    ]);
  });

  test('do something: one without text and without anything to do is refused', async () => {
    expect((await make({ name: 'Nothing', text: '  ' })).body).toMatchObject({
      errors: [{ path: 'body.text' }],
    });
    expect((await make({ name: 'Done', actions: [{ type: 'close' }] })).status).toBe(201);
    const stays = await make({ name: 'Text', text: 'x' });
    const emptied = await ask(endpoints.changeMacro, { params: { id: stays.body.id }, body: { text: '' } });
    expect(emptied.status).toBe(400);
  });

  test('leave with the member whose they are; shared ones stay', async () => {
    const carl = await addMember(server.url, server.owner, 'agent', 'Carl');
    await make({ name: 'Carl’s own', text: 'x' }, carl.apiKey);
    await make({ name: 'Carl’s gift', text: 'x', shared: true }, carl.apiKey);
    await ask(endpoints.removeMember, { params: { id: carl.memberId }, body: {} } as never);
    expect(await names()).toContain('Carl’s gift');
    const { rows } = await runSql(server.database.adminUrl, (client) =>
      client.query('select name from macros where member_id = $1', [carl.memberId]),
    );
    expect(rows).toEqual([]);
  });
});
