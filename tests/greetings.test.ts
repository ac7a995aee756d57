/** Greetings: who is shown which, once, and what becomes of it. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { projections } from '../server/app/projections.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { reportTraits } from '../server/customers/index.ts';
import { rebuild } from '../server/operating/index.ts';
import { inWorkspace } from '../server/platform/db/index.ts';
import { fetchMessages } from './support/clients.ts';
import { identityTokenFor } from './support/identity-token.ts';
import { addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
});
afterAll(() => server.close());

type Rule = Parameters<typeof request<typeof endpoints.createGreeting>>[3]['body'];
const texts = { en: 'May I help?', 'pt-BR': 'Posso ajudar?' };

async function make(rule: Partial<Rule> = {}) {
  const { url, owner } = server;
  const body = { inboxId: owner.inboxId, name: 'Help', texts, ...rule };
  return (await request(url, owner.apiKey, endpoints.createGreeting, { body })).body;
}
async function show(
  token: string,
  id: string,
  more: { language?: 'zh-CN' | 'pt-BR'; visitSeconds?: number } = {},
) {
  const body = { language: 'en' as const, visitSeconds: 0, ...more };
  const input = { params: { id }, body, headers: fromSomewhere() };
  return (await request(server.url, token, endpoints.showGreeting, input)).body.shown;
}
const note = (token: string, id: string, outcome: 'opened' | 'dismissed') =>
  request(server.url, token, endpoints.noteGreeting, { params: { id }, body: { outcome } });
const say = (token: string, text: string, greeting?: string) =>
  request(server.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text, ...(greeting ? { greeting } : {}) },
    headers: fromSomewhere(),
  });
const thread = async (token: string) =>
  (await request(server.url, token, endpoints.listVisitorMessages, { query: {} })).body.data.toReversed();
const visitor = () => addVisitor(server.url, server.owner.inboxId);
const countsOf = async (id: string) => {
  const { body } = await request(server.url, server.owner.apiKey, endpoints.listGreetings, {});
  return body.data.find((one) => one.id === id)?.counts;
};

test('two tabs that ask at once: one is shown it, and after its days it is shown again', async () => {
  const { id } = await make({ days: 2 });
  const token = await visitor();
  const all = await Promise.all(Array.from({ length: 6 }, () => show(token, id)));
  expect(all.filter((one) => one !== null)).toHaveLength(1);
  expect(await countsOf(id)).toEqual({ shown: 1, opened: 0, dismissed: 0, answered: 0 });
  const first = all.find((one) => one !== null)?.id ?? '';
  const age = (days: number) =>
    inWorkspace(server.db, server.owner.workspaceId, (tx) =>
      sql`update greeting_showings set shown_at = shown_at - make_interval(days => ${days}) where id = ${first}`.execute(
        tx,
      ),
    );
  await age(1);
  expect(await show(token, id)).toBeNull();
  await age(1);
  expect(await show(token, id)).toMatchObject({ text: texts.en });
  await age(-2);
});

test('it stands before the message that answers it, for both sides, and opens nothing by itself', async () => {
  const { url, owner } = server;
  const { id } = await make();
  const token = await visitor();
  const shown = await show(token, id, { language: 'pt-BR' });
  if (!shown) throw new Error('It was not shown.');
  expect(shown.text).toBe(texts['pt-BR']);
  const before = await request(url, owner.apiKey, endpoints.listConversations, { query: {} });
  expect((await note(token, shown.id, 'opened')).status).toBe(204);
  await note(token, shown.id, 'opened');
  expect(await countsOf(id)).toEqual({ shown: 1, opened: 1, dismissed: 0, answered: 0 });
  const between = await request(url, owner.apiKey, endpoints.listConversations, { query: {} });
  expect(between.body.data.length).toBe(before.body.data.length);

  expect((await say(token, 'Sim!', shown.id)).status).toBe(201);
  await say(token, 'E mais', shown.id);
  expect((await thread(token)).map(({ from, text, greeting }) => [from, text, greeting])).toEqual([
    ['team', texts['pt-BR'], shown.id],
    ['visitor', 'Sim!', undefined],
    ['visitor', 'E mais', undefined],
  ]);
  const { body } = await request(url, owner.apiKey, endpoints.listGreetingShowings, {
    params: { id },
    query: { outcome: 'answered' },
  });
  const conversationId = body.data[0]?.conversationId ?? '';
  const messages = await fetchMessages(url, owner.apiKey, conversationId);
  expect(messages.map(({ text, author }) => [text, author.kind])).toEqual([
    [texts['pt-BR'], 'system'],
    ['Sim!', 'customer'],
    ['E mais', 'customer'],
  ]);
  const params = { id: conversationId };
  const conversation = (await request(url, owner.apiKey, endpoints.readConversation, { params })).body;
  expect(conversation.waitingSince, 'a greeting answers nobody').not.toBeNull();
  // Whoever is being answered is greeted no more.
  expect(await show(token, (await make()).id)).toBeNull();
  const other = await visitor();
  expect((await note(other, shown.id, 'dismissed')).status).toBe(404);
  await say(other, 'Not mine', shown.id);
  expect(await thread(other)).toHaveLength(1);
});

describe('to whom', () => {
  test('active ones, of this inbox, in the order that the team gave', async () => {
    const { url, owner } = server;
    const first = await make({ active: false });
    const second = await make({ pages: [{ test: 'contains', text: '/price' }], seconds: 3 });
    expect(await show(await visitor(), first.id)).toBeNull();
    const change = { params: { id: second.id }, body: { place: 0 } };
    await request(url, owner.apiKey, endpoints.changeGreeting, change);
    const offered = await request(url, undefined, endpoints.offerGreetings, {
      params: { id: owner.inboxId },
    });
    expect(offered.body.data[0]).toEqual({
      id: second.id,
      pages: [{ test: 'contains', text: '/price' }],
      seconds: 3,
      pagesSeen: 1,
    });
    expect(offered.body.data.some(({ id }) => id === first.id)).toBe(false);
  });

  test('new ones or returning ones, by when they were known first', async () => {
    const fresh = await make({ visitors: 'new' });
    const returning = await make({ visitors: 'returning' });
    const token = await visitor();
    expect(await show(token, returning.id)).toBeNull();
    expect(await show(token, fresh.id)).not.toBeNull();
    const old = await visitor();
    await inWorkspace(server.db, server.owner.workspaceId, (tx) =>
      sql`update visitor_sessions set created_at = now() - interval '1 day'`.execute(tx),
    );
    expect(await show(old, fresh.id)).toBeNull();
    expect(await show(old, returning.id, { visitSeconds: 600 })).not.toBeNull();
  });

  test('within hours, and while somebody is there', async () => {
    const { url, owner } = server;
    const online = await make({ whenOnline: true });
    expect(await show(await visitor(), online.id)).toBeNull();
    const { memberId } = await memberOf();
    await inWorkspace(server.db, owner.workspaceId, async (tx) => {
      await sql`insert into availability (member_id, is_here, here_since) values (${memberId}, true, now())
        on conflict (workspace_id, member_id) do update set is_here = true`.execute(tx);
      await sql`insert into presence_beats (member_id, beat_at) values (${memberId}, now())
        on conflict (workspace_id, member_id) do update set beat_at = now()`.execute(tx);
    });
    expect(await show(await visitor(), online.id)).not.toBeNull();
    const open = await make({ whenOpen: true });
    expect(await show(await visitor(), open.id)).not.toBeNull();
    // Open on one weekday alone, which is not today.
    const today = (new Date().getUTCDay() + 6) % 7;
    const week = Array.from({ length: 7 }, (_, day) =>
      day === (today + 3) % 7 ? [{ from: '09:00', to: '10:00' }] : [],
    );
    const hours = { timeZone: 'UTC', week, holidays: [] };
    await request(url, owner.apiKey, endpoints.setHours, { body: { teamId: null, hours } });
    expect(await show(await visitor(), open.id)).toBeNull();
  });

  test('by an attribute, of a visitor whom a signed token names alone', async () => {
    const { url, owner } = server;
    const gold = await make({ attribute: { name: 'plan', value: 'gold' } });
    const token = await visitor();
    const say = async (customerId: string) =>
      inWorkspace(server.db, owner.workspaceId, (tx) =>
        reportTraits(tx, 'test', [
          {
            customerId,
            traits: { plan: 'gold' },
            verified: true,
            occurredAt: new Date().toISOString(),
            messageId: randomUUID(),
          },
        ]),
      );
    const customers = await inWorkspace(server.db, owner.workspaceId, async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select customer_id as id from visitor_sessions order by created_at desc limit 1`.execute(tx);
      return rows;
    });
    await say(customers[0]?.id ?? '');
    expect(await show(token, gold.id)).toBeNull();
    const secret = await request(url, owner.apiKey, endpoints.readIdentitySecret, {
      params: { id: owner.inboxId },
    });
    const identityToken = await identityTokenFor({ inboxId: owner.inboxId, ...secret.body }, 'u1', {
      name: 'Uma',
    });
    const known = await request(url, token, endpoints.identifyVisitor, {
      body: { identityToken },
      headers: fromSomewhere(),
    });
    expect(await show(known.body.token, gold.id)).not.toBeNull();
    const silver = await make({ attribute: { name: 'plan', value: 'silver' } });
    expect(await show(known.body.token, silver.id)).toBeNull();
  });
});

test('what is counted is what the entries make of it', async () => {
  const { id } = await make();
  const gone = await make();
  const token = await visitor();
  const shown = await show(token, id);
  await note(token, shown?.id ?? '', 'dismissed');
  await show(token, gone.id);
  await request(server.url, server.owner.apiKey, endpoints.removeGreeting, { params: { id: gone.id } });
  const rebuilt = await rebuild(
    server.database.adminUrl,
    projections.filter(({ name }) => name === 'greetings'),
    () => undefined,
  );
  expect(rebuilt.map(({ tables }) => tables)).toEqual([{ greeting_showings: { written: 0, removed: 0 } }]);
});

async function memberOf() {
  const { body } = await request(server.url, server.owner.apiKey, endpoints.listMembers, {});
  return { memberId: body.data[0]?.id ?? '' };
}
