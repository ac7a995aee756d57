/** What companies are, and who belongs to them, does not depend on the order in which it is told. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { customersFor } from '../customers/index.ts';
import { newId } from '../ledger/index.ts';
import { inWorkspace } from '../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/db/testing.ts';
import { addMembers, reportCompanies } from './index.ts';
import { listCompanies, listPeople } from './queries.ts';
import { searchCompanies } from './search.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
});
afterAll(() => database.drop());

const users = ['u1', 'u2', 'u3'];
const call = fc.record({
  groupId: fc.constantFrom('g1', 'g2'),
  user: fc.constantFrom(...users),
  verified: fc.boolean(),
  at: fc.integer({ min: 0, max: 5 }),
  traits: fc.record(
    {
      name: fc.constantFrom('Acme', 'Nord Süd', '字节跳动'),
      plan: fc.constantFrom('gold', 'free', null),
      employees: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: [] },
  ),
});
type Call = { messageId: string } & (typeof call extends fc.Arbitrary<infer T> ? T : never);

/** All that can be seen, after the calls came in these batches. */
async function seenAfter(batches: readonly (readonly Call[])[]): Promise<unknown> {
  const workspaceId = newId();
  const people = await inWorkspace(database.db, workspaceId, (tx) =>
    customersFor(
      tx,
      'test',
      users.map((value) => ({ identities: [{ kind: 'user', value, verified: true }], name: value })),
    ),
  );
  for (const batch of batches.filter(({ length }) => length > 0)) {
    await inWorkspace(database.db, workspaceId, async (tx) => {
      for (const verified of [true, false]) {
        const told = batch.filter((one) => one.verified === verified);
        const source = verified ? 'collect:server' : 'collect';
        const timed = told.map(({ at, ...one }) => ({
          ...one,
          occurredAt: new Date(Date.UTC(2026, 0, 1, 0, 0, at)).toISOString(),
        }));
        const reported = await reportCompanies(
          tx,
          source,
          timed.map(({ groupId, user: _, ...one }) => ({ ...one, externalId: groupId })),
        );
        await addMembers(
          tx,
          source,
          timed.map(({ user, occurredAt }, at) => ({
            companyId: reported[at]?.companyId ?? '',
            companyName: null,
            customerId: people[users.indexOf(user)]?.customerId ?? '',
            role: null,
            verified,
            occurredAt,
          })),
        );
      }
    });
  }
  return inWorkspace(database.db, workspaceId, async (tx) => {
    const { data } = await listCompanies(tx, { limit: 10, isArchived: false });
    const found = [];
    for (const { id, createdAt: _, ...company } of data) {
      const belonging = (await listPeople(tx, id, { limit: 10 })).data;
      found.push({
        ...company,
        belonging: belonging.map(({ customer, ...one }) => ({ ...one, name: customer.name })),
      });
    }
    const searched: string[][] = [];
    for (const search of ['acme', 'sud', '跳动']) {
      const page = await searchCompanies(tx, { search, limit: 10, isArchived: false });
      searched.push(page.data.map(({ externalId }) => externalId ?? '').sort());
    }
    return {
      searched,
      companies: found.sort((one, other) => ((one.externalId ?? '') < (other.externalId ?? '') ? -1 : 1)),
    };
  });
}

test('whatever is told, in whatever order, in batches and twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(call, { minLength: 1, maxLength: 10 })
        .map((list) => list.map((one, n): Call => ({ ...one, messageId: `m${n}` })))
        .chain((list) =>
          fc.record({
            list: fc.constant(list),
            shuffled: fc.shuffledSubarray(list, { minLength: list.length }),
            cut: fc.integer({ min: 0, max: 10 }),
            repeated: fc.subarray(list),
          }),
        ),
      async ({ list, shuffled, cut, repeated }) => {
        const inOrder = await seenAfter(list.map((one) => [one]));
        expect(await seenAfter([shuffled.slice(0, cut), shuffled.slice(cut), repeated])).toEqual(inOrder);
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);
