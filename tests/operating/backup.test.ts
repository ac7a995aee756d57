/** Promise 9: what a backup restores is what was there, whatever PostgreSQL it came from and goes to. */
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { followersOf } from '../../server/app/background.ts';
import { request, type TestServer } from '../../server/app/testing.ts';
import { append } from '../../server/ledger/index.ts';
import {
  backUp,
  checkBackup,
  keepBackup,
  refuseForeign,
  restore,
  whatIsThere,
} from '../../server/operating/index.ts';
import { digests } from '../../server/operating/testing.ts';
import {
  type Embedded,
  inWorkspace,
  migrate,
  openDb,
  outsideWorkspaces,
  startEmbedded,
  withSession,
} from '../../server/platform/db/index.ts';
import { createTestDatabase, runSql, type TestDatabase } from '../../server/platform/db/testing.ts';
import { addPendingJobs, readPendingJobs } from '../../server/platform/jobs/index.ts';
import { createLogger } from '../../server/platform/log/index.ts';
import { addVisitor, startServerBehindProxy } from '../support/people.ts';
import { has15, makeHostedDatabase, type OtherCluster, start15 } from '../support/postgresql.ts';

const log = createLogger({ level: 'silent' });
const secretKey = 'the secret key of this installation, which a backup holds';
const quiet = () => undefined;
/** Characters that COPY, JSON and CSV each treat as something special. */
const naughty = 'tab\there, line\nbreak, \\N, \\., "quotes", \\u0041, \u0001, emoji 🧑‍🚀, العربية, 中文';

let folder: string;
let server: TestServer;
let file: string;
let before: Record<string, unknown>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
  chmodSync(folder, 0o755);
  server = await startServerBehindProxy(inject('testCluster'));
  await fill(server);
  await followed(server);
  const dataDir = join(folder, 'source');
  mkdirSync(join(dataDir, 'files/2026'), { recursive: true });
  writeFileSync(join(dataDir, 'files/2026/写真 1.jpg'), Buffer.alloc(300_000, 7));
  writeFileSync(join(dataDir, 'files/empty'), '');
  file = join(folder, 'first.rapport');
  const { adminUrl, serverUrl } = server.database;
  // Followers may still move a cursor over what does not concern them: nothing changed while the backup was made.
  await vi.waitFor(
    async () => {
      before = await digests(adminUrl);
      const made = await backUp({ adminUrl, serverUrl, dataDir, secretKey }, file, quiet);
      expect(made).toMatchObject({ file, files: 2, jobs: 2 });
      expect(await digests(adminUrl)).toEqual(before);
    },
    { timeout: 30_000 },
  );
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Until those who follow the ledger have read all of it: nothing changes any more. */
async function followed({ database }: TestServer): Promise<void> {
  const states = () =>
    runSql(database.adminUrl, async (client) => {
      const { rows } = await client.query(`
        select count(distinct f.follower)::integer as followers, count(b.id)::integer as behind
        from follower_cursors f left join lateral workspaces_behind(f.follower) b(id) on true`);
      return rows[0];
    });
  const { length } = followersOf(undefined, () => new Date(), Buffer.alloc(0));
  const wanted = { followers: length, behind: 0 };
  await vi.waitFor(async () => expect(await states()).toEqual(wanted), { timeout: 20_000, interval: 50 });
}

