/** The contract of the command line, and what the operator does with it on a folder of data. */
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { serverPasswordOf } from '../../server/app/database.ts';
import { request } from '../../server/app/testing.ts';
import { checkBackup, type Diagnosis } from '../../server/operating/index.ts';
import { digests } from '../../server/operating/testing.ts';
import { loadSecretKey } from '../../server/platform/config/index.ts';
import { migrate, startEmbedded } from '../../server/platform/db/index.ts';
import { createLogger } from '../../server/platform/log/index.ts';
import { ask, end, type Folder, newFolder, run, serve, start } from '../support/operator.ts';
import { addVisitor } from '../support/people.ts';

const log = createLogger({ level: 'silent' });
const owner = ['--workspace', 'Shop', '--email', 'Ana@Example.com', '--password', 'correct horse battery'];
type Owner = { workspaceId: string; memberId: string; apiKey: string; inboxId: string };
type Refusal = { error: { code: string; detail: string } };

let home: Folder;
let ana: Owner;

beforeAll(async () => {
  home = newFolder();
  const made = await ask<Owner>(['create-owner', ...owner], home.env);
  expect(made.code, made.stderr).toBe(0);
  ana = made.json;
});
afterAll(() => home.remove());

/** What is in a data folder's database, with nobody else at work on it. */
async function contents(folder: Folder): Promise<Record<string, unknown>> {
  const embedded = await startEmbedded({ dataDir: folder.env.DATA_DIR ?? '', log });
  try {
    return await digests(embedded.adminUrl);
  } finally {
    await embedded.stop();
  }
}

test.each([
  [[]],
  [['nonsense']],
  [['__proto__']],
  [['backup']],
  [['backup', 'one', 'two']],
  [['doctor', '--wrong']],
  [['create-owner', '--workspace', 'Shop']],
  [['create-owner', '--email']],
])('%j is wrong usage: exit 2, and what to look at', async (args) => {
  const said = await run([...args, '--json'], home.env);
  expect(said.code).toBe(2);
  expect(JSON.parse(said.stdout)).toMatchObject({ error: { code: 'wrong-usage' } });
  expect(said.stderr).toMatch(/See: help/);
});

test('without --json nothing but an answer is on stdout', async () => {
  const { code, stdout, stderr } = await run(['backup'], home.env);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('backup FILE');
});

test('help lists the commands and tells each, without touching anything', async () => {
  const nowhere = { DATA_DIR: join(home.path, 'nowhere') };
  const list = await run(['help'], nowhere);
  expect(list.code).toBe(0);
  const names = [...list.stdout.matchAll(/^ {2}([\w-]+)/gm)].map(([, name]) => name ?? '');
  expect(names).toContain('reset-password');
  const one = await run(['restore', '--help'], nowhere);
  expect([one.code, one.stdout.includes('-- restore FILE')]).toEqual([0, true]);
  expect(existsSync(nowhere.DATA_DIR)).toBe(false);
});

test('create-owner answers ids and keys, once', async () => {
  expect(Object.keys(ana)).toEqual([
    'workspaceId',
    'memberId',
    'apiKey',
    'writeKey',
    'inboxId',
    'identitySecret',
  ]);
  const again = await ask<Refusal>(['create-owner', ...owner], home.env);
  expect([again.code, again.json.error.code]).toEqual([1, 'already-exists']);
});

test('commands that need data refuse a folder without, and make none', async () => {
  const DATA_DIR = join(home.path, 'typo');
  for (const args of [['backup', join(home.path, 'x')], ['rebuild']]) {
    const { code, json } = await ask<Refusal>(args, { DATA_DIR });
    expect([code, json.error.code]).toEqual([1, 'not-found']);
  }
  expect(existsSync(DATA_DIR)).toBe(false);
});

test('a database that does not answer is a reason, not a bug', async () => {
  const DATABASE_URL = 'postgres://nobody@127.0.0.1:1/none';
  const { code, json } = await ask<Refusal>(['migrate'], { ...home.env, DATABASE_URL });
  expect([code, json.error.code]).toEqual([1, 'unavailable']);
  expect(json.error.detail).toMatch(/ECONNREFUSED/);
});

