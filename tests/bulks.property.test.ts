/**
 * Bulks of any actions on any conversations, by two servers whose connections are cut at random: each conversation is acted
 * on exactly once, an undo restores it, and what somebody else decided in between is kept.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Bulk, BulkAction } from '../contract/bulks.ts';
import type { Conversation } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { RunningServer } from '../server/app/server.ts';
import { request, serveDatabase, startTestServer, type TestServer } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { addMember, type Person } from './support/people.ts';

const conversationCount = 14;
const patience = { timeout: 60_000, interval: 100 };
const until = `${new Date(Date.now() + 400 * 86_400_000).toISOString().slice(0, 19)}.000000Z`;

let server: TestServer;
let second: RunningServer;
let bea: Person;
let ids: string[];
let tagIds: string[];
let teamId: string;

beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), {});
  second = await serveDatabase(server.database);
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  const tag = async (name: string) => (await ask(endpoints.createTag, { body: { name } } as never)).body.id;
  tagIds = [await tag('one'), await tag('two')];
  teamId = (await ask(endpoints.createTeam, { body: { name: 'Team' } } as never)).body.id;
  await ask(endpoints.addTeamMember, { params: { id: teamId, memberId: bea.memberId } });
  const customer = await ask(endpoints.createCustomer, { body: { name: 'C', identities: [] } } as never);
  const body = { customerId: customer.body.id, inboxId: server.owner.inboxId, text: 'hello' };
  ids = [];
  for (let n = 0; n < conversationCount; n += 1)
    ids.push((await ask(endpoints.startConversation, { body })).body.id);
});
afterAll(async () => {
  await second.close();
  await server.close();
});

const ask = async <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) => {
  const answer = await request(server.url, key, endpoint, input as never);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer;
};

type Decided = Pick<
  Conversation,
  'status' | 'spam' | 'snoozedUntil' | 'assigneeId' | 'teamId' | 'priority' | 'tagIds'
>;
async function readAll(): Promise<Map<string, Decided>> {
  const read = async (id: string) => {
    const { body } = await ask(endpoints.readConversation, { params: { id } });
    const { status, spam, snoozedUntil, assigneeId, teamId, priority, tagIds } = body as Conversation;
    return [
      id,
      { status, spam, snoozedUntil, assigneeId, teamId, priority, tagIds: [...tagIds].sort() },
    ] as const;
  };
  return new Map(await Promise.all(ids.map(read)));
}

/** How many decisions stand in the ledger, by conversation. */
async function decisions(): Promise<Map<string, number>> {
  return runSql(server.database.adminUrl, async (client) => {
    const { rows } = await client.query(
      `select conversation_id as id, count(*)::integer as count from entries
       where kind like 'conversation.%' and kind not in ('conversation.opened', 'conversation.read')
         and actor_kind = 'member' group by 1`,
    );
    return new Map(rows.map(({ id, count }: { id: string; count: number }) => [id, count]));
  });
}

/** What actions make of a conversation, by how many entries; undefined: they are refused, and nothing happens. */
function expected(
  before: Decided,
  actions: readonly BulkAction[],
): { now: Decided; entries: number } | undefined {
  let now = before;
  let entries = 0;
  const become = (change: Partial<Decided>) => {
    now = { ...now, ...change };
    entries += 1;
  };
  for (const action of actions) {
    if (action.type === 'tag' && !now.tagIds.includes(action.tagId))
      become({ tagIds: [...now.tagIds, action.tagId].sort() });
    if (action.type === 'untag' && now.tagIds.includes(action.tagId))
      become({ tagIds: now.tagIds.filter((one) => one !== action.tagId) });
    if (action.type === 'prioritise' && now.priority !== action.priority)
      become({ priority: action.priority });
    if (action.type === 'close' && now.status !== 'closed') become({ status: 'closed', snoozedUntil: null });
    if (action.type === 'spam' && !now.spam) become({ status: 'closed', spam: true, snoozedUntil: null });
    if (action.type === 'reopen' && now.status !== 'open')
      become({ status: 'open', spam: false, snoozedUntil: null });
    if (action.type === 'snooze') {
      if (now.spam) return undefined;
      if (now.status !== 'snoozed' || now.snoozedUntil !== action.until)
        become({ status: 'snoozed', snoozedUntil: action.until });
    }
    if (action.type === 'assign' && now.assigneeId !== action.memberId)
      become({ assigneeId: action.memberId });
    if (action.type === 'assign-team') {
      const assigneeId = action.teamId === null || now.assigneeId === bea.memberId ? now.assigneeId : null;
      if (now.teamId !== action.teamId || now.assigneeId !== assigneeId)
        become({ teamId: action.teamId, assigneeId });
    }
  }
  return { now, entries };
}

