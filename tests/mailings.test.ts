/** What was said, sent on by mail: to whom it was said to go, what was chosen, once, and never what was erased. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { RunningServer } from '../server/app/server.ts';
import { request, serveDatabase, startTestServer, type TestServer } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { startMailServer, type TestMailServer } from '../server/platform/mailer/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';
import { png, upload } from './support/uploading.ts';

const patience = { timeout: 25_000, interval: 50 };
const hostile = '<img src=x onerror=alert(1)>\r\nBcc: eve@example.com';

let mails: TestMailServer;
let first: TestServer;
let server: RunningServer;
let bea: Person;
let conversationId: string;

beforeAll(async () => {
  mails = await startMailServer();
  first = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  const mailing = { smtpUrl: mails.url, mailFrom: 'Rapport <rapport@shop.example>' };
  server = await serveDatabase(first.database, {
    ...mailing,
    dataDir: first.dataDir,
    trustProxy: ['loopback'],
  });
  bea = await addMember(first.url, first.owner, 'agent', 'Bea Lima');
  conversationId = await talk();
});
beforeEach(() => {
  mails.received.splice(0);
});
afterAll(async () => {
  await server.close();
  await mails.close();
  await first.close();
});

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, headers = {}, key = bea.apiKey) =>
  request(server.url, key, endpoint, { ...input, headers: { ...fromSomewhere(), ...headers } } as never);

/** A visitor with a file, a reply and a note. */
async function talk(): Promise<string> {
  const { url } = server;
  const { owner } = first;
  const token = await addVisitor(url, owner.inboxId);
  const file = await upload(url, token, { name: 'receipt.png', bytes: png() });
  await request(url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text: hostile, attachmentIds: [file.body.uploadId] },
    headers: fromSomewhere(),
  });
  const list = await ask(endpoints.listConversations, { query: { limit: 1 } });
  const id = list.body.data[0]?.id ?? '';
  await ask(endpoints.postMessage, { params: { id }, body: { text: 'It is on its way, 李' } });
  await ask(endpoints.postMessage, { params: { id }, body: { text: 'Only for us', note: true } });
  return id;
}

const mail = (body: object, headers = {}, id = conversationId) =>
  ask(endpoints.mailConversation, { params: { id }, body } as never, headers);

const arrived = async (count: number) => {
  await expect.poll(() => mails.received.length, patience).toBe(count);
  return mails.received.toSorted((a, b) => String(a.recipients).localeCompare(String(b.recipients)));
};

const kindsOf = async (kind: string) => {
  const read = await ask(endpoints.readConversation, { params: { id: conversationId } });
  const story = await ask(endpoints.readTimeline, {
    params: { id: read.body.customer.id },
    query: { limit: 100 },
  } as never);
  return (story.body as { data: { kind: string; payload: Record<string, unknown> }[] }).data.filter(
    (one) => one.kind === kind,
  );
};

test('each recipient gets one mail: the comment, what was said, and the file; no note, no header of theirs', async () => {
  const to = ['boss@example.com', 'ops@example.com'];
  const headers = { 'idempotency-key': randomUUID() };
  const body = { to, comment: 'Please look <b>' };
  const made = await mail(body, headers);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect((await mail(body, headers)).body).toEqual(made.body);
  const received = await arrived(2);
  expect(received.map(({ recipients }) => recipients)).toEqual([['boss@example.com'], ['ops@example.com']]);
  for (const { headers: head, raw } of received) {
    expect(head['reply-to']).toBe(bea.email);
    expect(head.subject).toContain('First');
    expect(Object.keys(head)).not.toContain('bcc');
    expect(raw).toContain('receipt.png');
    expect(raw.replaceAll('\r\n', '')).toContain(png().toString('base64').slice(0, 60));
  }
  expect(new Set(received.map(({ headers: head }) => head['message-id'])).size).toBe(2);
  expect((await kindsOf('conversation.mailed'))[0]?.payload).toMatchObject({ to, comment: body.comment });
});

test('chosen messages alone, with notes only where they are asked for, and nothing of it is HTML', async () => {
  const list = await ask(endpoints.listMessages, { params: { id: conversationId }, query: {} } as never);
  const said = (list.body as { data: { id: string; note: boolean; text: string }[] }).data;
  const note = said.find((one) => one.note)?.id ?? '';
  const reply = said.find(({ text }) => text.includes('李'))?.id ?? '';
  await mail({ to: ['a@example.com'], messageIds: [reply, note] });
  const [without] = await arrived(1);
  expect(without?.text).toContain('It is on its way, 李');
  expect(without?.text).not.toContain('Only for us');
  expect(without?.text).not.toContain('onerror');
  mails.received.splice(0);
  await mail({ to: ['b@example.com'], messageIds: [reply, note], notes: true, comment: hostile });
  const [withNote] = await arrived(1);
  expect(withNote?.text).toContain('Only for us');
  expect(withNote?.html).toContain('&lt;img src=x');
  expect(withNote?.html).not.toContain('<img');
});

