/** What cells mean that may mean several things: dates with the year last, and phone numbers without a country's code. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ImportKindName, ImportMap } from '../../contract/imports.ts';
import { type Bench, openBench } from '../support/importing.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(inject('testCluster'));
});
afterAll(() => bench.close());

const fileOf = (rows: readonly string[]) => {
  const text = rows.join('\n');
  return bench.file(`${createHash('sha256').update(text).digest('hex').slice(0, 16)}.csv`, text);
};
const eventsIn = (workspaceId: string) =>
  bench.query<{ id: string; at: string }>(
    workspaceId,
    `select external_id as id, to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD') as at from entries where kind = 'event.tracked'`,
  );
const saidOf = () => bench.said.join('\n');

test('whatever a file holds, an imported date is the day that was meant', async () => {
  const day = fc.record({
    year: fc.integer({ min: 1990, max: 2025 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(day, { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      fc.boolean(),
      async (days, isDayFirst, isGuessed) => {
        const two = (n: number) => String(n).padStart(2, '0');
        const text = (one: (typeof days)[number]) => {
          const [a, b] = isDayFirst ? [one.day, one.month] : [one.month, one.day];
          return `${two(a)}/${two(b)}/${one.year}`;
        };
        const path = fileOf(['id,user,event,time', ...days.map((one, n) => `e${n},u,Seen,${text(one)}`)]);
        const workspaceId = await bench.workspace();
        const map: ImportMap = { key: ['id'], fields: { user: 'user', event: 'event', time: 'time' } };
        const order = isDayFirst ? 'day-first' : 'month-first';
        const made = await bench.run(workspaceId, 'events', path, {
          ...(isGuessed ? {} : { map: { ...map, dates: { time: order } } }),
        });
        for (const { id, at } of await eventsIn(workspaceId)) {
          const meant = days[Number(id.slice(1))];
          expect(at).toBe(`${meant?.year}-${two(meant?.month ?? 0)}-${two(meant?.day ?? 0)}`);
        }
        const isProved = days.some((one) => one.day > 12);
        const clear = days.filter((one) => !isGuessed || isProved || one.day === one.month).length;
        expect(made).toMatchObject({ read: days.length, created: clear, rejected: days.length - clear });
      },
    ),
    { numRuns: 30 },
  );
}, 60_000);

test('an unclear date, and one of the other order, are refused with what to do', async () => {
  const path = fileOf(['id,user,event,time', 'a,u,Seen,02/03/2026', 'b,u,Seen,31/01/2026']);
  const map: ImportMap = { key: ['id'], fields: { user: 'user', event: 'event', time: 'time' } };
  const workspaceId = await bench.workspace();
  const tried = await bench.run(workspaceId, 'events', path, { map, isDryRun: true });
  expect(tried).toMatchObject({ created: 0, rejected: 2 });
  expect(saidOf()).toContain('row 2: “02/03/2026” in “time” may mean two days.');
  await bench.run(workspaceId, 'events', path, {
    map: { ...map, dates: { time: 'month-first' } },
    isDryRun: true,
  });
  expect(saidOf()).toContain('row 3: “31/01/2026” in “time” does not have day and month in the order');
  await expect(
    bench.run(workspaceId, 'events', path, { map: { ...map, dates: { when: 'day-first' } } }),
  ).rejects.toThrow('no column “when”');
});

describe('phone numbers without a country code', () => {
  const phones = ['11 96123-4567', '(11) 96123-4568', '+49 30 1234567', '0049 30 1234568', '12'];
  const rows = ['id,phone', ...phones.map((phone, n) => `p${n},${phone}`)];
  const run = (workspaceId: string, kind: ImportKindName, map?: ImportMap) =>
    bench.run(workspaceId, kind, fileOf(rows), map ? { map } : {});
  const kept = (workspaceId: string) =>
    bench.query<{ value: string }>(
      workspaceId,
      `select value from identities where kind = 'phone' order by value`,
    );
  const map: ImportMap = { key: ['id'], fields: { phone: 'phone' } };

  test('are refused when nobody says of which country they are', async () => {
    const workspaceId = await bench.workspace();
    expect(await run(workspaceId, 'customers', map)).toMatchObject({ created: 2, rejected: 3 });
    expect(await kept(workspaceId)).toEqual([{ value: '+49301234567' }, { value: '+49301234568' }]);
    const reasons = await bench.query<{ code: string }>(
      workspaceId,
      `select reason ->> 'code' as code from import_errors order by row_number`,
    );
    expect(reasons.map(({ code }) => code)).toEqual(['no-country', 'no-country', 'no-country']);
  });

  test('are of the country that the map names, the others of their own', async () => {
    const workspaceId = await bench.workspace();
    const made = await run(workspaceId, 'customers', { ...map, country: 'BR' });
    expect(made).toMatchObject({ created: 4, rejected: 1 });
    expect((await kept(workspaceId)).map(({ value }) => value)).toEqual([
      '+49301234567',
      '+49301234568',
      '+5511961234567',
      '+5511961234568',
    ]);
  });

  test('are guessed to be of the workspace’s country when most can be', async () => {
    const workspaceId = await bench.workspace();
    const path = fileOf(['id,phone', 'a,11 96123-4567', 'b,+49 30 1234567', 'c,']);
    const zone = (name: string) => bench.query(workspaceId, `update workspaces set time_zone = '${name}'`);
    await zone('America/Sao_Paulo');
    await bench.run(workspaceId, 'customers', path, { isDryRun: true });
    expect(saidOf()).toContain('"country":"BR"');
    // Not possible in Iceland, and of no country at all.
    for (const name of ['Atlantic/Reykjavik', 'UTC']) {
      await zone(name);
      await bench.run(workspaceId, 'customers', path, { isDryRun: true });
      expect(saidOf()).not.toContain('"country"');
      expect(saidOf()).toContain('row 2: “11 96123-4567” in “phone” has no country code.');
    }
  });

  test('of a country that there is not are refused as a whole', async () => {
    const workspaceId = await bench.workspace();
    await expect(run(workspaceId, 'customers', { ...map, country: 'XX' })).rejects.toThrow(
      'no country “XX” with phone numbers',
    );
  });
});
