/** Mails that were made to break what reads them: the process of the server lives, each mail gets an answer, and the next one is read. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MailReader, openReader } from '../../server/channels/email/index.ts';
import { others, probes } from './hostile-mails.ts';

let reader: MailReader;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mails-'));
  reader = openReader();
});
afterAll(async () => {
  await reader.close();
  await rm(folder, { recursive: true });
});

async function kept(raw: Buffer): Promise<string> {
  const file = path.join(folder, `${crypto.randomUUID()}.eml`);
  await writeFile(file, raw);
  return file;
}

async function childrenOf(pid: number): Promise<string[]> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return list.trim().split(' ').filter(Boolean);
}

const plainMail = Buffer.from('From: bo@example.org\r\nSubject: next\r\n\r\nfine\r\n');

describe('is read, and the next one after it', () => {
  test.each([...probes, ...others])('$name', async ({ raw, shown }) => {
    const reading = await reader.read(await kept(raw()));
    expect(reading).toMatchObject({ mail: expect.anything() });
    if ('mail' in reading && shown) expect(reading.mail.text).toMatch(shown);
    expect(await reader.read(await kept(plainMail))).toMatchObject({ mail: { text: 'fine\n' } });
  });
});

describe('a mail that takes too much', () => {
  const big = () => others.find(({ name }) => name.startsWith('50 MB'))?.raw() ?? Buffer.alloc(0);

  test('time: its process is ended, and the next mail gets a new one', async () => {
    const hurried = openReader({ milliseconds: 60 });
    const file = await kept(big());
    const next = await kept(plainMail);
    const readings = await Promise.all([hurried.read(file), hurried.read(next)]);
    await hurried.close();
    expect(readings).toMatchObject([
      { failed: 'time', reason: expect.stringContaining('60 ms') },
      { mail: { subject: 'next' } },
    ]);
  });

  test('memory: its process is ended, and the next mail gets a new one', async () => {
    const narrow = openReader({ megabytes: 40 });
    const readings = await Promise.all([narrow.read(await kept(big())), narrow.read(await kept(plainMail))]);
    await narrow.close();
    expect(readings).toMatchObject([{ failed: 'memory' }, { mail: { subject: 'next' } }]);
  });

  test('nothing is there to read', async () => {
    expect(await reader.read(path.join(folder, 'absent'))).toEqual({
      failed: 'unreadable',
      reason: 'ENOENT',
    });
  });

  test.runIf(existsSync('/proc/self/task'))('it ends with the process that asks it', async () => {
    const door = new URL('../../server/channels/email/index.ts', import.meta.url).href;
    const program = `const { openReader } = await import(process.argv[1]);
      await openReader().read(process.argv[2]);
      console.log('read');
      setInterval(() => {}, 1000);`;
    const asking = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      program,
      door,
      await kept(plainMail),
    ]);
    await once(asking.stdout, 'data');
    const [own] = await childrenOf(asking.pid ?? 0);
    expect(own).toBeDefined();
    asking.kill('SIGKILL');
    await expect.poll(() => existsSync(`/proc/${own}`)).toBe(false);
  });

  test('who is closed says so', async () => {
    const closed = openReader();
    const waiting = closed.read(await kept(big()));
    await closed.close();
    expect(await waiting).toMatchObject({ failed: 'crash' });
    expect(await closed.read(await kept(plainMail))).toMatchObject({ failed: 'crash' });
  });
});