test('with its secret key gone the data is left alone', async () => {
  const key = join(home.env.DATA_DIR ?? '', 'secret-key');
  renameSync(key, `${key}.away`);
  const { code, json } = await ask<Refusal>(['create-owner', ...owner], home.env);
  renameSync(`${key}.away`, key);
  expect(code).toBe(1);
  expect(json.error.detail).toMatch(/secret key of this data is missing/);
});

test('an empty server prints a link with a token, refuses a second one, and ends in order with its PostgreSQL', async () => {
  const folder = newFolder();
  const server = await serve(folder.env);
  expect(server.line).toMatch(/^Rapport is ready: http:\/\/127\.0\.0\.1:\d+\/setup\?token=[\w-]{43}$/);
  const second = await run(['serve'], folder.env);
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(`Process ${server.child.pid} already serves`);
  const postmaster = join(folder.env.DATA_DIR ?? '', 'postgres/postmaster.pid');
  expect(existsSync(postmaster)).toBe(true);
  const began = performance.now();
  server.child.kill('SIGTERM');
  const { code } = await server.ended;
  expect(code).toBe(0);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(existsSync(postmaster)).toBe(false);
  folder.remove();
}, 60_000);

test('a taken port is said so', async () => {
  const server = await serve(home.env);
  const other = newFolder();
  const { code, stderr } = await run(['serve'], { ...other.env, PORT: new URL(server.url).port });
  expect(code).toBe(1);
  expect(stderr).toMatch(/Port \d+ of 127\.0\.0\.1 is taken/);
  server.child.kill('SIGTERM');
  await server.ended;
  other.remove();
}, 60_000);

test('a backup under load, restored on another machine: the same, and it goes on there', async () => {
  const server = await serve(home.env);
  const file = join(home.path, 'busy.rapport');
  const texts: string[] = [];
  let writing = true;
  const writers = [1, 2, 3].map(async (writer) => {
    const token = await addVisitor(server.url, ana.inboxId);
    for (let round = 1; writing; round += 1) {
      const text = `${writer}/${round}`;
      const body = { id: crypto.randomUUID(), text };
      const { status } = await request(server.url, token, endpoints.postVisitorMessage, { body });
      if (status === 201) texts.push(text);
    }
  });
  while (texts.length < 20) await new Promise((resolve) => setTimeout(resolve, 20));
  const before = [...texts];
  const made = await ask(['backup', file], home.env);
  expect(made.code, made.stderr).toBe(0);
  writing = false;
  await Promise.all(writers);
  const doctor = await ask<Diagnosis>(['doctor'], home.env);
  expect(doctor.json.findings.filter(({ status }) => status === 'failure')).toEqual([]);
  server.child.kill('SIGTERM');
  await server.ended;

  const elsewhere = newFolder();
  const restored = await ask(['restore', file], elsewhere.env);
  expect(restored.code, restored.stderr).toBe(0);
  const backup = await checkBackup(file);
  expect(await contents(elsewhere)).toEqual(backup.manifest.tables);
  const there = await serve(elsewhere.env);
  expect(there.line).not.toContain('token');
  const list = await request(there.url, ana.apiKey, endpoints.listConversations, {
    query: { status: 'open' },
  });
  const messages = await Promise.all(
    list.body.data.map(({ id }) =>
      request(there.url, ana.apiKey, endpoints.listMessages, { params: { id }, query: { limit: 100 } }),
    ),
  );
  const found = messages.flatMap(({ body }) => body.data.map(({ text }) => text));
  // All that was acknowledged before the backup began, in so far as a page shows it.
  expect(found).toEqual(expect.arrayContaining(before.slice(0, 50)));
  there.child.kill('SIGTERM');
  await there.ended;
  elsewhere.remove();
}, 120_000);

