/** Bulks: whole views, limits, who may, one at a time, cancelling, and who loses the right meanwhile. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Bulk, type BulkAction, bulkMax } from '../contract/bulks.ts';
import type { Conversation } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { addMember, type Person } from './support/people.ts';

const patience = { timeout: 30_000, interval: 50 };
let server: TestServer;
let bea: Person;
let viewer: Person;
let customerId: string;

beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), {});
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  viewer = await addMember(server.url, server.owner, 'viewer', 'Vic');
  const made = await ask(endpoints.createCustomer, { body: { name: 'C', identities: [] } } as never);
  customerId = made.body.id;
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);
const begin = async (): Promise<string> => {
  const body = { customerId, inboxId: server.owner.inboxId, text: 'hello' };
  return (await ask(endpoints.startConversation, { body })).body.id;
};
const read = async (id: string) =>
  (await ask(endpoints.readConversation, { params: { id } })).body as Conversation;
const start = (body: object, key = bea.apiKey) => ask(endpoints.startBulk, { body } as never, key);
const bulkOf = async (id: string, key = bea.apiKey) =>
  (await ask(endpoints.readBulk, { params: { id } }, key)).body as Bulk;
const until = (id: string, state: Bulk['state'], key = bea.apiKey) =>
  expect.poll(async () => (await bulkOf(id, key)).state, patience).toBe(state);
const close: BulkAction[] = [{ type: 'close' }];
/** Nobody but the test works on bulks that are held so. */
const hold = (id: string, isHeld: boolean) =>
  runSql(server.database.adminUrl, (client) =>
    client.query(`update bulks set holder = $2, beat_at = $3 where id = $1`, [
      id,
      isHeld ? randomUUID() : null,
      isHeld ? 'infinity' : null,
    ]),
  );
/** A bulk that stands still before its first conversation. */
async function heldBulk(conversationIds: string[]): Promise<string> {
  await runSql(server.database.adminUrl, (client) =>
    client.query(
      `alter table bulks alter holder set default gen_random_uuid(), alter beat_at set default 'infinity'`,
    ),
  );
  const { body } = await start({ conversationIds, actions: close });
  await runSql(server.database.adminUrl, (client) =>
    client.query(`alter table bulks alter holder drop default, alter beat_at drop default`),
  );
  return body.id;
}

test('a filter takes all that stands in the view, not merely a page of it, and the member is who did it', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 60; n += 1) ids.push(await begin());
  const { body: tag } = await ask(endpoints.createTag, { body: { name: 'wave' } } as never);
  const tagging = await start({ filter: { status: 'open' }, actions: [{ type: 'tag', tagId: tag.id }] });
  expect(tagging).toMatchObject({ status: 202, body: { state: 'running', total: 60 } });
  await until(tagging.body.id, 'done');
  const closing = await start({ filter: { tagIds: [tag.id] }, actions: close });
  await until(closing.body.id, 'done');
  expect((await bulkOf(closing.body.id)).counts).toMatchObject({ done: 60, waiting: 0, failed: 0 });
  for (const id of ids) expect((await read(id)).status).toBe('closed');
  const query = { kinds: 'conversation.closed', limit: 100 };
  const { data } = (await ask(endpoints.readTimeline, { params: { id: customerId }, query } as never)).body;
  const actors = (data as { actor: { kind: string; id: string } }[]).map(({ actor }) => actor);
  expect(actors).toEqual(Array.from({ length: 60 }, () => ({ kind: 'member', id: bea.memberId })));
});

test('what could not be done is listed with its reason, and nothing half done stays', async () => {
  const [spam, fine] = [await begin(), await begin()];
  await ask(endpoints.markConversationSpam, { params: { id: spam } });
  const actions = [
    { type: 'prioritise', priority: 'urgent' },
    { type: 'snooze', until: null },
  ];
  const { body } = await start({ conversationIds: [spam, fine, randomUUID()], actions });
  await until(body.id, 'done');
  expect((await bulkOf(body.id)).counts).toMatchObject({ done: 1, failed: 2 });
  const left = await ask(
    endpoints.listBulkLeft,
    { params: { id: body.id }, query: { limit: '1' } } as never,
    bea.apiKey,
  );
  expect(left.body).toMatchObject({ data: [{ conversationId: spam, state: 'failed', reason: 'refused' }] });
  const query = { cursor: left.body.next };
  const next = await ask(endpoints.listBulkLeft, { params: { id: body.id }, query } as never, bea.apiKey);
  expect(next.body).toMatchObject({ data: [{ reason: 'gone' }], next: null });
  expect(await read(spam)).toMatchObject({ priority: 'normal', status: 'closed', spam: true });
  expect(await read(fine)).toMatchObject({ priority: 'urgent', status: 'snoozed' });
});

