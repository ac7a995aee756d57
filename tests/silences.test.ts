/** Silences: who waits is what a plain reckoning of the story says; each silence wakes once, and ends with an answer. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Entry } from '../contract/entries.ts';
import type { SilenceAlarm, Waiting } from '../contract/silences.ts';
import { projections } from '../server/app/projections.ts';
import type { RunningServer } from '../server/app/server.ts';
import { request, serveDatabase, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { startMailServer, type TestMailServer } from '../server/platform/mailer/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';

const patience = { timeout: 25_000, interval: 50 };
const minuteMs = 60_000;
/** Messages are dated by the database; this clock says how long they have waited. */
let ahead = 0;
const clock = () => new Date(Date.now() + ahead * minuteMs);

let mails: TestMailServer;
let first: TestServer;
let second: RunningServer;
let bea: Person;
beforeAll(async () => {
  mails = await startMailServer();
  first = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] }, clock);
  second = await serveDatabase(
    first.database,
    { smtpUrl: mails.url, mailFrom: 'rapport@shop.example' },
    clock,
  );
  bea = await addMember(first.url, first.owner, 'agent', 'Bea');
});
beforeEach(() => {
  ahead = 0;
});
afterAll(async () => {
  await second.close();
  await mails.close();
  await first.close();
});

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = first.owner.apiKey) =>
  request(first.url, key, endpoint, input as never);
const say = async (token: string, text = 'hello') => {
  const body = { id: randomUUID(), text };
  const said = await request(first.url, token, endpoints.postVisitorMessage, {
    body,
    headers: fromSomewhere(),
  });
  expect(said.status).toBe(201);
};
async function newThread(): Promise<{ token: string; id: string }> {
  const token = await addVisitor(first.url, first.owner.inboxId);
  await say(token);
  const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
  return { token, id: (data as { id: string }[])[0]?.id ?? '' };
}
const reply = (id: string, note = false) =>
  ask(endpoints.postMessage, { params: { id }, body: { text: 'we see to it', note } } as never);
const close = (id: string) => ask(endpoints.closeConversation, { params: { id } });
const reopen = (id: string) => ask(endpoints.reopenConversation, { params: { id } });
const waiting = async (state = 'waiting'): Promise<Waiting[]> => {
  const found: Waiting[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = { state, limit: 3, ...(cursor ? { cursor } : {}) };
    const { body } = await ask(endpoints.listWaiting, { query } as never);
    found.push(...(body.data as Waiting[]));
    cursor = body.next as string | null;
  }
  return found;
};
const alarmsOf = async (who: { apiKey: string }) =>
  (await ask(endpoints.listSilenceAlarms, {}, who.apiKey)).body.data as SilenceAlarm[];
const setRule = async (rule: object | null, inboxId: string | null = null) => {
  const set = await ask(endpoints.setSilenceRule, { body: { inboxId, rule } } as never);
  expect(set.status, JSON.stringify(set.body)).toBe(200);
  return set.body;
};
const alarmed = (id: string) =>
  runSql(first.database.adminUrl, async (client) => {
    const { rows } = await client.query(
      `select payload from entries where kind = 'silence.alarmed' and payload ->> 'conversationId' = $1 order by seq`,
      [id],
    );
    return rows.map(({ payload }: { payload: Entry<'silence.alarmed'>['payload'] }) => payload);
  });

const acts = ['say', 'say', 'reply', 'note', 'close', 'reopen', 'snooze', 'spam'] as const;
type Act = (typeof acts)[number];

/** The plain reckoning: the story once more, from its entries. */
function reckoned(entries: readonly Entry[]): { since: string | null; status: string; spam: boolean } {
  let [since, status, spam]: [string | null, string, boolean] = [null, 'open', false];
  for (const { kind, occurredAt } of entries) {
    if (kind === 'message.received') since = since === null || status === 'closed' ? occurredAt : since;
    if (kind === 'message.sent') since = null;
    if (kind === 'conversation.closed') status = 'closed';
    if (kind === 'conversation.snoozed') status = 'snoozed';
    if (kind === 'conversation.reopened') [status, spam] = ['open', false];
    if (kind === 'conversation.spam_marked') [status, spam] = ['closed', true];
  }
  return { since, status, spam };
}

