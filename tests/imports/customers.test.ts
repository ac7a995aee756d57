/** Customers out of files: found or made, once, and told apart. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Bench, openBench } from '../support/importing.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(inject('testCluster'));
});
afterAll(() => bench.close());

const file = `Customer ID;Name;E-Mail;Telefone;Plan
c1;Ana Silva;ANA@example.com;+55 11 96123-4567;gold
c2;李雷;lilei@example.com;;silver
c1;Ana Silva;ana@example.com;+55 11 96123-4567;platinum
;;not an address;;
`;

test('customers are made once, and the same file again changes nothing', async () => {
  const workspaceId = await bench.workspace();
  const path = bench.file('customers.csv', file);
  const foreseen = await bench.run(workspaceId, 'customers', path, { isDryRun: true });
  const first = await bench.run(workspaceId, 'customers', path);
  expect(first).toMatchObject({ read: 4, created: 2, updated: 1, unchanged: 0, rejected: 1 });
  expect(foreseen).toEqual({ ...first, errorsFile: null });
  const before = await bench.query(workspaceId, 'select * from entries order by id');
  const again = await bench.run(workspaceId, 'customers', path);
  expect(again).toMatchObject({ read: 4, created: 0, updated: 0, unchanged: 3, rejected: 1 });
  expect(await bench.query(workspaceId, 'select * from entries order by id')).toEqual(before);
  const names = await bench.query<{ name: string }>(workspaceId, 'select name from customers order by name');
  expect(names.map(({ name }) => name)).toEqual(['Ana Silva', '李雷']);
});

test.each([1, 1_000])(
  'of two rows about one customer the later stands, %i rows at a time',
  async (batchRows) => {
    const workspaceId = await bench.workspace();
    const path = bench.file('twice.csv', 'user,name,plan\nu1,Ana,gold\nu1,Ana Lima,silver\n');
    await bench.run(workspaceId, 'customers', path, { batchRows });
    expect(await bench.query(workspaceId, 'select name from customers')).toEqual([{ name: 'Ana Lima' }]);
    expect(await bench.query(workspaceId, `select value from traits where name = 'plan'`)).toEqual([
      { value: 'silver' },
    ]);
  },
);
