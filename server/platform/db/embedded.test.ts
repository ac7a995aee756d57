import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../log/index.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { isAlive } from './process-marks.ts';

const log = createLogger({ level: 'silent' });
let dataDir: string;
let started: Embedded[] = [];
let children: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'embedded-'));
  chmodSync(dataDir, 0o755); // under root, PostgreSQL runs as another user
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await (await startEmbedded({ dataDir, log })).stop(); // whatever was left behind
  for (const embedded of started) await embedded.stop();
  [started, children] = [[], []];
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir, log });
  started.push(embedded);
  return embedded;
}

/** Starts or joins the database in a process of its own, which stays until it is killed or its input ends. */
async function startElsewhere(): Promise<{ child: ChildProcess; postgresPid: number; joined: boolean }> {
  const program = `
    import { startEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url))};
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const embedded = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log });
    console.log(JSON.stringify({ postgresPid: embedded.postgresPid, joined: embedded.joined }));
    process.stdin.on('end', () => embedded.stop()).resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, ...JSON.parse(line) };
}

async function query(embedded: Embedded, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(embedded.adminUrl);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('makes a durable database in UTF-8 that only a socket reaches', async () => {
  const embedded = await start();
  expect(embedded.joined).toBe(false);
  const names = ['data_checksums', 'fsync', 'listen_addresses', 'server_encoding', 'synchronous_commit'];
  const list = names.map((name) => `'${name}'`).join();
  const rows = await query(embedded, `select setting from pg_settings where name in (${list}) order by name`);
  expect(rows.map((row) => row.setting)).toEqual(['on', 'on', '', 'UTF8', 'on']);
  const [words] = await query(
    embedded,
    `select to_tsvector('simple', 'Ação—你好，世界') as found, lower('ÀÉ') as low`,
  );
  expect(words).toEqual({ found: "'ação':1 '世界':3 '你好':2", low: 'àé' });
});

test('what was committed survives kill -9 of PostgreSQL, which is started again at the same address', async () => {
  const embedded = await start();
  await query(embedded, 'create table kept (n int); insert into kept values (7)');
  const killed = embedded.postgresPid;
  process.kill(killed, 'SIGKILL');
  while (embedded.postgresPid === killed) await sleep(20);
  expect(await query(embedded, 'select n from kept')).toEqual([{ n: 7 }]);
});

test('PostgreSQL outlives a killed process, the next one joins it, and the last one to leave stops it', async () => {
  const first = await startElsewhere();
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await start();
  expect({ joined: second.joined, pid: second.postgresPid }).toEqual({
    joined: true,
    pid: first.postgresPid,
  });
  await second.stop();
  expect(isAlive(first.postgresPid)).toBe(false);
});

test('who started PostgreSQL may leave while another process uses it', async () => {
  const first = await startElsewhere();
  const second = await start();
  first.child.stdin?.end();
  await once(first.child, 'exit');
  expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }]);
  await second.stop();
  expect(isAlive(first.postgresPid)).toBe(false);
});

test('processes that start at once on an empty folder share one PostgreSQL', async () => {
  const all = await Promise.all([startElsewhere(), startElsewhere(), start()]);
  expect(new Set(all.map((one) => one.postgresPid)).size).toBe(1);
  expect(all.filter((one) => !one.joined)).toHaveLength(1);
});

test('a stale postmaster.pid does not stop it, even when its process id lives again in another program', async () => {
  const first = await start();
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  await first.stop();
  const asRoot = process.getuid?.() === 0;
  const other = spawn('sleep', ['600'], asRoot ? { uid: 65534, gid: 65534 } : {});
  children.push(other);
  await once(other, 'spawn');
  writeFileSync(pidFile, [other.pid, ...lines.slice(1)].join('\n'));
  const second = await start();
  expect(second.joined).toBe(false);
  expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a killed PostgreSQL that its parent has not fetched yet does not stop the next one', async () => {
  const first = await start();
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  await first.stop();
  // A shell that starts a child and becomes another program, which never fetches the child's end: the child
  // waits for that, as a shell would fetch it.
  const script = 'until grep -q sleep /proc/$$/comm; do :; done & echo $!; exec sleep 600';
  const parent = spawn('sh', ['-c', script], {
    ...(process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(parent);
  const [zombie] = await once(createInterface(parent.stdout), 'line');
  while (isAlive(Number(zombie))) await sleep(20);
  expect(() => process.kill(Number(zombie), 0)).not.toThrow();
  writeFileSync(pidFile, [zombie, ...lines.slice(1)].join('\n'));
  expect(await query(await start(), 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a stopped database starts with what it held', async () => {
  const first = await start();
  await query(first, 'create table kept (n int); insert into kept values (7)');
  await first.stop();
  expect(isAlive(first.postgresPid)).toBe(false);
  expect(await query(await start(), 'select n from kept')).toEqual([{ n: 7 }]);
});
