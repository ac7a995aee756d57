/** Finding customers, on real PostgreSQL: who is found, in which order, and by which plan among many. */
import { CompiledQuery, type RootOperationNode } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Identity } from '../../contract/entries.ts';
import { newId } from '../ledger/index.ts';
import { inWorkspace, type Tx } from '../platform/db/index.ts';
import { createTestDatabase, runSql, type TestDatabase } from '../platform/db/testing.ts';
import { createCustomer, renameCustomer } from './customer.ts';
import { writeCustomers } from './index.ts';
import { mergeByMember, unmergeByMember } from './merge.ts';
import { searchCustomers } from './search.ts';
import { termStatements } from './search-terms.ts';
import { termsOfName, termsOfNumber } from './terms.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
});
afterAll(() => database.drop());

const by = { actor: { kind: 'system' as const, id: null }, source: 'test' };
const known = (text: string): Identity => {
  const [kind, value] = text.split(/:(.*)/s) as [Identity['kind'], string];
  return { kind, value, verified: false };
};

/** A workspace of its own. */
function newPlace() {
  const workspaceId = newId();
  const within = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(database.db, workspaceId, work);
  return {
    workspaceId,
    within,
    add: (name: string | null, ...identities: string[]) =>
      within((tx) => createCustomer(tx, by, { name, identities: identities.map(known) })),
    merge: (fromId: string, intoId: string) => within((tx) => mergeByMember(tx, by, intoId, fromId)),
    names: async (search: string) =>
      (await within((tx) => searchCustomers(tx, { search, limit: 100 }))).data.map(({ name }) => name),
  };
}

describe('who is found', () => {
  test('in the order of how well they match, each once', async () => {
    const { add, names } = newPlace();
    await add('Mariana Lopes', 'email:ana@other.example');
    await add('Susana Prado');
    await add('Luís Ana');
    await add('Ana Souza', 'email:ana@shop.example');
    await add('Anabela');
    await add('Nobody', 'user:ana');
    expect(await names('ana')).toEqual([
      'Nobody',
      'Mariana Lopes',
      'Ana Souza',
      'Anabela',
      'Luís Ana',
      'Susana Prado',
    ]);
    expect(await names('ana@shop.example')).toEqual(['Ana Souza']);
    expect(await names('ANA so')).toEqual(['Ana Souza']);
  });

  test('by all words of a search, wherever each stands', async () => {
    const { add, names } = newPlace();
    await add('Maria Aparecida da Silva', 'email:cida@mail.example', 'phone:+5511961234567');
    await add('Maria Silva');
    await add('João da Silva', 'email:joao@mail.example');
    expect(await names('maria silva')).toEqual(['Maria Silva', 'Maria Aparecida da Silva']);
    expect(await names('silva cida')).toEqual(['Maria Aparecida da Silva']);
    expect(await names('silva 4567')).toEqual(['Maria Aparecida da Silva']);
    expect(await names('joao mail')).toEqual(['João da Silva']);
    expect(await names('maria joao')).toEqual([]);
  });

  test('by what else belongs to them, as long as it does', async () => {
    const { add, within, names } = newPlace();
    const ana = await add('Ana');
    await within(async (tx) => {
      const findables = [
        { customerId: ana, source: 'order', terms: termsOfNumber('2024-0017') },
        { customerId: ana, source: 'company', terms: termsOfName('Acme Ltda.') },
      ];
      for (const statement of termStatements(findables)) await statement.execute(tx);
    });
    for (const search of ['2024-0017', '2024-00', '0017', 'acme', 'ana acme']) {
      expect(await names(search), search).toEqual(['Ana']);
    }
  });

  test('by the name that they have, no more by the one that they had', async () => {
    const { add, within, names } = newPlace();
    const id = await add('Ana Souza', 'email:ana.souza@mail.example');
    await within((tx) => renameCustomer(tx, by, id, 'Bea Souza'));
    expect(await names('bea')).toEqual(['Bea Souza']);
    expect(await names('souza bea')).toEqual(['Bea Souza']);
    await within((tx) => renameCustomer(tx, by, id, null));
    expect(await names('bea')).toEqual([]);
    expect(await names('ana')).toEqual([null]);
  });

  test('after a merge by every name and address of both, once and as the survivor; when that is undone, each again', async () => {
    const { add, merge, within, names } = newPlace();
    const kept = await add('Ana Souza', 'email:ana@mail.example');
    const merged = await add('Anita S.', 'phone:+5511961234567', 'email:ana@old.example');
    await merge(merged, kept);
    for (const search of ['ana', 'anita', 'souza', '4567', 'ana@old', 'anita souza', 'ana 4567']) {
      expect(await names(search), search).toEqual(['Ana Souza']);
    }
    await within((tx) => unmergeByMember(tx, by, kept, merged));
    expect(await names('ana')).toEqual(['Ana Souza', 'Anita S.']);
    expect(await names('anita')).toEqual(['Anita S.']);
  });

  test('a visitor by the whole id', async () => {
    const { add, within } = newPlace();
    const visitor = newId();
    const id = await add(null, `visitor:${visitor}`);
    const found = await within((tx) => searchCustomers(tx, { search: visitor, limit: 10 }));
    expect(found.data.map((customer) => customer.id)).toEqual([id]);
  });

  test('page by page as all at once, also when one has many matches', async () => {
    const { add, merge, within } = newPlace();
    const ids: string[] = [];
    for (let at = 0; at < 40; at += 1) {
      ids.push(await add(`Ana${at} Banana Ana`, `email:ana.ana${at}@ana.example`, `user:ana-${at}`));
    }
    for (const at of [3, 8, 21]) await merge(ids[at] ?? '', ids[at + 1] ?? '');
    for (const search of ['ana', 'ana banana', 'banana ana1', 'a']) {
      const all = await within((tx) => searchCustomers(tx, { search, limit: 100 }));
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await within((tx) => searchCustomers(tx, { search, limit: 7, cursor }));
        paged.push(...page.data.map(({ id }) => id));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(paged, search).toEqual(all.data.map(({ id }) => id));
      expect(new Set(paged).size, search).toBe(search.endsWith('1') ? 11 : 37);
    }
  });

  test('nobody of another workspace, also with its cursor', async () => {
    const here = newPlace();
    const there = newPlace();
    for (let at = 0; at < 3; at += 1) await there.add(`Canary ${at}`, `user:canary${at}`);
    const { next } = await there.within((tx) => searchCustomers(tx, { search: 'canary', limit: 1 }));
    for (const cursor of [undefined, next ?? '']) {
      expect(await here.within((tx) => searchCustomers(tx, { search: 'canary', limit: 10, cursor }))).toEqual(
        {
          data: [],
          next: null,
        },
      );
    }
  });
});

