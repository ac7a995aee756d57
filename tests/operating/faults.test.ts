/** Killed, or out of room, in the middle: what was there before is there still, and what was cut off says so. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkBackup } from '../../server/operating/index.ts';
import { digests } from '../../server/operating/testing.ts';
import { startEmbedded } from '../../server/platform/db/index.ts';
import { createLogger } from '../../server/platform/log/index.ts';
import { ask, end, type Folder, newFolder, start } from '../support/operator.ts';

const log = createLogger({ level: 'silent' });
const customers = 300;
type Refusal = { error: { code: string; detail: string } };

let home: Folder;
let file: string;

beforeAll(async () => {
  home = newFolder();
  const demo = await ask(['demo', '--customers', String(customers)], home.env);
  expect(demo.code, demo.stderr).toBe(0);
  file = join(home.path, 'whole.rapport');
  expect((await ask(['backup', file], home.env)).code).toBe(0);
}, 120_000);
afterAll(() => home.remove());

async function contents(folder: Folder): Promise<Record<string, unknown>> {
  const embedded = await startEmbedded({ dataDir: folder.env.DATA_DIR ?? '', log });
  try {
    return await digests(embedded.adminUrl);
  } finally {
    await embedded.stop();
  }
}

/** Starts a command and kills it so long after a line of its progress that holds `text`. */
async function killAfter(
  args: string[],
  folder: Folder,
  text: string,
  milliseconds: number,
): Promise<string> {
  const child = start(args, folder.env);
  let said = '';
  const seen = new Promise<void>((resolve) => {
    child.stderr?.on('data', (chunk) => {
      said += chunk;
      if (said.includes(text)) resolve();
    });
  });
  const ended = end(child);
  await Promise.race([seen, ended]);
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await ended;
  return said;
}

test('a backup that is killed leaves no broken file, and the next one is whole', async () => {
  const target = join(home.path, 'killed.rapport');
  let killed = 0;
  for (const [line, milliseconds] of [
    ['auth.account', 0],
    ['public.customers', 3],
    ['public.entries', 0],
  ] as const) {
    await killAfter(['backup', target], home, line, milliseconds);
    if (existsSync(target)) await checkBackup(target);
    else killed += 1;
  }
  expect(killed).toBeGreaterThan(0);
  const made = await ask(['backup', target], home.env);
  expect(made.code, made.stderr).toBe(0);
  await checkBackup(target);
  expect(readdirSync(home.path).filter((name) => name.endsWith('.part'))).toEqual([]);
}, 120_000);

test('a restore that is killed is known as unfinished, is not served, and can begin again', async () => {
  const { manifest } = await checkBackup(file);
  for (const [line, milliseconds] of [
    ['making an empty database', 200],
    ['public.workspaces', 0],
  ] as const) {
    const there = newFolder();
    const said = await killAfter(['restore', file], there, line, milliseconds);
    expect(said).toContain('making an empty database');
    const refused = await ask<Refusal>(['migrate'], there.env);
    // Killed after the last step, it was done.
    if (refused.code === 0) {
      expect(await contents(there)).toEqual(manifest.tables);
    } else {
      expect(refused.json.error.detail).toContain(`Run "restore ${file}" again.`);
      const again = await ask(['restore', file], there.env);
      expect(again.code, again.stderr).toBe(0);
      expect(await contents(there)).toEqual(manifest.tables);
      expect((await ask(['migrate'], there.env)).code).toBe(0);
    }
    there.remove();
  }
}, 240_000);

test('a full disk is said so, and nothing is left behind', async () => {
  // PostgreSQL must not be started by the command itself: the limit would bind it too.
  const embedded = await startEmbedded({ dataDir: home.env.DATA_DIR ?? '', log });
  try {
    const target = join(home.path, 'large.rapport');
    const { code, json } = await ask<Refusal>(['backup', target], home.env, { fileBlocksMax: 100 });
    expect([code, json.error.code]).toEqual([1, 'unavailable']);
    expect(json.error.detail).toMatch(/can't be written: the file would be larger than the system allows/);
    expect(readdirSync(home.path).filter((name) => name.startsWith('large'))).toEqual([]);
  } finally {
    await embedded.stop();
  }
}, 60_000);

test('PostgreSQL killed under a backup: a reason, no file, and the next one is whole', async () => {
  const embedded = await startEmbedded({ dataDir: home.env.DATA_DIR ?? '', log });
  try {
    const target = join(home.path, 'orphan.rapport');
    const child = start(['backup', target, '--json'], home.env);
    child.stderr?.once('data', () => process.kill(embedded.postgresPid, 'SIGKILL'));
    const said = await end(child);
    if (said.code === 0) await checkBackup(target);
    else {
      expect(JSON.parse(said.stdout)).toMatchObject({ error: { code: 'unavailable' } });
      expect(readdirSync(home.path).filter((name) => name.startsWith('orphan'))).toEqual([]);
    }
    const made = await ask(['backup', target], home.env);
    expect(made.code, made.stderr).toBe(0);
    expect((await checkBackup(target)).manifest.tables).toEqual((await checkBackup(file)).manifest.tables);
  } finally {
    await embedded.stop();
  }
}, 120_000);
