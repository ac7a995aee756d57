/** Whose tracked events are: in whatever order they arrive, and however often. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newId } from '../ledger/index.ts';
import { type Db, inWorkspace } from '../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/db/testing.ts';
import { aliasCustomers, attribute, customersFor, reportTraits, type TrackedClaim } from './index.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
  db = database.db;
});
afterAll(() => database.drop());

type Event = { userId: string | null; anonymousId: string | null; verified: boolean; at: number; id: number };

const timeOf = (at: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, at)).toISOString();
const claimOf = ({ at, id, ...who }: Event): TrackedClaim => ({
  ...who,
  occurredAt: timeOf(at),
  messageId: `m${id}`,
});

/** Which events are one customer's in the end: the sets of their numbers. */
async function partitionOf(workspaceId: string, placed: ReadonlyMap<number, string>): Promise<string[]> {
  const roots = await inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<{ id: string; root: string }>`
      select id, root_of(id) as root from customers`.execute(tx);
    return new Map(rows.map(({ id, root }) => [id, root]));
  });
  const groups = new Map<string, number[]>();
  for (const [id, customerId] of placed) {
    const root = roots.get(customerId) ?? '';
    groups.set(root, [...(groups.get(root) ?? []), id]);
  }
  return [...groups.values()].map((ids) => ids.sort((a, b) => a - b).join(' ')).sort();
}

async function arrive(batches: readonly (readonly Event[])[]): Promise<string[]> {
  const workspaceId = newId();
  const placed = new Map<number, string>();
  for (const batch of batches) {
    const attributed = await inWorkspace(db, workspaceId, (tx) => attribute(tx, 'test', batch.map(claimOf)));
    for (const [at, { id }] of batch.entries()) placed.set(id, attributed[at]?.customerId ?? '');
  }
  return partitionOf(workspaceId, placed);
}

