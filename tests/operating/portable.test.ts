/** Somebody has decided about every table and column whether it belongs in an export, and has said what it means. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { portables } from '../../server/app/portable.ts';
import { createTestDatabase, runSql, type TestDatabase } from '../../server/platform/db/testing.ts';

type Column = { table: string; column: string; needed: boolean; type: string };

let database: TestDatabase;
let columns: Column[];
beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
  columns = await runSql(database.adminUrl, async (client) => {
    const { rows } = await client.query<Column>(`
      select c.relname as table, a.attname as column, t.typname as type,
        a.attnotnull and not a.atthasdef as needed
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = ''
      join pg_type t on t.oid = a.atttypid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname not in ('installation', 'schema_migrations') and a.attname <> 'workspace_id'`);
    return rows;
  });
});
afterAll(() => database.drop());

const tables = () => [...new Set(columns.map(({ table }) => table))].sort();
const columnsOf = (name: string) => columns.filter(({ table }) => table === name);
const omittedOf = (name: string): Readonly<Record<string, string>> => {
  const portable = portables[name];
  return portable && 'omitted' in portable ? (portable.omitted ?? {}) : {};
};
const carried = () => tables().filter((name) => !('leftOut' in (portables[name] ?? {})));

test('every table travels, or has a reason why it does not', () => {
  expect(Object.keys(portables).sort()).toEqual(tables());
  for (const [name, portable] of Object.entries(portables))
    if ('leftOut' in portable) expect(portable.leftOut.length, name).toBeGreaterThan(20);
});

test('columns that stay are there', () => {
  for (const name of carried())
    expect(columnsOf(name).map(({ column }) => column)).toEqual(
      expect.arrayContaining(Object.keys(omittedOf(name))),
    );
});

test('no secret travels: neither bytes, which are hashes, nor what is sealed', () => {
  for (const name of carried()) {
    const told = columnsOf(name).filter(({ column }) => omittedOf(name)[column] === undefined);
    for (const { column, type } of told) {
      expect(type, `${name}.${column}`).not.toBe('bytea');
      expect(column, `${name}.${column}`).not.toMatch(/secret|password|token|hash/);
    }
  }
});

test('places in the ledger are told as such', () => {
  for (const name of carried()) {
    const portable = portables[name];
    const isPlaced = columnsOf(name).some(({ type }) => type === 'xid8');
    expect(portable && 'positions' in portable, name).toBe(isPlaced);
  }
});

test('docs/operating/export.md describes each file with each of its fields, and names what is left out', () => {
  const text = readFileSync(path.join(import.meta.dirname, '../../docs/operating/export.md'), 'utf8');
  const sections = new Map(
    text
      .split(/^### /m)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf('\n')).replaceAll('`', ''), section] as const),
  );
  expect([...sections.keys()].sort()).toEqual(
    carried()
      .map((name) => `${name}.jsonl`)
      .sort(),
  );
  for (const name of carried()) {
    const section = sections.get(`${name}.jsonl`) ?? '';
    const told = columnsOf(name).filter(({ column }) => omittedOf(name)[column] === undefined);
    for (const { column } of told) expect(section, `${name}.${column}`).toContain(`\`${column}\``);
  }
  for (const name of tables()) if (!carried().includes(name)) expect(text).toContain(`\`${name}\``);
});
