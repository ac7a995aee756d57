/** The demo's data: the same from the same seed, true to the contract, and equal to what its entries make of it. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Entry, entry as entrySchema, payloads } from '../contract/entries.ts';
import { inboxDeps } from '../server/app/routes.ts';
import { createInbox } from '../server/channels/index.ts';
import { applyToCompanies, companyKinds } from '../server/companies/index.ts';
import { applyToConversations, conversationKinds } from '../server/conversations/index.ts';
import { applyToCustomers, customerKinds } from '../server/customers/index.ts';
import { type DemoResult, runDemo } from '../server/demo/index.ts';
import { beginning, readAfter } from '../server/ledger/index.ts';
import { applyToOrders, applyToReviews, orderKinds, reviewKinds } from '../server/orders/index.ts';
import { createAuth } from '../server/platform/auth/index.ts';
import { inWorkspace } from '../server/platform/db/index.ts';
import { createTestDatabase, runSql, type TestDatabase } from '../server/platform/db/testing.ts';

const secretKey = 'a secret key for tests, long enough to be one';
const customers = 150;
const entriesMax = 20_000;
const end = new Date(Date.UTC(2026, 2, 3));
const readModels = [
  'customers',
  'identities',
  'customer_map',
  'customer_merges',
  'customer_terms',
  'conversations',
  'conversation_reads',
  'companies',
  'company_members',
  'orders',
  'order_refunds',
  'reviews',
];

let database: TestDatabase;
let made: DemoResult;
let entries: Entry[];

function demo(on: TestDatabase, options: { seed?: number; email?: string; password?: string } = {}) {
  const auth = createAuth({ secretKey, publicUrl: 'http://localhost:4100' });
  return runDemo(
    {
      db: on.db,
      adminUrl: on.adminUrl,
      auth,
      createInbox: (tx, who, inbox) =>
        createInbox(tx, inboxDeps(secretKey), who, { ...inbox, channel: 'webchat' }),
      remove: async () => {
        throw new Error('nothing was left unfinished');
      },
      progress: () => undefined,
    },
    { customers, end, ...options },
  );
}

async function entriesOf(on: TestDatabase, workspaceId: string): Promise<Entry[]> {
  const read = await inWorkspace(on.db, workspaceId, (tx) =>
    // Other databases of the cluster write at the same time, which holds back what counts as settled.
    readAfter(tx, beginning, { limit: entriesMax, machine: true, unsettled: true }),
  );
  return read.map(({ json }) => JSON.parse(json) as Entry);
}

beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
  made = await demo(database);
  entries = await entriesOf(database, made.workspaceId);
});
afterAll(() => database.drop());

describe('the entries', () => {
  test('are what the contract says of their kinds, and all of them are there', () => {
    // Beside those of customers: what made the workspace, its members and its inboxes.
    const frame = entries.filter(({ customerId }) => customerId === null);
    expect(entries.length - frame.length).toBe(made.entries);
    for (const entry of entries) {
      expect(entrySchema.safeParse(entry).error).toBeUndefined();
      expect(payloads[entry.kind].safeParse(entry.payload).error).toBeUndefined();
    }
  });

  test('lie within the year, and never after what they speak of', () => {
    expect(entries.every(({ occurredAt }) => occurredAt < '2026-03-03' && occurredAt > '2025-02-01')).toBe(
      true,
    );
    const known = new Set<string>();
    for (const { kind, customerId } of entries) {
      if (customerId === null) continue;
      if (kind === 'customer.created') known.add(customerId);
      else expect(known.has(customerId)).toBe(true);
    }
  });

  test('stand in one order in each conversation, by time as by position', () => {
    const last = new Map<string, string>();
    for (const { conversationId, occurredAt } of entries) {
      if (conversationId === null) continue;
      expect((last.get(conversationId) ?? '') < occurredAt).toBe(true);
      last.set(conversationId, occurredAt);
    }
    expect(last.size).toBe(made.conversations);
  });

  test('tell of every kind of thing, in three languages', () => {
    const kinds = new Set(entries.map(({ kind }) => kind));
    expect([...kinds].sort()).toMatchInlineSnapshot(`
      [
        "call.logged",
        "company.created",
        "company.member_added",
        "conversation.assigned",
        "conversation.closed",
        "conversation.opened",
        "conversation.read",
        "conversation.reopened",
        "customer.created",
        "customer.identified",
        "customer.merged",
        "event.tracked",
        "inbox.created",
        "member.invited",
        "member.joined",
        "member.removed",
        "message.received",
        "message.sent",
        "note.added",
        "order.cancelled",
        "order.placed",
        "order.refunded",
        "order.updated",
        "page.viewed",
        "review.posted",
        "visit.logged",
        "workspace.created",
      ]
    `);
    const languages = new Set(
      entries.flatMap((one) => (one.kind === 'customer.created' ? [one.payload.language] : [])),
    );
    expect(languages).toEqual(new Set(['en', 'zh-CN', 'pt-BR', null]));
    const gaps = entries.filter((one) => 'text' in one.payload && /[{}]/.test(one.payload.text ?? ''));
    expect(gaps).toEqual([]);
  });

  test('of nobody are by a member who was not there', () => {
    const joined = new Map<string, string>();
    const removed = new Map<string, string>();
    for (const one of entries) {
      if (one.kind === 'member.joined') joined.set(one.payload.memberId, one.occurredAt);
      if (one.kind === 'member.removed') removed.set(one.payload.memberId, one.occurredAt);
    }
    expect([joined.size, removed.size]).toEqual([8, 2]);
    for (const { actor, occurredAt, kind } of entries) {
      if (actor.kind !== 'member' || actor.id === null || kind === 'workspace.created') continue;
      expect((joined.get(actor.id) ?? '9') <= occurredAt).toBe(true);
      expect((removed.get(actor.id) ?? '9') >= occurredAt).toBe(true);
    }
  });
});

test('the state is what a rebuild makes of the entries', async () => {
  const written = await stateOf(database);
  await runSql(database.adminUrl, (client) => client.query(`truncate ${readModels.join(', ')} cascade`));
  // Without the map of merges, entries say which customer they came with.
  const asRecorded = await entriesOf(database, made.workspaceId);
  await inWorkspace(database.db, made.workspaceId, async (tx) => {
    for (const one of asRecorded) {
      if (isOf(one, customerKinds)) await applyToCustomers(tx, one);
      if (isOf(one, conversationKinds)) await applyToConversations(tx, one);
      if (isOf(one, companyKinds)) await applyToCompanies(tx, [one]);
      if (isOf(one, orderKinds)) await applyToOrders(tx, [one]);
      if (isOf(one, reviewKinds)) await applyToReviews(tx, [one]);
    }
  });
  const rebuilt = await stateOf(database);
  for (const table of readModels) {
    expect(rebuilt[table], table).toEqual(written[table]);
    expect(written[table]?.length, table).toBeGreaterThan(0);
  }
});

function isOf<K extends Entry['kind']>(one: Entry, kinds: readonly K[]): one is Extract<Entry, { kind: K }> {
  return (kinds as readonly string[]).includes(one.kind);
}

async function stateOf(on: TestDatabase): Promise<Record<string, unknown[]>> {
  const state: Record<string, unknown[]> = {};
  for (const table of readModels) {
    state[table] = await runSql(on.adminUrl, async (client) => {
      const { rows } = await client.query(`select to_jsonb(t)::text as row from ${table} t order by 1`);
      return rows.map(({ row }) => row);
    });
  }
  return state;
}

test('the same seed and end make the same entries elsewhere', async () => {
  const other = await createTestDatabase(inject('testCluster'));
  try {
    const again = await demo(other);
    const same = ({ position: _, ...rest }: Entry) => JSON.stringify(rest);
    const key = (list: Entry[]) =>
      list
        .filter(({ kind }) => kind !== 'inbox.created')
        .map(same)
        .sort();
    expect(key(await entriesOf(other, again.workspaceId))).toEqual(key(entries));
  } finally {
    await other.drop();
  }
});

test('page views lie in the months in which they happened', async () => {
  const rows = await runSql(database.adminUrl, async (client) => {
    const found = await client.query<{ part: string }>(
      'select distinct tableoid::regclass::text as part from entries',
    );
    return found.rows.map(({ part }) => part);
  });
  expect(rows).toContain('entries_machine_2026_02');
  expect(rows).not.toContain('entries_machine_rest');
});

test('a second run refuses the same seed, and makes another workspace of another', async () => {
  await expect(demo(database)).rejects.toMatchObject({ code: 'already-exists' });
  const other = await demo(database, { seed: 2 });
  expect(other.workspaceId).not.toBe(made.workspaceId);
  expect(other.password).toBeNull();
  await expect(demo(database, { seed: 3, password: 'not the one it has' })).rejects.toMatchObject({
    code: 'wrong-credentials',
  });
  const { rows } = await inWorkspace(database.db, other.workspaceId, (tx) =>
    sql`select 1 from conversations`.execute(tx),
  );
  expect(rows.length).toBe(other.conversations);
});