test('random stories give the lists that a plain reckoning gives', async () => {
  const stories = fc.sample(fc.array(fc.constantFrom(...acts), { minLength: 1, maxLength: 9 }), {
    numRuns: 14,
    seed: 437,
  });
  const does: Record<Act, (thread: { token: string; id: string }) => Promise<unknown>> = {
    say: ({ token }) => say(token),
    reply: ({ id }) => reply(id),
    note: ({ id }) => reply(id, true),
    close: ({ id }) => close(id),
    reopen: ({ id }) => reopen(id),
    snooze: ({ id }) => ask(endpoints.snoozeConversation, { params: { id }, body: { until: null } }),
    spam: ({ id }) => ask(endpoints.markConversationSpam, { params: { id } }),
  };
  for (const story of stories) {
    const thread = await newThread();
    for (const act of story) await does[act](thread);
  }
  const entries = await runSql(first.database.adminUrl, async (client) => {
    const { rows } = await client.query(
      `select conversation_id as id, kind, rfc3339(occurred_at) as "occurredAt" from entries
       where conversation_id is not null order by occurred_at, seq`,
    );
    return rows as (Entry & { id: string })[];
  });
  const ids = [...new Set(entries.map(({ id }) => id))];
  const all = ids.map((id) => ({ id, ...reckoned(entries.filter((one) => one.id === id)) }));
  const expected = (which: (one: (typeof all)[number]) => boolean) =>
    all
      .filter((one) => one.since !== null && which(one))
      .toSorted((one, other) => ((one.since ?? '') < (other.since ?? '') ? -1 : 1))
      .map(({ id, since }) => [id, since]);
  const found = async (state: string) =>
    (await waiting(state)).map(({ id, waitingSince }) => [id, waitingSince]);
  expect(await found('waiting')).toEqual(expected(({ status }) => status !== 'closed'));
  expect(await found('closed')).toEqual(expected(({ status, spam }) => status === 'closed' && !spam));
  expect((await found('waiting')).length * (await found('closed')).length).toBeGreaterThan(0);
});

test('who closes by mistake and opens again finds the customer still waiting; a new word to what is closed begins anew', async () => {
  const thread = await newThread();
  const of = async () => (await waiting()).find(({ id }) => id === thread.id);
  const since = (await of())?.waitingSince;
  await close(thread.id);
  expect(await of()).toBeUndefined();
  expect((await waiting('closed')).map(({ id }) => id)).toContain(thread.id);
  await reopen(thread.id);
  expect((await of())?.waitingSince).toBe(since);
  await close(thread.id);
  await say(thread.token, 'thanks');
  expect((await of())?.waitingSince).not.toBe(since);
  await reply(thread.id);
  expect(await of()).toBeUndefined();
});

test('two servers wake the named person once, then the second; an answer ends it at once; a new silence wakes anew', async () => {
  const { token, id } = await newThread();
  const second = { minutes: 30, memberId: first.owner.memberId };
  await setRule({ minutes: 10, memberId: bea.memberId, second });
  ahead = 9;
  await expect
    .poll(async () => (await waiting()).find((one) => one.id === id)?.waitedMinutes, patience)
    .toBe(9);
  expect(await alarmsOf(bea)).toEqual([]);
  ahead = 11;
  const mine = async (who: { apiKey: string }) =>
    (await alarmsOf(who)).filter((one) => one.conversation.id === id);
  await expect.poll(() => mine(bea), patience).toHaveLength(1);
  expect(await mine(first.owner)).toEqual([]);
  // The clock goes back, and on again; somebody puts it off and closes it by mistake.
  ahead = -600;
  await new Promise((done) => setTimeout(done, 2_500));
  ahead = 12;
  await ask(endpoints.snoozeConversation, { params: { id }, body: { until: null } });
  await close(id);
  expect(await mine(bea)).toEqual([]);
  await reopen(id);
  expect(await mine(bea)).toHaveLength(1);
  ahead = 31;
  await expect.poll(() => mine(first.owner), patience).toMatchObject([{ step: 2 }]);
  expect((await alarmed(id)).map(({ step }) => step)).toEqual([1, 2]);
  const mailsOf = (email: string) =>
    mails.received.filter(({ recipients, text }) => recipients.includes(email) && text.includes(`/${id}`));
  await expect.poll(() => mailsOf(bea.email).length, patience).toBe(1);
  await expect.poll(() => mailsOf(first.ownerLogin.email).length, patience).toBe(1);
  expect(mailsOf(bea.email)[0]?.headers.subject).toContain('waiting for an answer');

  const [alarm] = await mine(bea);
  await ask(endpoints.seeSilenceAlarms, { body: { ids: [alarm?.id ?? ''] } }, first.owner.apiKey);
  expect(await mine(bea), 'nobody else sees it away').toHaveLength(1);
  await ask(endpoints.seeSilenceAlarms, { body: { ids: [alarm?.id ?? ''] } }, bea.apiKey);
  expect(await mine(bea)).toEqual([]);
  await reply(id, true);
  expect(await mine(first.owner), 'a note is no answer').toHaveLength(1);
  await reply(id);
  expect(await mine(first.owner)).toEqual([]);
  await say(token, 'and then?');
  await expect.poll(async () => (await alarmed(id)).length, patience).toBe(4);
  await expect.poll(() => mailsOf(bea.email).length, patience).toBe(2);
});