/** Something in most tables: a visitor's chat, a customer written down, an old page view, jobs that wait. */
async function fill({ url, owner, db, database }: TestServer): Promise<void> {
  const token = await addVisitor(url, owner.inboxId);
  for (const text of [naughty, 'second']) {
    await request(url, token, endpoints.postVisitorMessage, { body: { id: randomUUID(), text } });
  }
  const customer = await request(url, owner.apiKey, endpoints.createCustomer, {
    body: { name: naughty.slice(0, 60), identities: [{ kind: 'email', value: 'li@example.com' }] },
    headers: { 'idempotency-key': 'only once' },
  });
  expect(customer.status).toBe(201);
  await runSql(database.adminUrl, async (client) => {
    await client.query(`create table entries_machine_2020_02 partition of entries_machine
      for values from ('2020-02-01 00:00+00') to ('2020-03-01 00:00+00')`);
    await client.query('alter table entries_machine_2020_02 enable row level security');
    await client.query('alter table entries_machine_2020_02 force row level security');
    await client.query(`insert into follower_setasides (workspace_id, follower, entry_id, error)
      values ('${owner.workspaceId}', 'mail', gen_random_uuid(), 'no\treason')`);
  });
  await inWorkspace(db, owner.workspaceId, async (tx) => {
    await append(tx, {
      kind: 'page.viewed',
      payload: { url: 'https://shop.example/?a=\\', title: naughty, referrer: null },
      actor: { kind: 'customer', id: customer.body.id },
      direction: 'indirect',
      source: { name: 'test', externalId: 'view 1' },
      customerId: customer.body.id,
    });
    await sql`
      insert into entries (id, machine, kind, direction, actor_kind, occurred_at, recorded_at, source_name, payload)
      values (gen_random_uuid(), true, 'page.viewed', 'indirect', 'system', '2020-02-03', '2020-02-03', 'test', '{}')`.execute(
      tx,
    );
  });
  const job = { payload: { id: naughty }, queue: null, flags: null, runAt: '2030-01-01T00:00:00.000000Z' };
  await addPendingJobs(db, log, [
    { ...job, task: 'mail', attempts: 14, key: null, priority: 0 },
    { ...job, task: 'other', attempts: 3, key: 'a key', priority: 5, queue: 'slow', flags: ['x'] },
  ]);
}

type Target = { adminUrl: string; dataDir: string };

const passwordFor = (key: string) => key.slice(0, 16);

async function restoreInto(target: Target, from = file) {
  const backup = await checkBackup(from);
  await refuseForeign(backup, undefined);
  return restore(
    backup,
    { ...target, givenSecretKey: undefined, serverPasswordOf: passwordFor, log, now: new Date() },
    quiet,
  );
}

const newDataDir = () => mkdtempSync(join(folder, 'data-'));

/** Everything that must have arrived, seen with the rights of the server where they are enough. */
async function expectRestored({ adminUrl, dataDir }: Target): Promise<void> {
  expect(await digests(adminUrl)).toEqual(before);
  expect(readFileSync(join(dataDir, 'secret-key'), 'utf8').trim()).toBe(secretKey);
  expect(statSync(join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(dataDir, 'files/2026/写真 1.jpg'))).toEqual(Buffer.alloc(300_000, 7));
  expect(statSync(join(dataDir, 'files/empty')).size).toBe(0);
  const { serverUrl, applied } = await migrate(adminUrl, { serverPassword: passwordFor(secretKey) });
  expect(applied).toEqual([]);
  const db = openDb(serverUrl);
  try {
    const jobs: unknown[] = [];
    await outsideWorkspaces(db, async (tx) => {
      for await (const job of readPendingJobs(tx)) jobs.push(job);
    });
    expect(jobs).toMatchObject([
      { task: 'mail', payload: { id: naughty }, attempts: 14, key: null },
      { task: 'other', attempts: 3, key: 'a key', priority: 5, queue: 'slow', flags: ['x'] },
    ]);
    const { seen } = await inWorkspace(db, server.owner.workspaceId, async (tx) => {
      const { rows } = await sql<{ seen: number }>`select count(*)::integer as seen from entries`.execute(tx);
      return rows[0] ?? { seen: 0 };
    });
    expect(seen).toBeGreaterThan(5);
    await expect(
      outsideWorkspaces(db, (tx) => sql`select 1 from entries`.execute(tx)),
    ).resolves.toMatchObject({ rows: [] });
  } finally {
    await db.close();
  }
  const state = await withSession(adminUrl, ({ tx }) =>
    sql<{ open: number; keys: number; old: boolean; seq: boolean; wrong: boolean }>`
      select (select count(*)::integer from pg_class where relnamespace = 'public'::regnamespace
          and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)) as open,
        (select count(*)::integer from pg_constraint where contype = 'f') as keys,
        to_regclass('entries_machine_2020_02') is not null as old,
        nextval('entries_seq') > 5 as seq,
        to_regnamespace('rapport_restore') is not null as wrong`.execute(tx),
  );
  const { keys } = await foreignKeys(server.database.adminUrl);
  expect(state.rows[0]).toEqual({ open: 2, keys, old: true, seq: true, wrong: false });
}

