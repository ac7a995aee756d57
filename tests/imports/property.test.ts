/**
 * However an import is cut into batches, wherever it is cut off and gone on with, however often it comes: the data in the
 * end is the same, and a dry run says what then happens.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { CommandResult } from '../../server/imports/index.ts';
import { type Bench, openBench } from '../support/importing.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(inject('testCluster'));
});
afterAll(() => bench.close());

const pick = (...values: string[]) => fc.constantFrom(...values);
const row = fc.record({
  user: pick('u1', 'u2', 'u3', 'u4', ''),
  email: pick('a@example.com', 'B@example.com', 'c@example.com', 'nonsense', ''),
  name: pick('Ana', '李雷', 'O\'Neil; "Bo"', ''),
  plan: pick('gold', 'silver', ''),
});
const table = fc.array(row, { minLength: 1, maxLength: 25 });

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
const textOf = (rows: readonly Record<string, string>[]) =>
  ['user,email,name,plan', ...rows.map((one) => Object.values(one).map(quote).join(','))].join('\n');
const fileOf = (text: string) =>
  bench.file(`${createHash('sha256').update(text).digest('hex').slice(0, 16)}.csv`, text);

/** Everything that the import made, without ids and times. */
async function dataOf(workspaceId: string): Promise<unknown> {
  return bench.query(
    workspaceId,
    `select * from (
       select c.name, c.language,
         (select json_agg(json_build_array(i.kind, i.value, i.verified) order by i.kind, i.value)
           from identities i where i.customer_id = c.id) as identities,
         (select json_agg(json_build_array(t.name, t.value) order by t.name)
           from traits t where t.customer_id = c.id) as traits,
         (select count(*)::int from entries e where e.customer_id = c.id and e.kind in ('customer.created', 'customer.described')) as entries
       from customers c) made
     order by identities::text, name`,
  );
}

const counts = ({ read, created, updated, unchanged, rejected }: CommandResult) => ({
  read,
  created,
  updated,
  unchanged,
  rejected,
});

test('any split, any interruption and any repetition end in the same data', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 5 }),
      async (rows, batchRows, stopAfter) => {
        const path = fileOf(textOf(rows));
        const plain = await bench.workspace();
        const once = await bench.run(plain, 'customers', path);
        const expected = await dataOf(plain);

        const cut = await bench.workspace();
        expect(counts(await bench.run(cut, 'customers', path, { isDryRun: true, batchRows }))).toEqual(
          counts(once),
        );
        const stopping = new AbortController();
        let batches = 0;
        const stopped = await bench
          .run(cut, 'customers', path, {
            batchRows,
            signal: stopping.signal,
            onBatch: () => {
              batches += 1;
              if (batches > stopAfter) stopping.abort();
            },
          })
          .catch((error: Error) => error);
        if (stopped instanceof Error) expect(stopped.message).toContain('What is done is done');
        const resumed = await bench.run(cut, 'customers', path, {
          isResumed: stopped instanceof Error,
          batchRows,
        });
        if (stopped instanceof Error) expect(counts(resumed)).toEqual(counts(once));
        expect(await dataOf(cut)).toEqual(expected);

        const again = await bench.run(cut, 'customers', path, { batchRows: batchRows + 1 });
        expect(again).toMatchObject({ created: 0, updated: 0, rejected: once.rejected });
        expect(await dataOf(cut)).toEqual(expected);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);
