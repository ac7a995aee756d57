/** Views: what stands in one, in which order, page by page; and that counts are what a recount finds. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { priorities } from '../contract/conversation-entries.ts';
import type { Conversation } from '../contract/conversations.ts';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import { queryOfFilter, type ViewFilter, viewOrders } from '../contract/view-filter.ts';
import { comparePlaces, isInView } from '../contract/views.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';
import { randomFrom } from './support/random.ts';

const conversationsMade = 40;
let server: TestServer;
let bea: Person;
let tagIds: string[];
let segmentId: string;
let teamIds: string[];
let reasonIds: string[];

beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  const made = await Promise.all(
    ['a', 'b', 'c'].map((name) => ask(endpoints.createTag, { body: { name } } as never)),
  );
  tagIds = made.map(({ body }) => body.id as string);
  const given = await Promise.all(
    ['solved', 'lost'].map((name) => ask(endpoints.createReason, { body: { name } })),
  );
  reasonIds = given.map(({ body }) => body.id);
  const condition = { type: 'known', field: 'name', test: { op: 'contains', value: 'even' } };
  segmentId = (await ask(endpoints.createSegment, { body: { name: 'Even', condition } } as never)).body.id;
  const named = await Promise.all(
    ['one', 'two'].map((name) => ask(endpoints.createTeam, { body: { name } } as never)),
  );
  teamIds = named.map(({ body }) => body.id as string);
  // Whoever looks is in one of them.
  const params = { id: teamIds[0] ?? '', memberId: server.owner.memberId };
  await ask(endpoints.addTeamMember, { params });
  await fill();
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);

/** Conversations of every kind, by a fixed chance. */
async function fill(): Promise<void> {
  const random = randomFrom(20310301);
  for (let at = 0; at < conversationsMade; at++) {
    const token = await addVisitor(server.url, server.owner.inboxId);
    await request(server.url, token, endpoints.postVisitorMessage, {
      body: { id: randomUUID(), text: `hello ${at}` },
      headers: fromSomewhere(),
    });
    const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
    const { id, customer } = data[0] as Conversation;
    const params = { id };
    const about = { params: { id: customer.id } };
    await ask(endpoints.updateCustomer, {
      ...about,
      body: { name: at % 2 === 0 ? `even ${at}` : `odd ${at}` },
    });
    await ask(endpoints.updateProfile, {
      ...about,
      body: { language: ['en', 'pt-BR', 'zh-CN'][at % 3] },
    } as never);
    const priority = priorities[random.below(4)] ?? 'normal';
    await ask(endpoints.prioritiseConversation, { params, body: { priority } });
    for (const tagId of tagIds)
      if (random.below(3) === 0) await ask(endpoints.tagConversation, { params: { id, tagId } });
    const memberId = [server.owner.memberId, bea.memberId, null][random.below(3)] ?? null;
    const teamId = [...teamIds, null][random.below(3)] ?? null;
    await ask(endpoints.assignConversation, { params, body: { memberId, teamId } });
    if (random.below(3) === 0)
      await ask(endpoints.postMessage, { params, body: { text: 'answer' } } as never);
    const end = random.below(6);
    const reasonId = [...reasonIds, undefined][random.below(3)];
    if (end === 0 || end === 3)
      await ask(endpoints.closeConversation, { params, body: reasonId ? { reasonId } : {} });
    if (end === 1) await ask(endpoints.snoozeConversation, { params, body: { until: null } });
    if (end === 2) await ask(endpoints.markConversationSpam, { params });
  }
}

/** Every page of a list. */
async function pagesOf(query: Record<string, string | number>, limit: number): Promise<Conversation[]> {
  const rows: Conversation[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await ask(endpoints.listConversations, {
      query: { ...query, limit, ...(cursor === undefined ? {} : { cursor }) },
    } as never);
    expect(page.status, JSON.stringify(page.body)).toBe(200);
    rows.push(...(page.body.data as Conversation[]));
    if (page.body.next === null) return rows;
    cursor = page.body.next as string;
  }
}

const everything = async (): Promise<Conversation[]> => [
  ...(await pagesOf({}, 100)),
  ...(await pagesOf({ status: 'spam' }, 100)),
];
const speaks = { en: 0, pt: 1, zh: 2 } as const;

/** What stands in a view by the plainest reckoning. */
function expected(all: readonly Conversation[], filter: ViewFilter, memberId: string): Conversation[] {
  return all.filter((row) => {
    const at = Number(row.customer.name?.split(' ')[1]);
    if (!isInView(row, filter, memberId)) return false;
    if (filter.teams?.includes('mine')) {
      const mine = [teamIds[0], ...filter.teams];
      if (!mine.includes(row.teamId ?? 'none')) return false;
    }
    if (filter.segmentId !== undefined && !row.customer.name?.includes('even')) return false;
    const language = filter.language?.slice(0, 2) as keyof typeof speaks | undefined;
    return language === undefined || at % 3 === speaks[language];
  });
}

