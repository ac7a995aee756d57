import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataDir } from './embedded-lock.ts';
import { isAlive, processesMarked, putMark, startOf } from './process-marks.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a mark is seen until it is removed, and never by its own maker', () => {
  const mark = putMark(folder, 'using');
  expect(processesMarked(folder, 'using')).toEqual([process.pid]);
  expect(processesMarked(folder, 'using', mark)).toEqual([]);
  expect(processesMarked(folder, 'leaving')).toEqual([]);
  mark.remove();
  expect(processesMarked(folder, 'using')).toEqual([]);
});

test('a mark whose process id belongs to another process now is dead, and is cleaned away', () => {
  writeFileSync(join(folder, `using.${process.pid}.another-start.1`), '');
  expect(processesMarked(folder, 'using')).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test('a process that has ended is not alive', async () => {
  const child = spawn('sleep', ['60']);
  const pid = child.pid ?? 0;
  expect(startOf(pid)).not.toEqual(startOf(process.pid));
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isAlive(pid)).toBe(false);
});

test('a second serve on one data folder is refused by the name of the first', async () => {
  const lock = await lockDataDir(folder);
  await expect(lockDataDir(folder)).rejects.toThrow(
    `Process ${process.pid} already serves the data folder ${folder}`,
  );
  lock.release();
  (await lockDataDir(folder)).release();
});

test('of many that start at once exactly one gets the data folder', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => lockDataDir(folder)));
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
});