async function foreignKeys(adminUrl: string): Promise<{ keys: number }> {
  return runSql(adminUrl, async (client) => {
    const { rows } = await client.query(
      "select count(*)::integer as keys from pg_constraint where contype = 'f'",
    );
    return rows[0];
  });
}

test('into another database of the same cluster, and over it again', async () => {
  const database = await emptyDatabase();
  const target = { adminUrl: database.adminUrl, dataDir: newDataDir() };
  const look = () => withSession(target.adminUrl, (session) => whatIsThere(session, target.dataDir));
  expect(await look()).toBe('nothing');
  const first = await restoreInto(target);
  await expectRestored(target);
  expect(await look()).toBe('data');
  const second = await restoreInto(target);
  await expectRestored(target);
  // Positions handed out in between must stand before all that come.
  expect(second.epoch).toBeGreaterThan(first.epoch);
  await database.drop();
});

async function emptyDatabase(): Promise<{ adminUrl: string; drop: () => Promise<void> }> {
  const { adminUrl } = inject('testCluster');
  const name = `r_${randomUUID().slice(0, 8)}`;
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await runSql(adminUrl, (client) => client.query(`create database ${name}`));
  return {
    adminUrl: url.toString(),
    drop: async () => {
      await runSql(adminUrl, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

test('a database that was made by another program is not touched', async () => {
  const database = await emptyDatabase();
  await runSql(database.adminUrl, (client) => client.query('create table orders (id integer)'));
  const look = withSession(database.adminUrl, (session) => whatIsThere(session, newDataDir()));
  await expect(look).rejects.toThrow(/holds something else \(the table orders\)/);
  await database.drop();
});

test('a database that a server uses is not touched', async () => {
  const { adminUrl } = server.database;
  const look = withSession(adminUrl, (session) => whatIsThere(session, newDataDir()));
  await expect(look).rejects.toThrow('A server is connected to this database. Stop it first.');
});

test('a role that is no superuser can do all of it, on 18', async () => {
  const dataDir = join(folder, 'hosted');
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o755);
  const cluster: Embedded = await startEmbedded({ dataDir, log, settings: ['fsync=off'] });
  try {
    await roundTrip(cluster.adminUrl, dataDir);
  } finally {
    await cluster.stop();
  }
});

test.skipIf(!has15)('a role that is no superuser can do all of it, on 15, and between the two', async () => {
  const cluster: OtherCluster = await start15();
  try {
    await roundTrip(cluster.url, newDataDir());
    const superuser = new URL(cluster.url);
    await runSql(cluster.url, (client) => client.query('create database by_superuser'));
    superuser.pathname = '/by_superuser';
    const target = { adminUrl: superuser.toString(), dataDir: newDataDir() };
    await restoreInto(target);
    await expectRestored(target);
  } finally {
    await cluster.stop();
  }
});

/** Restores into it, makes a backup there, and restores that in the cluster of the tests. */
async function roundTrip(superuserUrl: string, dataDir: string): Promise<void> {
  const there = { adminUrl: await makeHostedDatabase(superuserUrl, 'hosted'), dataDir };
  await restoreInto(there);
  await expectRestored(there);
  const { serverUrl } = await migrate(there.adminUrl, { serverPassword: passwordFor(secretKey) });
  const back = join(folder, `back-${randomUUID()}.rapport`);
  await backUp({ ...there, serverUrl, secretKey }, back, quiet);
  await restoreInto(there, back);
  await expectRestored(there);
  const database = await emptyDatabase();
  const here = { adminUrl: database.adminUrl, dataDir: newDataDir() };
  await restoreInto(here, back);
  await expectRestored(here);
  await database.drop();
}

test('a backup with one bit turned, or cut off, is refused before anything is touched', async () => {
  const whole = readFileSync(file);
  const bad = join(folder, 'bad.rapport');
  for (const at of [20, 500, Math.floor(whole.length / 2), whole.length - 400]) {
    const turned = Buffer.from(whole);
    turned[at] = (turned[at] ?? 0) ^ 0x10;
    writeFileSync(bad, turned);
    await expect(checkBackup(bad), `bit at ${at}`).rejects.toMatchObject({ code: 'invalid-input' });
  }
  for (const bytes of [0, 10, 1_000, whole.length - 1]) {
    writeFileSync(bad, whole.subarray(0, bytes));
    await expect(checkBackup(bad), `${bytes} bytes`).rejects.toMatchObject({ code: 'invalid-input' });
  }
  writeFileSync(bad, 'something else altogether');
  await expect(checkBackup(bad)).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(checkBackup(join(folder, 'absent'))).rejects.toMatchObject({ code: 'not-found' });
});

test('another secret key in the environment, or migrations of another release, are refused', async () => {
  const backup = await checkBackup(file);
  await expect(refuseForeign(backup, 'another key altogether')).rejects.toThrow(/SECRET_KEY is another key/);
  await expect(refuseForeign(backup, secretKey)).resolves.toBeUndefined();
  const migrations = [...backup.header.migrations, { name: '9999_later.sql', checksum: '' }];
  const newer = { ...backup, header: { ...backup.header, migrations } };
  await expect(refuseForeign(newer, undefined)).rejects.toThrow(/9999_later\.sql/);
});

test('a backup replaces an older one, and no other file', async () => {
  const { adminUrl, serverUrl } = server.database;
  const source = { adminUrl, serverUrl, dataDir: newDataDir(), secretKey };
  const again = join(folder, 'again.rapport');
  writeFileSync(again, '');
  await backUp(source, again, quiet);
  await backUp(source, again, quiet);
  await checkBackup(again);
  const letter = join(folder, 'letter.txt');
  writeFileSync(letter, 'dear operator');
  await expect(backUp(source, letter, quiet)).rejects.toMatchObject({ code: 'already-exists' });
  expect(readFileSync(letter, 'utf8')).toBe('dear operator');
  await expect(backUp(source, join(folder, 'no/such/folder'), quiet)).rejects.toThrow(
    /there is no such folder/,
  );
  expect(existsSync(`${again}.part`)).toBe(false);
});

test('of the backups that are made without being asked for, the last five are kept', async () => {
  const { adminUrl, serverUrl } = server.database;
  const dataDir = newDataDir();
  const source = { adminUrl, serverUrl, dataDir, secretKey };
  const kept: string[] = [];
  for (let minute = 1; minute <= 7; minute += 1) {
    const reason = minute % 2 === 0 ? 'upgrade' : 'restore';
    kept.push(await keepBackup(source, reason, new Date(Date.UTC(2026, 0, 1, 0, minute)), quiet));
  }
  expect(kept.map((path) => existsSync(path))).toEqual([false, false, true, true, true, true, true]);
});

test('every schema that the migrations make is either carried or known not to be', async () => {
  const database: TestDatabase = await createTestDatabase(inject('testCluster'));
  const { rows } = await runSql(database.adminUrl, (client) =>
    client.query(
      "select nspname as name from pg_namespace where nspname !~ '^(pg_|information_schema)' order by 1",
    ),
  );
  expect(rows.map(({ name }) => name)).toEqual(['auth', 'graphile_worker', 'public']);
  await database.drop();
});
