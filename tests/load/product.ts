/** The product under load, and the database that it shares with its baseline. */
import { sql } from 'kysely';
import { serverPasswordOf } from '../../server/app/database.ts';
import { loadSecretKey } from '../../server/platform/config/index.ts';
import { openServerRole, startEmbedded, withSession } from '../../server/platform/db/index.ts';
import { createLogger } from '../../server/platform/log/index.ts';
import { freePort } from '../support/free-port.ts';
import { memoryOf, type Program, startProgram } from './processes.ts';

export type Product = Program & { url: string };

/** Starts the server on a data folder. */
export async function startProduct(dataDir: string): Promise<Product> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...{ DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: url },
    // As `npm start` does.
    NODE_COMPILE_CACHE: 'node_modules/.cache/rapport',
  };
  const program = await startProgram({
    args: ['server/main.ts', 'serve'],
    env,
    ready: 'Rapport is ready: http',
  });
  return { ...program, url };
}

export type Database = {
  /** An empty database beside the product's, for a baseline's own table. */
  besideUrl: string;
  /** The product's database, as the role that the server has. */
  serverUrl: string;
  /** As PostgreSQL's superuser. */
  adminUrl: string;
  memory: () => number;
  pid: () => number;
  /** Tracked events that a workspace has, and in how many commits they came. */
  commitsOf: (workspaceId: string) => Promise<{ rows: number; commits: number }>;
  /** Whether no follower has anything left to read. */
  isRead: () => Promise<boolean>;
  /** How many customers are in a segment. */
  membersOf: (segmentId: string) => Promise<number>;
  /** Ids of customers, taken by chance. */
  someCustomers: (workspaceId: string, count: number) => Promise<string[]>;
  /** Names of customers, taken by chance. */
  someNames: (workspaceId: string, count: number) => Promise<string[]>;
  /** Leaves; PostgreSQL runs on while the product uses it. */
  leave: () => Promise<void>;
};

const beside = 'rapport_bench';

/** Joins the database of a running product. */
export async function joinDatabase(dataDir: string): Promise<Database> {
  const embedded = await startEmbedded({ dataDir, log: createLogger({ level: 'warn' }) });
  const { adminUrl } = embedded;
  const secretKey = loadSecretKey({ dataDir, secretKey: undefined });
  const serverUrl = await openServerRole(adminUrl, serverPasswordOf(secretKey));
  await withSession(adminUrl, async ({ tx }) => {
    await sql`drop database if exists ${sql.table(beside)} with (force)`.execute(tx);
    await sql`create database ${sql.table(beside)}`.execute(tx);
  });
  const besideUrl = adminUrl.replace(/\/[^/?]*(\?|$)/, `/${beside}$1`);
  return {
    besideUrl,
    serverUrl,
    adminUrl,
    memory: () => memoryOf(embedded.postgresPid),
    pid: () => embedded.postgresPid,
    leave: () => embedded.stop(),
    commitsOf: (workspaceId) =>
      withSession(adminUrl, async ({ tx }) => {
        const { rows } = await sql<{ rows: number; commits: number }>`
          select count(*)::int as rows, count(distinct xid)::int as commits from entries
          where workspace_id = ${workspaceId} and kind = 'event.tracked' and source_name <> 'baseline'`.execute(
          tx,
        );
        return rows[0] ?? { rows: 0, commits: 0 };
      }),
    isRead: () =>
      withSession(adminUrl, async ({ tx }) => {
        const { rows } = await sql`
          select from (select distinct follower from follower_cursors) f, workspaces_behind(f.follower) limit 1`.execute(
          tx,
        );
        return rows.length === 0;
      }),
    membersOf: (segmentId) =>
      withSession(adminUrl, async ({ tx }) => {
        const { rows } = await sql<{ count: number }>`
          select count(*)::int as count from segment_members where segment_id = ${segmentId}`.execute(tx);
        return rows[0]?.count ?? 0;
      }),
    someNames: (workspaceId, count) =>
      withSession(adminUrl, async ({ tx }) => {
        const { rows } = await sql<{ name: string }>`
          select name from customers where workspace_id = ${workspaceId} and name is not null
          order by random() limit ${count}`.execute(tx);
        return rows.map(({ name }) => name);
      }),
    someCustomers: (workspaceId, count) =>
      withSession(adminUrl, async ({ tx }) => {
        const { rows } = await sql<{ id: string }>`
          select id from customers where workspace_id = ${workspaceId} order by random() limit ${count}`.execute(
          tx,
        );
        return rows.map(({ id }) => id);
      }),
  };
}

/** Starts a baseline. */
export async function startBaseline(name: string, env: Record<string, string>): Promise<Product> {
  const port = await freePort();
  const program = await startProgram({
    args: [`tests/load/baseline/${name}.ts`],
    env: { ...env, PORT: String(port) },
    ready: 'ready',
  });
  return { ...program, url: `http://127.0.0.1:${port}` };
}
