/** A database belongs to one secret key: with another one nothing of it is touched. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSql } from '../../server/platform/db/testing.ts';
import { ask, type Folder, newFolder, serve } from '../support/operator.ts';
import { has15, makeHostedDatabase, type OtherCluster, start15 } from '../support/postgresql.ts';

const owner = ['--workspace', 'Shop', '--email', 'ana@example.com', '--password', 'correct horse battery'];

type Refusal = { error: { code: string; detail: string } };

let home: Folder;
let cluster: OtherCluster;
let env: Record<string, string | undefined>;

beforeAll(async () => {
  if (!has15) return;
  home = newFolder();
  cluster = await start15();
  await makeHostedDatabase(cluster.url, 'shop');
  await runSql(cluster.url, (client) => client.query("alter role hosted password 'known'"));
  env = { ...home.env, DATABASE_URL: `postgres://hosted:known@127.0.0.1:${cluster.tcpPort}/shop` };
});
afterAll(async () => {
  await cluster?.stop();
  home?.remove();
});

test('with its own PostgreSQL too, another key is refused before anything is touched', async () => {
  const folder = newFolder();
  try {
    expect((await ask(['create-owner', ...owner], folder.env)).code).toBe(0);
    const other = { ...folder.env, SECRET_KEY: randomBytes(32).toString('hex') };
    const wrong = await ask<Refusal>(['migrate'], other);
    expect([wrong.code, wrong.json.error.code]).toEqual([1, 'conflict']);
    expect(wrong.json.error.detail).toMatch(/set up with another secret key/);
    expect((await ask(['migrate'], folder.env)).code).toBe(0);
  } finally {
    folder.remove();
  }
}, 60_000);

test.skipIf(!has15)(
  'on a PostgreSQL that asks for passwords: from set-up to the loss of the key',
  async () => {
    const made = await ask(['create-owner', ...owner], env);
    expect(made.code, made.stderr).toBe(0);
    const server = await serve(env);

    const without = { ...env, DATA_DIR: join(home.path, 'elsewhere') };
    const missing = await ask<Refusal>(['create-owner', ...owner], without);
    expect([missing.code, missing.json.error.code]).toEqual([1, 'unavailable']);
    expect(missing.json.error.detail).toMatch(/The secret key of this data is missing/);
    const other = { ...without, SECRET_KEY: randomBytes(32).toString('hex') };
    const wrong = await ask<Refusal>(['migrate'], other);
    expect([wrong.code, wrong.json.error.code]).toEqual([1, 'conflict']);
    expect(wrong.json.error.detail).toMatch(/set up with another secret key/);
    // The server goes on: its role still has its password.
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    server.child.kill('SIGTERM');
    await server.ended;
    expect((await ask(['migrate'], env)).code).toBe(0);

    rmSync(join(home.env.DATA_DIR ?? '', 'secret-key'));
    expect((await ask(['migrate'], env)).code).toBe(1);
    expect((await ask(['migrate', '--new-secret-key'], other)).code).toBe(0);
    expect((await ask(['doctor'], other)).json).toMatchObject({ findings: expect.any(Array) });
    expect((await ask(['migrate'], other)).code).toBe(0);
  },
  120_000,
);
