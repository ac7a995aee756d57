/** Companies out of files of their own, and those that files of customers name. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Bench, openBench } from '../support/importing.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(inject('testCluster'));
});
afterAll(() => bench.close());

const companiesOf = (workspaceId: string) =>
  bench.query<{ name: string; id: string | null; domains: string; people: number }>(
    workspaceId,
    `select c.name, c.external_id as id,
       (select coalesce(string_agg(domain, ' ' order by domain), '') from company_domains d where d.company_id = c.id) as domains,
       (select count(*)::integer from company_members m where m.company_id = c.id and m.is_member) as people
     from companies c order by c.name`,
  );

const file = `Company ID,Company name,Domain,Website,Employees,Industry
a1,Acme,acme.com,https://acme.com,120,Toys
a2,北京字节跳动,"bytes.example; bytes.cn",,,Media
a1,Acme Ltd,,,130,
,Nord,nord.example,,,
,,,,,Nothing named
`;

test('companies are made once, by id or domain, and the same file again changes nothing', async () => {
  const workspaceId = await bench.workspace();
  const path = bench.file('companies.csv', file);
  const foreseen = await bench.run(workspaceId, 'companies', path, { isDryRun: true });
  expect(await companiesOf(workspaceId)).toEqual([]);
  const first = await bench.run(workspaceId, 'companies', path);
  expect(first).toMatchObject({ read: 5, created: 3, updated: 1, unchanged: 0, rejected: 1 });
  expect(foreseen).toEqual({ ...first, errorsFile: null });
  expect(await companiesOf(workspaceId)).toEqual([
    { name: 'Acme Ltd', id: 'a1', domains: 'acme.com', people: 0 },
    { name: 'Nord', id: null, domains: 'nord.example', people: 0 },
    { name: '北京字节跳动', id: 'a2', domains: 'bytes.cn bytes.example', people: 0 },
  ]);
  const before = await bench.query(workspaceId, 'select * from entries order by id');
  const again = await bench.run(workspaceId, 'companies', path);
  expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 4, rejected: 1 });
  expect(await bench.query(workspaceId, 'select * from entries order by id')).toEqual(before);
});

test('row by row it comes to the same, also where names are all that is said', async () => {
  const path = bench.file('names.csv', 'Company,Size\nAcme,1\nNORD,2\nacmé,3\nNord,4\n');
  const seen = [];
  for (const batchRows of [1, 100]) {
    const workspaceId = await bench.workspace();
    const made = await bench.run(workspaceId, 'companies', path, { batchRows });
    expect(made).toMatchObject({ created: 2, updated: 2 });
    seen.push(await companiesOf(workspaceId));
  }
  expect(seen[0]?.map(({ name }) => name)).toEqual(['Nord', 'acmé']);
  expect(seen[0]).toEqual(seen[1]);
});

test('a column of customers names their company: by name, domain or id', async () => {
  const workspaceId = await bench.workspace();
  await bench.run(workspaceId, 'companies', bench.file('companies.csv', file));
  const path = bench.file(
    'people.csv',
    `User ID,Name,Company,Company ID,Job title
u1,Ana,ACME LTD,,Buyer
u2,Bob,acme.com,,
u3,Eve,,a2,Chief
u4,Zoe,New one,,
u5,Tom,,,Nobody's clerk
`,
  );
  const first = await bench.run(workspaceId, 'customers', path);
  expect(first).toMatchObject({ read: 5, created: 5, rejected: 0 });
  expect((await companiesOf(workspaceId)).map(({ name, people }) => [name, people])).toEqual([
    ['Acme Ltd', 2],
    ['New one', 1],
    ['Nord', 0],
    ['北京字节跳动', 1],
  ]);
  const roles = await bench.query<{ role: string }>(
    workspaceId,
    'select role from company_members where role is not null order by role',
  );
  expect(roles.map(({ role }) => role)).toEqual(['Buyer', 'Chief']);
  const kept = await bench.query<{ value: string }>(
    workspaceId,
    "select value from traits where name = 'role'",
  );
  expect(kept).toEqual([{ value: "Nobody's clerk" }]);
  const before = await bench.query(workspaceId, 'select * from company_members order by 2, 3');
  expect(await bench.run(workspaceId, 'customers', path)).toMatchObject({
    created: 0,
    updated: 0,
    unchanged: 5,
  });
  expect(await bench.query(workspaceId, 'select * from company_members order by 2, 3')).toEqual(before);
});
