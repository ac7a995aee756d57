/** Files travel with what names them: a killed server, a backup that is restored, an export that becomes a workspace. */
import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { ask, newFolder, serve } from '../support/operator.ts';
import { addVisitor, fromSomewhere } from '../support/people.ts';
import { png, upload } from '../support/uploading.ts';
import { type Program, startProgram } from '../torture/program.ts';

const patienceMs = 180_000;
const picture = png(30, 20);

let program: Program;
let fileId: string;
beforeAll(async () => {
  program = await startProgram();
}, patienceMs);
afterAll(() => program.clear());

const env = () => program.folder.env;
const dataDir = () => env().DATA_DIR ?? '';

/** The files in a data folder, by their names. */
const filesOf = (folder: string) =>
  readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

async function bytesOf(url: string, apiKey: string): Promise<Buffer> {
  const answer = await fetch(`${url}/api/v1/attachments/${fileId}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

test('an upload that was answered can be sent after the server was killed, and its message repeated', {
  timeout: patienceMs,
}, async () => {
  const { url, owner } = program;
  const token = await addVisitor(url, owner.inboxId);
  const { body } = await upload(url, token, { name: 'kept.png', bytes: picture });
  await program.killServer();
  await program.untilReady();
  const message = { id: randomUUID(), text: '', attachmentIds: [body.uploadId] };
  const say = () =>
    request(url, token, endpoints.postVisitorMessage, { body: message, headers: fromSomewhere() });
  const sent = await say();
  expect(sent.status).toBe(201);
  await program.killServer();
  await program.untilReady();
  const again = await say();
  const [first, second] = [sent.body.attachments?.[0], again.body.attachments?.[0]];
  expect(second?.fileId).toBe(first?.fileId);
  fileId = first?.fileId ?? '';
  expect(await bytesOf(url, owner.apiKey)).toEqual(picture);
  expect(
    (await ask<{ findings: { name: string; status: string; detail: string }[] }>(['doctor'], env())).json
      .findings,
  ).toContainEqual({ name: 'files', status: 'ok', detail: 'all 1 there' });
});

test('a backup restores them, an export carries them, and doctor misses one that is gone', {
  timeout: patienceMs,
}, async () => {
  const { folder, owner } = program;
  const backup = join(folder.path, 'all.rapport');
  const exported = join(folder.path, 'exported');
  expect((await ask(['backup', backup], env())).json).toMatchObject({ files: 1 });
  const left = join(dataDir(), 'files', randomUUID());
  writeFileSync(left, 'of another workspace');
  expect((await ask(['export', exported], env())).json).toMatchObject({ files: 1 });
  rmSync(left);

  const there = newFolder();
  try {
    expect((await ask(['import-workspace', exported], there.env)).json).toMatchObject({
      files: 1,
      outcome: 'made',
    });
    const [copied] = filesOf(there.env.DATA_DIR ?? '');
    expect(copied?.split('/').at(-1)).toBe(filesOf(dataDir())[0]?.split('/').at(-1));
    expect(copied).not.toContain(owner.workspaceId);
    expect((await ask<{ findings: object[] }>(['doctor'], there.env)).json.findings).toContainEqual({
      name: 'files',
      status: 'ok',
      detail: 'all 1 there',
    });
    writeFileSync(filesOf(exported)[0] ?? '', 'changed on the way');
    const damaged = newFolder();
    const refused = await ask(['import-workspace', exported], damaged.env).catch(
      (error: Error) => error.message,
    );
    expect(JSON.stringify(refused)).toContain('not as it was written');
    damaged.remove();
  } finally {
    there.remove();
  }

  const restored = newFolder();
  try {
    expect((await ask(['restore', backup], restored.env)).code).toBe(0);
    const serving = await serve(restored.env);
    expect(await bytesOf(serving.url, owner.apiKey)).toEqual(picture);
    serving.child.kill('SIGTERM');
    await serving.ended;
    rmSync(filesOf(restored.env.DATA_DIR ?? '')[0] ?? '');
    const { json } = await ask<{ findings: { name: string; status: string; detail: string }[] }>(
      ['doctor'],
      restored.env,
    );
    expect(json.findings.find(({ name }) => name === 'files')).toMatchObject({
      status: 'warning',
      detail: expect.stringMatching(/^1 of 1 files are missing/),
    });
  } finally {
    restored.remove();
  }
});