test('what was edited goes out as it stands, and what was deleted does not', async () => {
  const token = await addVisitor(server.url, first.owner.inboxId);
  await request(server.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text: 'When?' },
    headers: fromSomewhere(),
  });
  const list = await ask(endpoints.listConversations, { query: { limit: 1 } });
  const id = list.body.data[0]?.id ?? '';
  const post = async (text: string) =>
    (await ask(endpoints.postMessage, { params: { id }, body: { text } } as never)).body as { id: string };
  const [edited, deleted] = [await post('Arrives on Mundoy'), await post('Your code is 4711')];
  await ask(endpoints.editMessage, { params: { id: edited.id }, body: { text: 'Arrives on Monday' } });
  await ask(endpoints.deleteMessage, { params: { id: deleted.id } });
  await mail({ to: ['a@example.com'] }, {}, id);
  await mail({ to: ['b@example.com'], messageIds: [edited.id, deleted.id] }, {}, id);
  for (const { text, raw } of await arrived(2)) {
    expect(text).toContain('Arrives on Monday');
    expect(text?.match(/Bea Lima ·/g)).toHaveLength(1);
    for (const gone of ['Mundoy', '4711']) expect(raw).not.toContain(gone);
  }
});

test('what a server refuses for the moment is tried again, and for good is told once', async () => {
  mails.refuse(1);
  await mail({ to: ['later@example.com'] });
  await arrived(1);
  mails.refuse(1, 550);
  await mail({ to: ['nobody@example.com'] });
  await expect.poll(async () => (await kindsOf('conversation.mail_failed')).length, patience).toBe(1);
  const [failed] = await kindsOf('conversation.mail_failed');
  expect(failed?.payload).toMatchObject({ to: 'nobody@example.com', reason: expect.stringContaining('550') });
});

test('what is erased before it goes out does not', async () => {
  const other = await talk();
  const customerId = (await ask(endpoints.readConversation, { params: { id: other } })).body.customer.id;
  const name = 'Ana Once';
  const asOwner = <E extends Endpoint>(endpoint: E, input: RequestOf<E>) =>
    ask(endpoint, input, {}, first.owner.apiKey);
  await asOwner(endpoints.updateCustomer, { params: { id: customerId }, body: { name } });
  const refusedBefore = mails.refused();
  mails.refuse(1_000);
  expect((await mail({ to: ['late@example.com'] }, {}, other)).status).toBe(201);
  await expect.poll(() => mails.refused(), patience).toBeGreaterThan(refusedBefore);
  const asked = { kind: 'erase', customerId, askedHow: 'mail' } as const;
  const params = { id: (await asOwner(endpoints.openPrivacyRequest, { body: asked } as never)).body.id };
  await asOwner(endpoints.startErasure, { params, body: { name } } as never);
  const state = async () =>
    (await asOwner(endpoints.readPrivacyRequest, { params } as never)).body.erasure?.state;
  await expect.poll(state, patience).toBe('done');
  mails.refuse(0);
  const waiting = () =>
    runSql(first.database.adminUrl, async (client) => {
      const { rows } = await client.query(
        'select count(*)::integer as count from graphile_worker._private_jobs',
      );
      return rows[0].count;
    });
  await expect.poll(waiting, patience).toBe(0);
  expect(mails.received).toEqual([]);
});

test.each([
  ['no address', { to: [] }, 400],
  ['no mail address', { to: ['boss'] }, 400],
  ['twice the same', { to: ['a@example.com', 'A@example.com '] }, 400],
  ['too many', { to: Array.from({ length: 6 }, (_, n) => `a${n}@example.com`) }, 400],
  ['a message of elsewhere', { to: ['a@example.com'], messageIds: [randomUUID()] }, 409],
])('%s is refused with a reason', async (_, body, status) => {
  const answer = await mail(body);
  expect(answer.status).toBe(status);
  expect(JSON.stringify(answer.body)).toMatch(/mail address|messages/);
});

test('without a mail server it says what to set, and a member sends sixty an hour at most', async () => {
  const params = { id: conversationId };
  const body = { to: ['a@example.com'] };
  const none = await request(first.url, bea.apiKey, endpoints.mailConversation, { params, body });
  expect(none).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('SMTP_URL') },
  });
  const to = Array.from({ length: 5 }, (_, n) => `many${n}@example.com`);
  const answers = [];
  for (let n = 0; n < 13; n += 1) answers.push((await mail({ to })).status);
  expect(answers.at(-1)).toBe(429);
});
