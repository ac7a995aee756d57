/** Files of a person: in the copy that they ask for, and nowhere after they were erased. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { apiPrefix, endpoints } from '../../contract/endpoints.ts';
import { request, type TestServer } from '../../server/app/testing.ts';
import { addVisitor, fromSomewhere, startServerBehindProxy } from '../support/people.ts';
import { dump, traces } from '../support/privacy.ts';
import { png, upload } from '../support/uploading.ts';

const patience = { timeout: 60_000 };

let server: TestServer;
beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
});
afterAll(() => server.close());

const ask = async (endpoint: Parameters<typeof request>[2], input: object) => {
  const answer = await request(server.url, server.owner.apiKey, endpoint, input as never);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body as never as { id: string; data: { id: string; customer: { id: string } }[] };
};

/** Somebody who sent a picture, was sent one, has one in a note, and one that waits for its message. */
async function someone(word: string, shared: Buffer) {
  const { url, owner } = server;
  const token = await addVisitor(url, owner.inboxId);
  const pictures = ['sent', 'answered', 'noted', 'waiting'].map((what) => png(9, 9, `${word}-${what}`));
  const [sent, answered, noted, waiting] = pictures as [Buffer, Buffer, Buffer, Buffer];
  const own = await upload(url, token, { name: `${word}-passport.png`, bytes: sent });
  const same = await upload(url, token, { name: 'same.png', bytes: shared });
  const attachmentIds = [own.body.uploadId, same.body.uploadId];
  await request(url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text: '', attachmentIds },
    headers: fromSomewhere(),
  });
  await upload(url, token, { name: `${word}-waiting.png`, bytes: waiting });
  const [conversation] = (await ask(endpoints.listConversations, { query: { limit: 1 } })).data;
  const params = { id: conversation?.id ?? '' };
  for (const [bytes, note] of [
    [answered, false],
    [noted, true],
  ] as const) {
    const file = { name: `${word}-${note}.png`, bytes, conversationId: params.id };
    const { body } = await upload(url, owner.apiKey, file);
    await ask(endpoints.postMessage, {
      params,
      body: { text: 'here', note, attachmentIds: [body.uploadId] },
    });
  }
  return { customerId: conversation?.customer.id ?? '', conversationId: params.id, pictures };
}

/** Which of these lie somewhere in the data folder. */
function found(pictures: readonly Buffer[]): number {
  const all = readdirSync(server.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
  // The mark of a picture stands in it as plain text.
  return pictures.filter((picture) => all.some((file) => file.includes(picture.subarray(40, 70)))).length;
}

test('the copy holds them; after the erasure they are gone, and those of others stay', async () => {
  const shared = png(5, 5, 'shared');
  const person = await someone('canary-one', shared);
  const friend = await someone('canary-two', shared);
  expect([found(person.pictures), found(friend.pictures)]).toEqual([4, 4]);

  const { customerId } = person;
  const opened = await ask(endpoints.openPrivacyRequest, {
    body: { kind: 'export', customerId, askedHow: 'mail' },
  });
  const params = { id: opened.id };
  await ask(endpoints.startPrivacyExport, { params, body: { locale: 'en' } });
  const copy = async () =>
    (await request(server.url, server.owner.apiKey, endpoints.readPrivacyRequest, { params })).body
      .exports[0];
  await vi.waitFor(async () => expect((await copy())?.state).toBe('done'), patience);
  const fetched = await fetch(`${server.url}${apiPrefix}/privacy/exports/${(await copy())?.id}/file`, {
    headers: { authorization: `Bearer ${server.owner.apiKey}` },
  });
  const files = unzip(Buffer.from(await fetched.arrayBuffer()));
  const told = [...files.keys()].filter((name) => name.startsWith('files/'));
  expect(told.map((name) => name.split('/').at(-1)).sort()).toEqual([
    'canary-one-false.png',
    'canary-one-passport.png',
    'canary-one-true.png',
    'canary-one-waiting.png',
    'same.png',
  ]);
  for (const picture of [...person.pictures, shared]) {
    expect([...files.values()].some((bytes) => bytes.equals(picture))).toBe(true);
  }
  expect(files.get('data.json')?.toString()).toContain('canary-one-passport.png');

  const erasing = await ask(endpoints.openPrivacyRequest, {
    body: { kind: 'erase', customerId, askedHow: 'mail' },
  });
  await ask(endpoints.startErasure, { params: { id: erasing.id }, body: { name: 'ERASE' } });
  const state = async () =>
    (
      await request(server.url, server.owner.apiKey, endpoints.readPrivacyRequest, {
        params: { id: erasing.id },
      })
    ).body.request.state;
  await vi.waitFor(async () => expect(await state()).toBe('done'), patience);
  expect([found(person.pictures), found(friend.pictures), found([shared])]).toEqual([0, 4, 1]);
  const left = await dump(server.database.adminUrl);
  expect(traces(['canary-one'], left)).toEqual([]);
  expect(traces(['canary-two-passport'], left)).not.toEqual([]);
  const { body } = await request(server.url, server.owner.apiKey, endpoints.listMessages, {
    params: { id: person.conversationId },
    query: {},
  });
  expect(body.data.map(({ text, attachments }) => [text, attachments])).toEqual([
    ['', undefined],
    ['here', undefined],
    ['here', undefined],
  ]);
});

/** The files of an archive, by name. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(zip.length - 22 + 16);
  for (let left = zip.readUInt16LE(zip.length - 22 + 10); left > 0; left--) {
    const [packed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString();
    const offset = zip.readUInt32LE(at + 42) + 30 + nameLength;
    files.set(name, inflateRawSync(zip.subarray(offset, offset + packed)));
    at += 46 + nameLength;
  }
  return files;
}
