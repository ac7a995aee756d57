/** Two workspaces on one server: neither sees or changes anything of the other, in any table or by any endpoint. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Endpoint } from '../contract/endpoint.ts';
import { type EndpointName, endpoints } from '../contract/endpoints.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import { addWorkspace, request, type TestServer } from '../server/app/testing.ts';
import { inWorkspace, outsideWorkspaces } from '../server/platform/db/index.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { fromSomewhere, startServerBehindProxy } from './support/people.ts';
import { idsInBodies, type Sample, samplesFor } from './support/samples.ts';
import { idsOf } from './support/workspaces.ts';

const canary = 'kanarienvogel';
type WorkspaceIds = Awaited<ReturnType<typeof idsOf>>;

let server: TestServer;
let here: CreatedOwner;
let there: CreatedOwner;
let own: WorkspaceIds;
let foreign: WorkspaceIds;
/** Tables with a workspace, as the database has them. */
let tables: { name: string; partition: boolean; columns: string }[];

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  here = server.owner;
  there = await addWorkspace(server.db, `${canary} workspace`, {
    email: `${canary}@example.com`,
    password: 'correct horse battery',
  });
  own = await idsOf(server.url, here);
  foreign = await idsOf(server.url, there, canary);
  tables = await runSql(server.database.adminUrl, async (client) => {
    const { rows } = await client.query(
      `select c.relname as name, c.relispartition as partition, (
         select string_agg(quote_ident(a.attname), ', ') from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       ) as columns from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id')`,
    );
    return rows as typeof tables;
  });
});
afterAll(() => server.close());

const inHere = <T>(statement: string) =>
  inWorkspace(server.db, here.workspaceId, async (tx) => (await sql.raw<T>(statement).execute(tx)).rows);

describe('tables', () => {
  test('there are some, and every one forces row-level security', async () => {
    expect(tables.length).toBeGreaterThan(12);
    const loose = await runSql(server.database.adminUrl, (client) =>
      client.query(
        `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and not (relrowsecurity and relforcerowsecurity)
         and relname not in ('installation', 'schema_migrations')`,
      ),
    );
    expect(loose.rows).toEqual([]);
  });

  test('the server’s role owns nothing and is bound by row-level security', async () => {
    const { rows } = await outsideWorkspaces(server.db, (tx) =>
      sql<{ free: boolean; owned: number }>`
        select (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as free,
          (select count(*)::integer from pg_class where relowner = current_user::regrole) as owned`.execute(
        tx,
      ),
    );
    expect(rows).toEqual([{ free: false, owned: 0 }]);
  });

  test('reading shows nothing of another workspace, nor anything without one', async () => {
    for (const { name, partition } of tables) {
      if (partition) {
        await expect(inHere(`select 1 from ${name}`), name).rejects.toThrow('permission denied');
        continue;
      }
      const rows = await inHere<{ workspace_id: string }>(`select workspace_id from ${name}`);
      expect(new Set(rows.map((row) => row.workspace_id)).size, name).toBeLessThanOrEqual(1);
      for (const row of rows) expect(row.workspace_id, name).toBe(here.workspaceId);
      const { rows: nothing } = await outsideWorkspaces(server.db, (tx) =>
        sql.raw(`select 1 from ${name}`).execute(tx),
      );
      expect(nothing, name).toEqual([]);
    }
  });

  test('the other workspace’s rows are there to be hidden', async () => {
    for (const name of ['entries', 'customers', 'conversations', 'members', 'api_keys', 'inboxes']) {
      const { rows } = await inWorkspace(server.db, there.workspaceId, (tx) =>
        sql.raw(`select 1 from ${name}`).execute(tx),
      );
      expect(rows.length, name).toBeGreaterThan(0);
    }
  });

  test('changing and deleting reach nothing of it', async () => {
    for (const { name, partition } of tables) {
      if (partition) continue;
      for (const statement of [
        `update ${name} set workspace_id = workspace_id where workspace_id = '${there.workspaceId}' returning 1`,
        `delete from ${name} where workspace_id = '${there.workspaceId}' returning 1`,
      ]) {
        const changed = await inHere(statement).catch((error: Error) => {
          expect(error.message, statement).toMatch(/permission denied/);
          return [];
        });
        expect(changed, statement).toEqual([]);
      }
    }
  });

  test('nothing can be written into it', async () => {
    for (const { name, partition, columns } of tables) {
      if (partition) continue;
      const [row] = await inWorkspace(
        server.db,
        there.workspaceId,
        async (tx) =>
          (
            await sql
              .raw<{ json: string }>(`select to_json(t)::text as json from ${name} t limit 1`)
              .execute(tx)
          ).rows,
      );
      const copy = row?.json ?? JSON.stringify({ workspace_id: there.workspaceId });
      await expect(
        inWorkspace(server.db, here.workspaceId, (tx) =>
          sql`insert into ${sql.table(name)} (${sql.raw(columns)})
            select ${sql.raw(columns)} from json_populate_record(null::${sql.table(name)}, ${copy}::json)`.execute(
            tx,
          ),
        ),
        name,
      ).rejects.toThrow(/row-level security|permission denied/);
    }
  });
});

