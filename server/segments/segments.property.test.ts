/** Segments are what the plainest reading of their conditions says: from scratch, and followed step by step. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { type Condition, condition as conditionSchema } from '../../contract/conditions.ts';
import { defaultStageLines } from '../../contract/stages.ts';
import { follow } from '../ledger/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/db/testing.ts';
import { createLogger } from '../platform/log/index.ts';
import { catchUp } from './clock.ts';
import { compile } from './compile.ts';
import { segmentFollower } from './follower.ts';
import { listMatches } from './matches.ts';
import { previewSegment } from './preview.ts';
import * as queries from './queries.ts';
import { createSegment, updateSegment } from './segment.ts';
import { condition, epoch } from './testing/conditions.ts';
import { by, inLife, type Life, newLife, play, steps } from './testing/life.ts';
import { fitsPlainly, rootsIn } from './testing/plain.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
});
afterAll(() => database.drop());

const log = createLogger({ level: 'silent' });

const expectedOf = (life: Life, each: Condition): string[] =>
  rootsIn(life.world)
    .filter((id) => fitsPlainly(life.world, id, each, life.clock))
    .sort();

/** Whom the pages of a list tell of together, each once. */
async function pagesOf(life: Life, each: Condition): Promise<string[]> {
  const belonging = { sources: [], peopleOf: { company: queries.membersOf, segment: queries.membersOf } };
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const signal = new AbortController().signal;
    const query = { condition: each, limit: 3, cursor };
    const page = await listMatches({ ...deps(life), belonging }, life.workspaceId, query, signal);
    expect(page.data.length).toBeLessThanOrEqual(3);
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return ids.sort();
}

const deps = (life: Life) => ({ db: database.db, log, now: () => new Date(life.clock) });

test('a condition finds exactly those whom the plainest reading finds, over random histories', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      steps(40),
      fc.array(condition(), { minLength: 12, maxLength: 12 }),
      async (history, conditions) => {
        const life = await newLife(database.db);
        for (const one of history) await play(life, one);
        for (const each of conditions) {
          expect(conditionSchema.safeParse(each).error).toBeUndefined();
          const expected = expectedOf(life, each);
          const signal = new AbortController().signal;
          const seen = await previewSegment(deps(life), life.workspaceId, each, signal);
          expect(seen.isWhole).toBe(true);
          expect(seen.looked).toBe(rootsIn(life.world).length);
          expect(seen.people.map(({ id }) => id).sort(), JSON.stringify(each)).toEqual(
            expected.length > 20 ? expect.anything() : expected,
          );
          expect(seen.count).toBe(expected.length);
          expect(await pagesOf(life, each), JSON.stringify(each)).toEqual(expected);
          found += expected.length;
        }
      },
    ),
    { numRuns: 60, seed: 20_260_301, endOnFailure: true },
  );
  expect(found).toBeGreaterThan(300);
}, 240_000);

/** Who is in each segment, surviving customers, by what the tables say. */
async function membersOf(life: Life): Promise<Record<string, { ids: string[]; count: number }>> {
  const { rows } = await inLife(life, (tx) =>
    sql<{ id: string; ids: string[]; count: number }>`
      select t.segment_id as id, t.member_count::integer as count, array(
        select distinct root_of(m.customer_id)::text from segment_members m where m.segment_id = t.segment_id order by 1) as ids
      from segment_states t`.execute(tx),
  );
  return Object.fromEntries(rows.map(({ id, ids, count }) => [id, { ids, count }]));
}

/** Lets the follower and the clock come to rest, and expects every segment to be what the plainest reading says. */
async function expectCurrent(life: Life): Promise<void> {
  const expected = Object.fromEntries(
    [...life.world.segments].map(([id, each]) => {
      const ids = expectedOf(life, each);
      return [id, { ids, count: ids.length }];
    }),
  );
  // Other databases of the cluster may keep entries from settling for a while.
  await vi.waitFor(
    async () => {
      await follow(database.db, log, segmentFollower(deps(life)), life.workspaceId);
      await catchUp(deps(life));
      expect(await membersOf(life), JSON.stringify([...life.world.segments])).toEqual(expected);
    },
    { timeout: 20_000, interval: 50 },
  );
}

