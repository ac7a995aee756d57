/** Two workspaces on one server: neither sees or changes anything of the other, in any table or by any endpoint. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../contract/endpoint.ts';
import { type EndpointName, endpoints } from '../contract/endpoints.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import { addWorkspace, request, type TestServer } from '../server/app/testing.ts';
import { reportTraits } from '../server/customers/index.ts';
import { inWorkspace, outsideWorkspaces } from '../server/platform/db/index.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { send as sendCall, track } from './support/collecting.ts';
import { addVisitor, fromSomewhere, signIn, startServerBehindProxy } from './support/people.ts';
import { idsInBodies, type Sample, samplesFor } from './support/samples.ts';
import { idsOf } from './support/workspaces.ts';

const canary = 'kanarienvogel';
type WorkspaceIds = Awaited<ReturnType<typeof idsOf>>;

let server: TestServer;
let here: CreatedOwner;
let there: CreatedOwner;
let own: WorkspaceIds;
let foreign: WorkspaceIds;
let session: string;
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
  session = await signIn(server.url, server.ownerLogin);
  await fillTables(here, own, 'plain');
  await fillTables(there, foreign, canary);
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

/** Something for the tables that are still empty. */
async function fillTables(owner: CreatedOwner, ids: WorkspaceIds, text: string): Promise<void> {
  const { url } = server;
  const body = { name: text, identities: [{ kind: 'email' as const, value: `${text}@example.com` }] };
  const headers = { 'idempotency-key': text, ...fromSomewhere() };
  const other = await request(url, owner.apiKey, endpoints.createCustomer, { body, headers });
  await request(url, owner.apiKey, endpoints.createCustomer, { body: { name: `another ${text}` } });
  await request(url, owner.apiKey, endpoints.startConversation, {
    body: { customerId: other.body.id, inboxId: owner.inboxId, text },
  });
  await request(url, owner.apiKey, endpoints.createResetLink, { params: { id: ids.memberId } });
  await request(url, owner.apiKey, endpoints.markConversationRead, {
    params: { id: ids.conversationId },
    body: { inboundCount: 1 },
  });
  for (const name of ['writeOrder', 'writeReview'] as const) {
    await request(url, owner.apiKey, endpoints[name], samplesFor(ids)[name] as never);
  }
  await request(url, owner.apiKey, endpoints.updateProfile, {
    params: { id: ids.customerId },
    body: { nextStep: text },
  });
  await request(url, owner.apiKey, endpoints.createCompany, { body: { name: `another ${text}` } });
  await request(url, owner.apiKey, endpoints.addCompanyPerson, {
    params: { id: ids.companyId, customerId: ids.otherCustomerId },
    body: {},
  });
  const page = { id: randomUUID(), url: `https://${text}.example/`, title: text, referrer: null };
  await request(url, ids.visitorToken, endpoints.recordPageView, { body: page, headers });
  await sendCall(url, 'track', owner.writeKey, track(text));
  const merge = { params: { id: ids.customerId }, body: { customerId: other.body.id } };
  await request(url, owner.apiKey, endpoints.mergeCustomers, merge);
  await request(url, owner.apiKey, endpoints.recordConsent, {
    params: { id: ids.customerId },
    body: { channel: 'email', granted: true, how: 'spoken', proof: text },
  });
  await request(url, owner.apiKey, endpoints.refuseMerge, {
    params: { id: ids.customerId },
    body: { customerId: ids.otherCustomerId },
  });
  await runSql(server.database.adminUrl, async (client) => {
    await client.query('set role rapport_maintenance');
    await client.query('insert into workspace_imports (workspace_id, digest, renamed) values ($1, $2, $3)', [
      owner.workspaceId,
      text,
      {},
    ]);
  });
  await request(url, owner.apiKey, endpoints.changeStageRule, {
    body: { lines: [{ kind: 'event.tracked', pattern: text, stage: 'use' }] },
  });
  const aboutRequest = { params: { id: ids.privacyRequestId } };
  await request(url, owner.apiKey, endpoints.restrictCustomer, {
    ...aboutRequest,
    body: { restricted: true },
  });
  await request(url, owner.apiKey, endpoints.updatePrivacySettings, { body: { law: 'lgpd' } });
  await inWorkspace(server.db, owner.workspaceId, async (tx) => {
    // Of a segment that is not there: nobody takes them away meanwhile.
    await sql`insert into segment_members (segment_id, customer_id, entered_at) values (${randomUUID()}, ${randomUUID()}, now())`.execute(
      tx,
    );
    await sql`insert into segment_checks (segment_id, customer_id, check_at) values (${randomUUID()}, ${randomUUID()}, '2200-01-01')`.execute(
      tx,
    );
    await sql`insert into privacy_exports (id, request_id, customer_id, locale, state, stored_name)
      values (${randomUUID()}, ${ids.privacyRequestId}, ${ids.customerId}, 'en', 'gone', ${text})`.execute(
      tx,
    );
    await sql`insert into erasures (id, kind, customer_ids, state, stage) values (${randomUUID()}, 'addresses', '{}', 'done', ${text})`.execute(
      tx,
    );
    await sql`insert into suppressions (digest) values (sha256(${text}::bytea))`.execute(tx);
    await sql`insert into restriction_counts (customer_id, held_count, last_held_at) values (${ids.customerId}, 1, now())`.execute(
      tx,
    );
    await reportTraits(tx, 'test', [
      {
        customerId: ids.customerId,
        traits: { city: text },
        verified: true,
        occurredAt: '2026-01-01T00:00:00.000Z',
        messageId: text,
      },
    ]);
    await sql`insert into follower_cursors (follower, epoch, xid, seq) values (${text}, 1, '1'::xid8, 1)`.execute(
      tx,
    );
    await sql`insert into import_errors (import_id, row_number, reason) values (${ids.importId}, 1, ${JSON.stringify({ text })}::jsonb)`.execute(
      tx,
    );
    await sql`insert into task_reminders (id, task_id, member_id, reminded_at)
      values (${ids.reminderId}, ${ids.taskId}, ${ids.memberId}, now())`.execute(tx);
    await sql`insert into import_batches (import_id, last_row) values (${ids.importId}, 1)`.execute(tx);
    await sql`insert into withdrawn_entries (entry_id) values (${randomUUID()})`.execute(tx);
    await sql`
      insert into duplicate_pairs (one_id, other_id, score, evidence)
      select least(${ids.memberId}::uuid, ${ids.importId}::uuid), greatest(${ids.memberId}::uuid, ${ids.importId}::uuid), 1,
        jsonb_build_object('orders', ${text}::text)`.execute(tx);
    await sql`insert into imported_rows (digest, import_id) values (${randomUUID()}, ${ids.importId})`.execute(
      tx,
    );
    await sql`insert into follower_setasides (follower, entry_id, error) values (${text}, ${randomUUID()}, ${text})`.execute(
      tx,
    );
  });
}

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

  test('the other workspace’s rows are there to be hidden, in every table', async () => {
    await runSql(server.database.adminUrl, async (client) => {
      for (const { name, partition } of tables) {
        if (partition) continue;
        const { rows } = await client.query(`select 1 from ${name} where workspace_id = $1 limit 1`, [
          there.workspaceId,
        ]);
        expect(rows, `${name} is empty: let fillTables put something into it`).toHaveLength(1);
      }
    });
  });

  test('changing and deleting reach nothing of it', async () => {
    for (const { name, partition } of tables) {
      for (const statement of [
        `update ${name} set workspace_id = workspace_id where workspace_id = '${there.workspaceId}' returning 1`,
        `delete from ${name} where workspace_id = '${there.workspaceId}' returning 1`,
      ]) {
        const changed = await inHere(statement).catch((error: Error) => {
          expect(error.message, statement).toMatch(/permission denied/);
          return 'refused';
        });
        expect(partition ? changed : changed === 'refused' ? [] : changed, statement).toEqual(
          partition ? 'refused' : [],
        );
      }
      await expect(inHere(`truncate ${name}`), name).rejects.toThrow('permission denied');
    }
  });

  test('nothing of one’s own can be moved there', async () => {
    for (const { name, partition } of tables) {
      if (partition) continue;
      const moving = inHere(`update ${name} set workspace_id = '${there.workspaceId}'`);
      await expect(moving, name).rejects.toThrow(/row-level security|permission denied/);
    }
  });

  test('the role can’t be left, the rules can’t be switched off, and nothing can be put in their place', async () => {
    for (const [statement, refusal] of [
      ['set local role rapport_maintenance', 'permission denied'],
      ['set local role rapport_directory', 'permission denied'],
      ['set local session authorization rapport', 'permission denied'],
      ['set local role rapport_server; set local role rapport_maintenance', 'multiple commands'],
      ['alter table entries no force row level security', 'must be owner'],
      ['create policy mine on entries using (true)', 'must be owner'],
      [
        'create or replace function current_workspace() returns uuid return null',
        'must be owner|permission denied',
      ],
      ['create function mine() returns int security definer return 1', 'permission denied'],
      ['create table mine (x int)', 'permission denied'],
      ['grant rapport_maintenance to current_user', 'permission denied|must have'],
    ]) {
      await expect(inHere(statement ?? ''), statement).rejects.toThrow(new RegExp(refusal ?? ''));
    }
    const seeingAll = inWorkspace(server.db, here.workspaceId, async (tx) => {
      await sql`set local row_security = off`.execute(tx);
      await sql`select 1 from entries`.execute(tx);
    });
    await expect(seeingAll).rejects.toThrow('row-level security');
  });

  test('nothing can be written into it', async () => {
    for (const { name, partition, columns } of tables) {
      if (partition) {
        const inserting = inHere(`insert into ${name} (workspace_id) values ('${there.workspaceId}')`);
        await expect(inserting, name).rejects.toThrow('permission denied');
        continue;
      }
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
      const copy = row?.json;
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

  test('workspaces_importing: ids of those where a server has something to go on with', async () => {
    await inHere(`update imports set state = 'running', beat_at = 'infinity' where id = '${own.importId}'`);
    const rows = await ask('select workspaces_importing() as id');
    await inHere(`update imports set state = 'uploading' where id = '${own.importId}'`);
    expect(rows).toEqual([{ id: here.workspaceId }]);
  });

  test('workspaces_reminding: ids of those where somebody is to be reminded', async () => {
    const remind = (at: string) =>
      inHere(
        `update tasks set remind_at = ${at}, assignee_id = '${own.memberId}' where id = '${own.taskId}'`,
      );
    await remind("'2020-01-01'");
    const rows = await ask(`select workspaces_reminding('2020-01-02') as id`);
    await remind('null');
    expect(rows).toEqual([{ id: here.workspaceId }]);
  });

  test('workspaces_with_segments_due: ids of those in which somebody has to be looked at', async () => {
    const rows = await ask(`select workspaces_with_segments_due('2200-01-02') as id`);
    expect(rows.map(({ id }) => id)).toContain(here.workspaceId);
    expect(Object.keys(rows[0] ?? {})).toEqual(['id']);
  });

  test('workspaces_with_privacy_work: ids of those where a server has something to go on with', async () => {
    await inHere(`update erasures set state = 'running', beat_at = 'infinity'`);
    const rows = await ask('select workspaces_with_privacy_work() as id');
    await inHere(`update erasures set state = 'done'`);
    expect(rows).toEqual([{ id: here.workspaceId }]);
  });

  test('a table of the same name, put before theirs, does not fool them', async () => {
    const fooled = await outsideWorkspaces(server.db, async (tx) => {
      await sql`create temporary table members (workspace_id uuid, id uuid, user_id text) on commit drop`.execute(
        tx,
      );
      await sql`insert into members values (${there.workspaceId}, ${randomUUID()}, 'nobody')`.execute(tx);
      return sql`select * from memberships_of('nobody')`.execute(tx);
    });
    expect(fooled.rows).toEqual([]);
  });

  test('only the server’s role may call them, and their owner can neither sign in nor write', async () => {
    const { rows } = await runSql(server.database.adminUrl, (client) =>
      client.query(
        `select p.proname, r.rolname as owner, r.rolcanlogin or r.rolsuper or r.rolbypassrls as strong,
           has_function_privilege('public', p.oid, 'execute') as open, p.proconfig::text as config,
           (select count(*)::integer from information_schema.role_table_grants g
             where g.grantee = r.rolname and g.privilege_type <> 'SELECT') as writes
         from pg_proc p join pg_roles r on r.oid = p.proowner
         where p.prosecdef and p.pronamespace = 'public'::regnamespace`,
      ),
    );
    // One writes: entries of its own workspace, while an erasure is written down as running (tests/privacy).
    const lookUps = rows.filter(({ proname }) => proname !== 'rewrite_entries');
    expect(lookUps).toHaveLength(8);
    for (const row of lookUps) {
      expect(row).toMatchObject({ owner: 'rapport_directory', strong: false, open: false, writes: 0 });
      expect(row.config).toMatch(/search_path=public, pg_temp/);
    }
  });

  test('other functions answer of the own workspace alone', async () => {
    const [answered] = await inHere<Record<string, unknown>>(
      `select root_of('${foreign.customerId}') as root, customer_name('${foreign.customerId}') as name,
         last_seen('${foreign.customerId}') as seen`,
    );
    expect(answered).toEqual({ root: foreign.customerId, name: null, seen: null });
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
      'rewrite_entries',
      'workspace_of_inbox',
      'workspaces_behind',
      'workspaces_importing',
      'workspaces_reminding',
      'workspaces_with_privacy_work',
      'workspaces_with_segments_due',
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

/** Fields of bodies and queries that name something, and are tried below. */
const idFields: Partial<Record<EndpointName, string[]>> = {
  startConversation: ['customerId', 'inboxId'],
  openPrivacyRequest: ['customerId'],
  previewMerge: ['other'],
  mergeCustomers: ['customerId'],
  unmergeCustomer: ['customerId'],
  refuseMerge: ['customerId'],
  assignConversation: ['memberId'],
  updateProfile: ['ownerId'],
  removeMember: ['handOverTo'],
  listConversations: ['assignee', 'customerId'],
  startVisitorSession: ['inboxId'],
  listTasks: ['assignee', 'customerId', 'conversationId'],
  createTask: ['customerId', 'conversationId', 'assigneeId'],
  updateTask: ['assigneeId'],
  seeReminders: ['ids'],
  stateNeed: ['evidence'],
  changeNeed: ['evidence'],
  writeOrder: ['customer'],
  writeReview: ['customer'],
  listOrders: ['customer'],
  listCustomers: ['company'],
  listReviews: ['customer', 'order'],
  summariseReviews: ['customer', 'order'],
  readWebhookSample: ['sample'],
  previewWebhook: ['sample'],
  createSegment: ['condition'],
  updateSegment: ['condition'],
  previewSegment: ['condition'],
};

describe('endpoints', () => {
  const names = Object.keys(endpoints) as EndpointName[];
  const byMembers = names.filter(
    (name) => !['public', 'visitor', 'signed-in'].includes(endpoints[name].access),
  );
  const withId = byMembers.filter((name) => endpoints[name].path.includes(':id'));

  test('every id that a request may carry is tried', () => {
    /** Chosen by the caller for what it sends, so it names nothing that is there. */
    const chosen = ['postVisitorMessage.id', 'recordPageView.id', 'recordVisitorEvent.id'];
    const tried = [
      ...Object.entries(idFields).flatMap(([name, fields]) => fields.map((field) => `${name}.${field}`)),
      ...chosen,
    ];
    const carried = names.flatMap((name) => {
      const endpoint: Endpoint = endpoints[name];
      return [endpoint.body, endpoint.query].flatMap((schema) => {
        if (!schema) return [];
        const { properties = {}, $defs } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
        const textOf = (property: unknown) => {
          const text = JSON.stringify(property);
          return text.includes('"$ref"') ? text + JSON.stringify($defs) : text;
        };
        return Object.entries(properties)
          .filter(([, property]) => textOf(property).includes('"uuid"'))
          .map(([field]) => `${name}.${field}`);
      });
    });
    expect(tried.sort()).toEqual(carried.sort());
    expect(Object.keys(idsInBodies).sort()).toEqual(
      Object.keys(idFields)
        .filter((name) => idsInBodies[name as EndpointName])
        .sort(),
    );
  });

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

  test('somebody else’s customer belongs to no company here', async () => {
    for (const name of ['addCompanyPerson', 'removeCompanyPerson'] as const) {
      const of = (customerId: string) => ({
        params: { id: own.companyId, customerId },
        ...(name === 'addCompanyPerson' ? { body: { role: 'x' } } : {}),
      });
      const asked = await send(name, of(foreign.customerId), here.apiKey);
      expect(asked.status).toBe(404);
      expect(asked).toEqual(await send(name, of(randomUUID()), here.apiKey));
    }
  });

  test('nobody is reminded of, or has seen, what is another workspace’s', async () => {
    const { status } = await send('seeReminders', { body: { ids: [foreign.reminderId] } }, here.apiKey);
    expect(status).toBe(204);
    const unseen = `select 1 from task_reminders where id = '${foreign.reminderId}' and seen_at is null`;
    expect((await runSql(server.database.adminUrl, (client) => client.query(unseen))).rowCount).toBe(1);
  });

  test('what was removed is answered like what never was', async () => {
    const gone = await idsOf(server.url, here, 'gone');
    for (const name of ['revokeKey', 'revokeInvitation', 'removeMember'] as const) {
      expect((await send(name, samplesFor(gone)[name], here.apiKey)).status).toBe(204);
    }
    for (const name of [
      'revokeKey',
      'revokeInvitation',
      'removeMember',
      'changeRole',
      'createResetLink',
    ] as const) {
      const asked = await send(name, samplesFor(gone)[name], here.apiKey);
      expect(asked, name).toEqual(await send(name, samplesFor(nothing())[name], here.apiKey));
      expect(asked.status).toBe(404);
    }
  });

  test('lists by another workspace’s ids and cursors are empty, or one’s own', async () => {
    for (const [name, query] of [
      ['listConversations', { assignee: foreign.memberId }],
      ['listConversations', { customerId: foreign.customerId }],
      ['listOrders', { customer: foreign.customerId }],
      ['listReviews', { customer: foreign.customerId }],
      ['listReviews', { order: foreign.orderId }],
      ['listCustomers', { company: foreign.companyId }],
      ['listCustomers', { company: foreign.companyId, search: canary }],
      ['listTasks', { assignee: foreign.memberId }],
      ['listTasks', { customerId: foreign.customerId }],
      ['listTasks', { conversationId: foreign.conversationId }],
    ] as [EndpointName, Record<string, string>][]) {
      expect(await send(name, { query }, here.apiKey)).toMatchObject({
        status: 200,
        text: '{"data":[],"next":null}',
      });
    }
    for (const query of [{ customer: foreign.customerId }, { order: foreign.orderId }]) {
      const { text } = await send('summariseReviews', { query }, here.apiKey);
      expect(JSON.parse(text)).toMatchObject({ count: 0, scored: 0, mean: null, sites: [] });
    }
    for (const name of [
      'listConversations',
      'listCustomers',
      'readAuditLog',
      'listMessages',
      'readTimeline',
      'listOrders',
      'listReviews',
      'listCompanies',
      'listCompanyPeople',
      'listCompanyOrders',
      'readCompanyTimeline',
    ] as const) {
      const theirs = await send(name, { ...samplesFor(foreign)[name], query: { limit: '1' } }, there.apiKey);
      const cursor = (JSON.parse(theirs.text) as { next: string | null }).next;
      expect(cursor, `${name} has one page only: let there be more`).not.toBeNull();
      const { status, text } = await send(
        name,
        { ...samplesFor(own)[name], query: { cursor: cursor ?? '' } },
        here.apiKey,
      );
      expect(status).toBe(200);
      expect(text).not.toContain(canary);
    }
    const theirs = await send('listCustomers', { query: { search: canary, limit: '1' } }, there.apiKey);
    const { next: cursor } = JSON.parse(theirs.text) as { next: string | null };
    expect(cursor).not.toBeNull();
    const query = { search: canary, cursor: cursor ?? '' };
    expect(await send('listCustomers', { query }, here.apiKey)).toMatchObject({
      status: 200,
      text: '{"data":[],"next":null}',
    });
  });

  test('a visitor’s session begins in the inbox that it names, wherever that is', async () => {
    const token = await addVisitor(server.url, there.inboxId);
    const list = await request(server.url, token, endpoints.listVisitorMessages, { query: {} });
    expect(list.body.data).toEqual([]);
    const unknown = { body: { inboxId: randomUUID() } };
    expect((await send('startVisitorSession', unknown, undefined)).status).toBe(404);
  });

  test.each(byMembers)('%s: a session of one workspace is nobody in another', async (name) => {
    const headers = {
      cookie: session,
      'sec-fetch-site': 'same-origin',
      'rapport-workspace': there.workspaceId,
    };
    const endpoint: Endpoint = endpoints[name];
    const sample = { ...samplesFor(foreign)[name], headers };
    const answer = await request(server.url, undefined, endpoint, sample as never);
    expect(answer.status).toBe(401);
    expect(JSON.stringify(answer.body)).not.toContain(canary);
  });

  test('a secret that names another workspace is worthless', async () => {
    const moved = (secret: string) => {
      const bytes = Buffer.from(secret.slice(3), 'base64url');
      bytes.set(Buffer.from(there.workspaceId.replaceAll('-', ''), 'hex'));
      return secret.slice(0, 3) + bytes.toString('base64url');
    };
    expect(moved(there.apiKey)).toBe(there.apiKey);
    expect((await send('listCustomers', {}, moved(here.apiKey))).status).toBe(401);
    expect((await send('listVisitorMessages', {}, moved(own.visitorToken))).status).toBe(401);
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
    for (const query of [
      { identity: foreign.customerId },
      { name: canary },
      { search: canary },
      { search: foreign.customerId },
    ] as Record<string, string>[]) {
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
