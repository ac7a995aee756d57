/** What a new visitor says before the first message: kept as a claim, joining nobody and opening nothing (B6). */
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import type { IntroductionForm } from '../contract/introduction.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { fetchThread } from './support/clients.ts';
import { identityTokenFor } from './support/identity-token.ts';
import { addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';

let server: TestServer;
let url: string;
let owner: CreatedOwner;
beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  ({ url, owner } = server);
});
afterAll(() => server.close());

const all: IntroductionForm = {
  name: 'optional',
  email: 'required',
  question: 'optional',
  questionText: 'Which order?',
};
const ask = (introduction: IntroductionForm) =>
  request(url, owner.apiKey, endpoints.updateInbox, {
    params: { id: owner.inboxId },
    body: { settings: { introduction } },
  });
const faceOf = async () =>
  (await request(url, undefined, endpoints.readInboxFace, { params: { id: owner.inboxId } })).body;
const introduce = (token: string, body: { name?: string; email?: string; answer?: string }) =>
  request(url, token, endpoints.introduceVisitor, { body, headers: fromSomewhere() });

async function say(token: string, text: string) {
  const body = { id: crypto.randomUUID(), text };
  await request(url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
  const list = await request(url, owner.apiKey, endpoints.listConversations, { query: {} });
  const customerId = list.body.data.find(({ lastMessage }) => lastMessage?.text === text)?.customer.id ?? '';
  const read = async () =>
    (await request(url, owner.apiKey, endpoints.readCustomer, { params: { id: customerId } })).body;
  return { customerId, read };
}
const emailsOf = (customer: { identities: readonly { kind: string; value: string; verified: boolean }[] }) =>
  customer.identities.flatMap(({ kind, value, verified }) => (kind === 'email' ? [{ value, verified }] : []));

beforeEach(() => ask(all));

test('the face says what is asked; a question without words, or nothing, is not asked', async () => {
  expect((await faceOf()).introduction).toEqual(all);
  await ask({ ...all, questionText: ' ' });
  expect((await faceOf()).introduction).toMatchObject({ question: 'no' });
  await ask({ name: 'no', email: 'no', question: 'required', questionText: '' });
  expect((await faceOf()).introduction).toBeUndefined();
  const log = await request(url, owner.apiKey, endpoints.readAuditLog, { query: {} });
  const told = log.body.data.find(({ kind }) => kind === 'inbox.updated');
  expect(JSON.stringify(told?.payload)).toContain('introduction');
});

test('answers become name, unverified address and attribute, once a session', async () => {
  const token = await addVisitor(url, owner.inboxId);
  const said = { name: 'Maria', email: 'maria@example.com', answer: 'No. 12' };
  expect((await introduce(token, said)).status).toBe(204);
  expect((await introduce(token, { ...said, name: 'Somebody else' })).status).toBe(204);
  const customer = await (await say(token, 'introduced')).read();
  expect(customer.name).toBe('Maria');
  expect(emailsOf(customer)).toEqual([{ value: 'maria@example.com', verified: false }]);
  expect(JSON.stringify(customer)).toContain('No. 12');
  expect(JSON.stringify(customer)).not.toContain('Somebody else');
});

test('whoever claims a known customer’s address stays a stranger, and reads nothing of theirs', async () => {
  const claims = { email: 'known@example.com', email_verified: true, name: 'Known' };
  const known = await addVisitor(url, owner.inboxId, await identityTokenFor(owner, 'known', claims));
  const victim = await say(known, 'my secret');
  expect(emailsOf(await victim.read())).toEqual([{ value: 'known@example.com', verified: true }]);

  const stranger = await addVisitor(url, owner.inboxId);
  expect((await introduce(stranger, { name: 'Known', email: 'Known@Example.com' })).status).toBe(204);
  const other = await say(stranger, 'it is me');
  expect(other.customerId).not.toBe(victim.customerId);
  expect(emailsOf(await other.read())).toEqual([expect.objectContaining({ verified: false })]);
  expect(emailsOf(await victim.read())).toEqual([{ value: 'known@example.com', verified: true }]);
  expect((await fetchThread(url, stranger)).thread.map(({ text }) => text)).toEqual(['it is me']);
  expect((await fetchThread(url, known)).thread.map(({ text }) => text)).toEqual(['my secret']);
});

test('a proven user is not introduced; what is required is said; what is not asked is left out', async () => {
  const proven = await addVisitor(url, owner.inboxId, await identityTokenFor(owner, 'proven'));
  expect((await introduce(proven, { email: 'x@example.com' })).status).toBe(409);

  const token = await addVisitor(url, owner.inboxId);
  expect((await introduce(token, { name: 'No address' })).status).toBe(400);
  expect((await introduce(token, { email: 'not an address' })).status).toBe(400);
  expect((await introduce(token, { email: 'a@b.example', answer: 'x'.repeat(501) })).status).toBe(400);
  await ask({ ...all, name: 'no', email: 'no', question: 'no' });
  expect((await introduce(token, { name: 'Unasked', email: 'un@asked.example' })).status).toBe(204);
  const customer = await (await say(token, 'unasked')).read();
  expect(customer.name).toBeNull();
  expect(emailsOf(customer)).toEqual([]);
});
