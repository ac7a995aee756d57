/** Merging and undoing conserve every entry, whatever happens in between. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { append, newId, readTimeline } from '../ledger/index.ts';
import { type Db, inWorkspace } from '../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/db/testing.ts';
import { attribute, customersFor } from './index.ts';
import { mergeByMember, unmergeByMember } from './merge.ts';
import { listMerges } from './merges.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
  db = database.db;
});
afterAll(() => database.drop());

const by = { actor: { kind: 'member' as const, id: newId() }, source: 'console' };
const people = 5;

type Step = { do: 'merge' | 'unmerge' | 'append'; one: number; other: number };
const steps = fc.array(
  fc.record({
    do: fc.constantFrom<Step['do']>('merge', 'unmerge', 'append', 'append'),
    one: fc.nat(people - 1),
    other: fc.nat(people - 1),
  }),
  { maxLength: 25 },
);

async function makePeople(workspaceId: string): Promise<string[]> {
  const made = await inWorkspace(db, workspaceId, (tx) =>
    customersFor(
      tx,
      'test',
      Array.from({ length: people }, (_, n) => ({
        name: `Person ${n}`,
        identities: [{ kind: 'user' as const, value: `u${n}`, verified: true }],
      })),
    ),
  );
  return made.map(({ customerId }) => customerId);
}

/** What each customer's timeline holds, by the customer's own id: merged ones show the survivor's. */
async function timelines(workspaceId: string, ids: readonly string[]): Promise<string[][]> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const all: string[][] = [];
    for (const id of ids) {
      const page = await readTimeline(tx, id, { limit: 100, kinds: ['visit.logged'] });
      all.push(page.data.map((json) => JSON.parse(json).payload.summary as string).sort());
    }
    return all;
  });
}

test('every entry is where its customer is, and back with its owner when all is undone', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const workspaceId = newId();
      const ids = await makePeople(workspaceId);
      const parent = new Map<number, number>();
      const rootOf = (n: number): number => (parent.has(n) ? rootOf(parent.get(n) ?? n) : n);
      const written: { owner: number; text: string }[] = [];
      const expected = (together: boolean) =>
        ids.map((_, n) =>
          written
            .filter(({ owner }) => (together ? rootOf(owner) === rootOf(n) : owner === n))
            .map(({ text }) => text)
            .sort(),
        );
      for (const { do: verb, one, other } of list) {
        const [oneId = '', otherId = ''] = [ids[one], ids[other]];
        if (verb === 'append') {
          const text = `entry ${written.length}`;
          written.push({ owner: one, text });
          await inWorkspace(db, workspaceId, (tx) =>
            append(tx, {
              kind: 'visit.logged',
              payload: { place: null, summary: text },
              actor: by.actor,
              direction: 'inbound',
              source: { name: 'test' },
              customerId: oneId,
            }),
          );
        } else if (verb === 'merge') {
          const merging = inWorkspace(db, workspaceId, (tx) => mergeByMember(tx, by, oneId, otherId));
          const [into, from] = [rootOf(one), rootOf(other)];
          if (into === from) await expect(merging).rejects.toThrow('one customer already');
          else {
            expect(await merging).toBe(ids[into]);
            parent.set(from, into);
          }
        } else {
          const undoing = inWorkspace(db, workspaceId, (tx) => unmergeByMember(tx, by, oneId, otherId));
          if (rootOf(one) === rootOf(other) && parent.has(other)) {
            await undoing;
            parent.delete(other);
          } else await expect(undoing).rejects.toThrow('not merged');
        }
        expect(await timelines(workspaceId, ids)).toEqual(expected(true));
      }
      for (const n of [...parent.keys()]) {
        await inWorkspace(db, workspaceId, (tx) =>
          unmergeByMember(tx, by, ids[n] ?? '', ids[n] ?? '').catch(() =>
            unmergeByMember(tx, by, ids[rootOf(n)] ?? '', ids[n] ?? ''),
          ),
        );
        parent.delete(n);
      }
      expect(await timelines(workspaceId, ids)).toEqual(expected(false));
    }),
    { numRuns: 25 },
  );
}, 120_000);

test('a merge that a member undid is not made again by what a browser says', async () => {
  const workspaceId = newId();
  const claim = { userId: 'u1', anonymousId: 'a1', verified: false };
  const say = (second: number) =>
    inWorkspace(db, workspaceId, (tx) =>
      attribute(tx, 'test', [
        { ...claim, occurredAt: `2026-01-01T00:00:0${second}.000Z`, messageId: `m${second}` },
      ]),
    );
  const [first] = await say(5);
  const [merge] = await inWorkspace(db, workspaceId, (tx) => listMerges(tx, first?.customerId ?? ''));
  await inWorkspace(db, workspaceId, (tx) =>
    unmergeByMember(tx, by, first?.customerId ?? '', merge?.customerId ?? ''),
  );
  const [again] = await say(3);
  expect(again?.warnings).toEqual(['visitor-is-another']);
  expect(await inWorkspace(db, workspaceId, (tx) => listMerges(tx, first?.customerId ?? ''))).toEqual([]);
});