const events = fc
  .array(
    fc.record({
      userId: fc.option(fc.constantFrom('u1', 'u2', 'u3'), { nil: null }),
      anonymousId: fc.constantFrom('a1', 'a2', 'a3'),
      verified: fc.boolean(),
      at: fc.integer({ min: 0, max: 5 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) => list.map((event, id): Event => ({ ...event, id })));

describe('attributing events', () => {
  test('who an event belongs to does not depend on the order of arrival, nor on batches and repeats', async () => {
    await fc.assert(
      fc.asyncProperty(
        events.chain((list) =>
          fc.record({
            list: fc.constant(list),
            shuffled: fc.shuffledSubarray(list, { minLength: list.length }),
            cut: fc.integer({ min: 1, max: 12 }),
            repeated: fc.subarray(list),
          }),
        ),
        async ({ list, shuffled, cut, repeated }) => {
          const inOrder = await arrive(list.map((event) => [event]));
          const batches = [shuffled.slice(0, cut), shuffled.slice(cut), repeated].filter(
            (one) => one.length > 0,
          );
          expect(await arrive(batches)).toEqual(inOrder);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  test('fifty at once of one new user make one customer', async () => {
    const workspaceId = newId();
    const ids = await Promise.all(
      Array.from({ length: 50 }, (_, id) =>
        inWorkspace(db, workspaceId, async (tx) => {
          const claim = claimOf({ userId: 'u1', anonymousId: 'a1', verified: true, at: id % 7, id });
          return (await attribute(tx, 'test', [claim]))[0]?.customerId;
        }),
      ),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await partitionOf(workspaceId, new Map(ids.map((id, at) => [at, id ?? ''])))).toHaveLength(1);
  });

  test('what a browser says joins no two users, and the warning says so', async () => {
    const workspaceId = newId();
    const say = (userId: string, at: number) =>
      inWorkspace(db, workspaceId, (tx) =>
        attribute(tx, 'test', [claimOf({ userId, anonymousId: 'shared', verified: false, at, id: at })]),
      );
    const [first] = await say('u1', 1);
    const [second] = await say('u2', 2);
    expect(first?.customerId).not.toBe(second?.customerId);
    expect(first?.warnings).toEqual([]);
    expect(second?.warnings).toEqual(['visitor-is-another']);
    expect(
      await partitionOf(
        workspaceId,
        new Map([
          [1, first?.customerId ?? ''],
          [2, second?.customerId ?? ''],
        ]),
      ),
    ).toEqual(['1', '2']);
  });
});

describe('alias', () => {
  const alias = (workspaceId: string, previousId: string, userId: string, verified: boolean) =>
    inWorkspace(db, workspaceId, (tx) =>
      aliasCustomers(tx, 'test', { previousId, userId, verified, occurredAt: timeOf(3), messageId: 'alias' }),
    );

  test.each([
    ['before either is heard of', 0],
    ['after the visitor', 1],
    ['after the user', 2],
    ['after both', 3],
  ])('a system joins an id with another, %s', async (_, heard) => {
    const workspaceId = newId();
    const seen: Event[] = [
      { userId: null, anonymousId: 'old', verified: true, at: 1, id: 1 },
      { userId: 'old', anonymousId: null, verified: true, at: 1, id: 2 },
      { userId: 'new', anonymousId: null, verified: true, at: 1, id: 3 },
    ];
    const before = [[], [seen[0]], [seen[1]], [seen[0], seen[1]]][heard] as Event[];
    const place = async (list: readonly Event[]) => {
      const done = await inWorkspace(db, workspaceId, (tx) => attribute(tx, 'test', list.map(claimOf)));
      for (const [at, { id }] of list.entries()) placed.set(id, done[at]?.customerId ?? '');
    };
    const placed = new Map<number, string>();
    await place(before);
    expect(await alias(workspaceId, 'old', 'new', true)).toEqual([]);
    await place(seen);
    expect(await partitionOf(workspaceId, placed)).toEqual(['1 2 3']);
    // The other way round is the same again: no loop.
    expect(await alias(workspaceId, 'new', 'old', true)).toEqual([]);
    expect(await partitionOf(workspaceId, placed)).toEqual(['1 2 3']);
  });

  test('a browser can’t join a user with another', async () => {
    const workspaceId = newId();
    await inWorkspace(db, workspaceId, (tx) =>
      attribute(tx, 'test', [claimOf({ userId: 'victim', anonymousId: null, verified: true, at: 1, id: 1 })]),
    );
    expect(await alias(workspaceId, 'victim', 'attacker', false)).toEqual(['not-believed']);
  });
});

describe('traits', () => {
  const reports = fc
    .array(
      fc.record({
        name: fc.constantFrom('plan', 'city', 'name'),
        value: fc.constantFrom('a', 'b', 'c', null),
        verified: fc.boolean(),
        at: fc.integer({ min: 0, max: 4 }),
      }),
      { minLength: 1, maxLength: 10 },
    )
    .map((list) => list.map((report, id) => ({ ...report, id })));

  async function told(
    list: readonly { name: string; value: string | null; verified: boolean; at: number; id: number }[],
    size: number,
  ) {
    const workspaceId = newId();
    const [person] = await inWorkspace(db, workspaceId, (tx) =>
      customersFor(tx, 'test', [{ identities: [{ kind: 'user', value: 'u1', verified: true }] }]),
    );
    const customerId = person?.customerId ?? '';
    for (let from = 0; from < list.length; from += size) {
      await inWorkspace(db, workspaceId, (tx) =>
        reportTraits(
          tx,
          'test',
          list.slice(from, from + size).map(({ name, value, verified, at, id }) => ({
            customerId,
            traits: { [name]: value },
            verified,
            occurredAt: timeOf(at),
            messageId: `m${id}`,
          })),
        ),
      );
    }
    return inWorkspace(db, workspaceId, async (tx) => {
      const { rows } = await sql`
        select traits_of(${customerId}) as traits, name from customers where id = ${customerId}`.execute(tx);
      return rows[0];
    });
  }

  test('the same reports say the same in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        reports.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(list, { minLength: list.length }),
            fc.integer({ min: 1, max: 5 }),
          ),
        ),
        async ([list, shuffled, size]) => {
          const again = [...shuffled, ...shuffled.slice(0, 3)];
          expect(await told(again, size)).toEqual(await told(list, 1));
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  test('what is claimed never overrules what is proven', async () => {
    const name = { name: 'plan', id: 1 };
    expect(
      await told(
        [
          { ...name, value: 'gold', verified: true, at: 1 },
          { ...name, value: 'free', verified: false, at: 4, id: 2 },
        ],
        1,
      ),
    ).toMatchObject({ traits: { plan: 'gold' } });
  });
});
