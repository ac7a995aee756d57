/** What looks across workspaces in the database says no more than an id, and only to the server. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { inWorkspace, outsideWorkspaces } from '../../server/platform/db/index.ts';
import { runSql } from '../../server/platform/db/testing.ts';
import { openTwo, type Two } from '../support/two.ts';

let server: Two['server'];
let here: Two['here'];
let there: Two['there'];
let own: Two['own'];
let foreign: Two['foreign'];

beforeAll(async () => {
  ({ server, here, there, own, foreign } = await openTwo(inject('testCluster')));
});
afterAll(() => server.close());

const inHere = <T>(statement: string) =>
  inWorkspace(server.db, here.workspaceId, async (tx) => (await sql.raw<T>(statement).execute(tx)).rows);

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
