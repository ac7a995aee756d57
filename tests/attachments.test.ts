/** Files in messages: uploaded, taken along once, and served to whoever sees the conversation. */
import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { maintain } from '../server/app/maintenance.ts';
import { addWorkspace, request, type TestServer } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { createLogger } from '../server/platform/log/index.ts';
import { openWidget } from './support/clients.ts';
import { ask } from './support/http.ts';
import { addMember, addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';
import { png, upload } from './support/uploading.ts';

let server: TestServer;
let url: string;
let apiKey: string;
let inboxId: string;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  ({ url } = server);
  ({ apiKey, inboxId } = server.owner);
});
afterAll(() => server.close());

const say = (token: string, body: { id?: string; text?: string; attachmentIds?: string[] }) =>
  request(url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text: '', ...body },
    headers: fromSomewhere(),
  });

const reply = (id: string, body: { text?: string; attachmentIds?: string[]; note?: boolean }, headers = {}) =>
  request(url, apiKey, endpoints.postMessage, { params: { id }, body: { text: '', ...body }, headers });

/** A visitor with a conversation. */
async function visitor() {
  const token = await addVisitor(url, inboxId);
  await say(token, { text: 'hello' });
  const { body } = await request(url, apiKey, endpoints.listConversations, { query: { limit: 1 } });
  return { token, conversationId: body.data[0]?.id ?? '' };
}

const get = (where: string, headers: Record<string, string> = {}) => ask(`${url}${where}`, { headers });
const asMember = (fileId: string, headers: Record<string, string> = {}) =>
  get(`/api/v1/attachments/${fileId}`, { authorization: `Bearer ${apiKey}`, ...headers });

async function sentBy(token: string, name: string, bytes: Buffer) {
  const { body } = await upload(url, token, { name, bytes });
  const message = await say(token, { attachmentIds: [body.uploadId] });
  const file = message.body.attachments?.[0];
  if (!file) throw new Error(JSON.stringify(message.body));
  return file;
}

/** How many files lie in the workspace's folder. */
async function filesKept(workspaceId = server.owner.workspaceId): Promise<number> {
  const root = path.join(server.dataDir, 'files', workspaceId);
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).length;
}