describe('among fifty thousand', () => {
  const count = 50_000;
  const given = ['Maria', 'Ana', 'João', '小明', 'Mariana', 'José', 'Annamaria', 'Li'];
  const family = ['Silva', 'Souza', '王', 'Santos', 'de Oliveira', 'Costa', 'Zhang'];
  const place = newPlace();

  beforeAll(async () => {
    const at = '2026-01-01T00:00:00.000000Z';
    for (let first = 0; first < count; first += 2_500) {
      const numbers = Array.from({ length: 2_500 }, (_, n) => first + n);
      const customers = numbers.map((n) => ({
        id: newId(),
        name: `${given[n % given.length]} ${family[n % family.length]}`,
        language: null,
        createdAt: at,
        named: null,
      }));
      const identities = customers.flatMap(({ id }, index) => {
        const n = numbers[index] ?? 0;
        return [`email:maria.${n}@mail.example`, `phone:+55119${10_000_000 + n}`, `user:${n}`].map(
          (text) => ({
            ...known(text),
            customerId: id,
            createdAt: at,
          }),
        );
      });
      await place.within((tx) => writeCustomers(tx, customers, identities));
      const merged = customers.slice(0, 100).map(({ id }, n) => [id, customers[n + 100]?.id] as const);
      for (const [from, into] of merged) if (into !== undefined) await place.merge(from, into);
    }
    await place.add('Rara Maria Silva', 'email:rara@rare.example');
    await runSql(database.adminUrl, (client) => client.query('analyze'));
  }, 120_000);

  test.each([
    ['m', 60],
    ['maria', 60],
    ['mail', 60],
    ['aria', 60],
    ['明', 60],
    ['maria silva', 60],
    ['silva rara', 1],
    ['49999', 1],
    ['+55 11 9 1004-9999', 1],
    ['mail maria nobody', 0],
    ['ana zhang wang', 0],
  ])('%j reads a few rows, by indexes alone', async (search, found) => {
    const { rows, plans } = await place.within((tx) => explained(tx, search));
    expect(rows).toBe(found);
    for (const { scans, read } of plans) {
      expect(scans.filter((scan) => scan.startsWith('Seq Scan'))).toEqual([]);
      expect(read).toBeLessThan(30_000);
    }
  });
});

type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: Node[];
};

/** Searches, and asks for the plan of each statement that it sent. */
async function explained(tx: Tx, search: string) {
  const sent: RootOperationNode[] = [];
  const watched = tx.withPlugin({
    transformQuery: ({ node }) => {
      sent.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const { data } = await searchCustomers(watched as Tx, { search, limit: 60 });
  const plans: { scans: string[]; read: number }[] = [];
  for (const node of sent) {
    const compiled = tx.getExecutor().compileQuery(node, { queryId: 'explained' });
    const explain = CompiledQuery.raw(`explain (analyze, format json) ${compiled.sql}`, [
      ...compiled.parameters,
    ]);
    const { rows } = await tx.executeQuery<{ 'QUERY PLAN': [{ Plan: Node }] }>(explain);
    const scans: string[] = [];
    let read = 0;
    const visit = (part: Node): void => {
      if (part['Relation Name'] !== undefined) {
        scans.push(`${part['Node Type']} ${part['Relation Name']}`);
        read += part['Actual Rows'] * part['Actual Loops'];
      }
      for (const below of part.Plans ?? []) visit(below);
    };
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    if (plan) visit(plan);
    plans.push({ scans, read });
  }
  return { rows: data.length, plans };
}