describe('any filter in any order', () => {
  test('shows what it should, page by page, and counts as many', { timeout: 120_000 }, async () => {
    // A segment follows the ledger: everybody has to have been looked at.
    const inSegment = async () =>
      (await pagesOf({ segment: segmentId }, 100)).length +
      (await pagesOf({ segment: segmentId, status: 'spam' }, 100)).length;
    await expect.poll(inSegment, { timeout: 20_000 }).toBe(conversationsMade / 2);
    const all = await everything();
    expect(all).toHaveLength(conversationsMade);
    const some = <Value>(values: readonly Value[]) =>
      fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }), { nil: undefined });
    const one = <Value>(values: readonly Value[]) =>
      fc.option(fc.constantFrom(...values), { nil: undefined });
    const filters = fc.record({
      status: one(['open', 'snoozed', 'closed', 'spam'] as const),
      assignees: some(['me', 'none', bea.memberId]),
      teams: some(['mine', 'none', ...teamIds]),
      tagIds: some(tagIds),
      priorities: some(priorities),
      inboxIds: some([server.owner.inboxId, randomUUID()]),
      reasonIds: some(['none', ...reasonIds]),
      segmentId: one([segmentId]),
      language: one(['en', 'pt', 'zh-CN']),
    });
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.constantFrom(...viewOrders),
        fc.integer({ min: 1, max: 30 }),
        async (made, order, limit) => {
          const filter = Object.fromEntries(
            Object.entries(made).filter(([, value]) => value !== undefined),
          ) as ViewFilter;
          const query = queryOfFilter(filter);
          const shown = await pagesOf({ ...query, order }, limit);
          const meant = expected(all, filter, server.owner.memberId).sort(comparePlaces(order));
          expect(shown.map(({ id }) => id)).toEqual(meant.map(({ id }) => id));
          const { body } = await ask(endpoints.previewView, { query } as never);
          expect(body).toEqual({ count: meant.length, isMore: false });
        },
      ),
      { numRuns: 60, seed: 20310302 },
    );
  });

  test('who waits so long is told by the clock', async () => {
    const open = await pagesOf({ status: 'open' }, 100);
    const [one] = open.filter(({ waitingSince }) => waitingSince !== null);
    expect(await pagesOf({ status: 'open', waitingMinutes: 60 }, 100)).toEqual([]);
    const age = (minutes: number) =>
      runSql(server.database.adminUrl, (client) =>
        client.query(
          'update conversations set waiting_since = now() - make_interval(mins => $2) where id = $1',
          [one?.id, minutes],
        ),
      );
    await age(59);
    expect(await pagesOf({ status: 'open', waitingMinutes: 60 }, 100)).toEqual([]);
    await age(61);
    const shown = await pagesOf({ status: 'open', waitingMinutes: 60 }, 100);
    expect(shown.map(({ id }) => id)).toEqual([one?.id]);
    const query = { status: 'open', waitingMinutes: 60 };
    expect((await ask(endpoints.previewView, { query } as never)).body).toMatchObject({ count: 1 });
  });
});

describe('saved views', () => {
  const save = (body: object, key?: string) => ask(endpoints.createView, { body } as never, key);
  const names = async (key?: string) =>
    ((await ask(endpoints.listViews, {}, key)).body.data as { name: string }[]).map(({ name }) => name);

  test('are one’s own until they are shared; others neither see nor change them', async () => {
    const made = await save({ name: 'Mine alone', filter: { status: 'open', assignees: ['me'] } });
    expect(made).toMatchObject({ status: 201, body: { shared: false, order: 'newest' } });
    expect(await names()).toContain('Mine alone');
    expect(await names(bea.apiKey)).not.toContain('Mine alone');
    const params = { id: made.body.id };
    for (const answer of [
      await ask(endpoints.changeView, { params, body: { name: 'Theirs' } }, bea.apiKey),
      await ask(endpoints.removeView, { params }, bea.apiKey),
    ]) {
      expect(answer.status).toBe(404);
    }
    await ask(endpoints.changeView, { params, body: { shared: true } });
    expect(await names(bea.apiKey)).toContain('Mine alone');
    const counts = (key?: string) =>
      ask(endpoints.countViews, {}, key).then(({ body }) => body.counts[made.body.id]);
    const open = await pagesOf({ status: 'open' }, 100);
    for (const [who, key] of [
      [server.owner.memberId, server.owner.apiKey],
      [bea.memberId, bea.apiKey],
    ] as const) {
      const own = open.filter(({ assigneeId }) => assigneeId === who).length;
      expect(await counts(key), '“me” is whoever looks').toEqual({ count: own, isMore: false });
    }
    expect((await ask(endpoints.removeView, { params }, bea.apiKey)).status).toBe(204);
    expect(await names()).not.toContain('Mine alone');
    const log = await ask(endpoints.readAuditLog, { query: { limit: 2 } } as never);
    expect(log.body.data.map(({ kind }: { kind: string }) => kind)).toEqual(['view.removed', 'view.created']);
  });

  test('a viewer keeps own ones and shares none; nobody keeps more than two hundred', async () => {
    const viewer = await addMember(server.url, server.owner, 'viewer', 'Vic');
    expect((await save({ name: 'V', filter: {} }, viewer.apiKey)).status).toBe(201);
    expect((await save({ name: 'V', filter: {}, shared: true }, viewer.apiKey)).status).toBe(403);
    const answers = await Promise.all(
      Array.from({ length: 205 }, (_, at) => save({ name: `V ${at}`, filter: {} }, viewer.apiKey)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(199);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(6);
  });

  test('what no filter knows is refused', async () => {
    for (const filter of [
      { status: 'gone' },
      { tagIds: [] },
      { tagIds: ['x'] },
      { language: "' or 1=1" },
      { waitingMinutes: 0 },
      { reasonIds: ['gone'] },
      { closedDays: 367 },
      5,
    ]) {
      expect((await save({ name: 'X', filter })).status, JSON.stringify(filter)).toBe(400);
    }
    for (const query of [
      { tag: '' },
      { tag: 'x,y' },
      { order: 'size' },
      { cursor: 'x' },
      { assignee: 'us' },
    ]) {
      expect((await ask(endpoints.listConversations, { query } as never)).status, JSON.stringify(query)).toBe(
        400,
      );
    }
  });
});