describe('from the visitor to the team and back', () => {
  test('a picture alone is a message; member and visitor see the same bytes', async () => {
    const { token, conversationId } = await visitor();
    const picture = png(40, 30);
    const uploaded = await upload(url, token, { name: '写真 1.png', bytes: picture });
    expect(uploaded).toMatchObject({ status: 201, body: { name: '写真 1.png', width: 40, height: 30 } });
    expect(uploaded.body.uploadId).toMatch(/^up_[\w-]{43}$/);
    const message = await say(token, { attachmentIds: [uploaded.body.uploadId] });
    expect(message.status).toBe(201);
    const [file] = message.body.attachments ?? [];
    expect(file).toMatchObject({ name: '写真 1.png', type: 'image/png', bytes: picture.length, width: 40 });

    const { body } = await request(url, apiKey, endpoints.listMessages, {
      params: { id: conversationId },
      query: {},
    });
    if (!file) throw new Error('There is no file.');
    const { path: signed, ...told } = file;
    expect(body.data.at(-1)).toMatchObject({ text: '', attachments: [told] });
    for (const answer of [await asMember(told.fileId), await get(signed)]) {
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': 'image/png',
        'content-length': String(picture.length),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('写真 1.png')}`,
        'cache-control': 'private, max-age=3600',
      });
    }
    expect((await get(signed)).headers['cross-origin-resource-policy']).toBe('cross-origin');
    const fetched = await fetch(`${url}${signed}`);
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(picture);
    const { body: shown } = await request(url, apiKey, endpoints.readConversation, {
      params: { id: conversationId },
    });
    expect(shown.lastMessage).toMatchObject({ text: '', files: 1 });
  });

  test('what the team sends comes over the visitor’s socket with a path that opens', async () => {
    const { token, conversationId } = await visitor();
    const widget = await openWidget(url, token);
    const { body } = await upload(url, apiKey, {
      name: 'offer.pdf',
      bytes: Buffer.from('%PDF-1.7 x'),
      conversationId,
    });
    const sent = await reply(conversationId, { text: 'See here', attachmentIds: [body.uploadId] });
    expect(sent.body).toMatchObject({ text: 'See here', attachments: [{ name: 'offer.pdf' }] });
    await widget.until((thread) => thread.some(({ attachments }) => attachments !== undefined));
    const file = widget.thread().at(-1)?.attachments?.[0];
    expect((await get(file?.path ?? '')).text).toBe('%PDF-1.7 x');
    widget.close();
  });

  test('a note’s file is the members’ alone', async () => {
    const { token, conversationId } = await visitor();
    const { body } = await upload(url, apiKey, { bytes: png(), conversationId });
    const note = await reply(conversationId, { note: true, attachmentIds: [body.uploadId] });
    const fileId = note.body.attachments?.[0]?.fileId ?? '';
    expect((await asMember(fileId)).status).toBe(200);
    const asked = await request(url, token, endpoints.signVisitorAttachment, { params: { id: fileId } });
    const unknown = await request(url, token, endpoints.signVisitorAttachment, {
      params: { id: randomUUID() },
    });
    expect(asked.status).toBe(404);
    expect(asked.body).toEqual(unknown.body);
    const thread = await request(url, token, endpoints.listVisitorMessages, { query: {} });
    expect(JSON.stringify(thread.body)).not.toContain(fileId);
  });

  test('a message without words and without files is refused as before', async () => {
    const { token, conversationId } = await visitor();
    expect((await say(token, { attachmentIds: [] })).status).toBe(400);
    expect(await reply(conversationId, {})).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'body.text', message: 'Write something first.' }] },
    });
  });
});

describe('an upload is used once, by whom it belongs to', () => {
  const gone = { status: 410, body: { code: 'expired' } };

  test('the same message again is answered as before, another one is refused', async () => {
    const { token, conversationId } = await visitor();
    const { body } = await upload(url, token, { bytes: png() });
    const first = { id: randomUUID(), text: 'look', attachmentIds: [body.uploadId] };
    const [one, two] = await Promise.all([say(token, first), say(token, first)]);
    expect(two.body).toEqual(one.body);
    expect((await say(token, first)).body).toEqual(one.body);
    expect(await say(token, { attachmentIds: [body.uploadId] })).toMatchObject(gone);

    const own = await upload(url, apiKey, { bytes: png(), conversationId });
    const key = { 'idempotency-key': randomUUID() };
    const sent = await reply(conversationId, { attachmentIds: [own.body.uploadId] }, key);
    expect((await reply(conversationId, { attachmentIds: [own.body.uploadId] }, key)).body).toEqual(
      sent.body,
    );
    expect(await reply(conversationId, { attachmentIds: [own.body.uploadId] })).toMatchObject(gone);
    const { body: messages } = await request(url, apiKey, endpoints.listMessages, {
      params: { id: conversationId },
      query: {},
    });
    expect(messages.data).toHaveLength(3);
  });

  test('of two messages at once with one upload, one goes', async () => {
    const { token } = await visitor();
    const { body } = await upload(url, token, { bytes: png() });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => say(token, { attachmentIds: [body.uploadId] })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(5);
  });

  test('another visitor’s, another member’s, another conversation’s and another workspace’s are not there', async () => {
    const [one, two] = [await visitor(), await visitor()];
    const ofVisitor = (await upload(url, one.token, { bytes: png() })).body.uploadId;
    const ofMember = (await upload(url, apiKey, { bytes: png(), conversationId: one.conversationId })).body
      .uploadId;
    const agent = await addMember(url, server.owner, 'agent');
    const there = await addWorkspace(server.db, 'Elsewhere', {
      email: `${randomUUID()}@example.com`,
      password: 'correct horse battery',
    });
    const foreign = await addVisitor(url, there.inboxId);
    const unknown = `up_${'A'.repeat(43)}`;
    const wanted = await say(two.token, { attachmentIds: [unknown] });
    expect(wanted).toMatchObject(gone);
    for (const answer of [
      await say(two.token, { attachmentIds: [ofVisitor] }),
      await say(two.token, { attachmentIds: [ofMember] }),
      await say(one.token, { attachmentIds: [ofMember] }),
      await say(foreign, { attachmentIds: [ofVisitor] }),
      await reply(one.conversationId, { attachmentIds: [ofVisitor] }),
      await reply(two.conversationId, { attachmentIds: [ofMember] }),
      await request(url, agent.apiKey, endpoints.postMessage, {
        params: { id: one.conversationId },
        body: { text: 'x', attachmentIds: [ofMember] },
      }),
    ]) {
      expect(answer.status).toBe(410);
      expect(answer.body).toEqual(wanted.body);
    }
    expect((await say(one.token, { attachmentIds: [ofVisitor] })).status).toBe(201);
    expect((await reply(one.conversationId, { attachmentIds: [ofMember] })).status).toBe(201);
  });

  test('one more than ten is refused', async () => {
    const { token } = await visitor();
    const attachmentIds = Array.from(
      { length: 11 },
      () => `up_${randomUUID().replaceAll('-', '').padEnd(43, 'x')}`,
    );
    expect((await say(token, { attachmentIds })).status).toBe(400);
  });
});

describe('who may fetch a file', () => {
  test('nobody by its id, an upload that no message took, or a path that was changed', async () => {
    const { token } = await visitor();
    const file = await sentBy(token, 'a.png', png());
    const { path: signed } = file;
    const id = file.fileId;
    expect((await get(`/api/v1/attachments/${id}`)).status).toBe(401);
    expect((await get(`/api/v1/visitor/attachments/${id}`)).status).toBe(404);
    const missing = await get(`/api/v1/visitor/attachments/${randomUUID()}?key=x`);
    const key = new URL(signed, url).searchParams.get('key') ?? '';
    for (let at = 0; at < key.length - 1; at += 3) {
      const other = key[at] === 'A' ? 'B' : 'A';
      const changed = await get(signed.replace(key, key.slice(0, at) + other + key.slice(at + 1)));
      expect(changed.status, `character ${at}`).toBe(404);
      expect(changed.text).toBe(missing.text);
    }
    const another = await sentBy(token, 'b.png', png());
    expect((await get(`/api/v1/visitor/attachments/${another.fileId}?key=${key}`)).status).toBe(404);
  });

  test('another visitor gets no path, another workspace’s member no bytes', async () => {
    const [one, two] = [await visitor(), await visitor()];
    const file = await sentBy(one.token, 'a.png', png());
    const sign = (token: string) =>
      request(url, token, endpoints.signVisitorAttachment, { params: { id: file.fileId } });
    expect((await sign(two.token)).status).toBe(404);
    const { body } = await sign(one.token);
    expect((await get(body.path)).status).toBe(200);
    const there = await addWorkspace(server.db, 'Yonder', {
      email: `${randomUUID()}@example.com`,
      password: 'correct horse battery',
    });
    const asked = await get(`/api/v1/attachments/${file.fileId}`, {
      authorization: `Bearer ${there.apiKey}`,
    });
    const unknown = await get(`/api/v1/attachments/${randomUUID()}`, {
      authorization: `Bearer ${there.apiKey}`,
    });
    expect(asked.status).toBe(404);
    expect(asked.text).toBe(unknown.text);
  });

  test('a session, with the workspace in the address', async () => {
    const { token } = await visitor();
    const file = await sentBy(token, 'a.png', png());
    const viewer = await addMember(url, server.owner, 'viewer');
    const { cookie } = viewer;
    const of = (id: string) => get(`/api/v1/attachments/${file.fileId}?workspace=${id}`, { cookie });
    expect((await of(server.owner.workspaceId)).status).toBe(200);
    expect((await of(randomUUID())).status).toBe(401);
    expect((await of('nonsense')).status).toBe(400);
  });

  test('a part of it', async () => {
    const { token } = await visitor();
    const file = await sentBy(token, 'a.txt', Buffer.from('0123456789'));
    const part = async (range: string) => {
      const { status, text, headers } = await asMember(file.fileId, { range });
      return [status, text, headers['content-range']];
    };
    expect(await part('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10']);
    expect(await part('bytes=8-')).toEqual([206, '89', 'bytes 8-9/10']);
    expect(await part('bytes=-3')).toEqual([206, '789', 'bytes 7-9/10']);
    expect(await part('bytes=0-999')).toEqual([206, '0123456789', 'bytes 0-9/10']);
    expect((await part('bytes=10-'))[0]).toBe(416);
    expect(await part('bytes=4-2')).toEqual([200, '0123456789', undefined]);
    expect(await part('lines=1-2')).toEqual([200, '0123456789', undefined]);
  });
});

describe('hostile files', () => {
  const script = '<script>top.__xss = 1</script>';
  test.each([
    ['a page', 'x.html', Buffer.from(`<!doctype html>${script}`)],
    ['a page that says it is a picture', 'x.png', Buffer.from(`<html>${script}`)],
    ['SVG', 'x.svg', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`)],
    [
      'XHTML',
      'x.xhtml',
      Buffer.from(`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${script}</html>`),
    ],
    ['PDF', 'x.pdf', Buffer.from('%PDF-1.4 /JS (app.alert(1))')],
    ['a picture of 3.6 gigapixels', 'x.png', png(60_000, 60_000)],
    ['a picture without a size', 'x.jpg', Buffer.from('ffd8ffe000104a4649', 'hex')],
    ['EICAR', 'x.com', Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*')],
    ['an archive', 'x.zip', Buffer.from('504b0304140000000800', 'hex')],
    ['bytes of chance', 'x.mp4', Buffer.from('00ff10deadbeef', 'hex')],
  ])('%s is downloaded, whatever it is called', async (_what, name, bytes) => {
    const { token } = await visitor();
    const file = await sentBy(token, name, bytes);
    expect(file.width).toBeUndefined();
    for (const answer of [await asMember(file.fileId), await get(file.path)]) {
      expect(answer.headers['content-disposition']).toMatch(/^attachment;/);
      expect(answer.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      });
    }
  });

  test('a picture that is a script as well is a picture, and nothing else', async () => {
    const { token } = await visitor();
    const file = await sentBy(token, 'x.js', Buffer.from('GIF89a/*\x01\0*/=1;top.__xss=1;'));
    const { headers } = await get(file.path);
    expect(headers).toMatchObject({ 'content-type': 'image/gif', 'x-content-type-options': 'nosniff' });
  });

  test.each([
    ['..%2f..%2fetc/passwd', '%2f..%2fetc_passwd'],
    ['../../x', '_.._x'],
    ['C:\\temp\\a.txt', 'C__temp_a.txt'],
    ['.htaccess', 'htaccess'],
    ['exe.\u202egnp.jpg', 'exe.gnp.jpg'],
    ['a\u200b\u0007b\r\n.txt', 'ab.txt'],
    ['con.txt', '_con.txt'],
    ['\u202e', 'file'],
  ])('the name %j becomes %j', async (name, cleaned) => {
    const { token } = await visitor();
    expect((await upload(url, token, { name, bytes: png() })).body.name).toBe(cleaned);
  });
});

