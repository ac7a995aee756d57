/** Sample businesses, by the program as it is started: made, entered, removed, cut off; and what is left of each. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Endpoint, RequestOf } from '../../contract/endpoint.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { startEmbedded } from '../../server/platform/db/index.ts';
import { runSql } from '../../server/platform/db/testing.ts';
import { createLogger } from '../../server/platform/log/index.ts';
import { ask, type Folder, newFolder, type Serving, serve } from '../support/operator.ts';
import { signIn } from '../support/people.ts';

const password = 'correct horse battery';
const ana = 'ana@example.com';
const bo = 'bo@example.com';
const patience = { timeout: 90_000, interval: 100 };

let home: Folder;
let server: Serving;
let adminUrl: string;
let stop: () => Promise<void>;
let own: string;
const cookies = new Map<string, string>();

beforeAll(async () => {
  home = newFolder();
  for (const email of [ana, bo]) {
    const owner = ['--workspace', `Shop of ${email}`, '--email', email, '--password', password];
    const made = await ask<{ workspaceId: string }>(['create-owner', ...owner], home.env);
    expect(made.code, made.stderr).toBe(0);
    if (email === ana) own = made.json.workspaceId;
  }
  server = await serve(home.env);
  const embedded = await startEmbedded({
    dataDir: home.env.DATA_DIR ?? '',
    log: createLogger({ level: 'silent' }),
  });
  ({ adminUrl } = embedded);
  stop = () => embedded.stop();
  for (const email of [ana, bo]) cookies.set(email, await signIn(server.url, { email, password }));
}, 120_000);
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.ended;
  await stop();
  home.remove();
});

function as<E extends Endpoint>(email: string, endpoint: E, input: RequestOf<E>, workspaceId?: string) {
  const headers = {
    cookie: cookies.get(email) ?? '',
    'sec-fetch-site': 'same-origin',
    ...(workspaceId === undefined ? {} : { 'rapport-workspace': workspaceId }),
  };
  return request(server.url, undefined, endpoint, { ...input, headers });
}
const sampleOf = async (email: string) => (await as(email, endpoints.readSample, {})).body;

/** Asks until what was begun has ended. */
async function settled(email: string) {
  await expect.poll(async () => (await sampleOf(email)).state, patience).toMatch(/none|ready/);
  return sampleOf(email);
}

/** How many rows each table has of a workspace. */
async function rowsOf(workspaceId: string): Promise<Record<string, number>> {
  return runSql(adminUrl, async (client) => {
    await client.query('set role rapport_maintenance');
    const { rows: tables } = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
    );
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::int as count from "${name}" where workspace_id = $1`,
        [workspaceId],
      );
      if (rows[0]?.count) counts[name] = rows[0].count;
    }
    return counts;
  });
}

test('a sample is made once, belongs to who asked, and is a workspace like any other', async () => {
  expect(await sampleOf(ana)).toEqual({ state: 'none', workspaceId: null, failure: null });
  const begun = await as(ana, endpoints.makeSample, {});
  expect([begun.status, begun.body.state]).toEqual([202, 'making']);
  expect((await as(ana, endpoints.makeSample, {})).body.state).toBe('making');
  expect((await as(bo, endpoints.makeSample, {})).status).toBe(409);
  const made = await settled(ana);
  expect(made).toMatchObject({ state: 'ready', failure: null });
  const id = made.workspaceId ?? '';
  expect((await as(ana, endpoints.makeSample, {})).body).toEqual(made);

  const me = await as(ana, endpoints.readMe, {}, id);
  expect(me.body.workspace.name).toBe('Lantern & Leaf');
  expect(me.body.member.role).toBe('owner');
  const list = await as(ana, endpoints.listConversations, { query: { limit: 100 } }, id);
  expect(list.body.data.length).toBeGreaterThan(10);
  const { data: views } = (await as(ana, endpoints.listViews, {}, id)).body;
  const { data: tasks } = (await as(ana, endpoints.listTasks, { query: { limit: 100 } }, id)).body;
  expect([views.length, tasks.length > 3]).toEqual([3, true]);
  // Living: a follower finds who is in them.
  const people = async () =>
    (await as(ana, endpoints.listSegments, { query: {} }, id)).body.data.map(({ count }) => count > 0);
  await expect.poll(people, patience).toEqual([true, true, true, true]);
  expect((await as(bo, endpoints.readMe, {}, id)).status).toBeGreaterThanOrEqual(401);
  expect(await sampleOf(bo)).toMatchObject({ state: 'none', workspaceId: null });
}, 180_000);

test('it is removed to the last row, and nothing of anybody else', async () => {
  const { workspaceId } = await sampleOf(ana);
  const id = workspaceId ?? '';
  expect((await rowsOf(id)).entries).toBeGreaterThan(1_000);
  const before = await rowsOf(own);
  expect((await as(bo, endpoints.removeSample, {})).body.state).toBe('none');
  expect((await as(ana, endpoints.removeSample, {})).body.state).toBe('removing');
  expect(await settled(ana)).toEqual({ state: 'none', workspaceId: null, failure: null });
  expect(await rowsOf(id)).toEqual({});
  expect(await rowsOf(own)).toEqual(before);
  const me = await as(ana, endpoints.readMe, {});
  expect(me.body.workspaces.map(({ name }) => name)).toEqual([`Shop of ${ana}`]);
}, 120_000);

test('killed on its way, it is entered by nobody, says so, and begins anew when it is asked again', async () => {
  await as(ana, endpoints.makeSample, {});
  // Far enough for the workspace to be there, and customers in it.
  await expect.poll(async () => (await workspaces()).length, patience).toBe(3);
  execFileSync('pkill', ['-KILL', '-P', String(server.child.pid), '-f', 'main.ts demo']);
  const cut = await settled(ana);
  expect(cut).toMatchObject({ state: 'none', workspaceId: null });
  expect(cut.failure).toContain('cut off');
  await as(ana, endpoints.makeSample, {});
  expect(await settled(ana)).toMatchObject({ state: 'ready', failure: null });
  expect(await workspaces()).toHaveLength(3);
}, 180_000);

test('remove-workspace asks twice, and goes on where it was killed', async () => {
  const { workspaceId } = await sampleOf(ana);
  const named = ['remove-workspace', '--workspace', 'Lantern & Leaf'];
  const asked = await ask<{ error: { code: string } }>(named, home.env);
  expect([asked.code, asked.json.error.code]).toEqual([1, 'conflict']);
  expect(asked.stderr).toContain('--yes');
  const before = await rowsOf(workspaceId ?? '');
  await runSql(adminUrl, async (client) => {
    // As a run leaves it that was killed when it had come so far.
    await client.query('set role rapport_maintenance');
    await client.query('update members set user_id = null, removed_at = joined_at where workspace_id = $1', [
      workspaceId,
    ]);
    await client.query('delete from entries where workspace_id = $1', [workspaceId]);
  });
  expect(before.entries).toBeGreaterThan(0);
  const removed = await ask<{ rows: number }>([...named, '--yes'], home.env);
  expect(removed.code, removed.stderr).toBe(0);
  expect(await rowsOf(workspaceId ?? '')).toEqual({});
  const unknown = await ask<{ error: { code: string } }>([...named, '--yes'], home.env);
  expect([unknown.code, unknown.json.error.code]).toEqual([1, 'not-found']);
}, 120_000);

function workspaces(): Promise<string[]> {
  return runSql(adminUrl, async (client) => {
    await client.query('set role rapport_maintenance');
    const { rows } = await client.query<{ name: string }>('select name from workspaces');
    return rows.map(({ name }) => name);
  });
}