test('followed step by step, segments stay what they are from scratch: through merges, their undoing, and time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(condition(), { minLength: 4, maxLength: 4 }),
      fc.array(fc.record({ steps: steps(8), hours: fc.integer({ min: 0, max: 24 * 9 }) }), {
        minLength: 2,
        maxLength: 5,
      }),
      fc.gen(),
      async (conditions, batches, gen) => {
        const life = await newLife(database.db);
        for (const one of conditions) {
          const others = [...life.world.segments.keys()];
          const each = others.length >= 2 ? gen(condition, others) : one;
          const made = await inLife(life, (tx) =>
            createSegment(tx, by, { name: `S${others.length}`, condition: each }),
          );
          life.world.segments.set(made.id, each);
        }
        await expectCurrent(life);
        for (const batch of batches) {
          for (const one of batch.steps) await play(life, one);
          await expectCurrent(life);
          life.clock += batch.hours * 3_600_000;
          await expectCurrent(life);
        }
        const [changed] = life.world.segments.keys();
        const next = gen(condition);
        if (changed === undefined) return;
        await inLife(life, (tx) => updateSegment(tx, by, changed, { condition: next }));
        life.world.segments.set(changed, next);
        await expectCurrent(life);
      },
    ),
    { numRuns: 40, seed: 20_260_302, endOnFailure: true },
  );
}, 300_000);

test('what was proven counts before what was claimed later, and the survivor’s own care before the other’s', async () => {
  const life = await newLife(database.db);
  const [one, other] = [...life.world.people.keys()];
  if (one === undefined || other === undefined) throw new Error('A history begins with people.');
  const describe = (plan: string, verified: boolean, ago: number) =>
    play(life, { step: { do: 'describe', who: 0, name: 'plan', value: plan as never, verified }, ago });
  await describe('Gold', true, 50);
  await describe('golden', false, 1);
  await play(life, { step: { do: 'care', who: 0, field: 'channel', isSet: true }, ago: 0 });
  await play(life, { step: { do: 'care', who: 1, field: 'channel', isSet: false }, ago: 0 });
  await play(life, { step: { do: 'merge', who: 1, other: 0 }, ago: 0 });
  for (const [condition, expected] of [
    [{ type: 'attribute', name: 'plan', test: { op: 'is', value: 'gold' } }, [one]],
    [{ type: 'attribute', name: 'plan', test: { op: 'is', value: 'golden' } }, []],
    [{ type: 'channel', channel: 'email' }, [one]],
  ] as [Condition, string[]][]) {
    expect(expectedOf(life, condition)).toEqual(expected);
    const { people } = await previewSegment(
      deps(life),
      life.workspaceId,
      condition,
      new AbortController().signal,
    );
    expect(
      people.map(({ id }) => id),
      JSON.stringify(condition),
    ).toEqual(expected);
  }
});

test('two who were joined, or taken apart, and left before that was heard of are counted right', async () => {
  const life = await newLife(database.db);
  const recent: Condition = { type: 'did', kind: 'page.viewed', when: { op: 'within', days: 1 } };
  const { id } = await inLife(life, (tx) => createSegment(tx, by, { name: 'Recent', condition: recent }));
  life.world.segments.set(id, recent);
  const see = (who: number) =>
    play(life, { step: { do: 'see', who, kind: 'page.viewed', origin: undefined }, ago: 0 });
  const count = async () => (await membersOf(life))[id]?.count;
  await see(0);
  await see(1);
  await expectCurrent(life);
  expect(await count()).toBe(2);
  await play(life, { step: { do: 'merge', who: 1, other: 0 }, ago: 0 });
  life.clock += 48 * 3_600_000;
  await catchUp(deps(life));
  await expectCurrent(life);
  expect(await count()).toBe(0);

  await see(0);
  await see(1);
  await expectCurrent(life);
  expect(await count()).toBe(1);
  await play(life, { step: { do: 'unmerge', who: 1 }, ago: 0 });
  life.clock += 48 * 3_600_000;
  await catchUp(deps(life));
  await expectCurrent(life);
  expect(await count()).toBe(0);
});

test('nothing that somebody typed stands in a statement', async () => {
  const mark = 'gold digger';
  const typed: Condition = {
    type: 'all',
    of: [
      { type: 'attribute', name: mark, test: { op: 'contains', value: mark } },
      {
        type: 'did',
        kind: 'event.tracked',
        name: mark,
        where: [{ name: mark, test: { op: 'has', value: mark } }],
      },
      { type: 'consent', channel: 'email', topic: mark, said: 'yes' },
      { type: 'lastOrder', test: { op: 'after', at: '2026-03-01T00:00:00Z' } },
      { type: 'spent', currency: 'XYZ', test: { op: 'between', from: 4_711, to: 4_712 } },
    ],
  };
  const { text, parameters } = await inLife(await newLife(database.db), async (tx) => {
    const circumstances = { now: new Date(epoch).toISOString(), stages: defaultStageLines };
    const { sql: text, parameters } = compile(typed, circumstances).test.compile(tx);
    return { text, parameters };
  });
  expect(text).not.toMatch(/gold|XYZ|2026|471/);
  expect(parameters).toEqual(expect.arrayContaining([mark, 'XYZ', 4_711]));
});
