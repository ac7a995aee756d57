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

  test('workspaces_with_bulks: ids of those where a bulk is to go on', async () => {
    await inHere(
      `update bulks set state = 'running', holder = id, beat_at = 'infinity' where id = '${own.bulkId}'`,
    );
    const rows = await ask('select workspaces_with_bulks() as id');
    await inHere(`update bulks set state = 'done' where id = '${own.bulkId}'`);
    expect(rows).toEqual([{ id: here.workspaceId }]);
  });

  test('workspaces_promising: ids of those where a promise is due or to be warned of', async () => {
    const late = `select * from workspaces_promising('2031-02-01') as id`;
    await inHere(`update promises set kept_at = now() where id = '${own.promiseId}'`);
    expect(await ask(late)).toEqual([{ id: there.workspaceId }]);
    await inHere(`update promises set kept_at = null where id = '${own.promiseId}'`);
    expect((await ask(late)).map((row) => row.id).sort()).toEqual(
      [here.workspaceId, there.workspaceId].sort(),
    );
    expect(await ask(`select * from workspaces_promising('2030-01-01') as id`)).toEqual([]);
  });

  test('workspaces_sending: ids of those where something is to be sent', async () => {
    const late = `select * from workspaces_sending('2032-02-01') as id`;
    const hold = (held: string) =>
      inHere(`update scheduled_messages set held = ${held} where id = '${own.scheduledId}'`);
    await hold("'spam'");
    expect(await ask(late)).toEqual([{ id: there.workspaceId }]);
    await hold('null');
    expect((await ask(late)).map((row) => row.id).sort()).toEqual(
      [here.workspaceId, there.workspaceId].sort(),
    );
    expect(await ask(`select * from workspaces_sending('2020-01-01') as id`)).toEqual([]);
  });

  test('workspaces_with_mail: ids of those where a mail is to be read or sent', async () => {
    const due = (at: string) => inHere(`update mails set due_at = ${at} where id = '${own.mailId}'`);
    await due("'2020-01-01'");
    const rows = await ask(`select * from workspaces_with_mail('2020-01-02') as id`);
    await due('null');
    expect(rows).toEqual([{ id: here.workspaceId }]);
  });

  test('workspaces_with_mailboxes: ids of those that have an inbox of mail', async () => {
    const rows = await ask('select * from workspaces_with_mailboxes() as id');
    expect(rows.map((row) => row.id).sort()).toEqual([here.workspaceId, there.workspaceId].sort());
  });

  test('workspaces_listening: ids of those that want to hear of silences', async () => {
    const rows = await ask('select workspaces_listening() as id');
    expect(rows.map((row) => row.id).sort()).toEqual([here.workspaceId, there.workspaceId].sort());
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

  test('workspaces_waking: ids of those where a conversation has slept long enough', async () => {
    const sleep = (until: string) =>
      inHere(`update conversations set snoozed_until = ${until} where id = '${own.conversationId}'`);
    await sleep("'2020-01-01'");
    const rows = await ask(`select workspaces_waking('2020-01-02') as id`);
    await sleep('null');
    expect(rows).toEqual([{ id: here.workspaceId }]);
  });

  test('workspaces_routing: ids of those whose teams hand out, or have something to hand out', async () => {
    const asked = async (isWaiting: boolean) =>
      (await ask(`select workspaces_routing(${isWaiting}) as id`)) as unknown;
    expect(await asked(false)).toEqual([]);
    await inHere(`update teams set routing = 'round-robin' where id = '${own.teamId}'`);
    expect(await asked(false)).toEqual([{ id: here.workspaceId }]);
    expect(await asked(true)).toEqual([]);
    await inHere(`update conversations set status = 'open', assignee_id = null, team_id = '${own.teamId}'
      where id = '${own.conversationId}'`);
    // The server looks as well, and finds nobody who is online.
    expect(await asked(true)).toEqual([{ id: here.workspaceId }]);
    await inHere(`update conversations set team_id = null where id = '${own.conversationId}'`);
    await inHere(`update teams set routing = 'by-hand' where id = '${own.teamId}'`);
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
    expect(lookUps).toHaveLength(18);
    for (const row of lookUps) {
      expect(row).toMatchObject({ owner: 'rapport_directory', strong: false, open: false, writes: 0 });
      expect(row.config).toMatch(/search_path=public, pg_temp/);
    }
  });

  test('messages_with: of the own workspace alone, whatever keys are asked for', async () => {
    const [{ keys } = { keys: '' }] = (
      await runSql(server.database.adminUrl, (client) =>
        client.query(
          'select array_agg(k)::text as keys from message_texts m, unnest(m.keys) k where m.workspace_id = $1',
          [there.workspaceId],
        ),
      )
    ).rows as { keys: string }[];
    const found = (workspaceId: string) =>
      inWorkspace(server.db, workspaceId, async (tx) => {
        const { rows } = await sql`
          select * from messages_with(${keys}::integer[], null, null, '{}', '-infinity', 'infinity')`.execute(
          tx,
        );
        return rows.length;
      });
    expect(await found(there.workspaceId)).toBeGreaterThan(0);
    expect(await found(here.workspaceId)).toBe(0);
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
      'messages_with',
      'rewrite_entries',
      'workspace_of_inbox',
      'workspaces_behind',
      'workspaces_importing',
      'workspaces_listening',
      'workspaces_notifying',
      'workspaces_promising',
      'workspaces_reminding',
      'workspaces_routing',
      'workspaces_sending',
      'workspaces_waking',
      'workspaces_with_bulks',
      'workspaces_with_mail',
      'workspaces_with_mailboxes',
      'workspaces_with_privacy_work',
      'workspaces_with_segments_due',
    ]);
  });
});
