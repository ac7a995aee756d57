/** What an inbox says of waiting: reckoned from its own first answers, and when it opens. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { weekdayOf } from '../contract/opening.ts';
import { addDays, dayIn } from '../contract/times.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';

let server: TestServer;
let url: string;
let owner: CreatedOwner;
beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  ({ url, owner } = server);
});
afterAll(() => server.close());

async function addInbox(): Promise<string> {
  const body = { name: 'Another', channel: 'webchat' as const };
  return (await request(url, owner.apiKey, endpoints.createInbox, { body })).body.id;
}
const faceOf = async (id: string) =>
  (await request(url, undefined, endpoints.readInboxFace, { params: { id } })).body;

/** Somebody writes; their conversation. */
async function ask(inboxId: string, text: string): Promise<string> {
  const token = await addVisitor(url, inboxId);
  const body = { id: crypto.randomUUID(), text };
  await request(url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
  const list = await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: '1' } });
  expect(list.body.data[0]?.lastMessage?.text).toBe(text);
  return list.body.data[0]?.id ?? '';
}
const answer = (id: string, note = false) =>
  request(url, owner.apiKey, endpoints.postMessage, { params: { id }, body: { text: 'Here I am', note } });

test('ten first answers say how long one takes; nine, notes, spam and other inboxes say nothing', async () => {
  const [busy, quiet] = [await addInbox(), await addInbox()];
  for (let n = 0; n < 10; n += 1) {
    await answer(await ask(busy, `busy ${n}`));
    if (n < 9) await answer(await ask(quiet, `quiet ${n}`));
  }
  await answer(await ask(quiet, 'only a note'), true);
  const spam = await ask(quiet, 'spam');
  await answer(spam);
  await request(url, owner.apiKey, endpoints.markConversationSpam, { params: { id: spam } });
  await ask(quiet, 'nobody answered');
  expect((await faceOf(busy)).waitMinutes).toBe(1);
  const face = await faceOf(quiet);
  expect(face.waitMinutes).toBeUndefined();
  expect(face.opensAt).toBeUndefined();
});

test('while it is closed the face says when it opens', async () => {
  const inboxId = await addInbox();
  const opens = addDays(dayIn(new Date(), 'UTC'), 2);
  const week = Array.from({ length: 7 }, (_, day) =>
    day === weekdayOf(opens) ? [{ from: '09:00', to: '17:00' }] : [],
  );
  const set = await request(url, owner.apiKey, endpoints.setHours, {
    body: { teamId: null, hours: { timeZone: 'UTC', week, holidays: [] } },
  });
  expect(set.status).toBe(200);
  expect((await faceOf(inboxId)).opensAt).toBe(`${opens}T09:00:00.000000Z`);
});
