/** No room left: what can't be kept is refused, and when there is room again all goes on without a restart. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiPrefix, endpoints } from '../../contract/endpoints.ts';
import { textLengthMax } from '../../contract/entries.ts';
import { request } from '../../server/app/testing.ts';
import { fetchMessages } from '../support/clients.ts';
import { ask } from '../support/http.ts';
import type { Folder } from '../support/operator.ts';
import { addVisitor } from '../support/people.ts';
import { type Program, startProgram } from './program.ts';

const diskMegabytes = 192;
const leftBytes = 1_000_000;
const backMs = 60_000;
const answerMs = 20_000;

export type FullDisk = { acknowledged: number; refused: number };

/** Undefined where no small disk can be had: only root can mount one. */
export async function fillDisk(): Promise<FullDisk | undefined> {
  const folder = smallDisk();
  if (folder === undefined) return undefined;
  const program = await startProgram(folder).catch((error: unknown) => {
    folder.remove();
    throw error;
  });
  try {
    return await fillUnderLoad(program);
  } finally {
    await program.clear();
  }
}

function smallDisk(): Folder | undefined {
  const path = mkdtempSync(join(tmpdir(), 'small-disk-'));
  const options = `size=${diskMegabytes}m,mode=755`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]);
  if (mounted.status !== 0) {
    rmSync(path, { recursive: true });
    return undefined;
  }
  chmodSync(path, 0o755);
  return {
    path,
    env: { DATA_DIR: join(path, 'data'), PORT: '0' },
    remove: () => {
      spawnSync('umount', [path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** As long as a message may be, and nothing that could be kept in less room. */
function bulkyText(): string {
  const numbers = new Uint16Array(randomBytes(2 * textLengthMax).buffer);
  return String.fromCodePoint(...numbers.map((number) => 0x4e00 + (number % 20_000)));
}

async function fillUnderLoad({ url, owner, folder, end }: Program): Promise<FullDisk> {
  const token = await addVisitor(url, owner.inboxId);
  const first = { id: randomUUID(), text: 'hello' };
  await request(url, token, endpoints.postVisitorMessage, { body: first });
  const newest = await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: 1 } });
  const conversationId = newest.body.data[0]?.id ?? '';
  const acknowledged: string[] = [];
  const write = async (): Promise<number> => {
    const text = bulkyText();
    const answer = await ask(`${url}${apiPrefix}/conversations/${conversationId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${owner.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
      timeoutMs: answerMs,
    });
    if (answer.status === 201) acknowledged.push(text);
    else assert.deepEqual([answer.status, answer.json.code], [503, 'unavailable']);
    return answer.status;
  };
  assert.equal(await write(), 201);

  const filler = join(folder.path, 'filler');
  const { bavail, bsize } = statfsSync(folder.path);
  writeFileSync(filler, Buffer.alloc(Math.max(bavail * bsize - leftBytes, 0)));
  let refused = 0;
  for (let tries = 0; refused < 10; tries++) {
    assert.ok(tries < 5_000, 'the disk is never full');
    if ((await write()) === 201) continue;
    refused += 1;
    assert.equal((await ask(`${url}/healthz`)).status, 200, 'the process lives');
    await sleep(100);
  }

  rmSync(filler);
  const freed = performance.now();
  while ((await write()) !== 201) {
    assert.ok(performance.now() - freed < backMs, 'it goes on when there is room again');
    await sleep(100);
  }
  const told = (await fetchMessages(url, owner.apiKey, conversationId)).map(({ text }) => text);
  for (const text of acknowledged) {
    assert.equal(told.filter((one) => one === text).length, 1, 'an acknowledged message is there once');
  }
  assert.equal(told.length, acknowledged.length + 1, 'a refused message is not there');
  assert.equal(await end(), 0, 'it ends in order');
  return { acknowledged: acknowledged.length, refused };
}
