/**
 * PostgreSQL for tests: one cluster a run, a migrated template database, and a clone of it for each test file.
 * The cluster runs without fsync, which makes a clone take some 40 ms; tests of durability start their own.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createLogger } from '../log/index.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { type Db, openDb } from './pool.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: { adminUrl: string; serverUrl: string };
  }
}

const template = 'rapport_template';

/** Vitest's global set-up: the cluster and its template. `TEST_DATABASE_URL` names another cluster to use instead. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outside = process.env.TEST_DATABASE_URL;
  const dataDir = await mkdtemp(path.join(tmpdir(), 'rapport-test-'));
  await chmod(dataDir, 0o755); // under root, PostgreSQL runs as another user
  const settings = ['fsync=off', 'full_page_writes=off', 'max_connections=200'];
  const cluster = outside
    ? undefined
    : await startEmbedded({ dataDir, log: createLogger({ level: 'silent' }), settings });
  const adminUrl = outside ?? cluster?.adminUrl ?? '';
  await runSql(adminUrl, async (client) => {
    await client.query(`drop database if exists ${template}`);
    await client.query(`create database ${template}`);
  });
  const migrated = await migrate(withDatabase(adminUrl, template), { serverPassword: 'for-tests-only' });
  project.provide('testCluster', { adminUrl, serverUrl: migrated.serverUrl });
  return async () => {
    await cluster?.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

export type TestDatabase = { db: Db; adminUrl: string; serverUrl: string; drop: () => Promise<void> };

/** A fresh database with the newest schema, and the server's pool on it. Call `drop` in `afterAll`. */
export async function createTestDatabase(cluster: {
  adminUrl: string;
  serverUrl: string;
}): Promise<TestDatabase> {
  const name = `t_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await runSql(cluster.adminUrl, (client) =>
    client.query(`create database ${name} template ${template} strategy file_copy`),
  );
  const serverUrl = withDatabase(cluster.serverUrl, name);
  const db = openDb(serverUrl);
  return {
    db,
    adminUrl: withDatabase(cluster.adminUrl, name),
    serverUrl,
    drop: async () => {
      await db.close();
      await runSql(cluster.adminUrl, (client) =>
        client.query(`drop database if exists ${name} with (force)`),
      );
    },
  };
}

/** Runs statements with the rights of the URL's role, outside the server's pool. */
export async function runSql<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server and role, another database. */
export function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
}
