import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../log/index.ts';
import { startEmbedded } from './embedded.ts';

const log = createLogger({ level: 'silent' });
const isRoot = process.getuid?.() === 0;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'place-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a data folder with a path too long for a socket gets its socket in a short private folder', async () => {
  const dataDir = join(folder, 'long'.repeat(30));
  const embedded = await startEmbedded({ dataDir, log });
  const sockets = decodeURIComponent(new URL(embedded.adminUrl).hostname);
  expect(sockets).toMatch(/^\/tmp\/rapport-/);
  expect(statSync(sockets).mode & 0o777).toBe(0o700);
  await embedded.stop();
  rmSync(sockets, { recursive: true });
});

test('under root, data that PostgreSQL may not reach is kept elsewhere, and stays there', async () => {
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const dataDir = join(closed, 'data');
  const first = await startEmbedded({ dataDir, log });
  const home = readFileSync(join(dataDir, 'database-folder'), 'utf8').trim();
  try {
    expect(home).toMatch(/^\/var\/lib\/rapport\/[0-9a-f]{16}/);
    expect(statSync(closed).mode & 0o777).toBe(0o700);
    expect(existsSync(join(home, 'postgres', 'PG_VERSION'))).toBe(true);
    await first.stop();
    chmodSync(closed, 0o755);
    const second = await startEmbedded({ dataDir, log });
    expect(second.adminUrl).toBe(first.adminUrl);
    await second.stop();
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

test('a full disk is named as such, leaves nothing half made, and passes', async (context) => {
  if (!isRoot) context.skip('needs root, to mount a small disk');
  const small = join(folder, 'small');
  mkdirSync(small);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=150m,mode=755', 'tmpfs', small]).status !== 0)
    context.skip('this system lets us mount nothing');
  const filler = join(small, 'filler');
  const fill = (leaveBytes: number) => {
    const { bavail, bsize } = statfsSync(small);
    writeFileSync(filler, Buffer.alloc(bavail * bsize - leaveBytes));
  };
  const message = /is full. Free some space and start again/;
  try {
    fill(8_000_000);
    await expect(startEmbedded({ dataDir: small, log })).rejects.toThrow(message);
    expect(existsSync(join(small, 'postgres'))).toBe(false);
    rmSync(filler);
    await (await startEmbedded({ dataDir: small, log })).stop();
    fill(0);
    await expect(startEmbedded({ dataDir: small, log })).rejects.toThrow(message);
    rmSync(filler);
    await (await startEmbedded({ dataDir: small, log })).stop();
  } finally {
    execFileSync('umount', [small]);
  }
});