test('a member has one at a time, cancels it, and undoes what was done of it', async () => {
  const ids = [await begin(), await begin()];
  const id = await heldBulk(ids);
  const second = await start({ conversationIds: ids, actions: close });
  expect(second).toMatchObject({ status: 409, body: { detail: expect.stringContaining('already') } });
  // Somebody else may meanwhile.
  const other = await start({ conversationIds: [ids[1]], actions: close }, server.owner.apiKey);
  await until(other.body.id, 'done', server.owner.apiKey);
  expect((await ask(endpoints.undoBulk, { params: { id } }, bea.apiKey)).status).toBe(409);
  const cancelled = await ask(endpoints.cancelBulk, { params: { id } }, bea.apiKey);
  expect(cancelled.body).toMatchObject({ state: 'cancelled', counts: { waiting: 2, done: 0 } });
  await ask(endpoints.undoBulk, { params: { id } }, bea.apiKey);
  await until(id, 'undone');
  expect((await read(ids[0] ?? '')).status).toBe('open');
  expect((await read(ids[1] ?? '')).status, 'the other member’s stays').toBe('closed');
});

test('too many, none, what is impossible for all, and both ways of naming are refused before the first', async () => {
  const id = await begin();
  const conversationIds = [id];
  const gone = randomUUID();
  for (const [body, status] of [
    [{ conversationIds, filter: {}, actions: close }, 400],
    [{ actions: close }, 400],
    [{ conversationIds, actions: [] }, 400],
    [{ filter: { language: 'eo' }, actions: close }, 409],
    [{ conversationIds, actions: [{ type: 'assign', memberId: gone }] }, 409],
    [{ conversationIds, actions: [{ type: 'assign-team', teamId: gone }] }, 404],
    [{ conversationIds, actions: [{ type: 'tag', tagId: gone }] }, 404],
    [{ conversationIds, actions: [{ type: 'snooze', until: '2020-01-01T00:00:00Z' }] }, 400],
  ] as const) {
    expect((await start(body)).status, JSON.stringify(body)).toBe(status);
  }
  await runSql(server.database.adminUrl, (client) =>
    client.query(`insert into conversations select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid()))).*
      from conversations c cross join generate_series(1, ${bulkMax}) where c.id = '${id}'`),
  );
  const tooMany = await start({ filter: { status: 'open' }, actions: close });
  expect(tooMany).toMatchObject({ status: 413, body: { detail: expect.stringContaining(String(bulkMax)) } });
  await runSql(server.database.adminUrl, (client) =>
    client.query(
      `delete from conversations c where not exists (select from entries e where e.conversation_id = c.id)`,
    ),
  );
  const { data } = (await ask(endpoints.listBulks, { query: {} } as never, bea.apiKey)).body;
  expect((data as Bulk[]).every(({ total }) => total > 0 && total <= bulkMax)).toBe(true);
});

test('viewers do nothing, nobody sees another one’s, and who may no longer write changes no more', async () => {
  const ids = [await begin(), await begin()];
  expect((await start({ conversationIds: ids, actions: close }, viewer.apiKey)).status).toBe(403);
  const id = await heldBulk(ids);
  for (const endpoint of [
    endpoints.readBulk,
    endpoints.cancelBulk,
    endpoints.undoBulk,
    endpoints.listBulkLeft,
  ])
    expect((await ask(endpoint, { params: { id } } as never)).status, endpoint.name).toBe(404);
  const change = (role: 'viewer' | 'agent') =>
    ask(endpoints.changeRole, { params: { id: bea.memberId }, body: { role } });
  await change('viewer');
  await hold(id, false);
  const state = () =>
    runSql(server.database.adminUrl, async (client) => {
      const { rows } = await client.query('select state from bulks where id = $1', [id]);
      return rows[0]?.state;
    });
  await expect.poll(state, patience).toBe('cancelled');
  for (const one of ids) expect((await read(one)).status).toBe('open');
  await change('agent');
});
