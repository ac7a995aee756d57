/** Stages: what the database says of an entry is what the contract says, and a customer's is that of the newest. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { stageNames } from '../../contract/stage-names.ts';
import { defaultStageLines, type StageLine, stageOf } from '../../contract/stages.ts';
import { type AnyNewEntry, append, newId, readTimeline } from '../ledger/index.ts';
import { inWorkspace, type Tx } from '../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/db/testing.ts';
import { createCustomer } from './index.ts';
import { readCustomerStage, setCustomerStage } from './stage.ts';
import { changeStageRule, kindsWithStage, previewStageRule, readStageRule, stageSql } from './stage-rule.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
});
afterAll(() => database.drop());

const by = { actor: { kind: 'system' as const, id: null }, source: 'test' };
const inside = <T>(workspaceId: string, work: (tx: Tx) => Promise<T>) =>
  inWorkspace(database.db, workspaceId, work);

// Letters that mean something to one side or the other.
const word = fc.array(fc.constantFrom('a', 'A', 'b', '*', '%', '_', '\\', '.', '[', 'é', 'É', '中', '\n'), {
  maxLength: 6,
});
const name = word.map((letters) => letters.join(''));
const line = fc
  .record({
    kind: fc.constantFrom('event.tracked', 'event.tracked', 'page.viewed', 'visit.logged'),
    pattern: fc.option(
      name.filter((text) => text.trim() !== ''),
      { nil: null },
    ),
    stage: fc.option(fc.constantFrom(...stageNames), { nil: null }),
  })
  .map((one) => (one.kind === 'visit.logged' ? { ...one, pattern: null } : one)) as fc.Arbitrary<StageLine>;
const happening = fc.oneof(
  fc.record({
    kind: fc.constant('event.tracked' as const),
    payload: name.map((text) => ({ name: text, properties: {} })),
  }),
  fc.record({
    kind: fc.constant('page.viewed' as const),
    payload: name.map((url) => ({ url, title: '', referrer: null })),
  }),
  fc.record({
    kind: fc.constant('visit.logged' as const),
    payload: fc.constant({ place: null, summary: '' }),
  }),
);

async function happen(tx: Tx, customerId: string, kind: EntryKind, payload: object, occurredAt?: string) {
  const entry = {
    kind,
    payload,
    actor: by.actor,
    direction: 'inbound',
    source: { name: 'test' },
    customerId,
  };
  return (await append(tx, { ...entry, ...(occurredAt ? { occurredAt } : {}) } as AnyNewEntry as never))
    .entry as Entry;
}

test('an entry has the same stage in the database as in the contract, for any rule', async () => {
  let staged = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 5 }),
      fc.array(happening, { minLength: 6, maxLength: 12 }),
      async (lines, all) => {
        await inside(newId(), async (tx) => {
          const customerId = newId();
          for (const { kind, payload } of all) await happen(tx, customerId, kind, payload);
          const mark = { name: 'stage', value: stageSql(lines) };
          const kinds = ['event.tracked', 'page.viewed', 'visit.logged'] as const;
          const { data } = await readTimeline(tx, customerId, { limit: 50, kinds, mark });
          expect(data).toHaveLength(all.length);
          for (const text of data) {
            const { stage, ...entry } = JSON.parse(text);
            expect(stage, JSON.stringify({ lines, entry })).toBe(stageOf(lines, entry as Entry));
            if (stage !== null) staged += 1;
          }
          const only = await readTimeline(tx, customerId, {
            limit: 50,
            kinds,
            mark: { ...mark, only: 'buy' },
          });
          expect(only.data).toEqual(data.filter((text) => JSON.parse(text).stage === 'buy'));
        });
      },
    ),
    { numRuns: 60, seed: 20_260_401 },
  );
  expect(staged).toBeGreaterThan(50);
});

test('a customer’s stage is that of the newest entry that has one; a member’s word stands until something later', async () => {
  const workspaceId = newId();
  const id = await inside(workspaceId, (tx) => createCustomer(tx, by, { name: 'Ana', identities: [] }));
  const read = () => inside(workspaceId, (tx) => readCustomerStage(tx, id));
  const tell = (kind: EntryKind, payload: object, at?: string) =>
    inside(workspaceId, (tx) => happen(tx, id, kind, payload, at));
  expect(await read()).toEqual({ stage: null, entryId: null, since: null, isByHand: false });
  const signedUp = await tell('event.tracked', { name: 'Signed Up', properties: {} });
  expect(await read()).toEqual({
    stage: 'consider',
    entryId: signedUp.id,
    since: signedUp.occurredAt,
    isByHand: false,
  });
  expect(await inside(workspaceId, (tx) => setCustomerStage(tx, by, id, 'advocate'))).toMatchObject({
    stage: 'advocate',
    isByHand: true,
  });
  // What is told late happened before.
  await tell('event.tracked', { name: 'Cart Viewed', properties: {} }, '2020-01-01T00:00:00Z');
  expect(await read()).toMatchObject({ stage: 'advocate', isByHand: true });
  await tell('visit.logged', { place: null, summary: '' });
  expect(await read()).toMatchObject({ stage: 'consider', isByHand: false });
});

test('the rule is what was saved last, falls back to the beginning, and shows beforehand what it would do', async () => {
  const workspaceId = newId();
  const lines: StageLine[] = [{ kind: 'event.tracked', pattern: 'sign*', stage: 'buy' }];
  const id = await inside(workspaceId, (tx) => createCustomer(tx, by, { name: 'Bo', identities: [] }));
  await inside(workspaceId, async (tx) => {
    await happen(tx, id, 'event.tracked', { name: 'Signed Up', properties: {} });
    await happen(tx, id, 'event.tracked', { name: 'Signed Up', properties: {} });
    await happen(tx, id, 'visit.logged', { place: null, summary: '' });
  });
  const preview = await inside(workspaceId, (tx) => previewStageRule(tx, lines, new Date()));
  expect(preview.isCut).toBe(false);
  expect(preview.data).toContainEqual({
    kind: 'event.tracked',
    name: 'Signed Up',
    count: 2,
    before: 'consider',
    after: 'buy',
  });
  expect(preview.data).toContainEqual({
    kind: 'visit.logged',
    name: null,
    count: 1,
    before: 'consider',
    after: null,
  });
  const read = () => inside(workspaceId, readStageRule);
  expect(await read()).toEqual({ lines: [...defaultStageLines], isDefault: true });
  await inside(workspaceId, (tx) => changeStageRule(tx, by, lines));
  expect(await read()).toEqual({ lines, isDefault: false });
  await inside(workspaceId, (tx) => changeStageRule(tx, by, null));
  expect(await read()).toEqual({ lines: [...defaultStageLines], isDefault: true });
  expect(kindsWithStage(lines)).toEqual(['stage.changed', 'event.tracked']);
});
