/** Data folders for a run: a fresh one, and large ones that the demo has built and that are kept for the next run. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { startEmbedded, withSession } from '../../server/platform/db/index.ts';
import { createLogger } from '../../server/platform/log/index.ts';
import { runCommand } from './processes.ts';

const root = path.join(import.meta.dirname, '../..');
const password = 'only for measuring';

export type Demo = {
  dataDir: string;
  workspaceId: string;
  email: string;
  password: string;
  conversations: number;
  entries: number;
};

/** An empty data folder; `remove` it in the end. */
export function freshData(): { dataDir: string; remove: () => void } {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'rapport-bench-'));
  chmodSync(dataDir, 0o755); // under root, PostgreSQL runs as another user
  return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}

export type Owner = { workspaceId: string; apiKey: string; writeKey: string; inboxId: string };

/** A workspace with its owner, keys and inbox in a data folder. */
export async function createOwner(dataDir: string, workspace = 'Bench'): Promise<Owner> {
  const options = ['--workspace', workspace, '--email', 'bench@example.com', '--password', password];
  return (await runCommand(['create-owner', ...options], { DATA_DIR: dataDir })) as Owner;
}

/** The demo with so many customers in a data folder below `cache`: built once for each schema and generator. */
export async function builtDemo(cache: string, customers: number): Promise<Demo> {
  const folder = path.join(cache, `demo-${customers}-${fingerprint()}`);
  const done = path.join(folder, 'done.json');
  const dataDir = path.join(folder, 'data');
  if (existsSync(done)) return JSON.parse(readFileSync(done, 'utf8')) as Demo;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dataDir, 0o755);
  const options = ['--customers', String(customers), '--email', 'bench@example.com', '--password', password];
  const made = (await runCommand(['demo', ...options], { DATA_DIR: dataDir })) as Omit<Demo, 'dataDir'>;
  await settle(dataDir);
  const demo: Demo = { ...made, dataDir, password };
  writeFileSync(done, JSON.stringify(demo));
  return demo;
}

/** Does what autovacuum would otherwise do in the middle of a measurement. */
async function settle(dataDir: string): Promise<void> {
  const embedded = await startEmbedded({ dataDir, log: createLogger({ level: 'warn' }) });
  try {
    await withSession(embedded.adminUrl, async ({ tx }) => {
      await sql`vacuum (analyze, freeze)`.execute(tx);
      await sql`checkpoint`.execute(tx);
    });
  } finally {
    await embedded.stop();
  }
}

/** Changes with everything that such data depends on. */
export function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['server/migrations', 'server/demo', 'server/demo/locales']) {
    const files = readdirSync(path.join(root, folder)).filter((name) => /\.(sql|ts)$/.test(name));
    for (const name of files.sort()) hash.update(readFileSync(path.join(root, folder, name)));
  }
  return hash.digest('hex').slice(0, 12);
}