test('hours count where the business keeps them, and an inbox has a rule of its own', async () => {
  // Open for one minute a week, and not now.
  const day = (new Date().getUTCDay() + 2) % 7;
  const week = Array.from({ length: 7 }, (_, n) => (n === day ? [{ from: '00:00', to: '00:01' }] : []));
  const hours = { timeZone: 'UTC', week, holidays: [] };
  await ask(endpoints.setHours, { body: { hours } } as never);
  const { id } = await newThread();
  await setRule({ minutes: 2, memberId: bea.memberId });
  ahead = 60;
  await new Promise((done) => setTimeout(done, 4_500));
  expect(await alarmed(id)).toEqual([]);
  expect((await waiting()).find((one) => one.id === id)?.waitedMinutes).toBe(0);
  await ask(endpoints.setHours, { body: { hours: null } } as never);
  await expect.poll(async () => (await alarmed(id)).length, patience).toBe(1);
  await setRule({ minutes: 500, memberId: bea.memberId }, first.owner.inboxId);
  ahead = 120;
  const { id: other } = await newThread();
  await new Promise((done) => setTimeout(done, 4_500));
  expect(await alarmed(other)).toEqual([]);
  await setRule(null, first.owner.inboxId);
  await expect.poll(async () => (await alarmed(other)).length, patience).toBe(1);
});

test('who left is not woken: the owners are, and the rule says so; changes are audited', async () => {
  const dan = await addMember(first.url, first.owner, 'agent', 'Dan');
  await setRule({ minutes: 5, memberId: dan.memberId });
  await ask(endpoints.removeMember, { params: { id: dan.memberId }, body: {} });
  const { body } = await ask(endpoints.listSilenceRules, {});
  expect(body.data).toMatchObject([{ inboxId: null, missingIds: [dan.memberId] }]);
  const { id } = await newThread();
  ahead = 6;
  await expect
    .poll(() => alarmed(id), patience)
    .toMatchObject([{ fellBack: true, woken: [{ memberId: first.owner.memberId }] }]);
  for (const rule of [
    { minutes: 0, memberId: bea.memberId },
    { minutes: 5, memberId: dan.memberId },
    { minutes: 5, memberId: bea.memberId, second: { minutes: 5, memberId: bea.memberId } },
  ]) {
    const refused = await ask(endpoints.setSilenceRule, { body: { rule } } as never);
    expect(refused.status, JSON.stringify(rule)).toBeGreaterThanOrEqual(400);
  }
  expect((await ask(endpoints.setSilenceRule, { body: { rule: null } }, bea.apiKey)).status).toBe(403);
  const { data } = (await ask(endpoints.readAuditLog, { query: {} })).body;
  const changes = (data as Entry[]).filter(({ kind }) => kind === 'silence.changed').length;
  await setRule({ minutes: 7, memberId: bea.memberId });
  await setRule({ minutes: 7, memberId: bea.memberId });
  const { data: after } = (await ask(endpoints.readAuditLog, { query: {} })).body;
  expect((after as Entry[]).filter(({ kind }) => kind === 'silence.changed').length).toBe(changes + 1);
});

test('the tables are what the ledger makes of them', async () => {
  const rebuilt = await rebuild(first.database.adminUrl, projections, () => undefined);
  for (const { tables } of rebuilt) {
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
});
