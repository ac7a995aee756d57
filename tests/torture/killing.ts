/**
 * Killing: the server and PostgreSQL are killed at random moments under chat load. Afterwards nothing that was
 * acknowledged is lost, nothing is there twice, both sides see the same order, and so did everybody who followed.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { endpoints } from '../../contract/endpoints.ts';
import type { Entry } from '../../contract/entries.ts';
import type { VisitorMessage } from '../../contract/visitor.ts';
import { request } from '../../server/app/testing.ts';
import { runSql } from '../../server/platform/db/testing.ts';
import { fetchMessages, fetchThread } from '../support/clients.ts';
import { type Follower, followEntries, followMessages } from '../support/follower.ts';
import { addVisitor, fromSomewhere } from '../support/people.ts';
import { type Random, randomFrom } from '../support/random.ts';
import { asMember, asVisitor, type Said, talk } from './chat.ts';
import { type Program, startProgram } from './program.ts';

const visitors = 3;
const longestMs = 400;

export type Killed = {
  server: number;
  postgres: number;
  acknowledged: number;
  repeated: number;
  givenUp: number;
};

/** Kills so often, in all. */
export async function killAtRandom(options: {
  times: number;
  seed: number;
  onKill?: (kills: number) => void;
}): Promise<Killed> {
  const random = randomFrom(options.seed);
  const program = await startProgram();
  try {
    return await killUnderLoad(program, random, options);
  } finally {
    await program.clear();
  }
}

type Chat = { token: string; conversationId: string; widget: Follower<VisitorMessage> };

async function killUnderLoad(
  program: Program,
  random: Random,
  options: { times: number; seed: number; onKill?: (kills: number) => void },
): Promise<Killed> {
  const { url, owner } = program;
  const chats: Chat[] = [];
  for (let n = 0; n < visitors; n++) chats.push(await beginChat(program));
  const conversationIds = chats.map(({ conversationId }) => conversationId);
  const member = followEntries(url, owner.apiKey);
  for (const follower of [member, ...chats.map(({ widget }) => widget)]) follower.stay();
  const talks = [
    ...chats.map(({ token }, n) => talk(`visitor ${n}:`, random, asVisitor(url, token))),
    ...[0, 1].map((n) => talk(`member ${n}:`, random, asMember(url, owner.apiKey, conversationIds, random))),
  ];
  try {
    // Of its own: who talks draws as often as the machine lets them.
    const kills = await kill(program, randomFrom(options.seed), options);
    await sleep(longestMs);
    const said = await Promise.all(talks.map((each) => each.stop()));
    const told: string[] = [];
    for (const chat of chats) told.push(...(await assertSame(program, chat, member)));
    for (const each of said) assertTold(each, told);
    await assertLedger(program.adminUrl());
    assert.equal(await program.end(), 0, 'it ends in order');
    return {
      ...kills,
      acknowledged: said.reduce((sum, each) => sum + each.acknowledged.length, 0),
      repeated: said.reduce((sum, each) => sum + each.repeated, 0),
      givenUp: said.reduce((sum, each) => sum + each.givenUp.length, 0),
    };
  } finally {
    for (const each of talks) each.abandon();
    for (const follower of [member, ...chats.map(({ widget }) => widget)]) follower.close();
  }
}

async function kill(
  program: Program,
  random: Random,
  { times, onKill }: { times: number; onKill?: (kills: number) => void },
): Promise<{ server: number; postgres: number }> {
  const kills = { server: 0, postgres: 0 };
  for (let n = 1; n <= times; n++) {
    await sleep(random.below(longestMs));
    const victim = random.pick(['server', 'postgres'] as const);
    if (victim === 'postgres') await program.killPostgres();
    else await program.killServer();
    kills[victim] += 1;
    // Now and then the next one comes before all is well again.
    if (random.below(4) > 0) await program.untilReady();
    onKill?.(n);
  }
  await program.untilReady();
  return kills;
}

/** Both sides, live and fetched, have the same thread; answers its texts. */
async function assertSame(program: Program, chat: Chat, member: Follower<Entry>): Promise<string[]> {
  const { url, owner } = program;
  const { token, conversationId, widget } = chat;
  const { thread } = await fetchThread(url, token);
  const messages = await fetchMessages(url, owner.apiKey, conversationId);
  const essence = (list: readonly { text: string; occurredAt: string }[]) =>
    list.map(({ text, occurredAt }) => ({ text, occurredAt }));
  assert.deepEqual(essence(thread), essence(messages.filter(({ note }) => !note)), 'both sides see the same');
  await widget.until((heard) => heard.length >= thread.length);
  assert.deepEqual(widget.heard(), thread, 'the widget heard the whole thread, in its order');
  await member.until((heard) => heard.some(({ id }) => id === messages.at(-1)?.id));
  const kinds = ['message.received', 'message.sent', 'note.added'];
  const heard = member.heard().filter((entry) => entry.conversationId === conversationId);
  assert.deepEqual(
    heard.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id),
    messages.map(({ id }) => id),
    'the member heard every message, in its order',
  );
  return messages.map(({ text }) => text);
}

async function beginChat({ url, owner }: Program): Promise<Chat> {
  const token = await addVisitor(url, owner.inboxId);
  const body = { id: randomUUID(), text: 'hello' };
  await request(url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
  const newest = await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: 1 } });
  return { token, conversationId: newest.body.data[0]?.id ?? '', widget: followMessages(url, token) };
}

/** Everything acknowledged is there once and in its order; what was given up at most once. */
function assertTold({ acknowledged, givenUp }: Said, told: readonly string[]): void {
  const count = (text: string) => told.filter((one) => one === text).length;
  for (const text of acknowledged) assert.equal(count(text), 1, `"${text}", which was acknowledged`);
  for (const text of givenUp) assert.ok(count(text) <= 1, `"${text}", which was given up, is there twice`);
}

/** What must hold in the tables, whatever happened. Each query counts what must not be. */
const never: Record<string, string> = {
  'positions that are there twice': `select count(*) - count(distinct (epoch, xid, seq)) as count from entries`,
  'ids that are there twice': `select count(*) - count(distinct id) as count from entries`,
  'external ids that are there twice': `select count(*) from (
    select 1 from entries where external_id is not null group by workspace_id, source_name, external_id having count(*) > 1) twice`,
  'keys without their entry': `select count(*) from entry_keys k
    where not exists (select from entries e where e.workspace_id = k.workspace_id and e.id = k.entry_id)`,
  'entries without their key': `select count(*) from entries e where e.external_id is not null and not exists (
    select from entry_keys k where k.workspace_id = e.workspace_id and k.entry_id = e.id)`,
  'entries of a conversation that stand in another order than they were told': `select count(*) from (
    select occurred_at, lag(occurred_at) over (partition by conversation_id order by epoch, xid, seq) as before
    from entries where conversation_id is not null) pairs where occurred_at <= before`,
  'conversations that are not what their entries make of them': `select count(*) from conversations c
    cross join lateral (
      select (count(*) filter (where e.kind = 'message.received'))::integer as inbound, max(e.occurred_at) as last
      from entries e where e.conversation_id = c.id and e.kind <> 'conversation.read') told
    where (c.inbound_count, c.last_at) is distinct from (told.inbound, told.last)`,
};

async function assertLedger(adminUrl: string): Promise<void> {
  await runSql(adminUrl, async (client) => {
    for (const [what, query] of Object.entries(never)) {
      const { rows } = await client.query(query);
      assert.equal(Number(rows[0].count), 0, what);
    }
  });
}