describe('functions that look across workspaces answer ids alone', () => {
  const ask = async (query: string) =>
    (await outsideWorkspaces(server.db, (tx) => sql.raw<Record<string, unknown>>(query).execute(tx))).rows;

  test('memberships_of: the asked user’s own', async () => {
    const users = await runSql(server.database.adminUrl, (client) =>
      client.query(`select user_id from members where workspace_id = $1 and user_id is not null`, [
        there.workspaceId,
      ]),
    );
    const [user] = users.rows as { user_id: string }[];
    const rows = await ask(`select * from memberships_of('${user?.user_id}')`);
    expect(rows).toHaveLength(1);
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['member_id', 'workspace_id']);
    expect(await ask(`select * from memberships_of('%')`)).toEqual([]);
  });

  test('workspace_of_inbox: one id, and null for an unknown inbox', async () => {
    expect(await ask(`select workspace_of_inbox('${there.inboxId}') as id`)).toEqual([
      { id: there.workspaceId },
    ]);
    expect(await ask(`select workspace_of_inbox('${randomUUID()}') as id`)).toEqual([{ id: null }]);
  });

  test('workspaces_behind and has_workspace: ids and a yes', async () => {
    const rows = await ask(`select workspaces_behind('nobody') as id`);
    expect(rows.map((row) => row.id).sort()).toEqual([here.workspaceId, there.workspaceId].sort());
    expect(await ask('select has_workspace() as yes')).toEqual([{ yes: true }]);
  });

  test('there are no others', async () => {
    const { rows } = await runSql(server.database.adminUrl, (client) =>
      client.query(
        `select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace order by 1`,
      ),
    );
    expect(rows.map((row: { proname: string }) => row.proname)).toEqual([
      'has_workspace',
      'memberships_of',
      'workspace_of_inbox',
      'workspaces_behind',
    ]);
  });
});

async function send(name: EndpointName, sample: Sample, token: string | undefined) {
  const endpoint: Endpoint = endpoints[name];
  const answer = await request(server.url, token, endpoint, { ...sample, headers: fromSomewhere() } as never);
  return { status: answer.status, text: JSON.stringify(answer.body ?? null) };
}

const nothing = (): WorkspaceIds => ({
  ...(Object.fromEntries(Object.keys(own).map((key) => [key, randomUUID()])) as WorkspaceIds),
});

describe('endpoints', () => {
  const names = Object.keys(endpoints) as EndpointName[];
  const byMembers = names.filter(
    (name) => !['public', 'visitor', 'signed-in'].includes(endpoints[name].access),
  );
  const withId = byMembers.filter((name) => endpoints[name].path.includes(':id'));

  test('most of them are about something that has an id', () => expect(withId.length).toBeGreaterThan(15));

  test.each(withId)('%s: another workspace’s id is answered like one of nothing', async (name) => {
    const asked = await send(name, samplesFor(foreign)[name], here.apiKey);
    const unknown = await send(name, samplesFor(nothing())[name], here.apiKey);
    expect(asked.status).toBe(404);
    expect(asked).toEqual(unknown);
  });

  test.each(Object.keys(idsInBodies) as EndpointName[])('%s: the same for ids in its body', async (name) => {
    const build = idsInBodies[name];
    if (!build) return;
    const asked = await send(name, build(foreign, own), here.apiKey);
    const unknown = await send(name, build(nothing(), own), here.apiKey);
    expect(asked.status).toBeGreaterThanOrEqual(400);
    expect(asked).toEqual(unknown);
  });

  test('an inbox of another workspace can’t take a conversation', async () => {
    const body = { customerId: own.customerId, inboxId: there.inboxId, text: 'x' };
    const asked = await send('startConversation', { body }, here.apiKey);
    const unknown = await send(
      'startConversation',
      { body: { ...body, inboxId: randomUUID() } },
      here.apiKey,
    );
    expect(asked.status).toBe(404);
    expect(asked).toEqual(unknown);
  });

  test('nothing of the other workspace stands in any answer', async () => {
    for (const name of byMembers) {
      if (name === 'removeMember') continue;
      const { text } = await send(name, samplesFor(own)[name], here.apiKey);
      expect(text, name).not.toContain(canary);
    }
    for (const query of [{ identity: foreign.customerId }, { name: canary }] as Record<string, string>[]) {
      expect((await send('listCustomers', { query }, here.apiKey)).text).not.toContain(canary);
    }
    const { text } = await send('listVisitorMessages', {}, own.visitorToken);
    expect(text).not.toContain(canary);
    expect((await send('listVisitorMessages', {}, foreign.visitorToken)).text).toContain(canary);
  });

  test('after all this the other workspace is as it was', async () => {
    const { body: customer } = await request(server.url, there.apiKey, endpoints.readCustomer, {
      params: { id: foreign.customerId },
    });
    expect(customer.name).toBe(`${canary} customer`);
    const { body: messages } = await request(server.url, there.apiKey, endpoints.listMessages, {
      params: { id: foreign.conversationId },
      query: {},
    });
    expect(messages.data.map((message) => message.text)).toEqual([`${canary} question`, `${canary} note`]);
  });
});
