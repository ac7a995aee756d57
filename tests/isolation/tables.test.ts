/** No row of another workspace is read, changed or made, in any table. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { inWorkspace, outsideWorkspaces } from '../../server/platform/db/index.ts';
import { runSql } from '../../server/platform/db/testing.ts';
import { openTwo, type Two } from '../support/two.ts';

let server: Two['server'];
let here: Two['here'];
let there: Two['there'];
let tables: Two['tables'];

beforeAll(async () => {
  ({ server, here, there, tables } = await openTwo(inject('testCluster')));
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
