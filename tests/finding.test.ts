/**
 * Finding customers by orders and companies among many: by which plans. They are asked for as the server gets them: made
 * once for all values, under row-level security, and before PostgreSQL knows the tables' sizes as well as afterwards.
 */
import { randomUUID } from 'node:crypto';
import { CompiledQuery, type RootOperationNode, sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { addMembers, companyNames, peopleOf, reportCompanies } from '../server/companies/index.ts';
import { searchCustomers, writeCustomers } from '../server/customers/index.ts';
import { orderNumbers } from '../server/orders/index.ts';
import { arrayText, inWorkspace, type Tx } from '../server/platform/db/index.ts';
import { createTestDatabase, runSql, type TestDatabase } from '../server/platform/db/testing.ts';
import { membersOf } from '../server/segments/index.ts';

const count = 10_000;
const companies = count / 20;
const batch = 1_000;
/** Rows that a page may take where few match: what a few thousand candidates have, however many customers there are. */
const rowsReadMax = 150_000;
const at = '2026-01-01T00:00:00.000000Z';

let database: TestDatabase;
const workspaceId = randomUUID();
const within = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(database.db, workspaceId, work);
const sources = [...orderNumbers, companyNames];
const nameOf = (n: number) => `${['Maria', 'Ana', 'João', '小明'][n % 4]} ${['Silva', '王', 'Costa'][n % 3]}`;
const companyOf = (n: number) => `${['Nord', '北京字节', 'Acme'][n % 3]} Trading ${n}`;

beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
  let giant: string | undefined;
  for (let first = 0; first < count; first += batch) {
    const customers = Array.from({ length: batch }, (_, n) => ({
      ...{ id: randomUUID(), name: nameOf(first + n), language: null, createdAt: at, named: null },
    }));
    const identities = customers.map(({ id: customerId }, n) => ({
      ...{ kind: 'user' as const, value: `u${first + n}`, verified: true, customerId, createdAt: at },
    }));
    await within((tx) => writeCustomers(tx, customers, identities));
    await within((tx) => sellTo(tx, first, customers));
    const made = await within((tx) =>
      reportCompanies(
        tx,
        'test',
        Array.from({ length: companies / (count / batch) }, (_, n) => {
          const name = companyOf(first / 20 + n);
          return { externalId: name, traits: { name }, verified: true, occurredAt: at, messageId: name };
        }),
      ),
    );
    giant ??= made[0]?.companyId ?? '';
    const all = made.map((one) => one?.companyId ?? '');
    await within((tx) =>
      addMembers(
        tx,
        'test',
        customers.map(({ id }, n) => ({
          ...{ companyId: n % 4 === 0 ? (giant ?? '') : (all[n % all.length] ?? ''), companyName: null },
          ...{ customerId: id, role: null, verified: true, occurredAt: at },
        })),
      ),
    );
  }
}, 600_000);
afterAll(() => database.drop());

/** An order each. */
async function sellTo(tx: Tx, first: number, customers: readonly { id: string }[]): Promise<void> {
  await sql`
    insert into orders (id, shop, external_id, parts, is_placed, first_at)
    select gen_random_uuid(), '', 'BR-' || n, jsonb_build_object('customer', jsonb_build_array('1', customer_id)), true, now()
    from unnest(${arrayText(customers.map(({ id }) => id))}::uuid[]) with ordinality c (customer_id, place),
      lateral (select ${first}::integer + place - 1 as n) numbered`.execute(tx);
}

const searches: [search: string, found: number][] = [
  ['br-77', 20],
  ['BR-7777', 1],
  ['7777', 1],
  ['trading', 20],
  ['字节', 20],
  ['acme trading 5', 20],
  ['nord 王', 20],
  ['maria', 20],
  ['maria trading', 20],
  ['br-9 maria', 20],
  ['silva costa trading', 0],
];

test.each(searches)('%j by indexes alone, before sizes are known', async (search, found) => {
  await isCheap(search, found);
});

test.each(searches)('%j by indexes alone, when they are', { timeout: 60_000 }, async (search, found) => {
  if (search === searches[0]?.[0]) await runSql(database.adminUrl, (client) => client.query('analyze'));
  await isCheap(search, found);
});

async function isCheap(search: string, found: number): Promise<void> {
  const { ids, scans, read } = await within((tx) => explained(tx, search));
  expect(new Set(ids).size).toBe(found);
  expect(scans.filter((scan) => scan.startsWith('Seq Scan'))).toEqual([]);
  expect(read).toBeLessThan(rowsReadMax);
}

type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: Node[];
};

/** Searches, and asks for the plan of each statement that it sent, as one that is prepared. */
async function explained(tx: Tx, search: string) {
  const sent: RootOperationNode[] = [];
  const watched = tx.withPlugin({
    transformQuery: ({ node }) => {
      sent.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const { data } = await searchCustomers(
    watched as Tx,
    { search, limit: 20 },
    { sources, peopleOf: { company: peopleOf, segment: membersOf } },
  );
  const scans: string[] = [];
  let read = 0;
  const visit = (part: Node): void => {
    if (part['Relation Name'] !== undefined) {
      scans.push(`${part['Node Type']} ${part['Relation Name']}`);
      read += part['Actual Rows'] * part['Actual Loops'];
    }
    for (const below of part.Plans ?? []) visit(below);
  };
  for (const node of sent) {
    const { sql: text, parameters } = tx.getExecutor().compileQuery(node, { queryId: 'explained' });
    const run = (statement: string) =>
      tx.executeQuery<Record<string, never>>(CompiledQuery.raw(statement, []));
    await run(`prepare explained as ${text}`);
    const { rows } = await run(
      `explain (analyze, format json) execute explained (${parameters.map(literal).join(', ')})`,
    );
    await run('deallocate explained');
    const plan = (rows[0] as unknown as { 'QUERY PLAN': [{ Plan: Node }] } | undefined)?.['QUERY PLAN'][0]
      .Plan;
    if (plan) visit(plan);
  }
  return { ids: data.map(({ id }) => id), scans, read };
}

function literal(value: unknown): string {
  if (value === null || typeof value === 'number') return String(value);
  const text = Array.isArray(value) ? arrayText(value as string[]) : String(value);
  return `'${text.replaceAll("'", "''")}'`;
}