/** Cuts what the servers are doing, at these moments. */
async function cut(moments: readonly number[]): Promise<void> {
  for (const moment of moments) {
    await sleep(moment);
    await runSql(server.database.adminUrl, (client) =>
      client.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and usename <> current_user
          and (state <> 'idle' or random() < 0.3)`),
    );
  }
}

async function settled(id: string, state: Bulk['state']): Promise<Bulk> {
  const stateNow = () =>
    runSql(server.database.adminUrl, async (client) => {
      const { rows } = await client.query('select state from bulks where id = $1', [id]);
      return rows[0]?.state;
    });
  await expect.poll(stateNow, patience).toBe(state);
  // Connections that were cut are made anew.
  const read = () => request(server.url, bea.apiKey, endpoints.readBulk, { params: { id } });
  await expect.poll(async () => (await read()).status, patience).toBe(200);
  return (await read()).body as Bulk;
}

const action = (): fc.Arbitrary<BulkAction> =>
  fc.oneof(
    fc.constantFrom<BulkAction>(
      { type: 'close' },
      { type: 'reopen' },
      { type: 'spam' },
      { type: 'snooze', until },
      { type: 'snooze', until: null },
      { type: 'assign', memberId: null },
      { type: 'assign-team', teamId: null },
    ),
    fc.constantFrom('low', 'urgent').map((priority) => ({ type: 'prioritise', priority }) as BulkAction),
    fc.nat(1).map((at) => ({ type: 'tag', tagId: tagIds[at] ?? '' }) as BulkAction),
    fc.nat(1).map((at) => ({ type: 'untag', tagId: tagIds[at] ?? '' }) as BulkAction),
    fc.constant(null).map(() => ({ type: 'assign', memberId: bea.memberId }) as BulkAction),
    fc.constant(null).map(() => ({ type: 'assign-team', teamId }) as BulkAction),
  );
const moments = fc.array(fc.nat(120), { maxLength: 4 });
const run = fc.record({
  chosen: fc.uniqueArray(fc.nat(conversationCount - 1), { minLength: 1 }),
  actions: fc.array(action(), { minLength: 1, maxLength: 4 }),
  cuts: moments,
  undoCuts: moments,
  others: fc.uniqueArray(fc.nat(conversationCount - 1), { maxLength: 5 }),
});

test('each is acted on once, goes back once, and is left alone where somebody else decided', async () => {
  await fc.assert(
    fc.asyncProperty(run, async ({ chosen, actions, cuts, undoCuts, others }) => {
      const conversationIds = chosen.map((at) => ids[at] ?? '');
      const before = await readAll();
      const told = await decisions();
      const { body } = await ask(endpoints.startBulk, { body: { conversationIds, actions } }, bea.apiKey);
      await cut(cuts);
      const done = await settled(body.id, 'done');
      const after = await readAll();
      const toldAfter = await decisions();
      const made = { done: 0, same: 0, failed: 0 };
      const acted = new Set<string>();
      for (const id of ids) {
        const old = before.get(id);
        if (!old) throw new Error('unknown');
        const outcome = conversationIds.includes(id) ? expected(old, actions) : { now: old, entries: 0 };
        expect(after.get(id)).toEqual(outcome?.now ?? old);
        expect((toldAfter.get(id) ?? 0) - (told.get(id) ?? 0)).toBe(outcome?.entries ?? 0);
        if (!conversationIds.includes(id)) continue;
        const state = outcome === undefined ? 'failed' : outcome.entries === 0 ? 'same' : 'done';
        made[state] += 1;
        if (state === 'done') acted.add(id);
      }
      expect(done.counts).toEqual({ ...made, waiting: 0, undone: 0, kept: 0 });

      const changed = others.map((at) => ids[at] ?? '');
      for (const id of changed) {
        const priority = after.get(id)?.priority === 'high' ? 'normal' : 'high';
        await ask(endpoints.prioritiseConversation, { params: { id }, body: { priority } });
      }
      const between = await readAll();
      await ask(endpoints.undoBulk, { params: { id: body.id } }, bea.apiKey);
      await cut(undoCuts);
      const undone = await settled(body.id, 'undone');
      const back = await readAll();
      for (const id of ids)
        expect(back.get(id)).toEqual(
          acted.has(id) && !changed.includes(id) ? before.get(id) : between.get(id),
        );
      const kept = [...acted].filter((id) => changed.includes(id)).length;
      expect(undone.counts).toMatchObject({ kept, undone: acted.size - kept, done: 0 });
    }),
    { numRuns: 6 },
  );
}, 400_000);
