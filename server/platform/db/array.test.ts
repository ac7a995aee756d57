import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { arrayText } from './array.ts';
import { outsideWorkspaces } from './pool.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
});
afterAll(() => database.drop());

test('an array reads back as it was', async () => {
  const special = fc.constantFrom(
    '',
    'NULL',
    'null',
    '{}',
    '"',
    '\\',
    'a,b',
    ' ',
    'é',
    '你好 🙏',
    'a\nb\tc',
    '\\"',
    "'",
  );
  const value = fc.option(
    fc.oneof(
      special,
      fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
    ),
  );
  await outsideWorkspaces(database.db, (tx) =>
    fc.assert(
      fc.asyncProperty(fc.array(value), async (values) => {
        const { rows } = await sql<{ back: string[] }>`select ${arrayText(values)}::text[] as back`.execute(
          tx,
        );
        expect(rows[0]?.back).toEqual(values.map((one) => one?.toWellFormed() ?? null));
      }),
      { numRuns: 200 },
    ),
  );
});

test('numbers and truth values too', async () => {
  const { rows } = await outsideWorkspaces(database.db, (tx) =>
    sql`select ${arrayText([1, null, -3])}::integer[] as n, ${arrayText([true, false])}::boolean[] as b`.execute(
      tx,
    ),
  );
  expect(rows).toEqual([{ n: [1, null, -3], b: [true, false] }]);
});
