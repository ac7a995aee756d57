/** What doctor finds: each thing that may be wrong, by its name. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { missingFiles } from '../../server/attachments/index.ts';
import { append } from '../../server/ledger/index.ts';
import { diagnose, type Finding, testDatabase } from '../../server/operating/index.ts';
import { readConfig } from '../../server/platform/config/index.ts';
import { inWorkspace, migrate, openDb } from '../../server/platform/db/index.ts';
import { runSql } from '../../server/platform/db/testing.ts';
import { startMailServer } from '../../server/platform/mailer/testing.ts';

let dataDir: string;
let adminUrl: string;
let serverUrl: string;
let role: string;

/** A database with a role of its own: those of the other tests share one. */
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'doctor-'));
  const url = new URL(inject('testCluster').adminUrl);
  const name = `d_${randomUUID().slice(0, 8)}`;
  await runSql(url.toString(), (client) => client.query(`create database ${name}`));
  url.pathname = `/${name}`;
  adminUrl = url.toString();
  ({ serverUrl } = await migrate(adminUrl, { serverPassword: 'for-tests-only' }));
  role = new URL(serverUrl).username;
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const undo: string[] = [];
afterEach(async () => {
  for (const statement of undo.splice(0)) await alter(statement);
});

async function alter(statement: string): Promise<void> {
  await runSql(adminUrl, (client) => client.query(statement));
}

/** What is found under a name, all checks being done. */
async function find(name: string, env: Record<string, string> = {}): Promise<Finding | undefined> {
  const config = readConfig({ DATA_DIR: dataDir, ...env });
  const reach = async () => ({ adminUrl, serverUrl, close: async () => undefined });
  const { findings, healthy } = await diagnose(config, reach, (tx) => missingFiles(tx, dataDir));
  expect(healthy).toBe(findings.every(({ status }) => status !== 'failure'));
  return findings.find((finding) => finding.name === name);
}

test('the tests run without fsync, and that alone is wrong with their database', async () => {
  const { findings } = await testDatabase(adminUrl, serverUrl);
  expect(findings.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual(['durability']);
  expect(findings.find(({ name }) => name === 'durability')?.detail).toMatch(
    /^fsync, full_page_writes is off/,
  );
});

test.each([
  [
    'restore',
    'failure',
    /restore of old\.rapport did not finish/,
    [
      'create schema rapport_restore',
      "create table rapport_restore.unfinished as select 'old.rapport' as file, 1 as epoch",
    ],
    ['drop schema rapport_restore cascade'],
  ],
  [
    'migrations',
    'failure',
    /9999_later\.sql/,
    ["insert into schema_migrations (name, checksum) values ('9999_later.sql', '')"],
    ["delete from schema_migrations where name = '9999_later.sql'"],
  ],
  [
    'row-level security',
    'failure',
    /not forced on customers/,
    ['alter table customers no force row level security'],
    ['alter table customers force row level security'],
  ],
  [
    'server role',
    'failure',
    /is a superuser/,
    ['alter role ROLE superuser'],
    ['alter role ROLE nosuperuser'],
  ],
  ['server role', 'failure', /BYPASSRLS/, ['alter role ROLE bypassrls'], ['alter role ROLE nobypassrls']],
  [
    'server role',
    'failure',
    /owns tables/,
    ['alter table customers owner to ROLE'],
    ['alter table customers owner to current_user'],
  ],
  [
    'durability',
    'failure',
    /synchronous_commit/,
    ['alter role ROLE set synchronous_commit = off'],
    ['alter role ROLE reset synchronous_commit'],
  ],
  [
    'followers',
    'warning',
    /mail set 1 entries aside \(it said no\)/,
    ["insert into follower_setasides values (gen_random_uuid(), 'mail', gen_random_uuid(), 'it said no')"],
    ['truncate follower_setasides'],
  ],
  [
    'partitions',
    'warning',
    /reach -?\d+ days ahead only/,
    [
      "do $$ declare part text; begin for part in select relname from pg_class where relname ~ '^entries_machine_2\\d+_\\d+$' loop execute 'drop table ' || part; end loop; end $$",
      "create table entries_machine_2020_01 partition of entries_machine for values from ('2020-01-01 00:00+00') to ('2020-02-01 00:00+00')",
      'alter table entries_machine_2020_01 enable row level security',
      'alter table entries_machine_2020_01 force row level security',
    ],
    ['drop table entries_machine_2020_01'],
  ],
] as const)('%s: %s %s', async (name, status, detail, done, undone) => {
  const about = (statement: string) => statement.replace('ROLE', `"${role}"`);
  for (const statement of done) await alter(about(statement));
  undo.push(...undone.map(about));
  const found = await find(name);
  expect(found).toMatchObject({ name, status });
  expect(found?.detail).toMatch(detail);
  expect(found?.advice).not.toBe('');
});

test('a follower for which entries wait', async () => {
  const db = openDb(serverUrl);
  const workspaceId = randomUUID();
  await inWorkspace(db, workspaceId, (tx) =>
    append(tx, {
      kind: 'visit.logged',
      payload: { place: null, summary: '' },
      actor: { kind: 'system', id: null },
      direction: 'inbound',
      source: { name: 'test' },
    }),
  );
  await alter(`insert into follower_cursors values ('${workspaceId}', 'slow', 0, '0', 0)`);
  await alter(`update entries set recorded_at = recorded_at - interval '10 minutes'`);
  undo.push('truncate follower_cursors', 'truncate entries');
  expect((await find('followers'))?.detail).toMatch(/^slow waits for 6\d\d s in 1 workspaces/);
  await db.close();
});

test.each([
  [{}, 'ok', /for this machine only/],
  [{ HOST: '0.0.0.0' }, 'warning', /links in mail say http:\/\/localhost/],
  [{ HOST: '0.0.0.0', PUBLIC_URL: 'http://rapport.example' }, 'warning', /not encrypted/],
  [{ PUBLIC_URL: 'https://rapport.example' }, 'warning', /TRUST_PROXY is not set/],
  [{ PUBLIC_URL: 'https://rapport.example', TRUST_PROXY: 'loopback' }, 'ok', /^https:\/\/rapport\.example$/],
])('the public address with %j: %s', async (env, status, detail) => {
  const found = await find('public address', env as Record<string, string>);
  expect(found?.status).toBe(status);
  expect(found?.detail).toMatch(detail);
});

test('a mail server that answers, and one that does not', async () => {
  const mail = await startMailServer();
  const env = { SMTP_URL: mail.url, MAIL_FROM: 'rapport@shop.example' };
  expect(await find('mail', env)).toMatchObject({ status: 'ok' });
  await mail.close();
  expect(await find('mail', env)).toMatchObject({ status: 'failure' });
});

test('a database that is not reached is one failure, and the rest is looked at', async () => {
  const config = readConfig({ DATA_DIR: join(dataDir, 'none'), DATABASE_URL: 'postgres://x@127.0.0.1:1/x' });
  const { healthy, findings } = await diagnose(
    config,
    () => Promise.reject(new Error('it is away')),
    async () => ({ files: 0, missing: 0, shown: [] }),
  );
  expect(healthy).toBe(false);
  expect(findings.map(({ name }) => name)).toEqual([
    'node',
    'data folder',
    'disk space',
    'public address',
    'mail',
    'database',
  ]);
});