describe('limits', () => {
  test('a file that is too large, with and without its length said, leaves nothing', async () => {
    const { token } = await visitor();
    const before = await filesKept();
    const large = Buffer.alloc(26 * 2 ** 20, 1);
    const refused = await upload(url, token, { bytes: large });
    expect(refused).toMatchObject({
      status: 413,
      body: { code: 'too-large', detail: 'A file may have 25 MB.' },
    });
    const stream = new ReadableStream({
      start(controller) {
        for (let at = 0; at < 26; at++) controller.enqueue(large.subarray(0, 2 ** 20));
        controller.close();
      },
    });
    expect((await upload(url, token, { bytes: stream })).status).toBe(413);
    expect(await filesKept()).toBe(before);
    expect(await readdir(path.join(server.dataDir, 'files/.incoming'))).toEqual([]);
  });

  test('an empty one, one that is cut off, and one that is no bytes', async () => {
    const { token } = await visitor();
    expect((await upload(url, token, { bytes: Buffer.alloc(0) })).status).toBeGreaterThanOrEqual(400);
    expect(
      (await upload(url, token, { bytes: png(), headers: { 'content-type': 'text/html' } })).status,
    ).toBe(415);
    expect(
      (
        await upload(url, token, {
          bytes: Buffer.from('{}'),
          headers: { 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(415);
    const cut = httpRequest(`${url}/api/v1/visitor/uploads?name=x`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/octet-stream',
        'content-length': 1_000_000,
      },
    }).on('error', () => undefined);
    cut.write(png());
    await expect.poll(() => readdir(path.join(server.dataDir, 'files/.incoming'))).toHaveLength(1);
    cut.destroy();
    await expect.poll(() => readdir(path.join(server.dataDir, 'files/.incoming'))).toEqual([]);
  });

  test('a visitor who floods is told when to come back', async () => {
    const { token } = await visitor();
    const answers = [];
    for (let count = 0; count < 41; count++) answers.push(await upload(url, token, { bytes: png() }));
    expect(answers.at(-1)).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
  });
});

test('the same content lies there once, and what no message took along is swept after a day', async () => {
  const { token } = await visitor();
  const picture = png();
  const before = await filesKept();
  const sent = await sentBy(token, 'one.png', picture);
  await upload(url, token, { name: 'two.png', bytes: picture });
  const { body: unused } = await upload(url, token, { name: 'three.png', bytes: png() });
  expect(await filesKept()).toBe(before + 2);
  const sweep = (hours: number) =>
    maintain(
      server.database.adminUrl,
      server.dataDir,
      createLogger({ level: 'silent' }),
      new Date(Date.now() + hours * 3_600_000),
    );
  await sweep(20);
  expect(await filesKept()).toBe(before + 2);
  // What a kill leaves: bytes without a row, and a file that never came whole.
  const root = path.join(server.dataDir, 'files');
  const orphan = path.join(root, server.owner.workspaceId, 'ab', `ab${'0'.repeat(62)}`);
  const part = path.join(root, '.incoming', 'left');
  await mkdir(path.dirname(orphan), { recursive: true });
  for (const file of [orphan, part]) await writeFile(file, 'left');
  await sweep(25);
  for (const file of [orphan, part]) await expect(access(file)).rejects.toThrow('ENOENT');
  expect((await asMember(sent.fileId)).status).toBe(200);
  expect(await say(token, { attachmentIds: [unused.uploadId] })).toMatchObject({ status: 410 });
  const { rows } = await runSql(server.database.adminUrl, (client) =>
    client.query('select count(distinct sha256)::integer as files from attachments where workspace_id = $1', [
      server.owner.workspaceId,
    ]),
  );
  expect(await filesKept()).toBe(rows[0].files);
});