test('restore never silently replaces data: not without --force, not while a server runs', async () => {
  const file = join(home.path, 'kept.rapport');
  expect((await ask(['backup', file], home.env)).code).toBe(0);
  const refused = await ask<Refusal>(['restore', file], home.env);
  expect([refused.code, refused.json.error.code]).toEqual([1, 'conflict']);
  expect(refused.json.error.detail).toMatch(/--force/);
  const server = await serve(home.env);
  const running = await ask<Refusal>(['restore', file, '--force'], home.env);
  expect([running.code, running.json.error.code]).toEqual([1, 'conflict']);
  server.child.kill('SIGTERM');
  await server.ended;
  const before = await contents(home);
  const forced = await ask<{ previous: string }>(['restore', file, '--force'], home.env);
  expect(forced.code, forced.stderr).toBe(0);
  const previous = await checkBackup(forced.json.previous);
  expect(previous.manifest.tables).toEqual(before);
  expect((await ask<Refusal>(['create-owner', ...owner], home.env)).json.error.code).toBe('already-exists');
}, 120_000);

test('an older database is backed up before it is migrated, and that backup is good', async () => {
  const folder = newFolder();
  const dataDir = folder.env.DATA_DIR ?? '';
  const secretKey = loadSecretKey({ dataDir, secretKey: undefined });
  const embedded = await startEmbedded({ dataDir, log });
  await migrate(embedded.adminUrl, { serverPassword: serverPasswordOf(secretKey), upTo: '0007' });
  await embedded.stop();
  const upgraded = await ask<{ applied: string[]; backup: string }>(['migrate'], folder.env);
  expect(upgraded.code, upgraded.stderr).toBe(0);
  expect(upgraded.json.applied[0]).toBe('0007_directory.sql');
  const { header } = await checkBackup(upgraded.json.backup);
  expect(header.migrations.map(({ name }) => name)).toEqual(
    expect.not.arrayContaining(upgraded.json.applied),
  );
  const again = await ask<{ applied: string[]; backup: null }>(['migrate'], folder.env);
  expect(again.json).toEqual({ applied: [], backup: null });

  const restored = await ask(['restore', upgraded.json.backup, '--force'], folder.env);
  expect(restored.code, restored.stderr).toBe(0);
  expect(restored.json).toMatchObject({ migrated: upgraded.json.applied });
  folder.remove();
}, 120_000);

test('reset-password prints a link that works', async () => {
  const made = await ask<{ link: string; expiresAt: string }>(
    ['reset-password', '--email', 'ANA@example.com'],
    home.env,
  );
  expect(made.code).toBe(0);
  const token = new URL(made.json.link).searchParams.get('token') ?? '';
  const server = await serve(home.env);
  const reset = await request(server.url, undefined, endpoints.resetPassword, {
    body: { token, password: 'another long password' },
  });
  expect(reset.status).toBeLessThan(300);
  server.child.kill('SIGTERM');
  await server.ended;
}, 60_000);

test('export writes a workspace as JSON Lines, and import-workspace makes one of it elsewhere', async () => {
  const folder = join(home.path, 'exported');
  const made = await ask<{ rows: number }>(['export', folder], home.env);
  expect(made.code, made.stderr).toBe(0);
  const files = readdirSync(folder);
  expect(files).toEqual(
    expect.arrayContaining(['customers.jsonl', 'entries.jsonl', 'members.jsonl', 'export.json']),
  );
  expect(files.join()).not.toMatch(/session|account|idempotency|api_keys/);
  const again = await ask<Refusal>(['export', folder], home.env);
  expect([again.code, again.json.error.code]).toEqual([1, 'already-exists']);

  const elsewhere = newFolder();
  const taken = await ask(['import-workspace', folder], elsewhere.env);
  expect(taken.code, taken.stderr).toBe(0);
  expect(taken.json).toMatchObject({ name: 'Shop', outcome: 'made', rows: made.json.rows });
  const same = await ask(['import-workspace', folder], elsewhere.env);
  expect(same.json).toMatchObject({ outcome: 'known' });
  const link = await ask(['reset-password', '--email', 'ana@example.com'], elsewhere.env);
  expect(link.code, link.stderr).toBe(0);
  const told = await end(start(['doctor'], elsewhere.env));
  expect(told.code, told.stdout).toBe(0);
  elsewhere.remove();
}, 120_000);

test('an interrupt ends it in order too, and doctor finds it healthy', async () => {
  const server = await serve(home.env);
  server.child.kill('SIGINT');
  expect((await server.ended).code).toBe(0);
  const told = await end(start(['doctor'], home.env));
  expect(told.code, told.stdout).toBe(0);
  expect(told.stdout).toContain('✓ row-level security');
}, 60_000);
