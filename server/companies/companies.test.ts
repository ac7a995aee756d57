/** Companies on real PostgreSQL: who makes them, what counts of what is told, who belongs to them. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { customersFor } from '../customers/index.ts';
import { beginning, newId, readAfter } from '../ledger/index.ts';
import { inWorkspace, type Tx } from '../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/db/testing.ts';
import { createCompany, updateCompany } from './company.ts';
import { normalDomain } from './domain.ts';
import { addMembers, reportCompanies } from './index.ts';
import { addPerson, removePerson } from './members.ts';
import { companiesOfCustomer, listCompanies, listPeople, readCompany } from './queries.ts';
import { searchCompanies } from './search.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
});
afterAll(() => database.drop());

const member = { actor: { kind: 'member' as const, id: newId() }, source: 'console' };
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

/** A workspace of its own. */
function newPlace() {
  const workspaceId = newId();
  const here = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(database.db, workspaceId, work);
  const report = (
    externalId: string | null,
    traits: Record<string, unknown>,
    more: { verified?: boolean; second?: number; source?: string } = {},
  ) =>
    here(async (tx) => {
      const { verified = true, second = 1, source = 'collect' } = more;
      const said = { externalId, traits, verified, occurredAt: at(second), messageId: newId() };
      const [reported] = await reportCompanies(tx, source, [said]);
      return reported;
    });
  return {
    workspaceId,
    here,
    report,
    customer: (user: string) =>
      here(async (tx) => {
        const [found] = await customersFor(tx, 'test', [
          { identities: [{ kind: 'user', value: user, verified: true }], name: user },
        ]);
        return found?.customerId ?? '';
      }),
    read: (id: string | undefined) => here((tx) => readCompany(tx, id ?? '')),
    all: async () => (await here((tx) => listCompanies(tx, { limit: 100, isArchived: false }))).data,
    found: async (search: string) =>
      (await here((tx) => searchCompanies(tx, { search, limit: 100, isArchived: false }))).data.map(
        ({ name }) => name,
      ),
    people: async (id: string) =>
      (await here((tx) => listPeople(tx, id, { limit: 100 }))).data.map(
        ({ customer, role, verified }) => [customer.name, role, verified] as const,
      ),
  };
}

test('domains are read from addresses of sites, and nothing else is taken for one', () => {
  expect(normalDomain('https://www.Acme.com/about?x=1')).toBe('acme.com');
  expect(normalDomain(' ACME.com. ')).toBe('acme.com');
  expect(normalDomain('bücher.example')).toBe('xn--bcher-kva.example');
  for (const none of ['acme', '', '127.0.0.1', 'a b.com', '-a.com', 'a@b.com', 'http://', '测试']) {
    expect(normalDomain(none)).toBeUndefined();
  }
});

describe('what is told', () => {
  test('makes one company by the id of the business, and the latest word on each attribute counts', async () => {
    const { report, read, all } = newPlace();
    const first = await report('g1', { name: 'Acme', plan: 'gold', employees: 20 }, { second: 5 });
    await report('g1', { plan: 'free', industry: 'Toys' }, { second: 3 });
    await report('g1', { name: 'Acme Ltd' }, { second: 9 });
    expect(await all()).toHaveLength(1);
    expect(await read(first?.companyId)).toMatchObject({
      name: 'Acme Ltd',
      externalId: 'g1',
      size: '20',
      attributes: { plan: 'gold', industry: 'Toys' },
      verified: true,
    });
  });

  test('by a browser overwrites nothing that is believed, and gives no domain', async () => {
    const { report, read } = newPlace();
    const claimed = await report(
      'g1',
      { name: 'Evil', domain: 'acme.com', color: 'red' },
      { verified: false },
    );
    expect(await read(claimed?.companyId)).toMatchObject({
      name: 'Evil',
      verified: false,
      domains: [],
      attributes: { domain: 'acme.com', color: 'red' },
    });
    await report('g1', { name: 'Acme', domain: 'acme.com' }, { second: 2 });
    await report('g1', { name: 'Evil again' }, { verified: false, second: 9 });
    expect(await read(claimed?.companyId)).toMatchObject({
      name: 'Acme',
      verified: true,
      domains: ['acme.com'],
    });
  });

  test('fifty times at once makes one company, by id, by domain and by name', async () => {
    const { here, all } = newPlace();
    for (const [externalId, traits] of [
      ['g1', { name: 'One' }],
      [null, { domain: 'two.example' }],
      [null, { name: 'Three' }],
    ] as const) {
      const reported = await Promise.all(
        Array.from({ length: 50 }, () =>
          here((tx) =>
            reportCompanies(tx, 'collect', [
              { externalId, traits, verified: true, occurredAt: at(1), messageId: newId() },
            ]),
          ),
        ),
      );
      expect(new Set(reported.map(([one]) => one?.companyId)).size).toBe(1);
    }
    expect(await all()).toHaveLength(3);
  });

  test('of a company that a member wrote down with that domain gives it the id', async () => {
    const { here, report, read } = newPlace();
    const made = await here((tx) => createCompany(tx, member, { name: 'Acme', domains: ['www.acme.com'] }));
    const reported = await report('g1', { domain: 'acme.com', plan: 'gold' });
    expect(reported?.companyId).toBe(made.id);
    expect(await read(made.id)).toMatchObject({ externalId: 'g1', attributes: { plan: 'gold' } });
    // Another id of the business is another company; the domain stays where it was.
    const other = await report('g2', { domain: 'acme.com', name: 'Other' });
    expect(other?.companyId).not.toBe(made.id);
    expect(await read(other?.companyId)).toMatchObject({ domains: [] });
  });

  test('again under the same id changes nothing', async () => {
    const { here, all } = newPlace();
    const said = {
      externalId: 'g1',
      traits: { name: 'A' },
      verified: true,
      occurredAt: at(1),
      messageId: 'm1',
    };
    const once = await here((tx) => reportCompanies(tx, 'collect', [said, said]));
    const again = await here((tx) => reportCompanies(tx, 'collect', [said]));
    expect(once.map((one) => one?.outcome)).toEqual(['created', 'unchanged']);
    expect(again.map((one) => one?.outcome)).toEqual(['unchanged']);
    expect(await all()).toHaveLength(1);
  });
});

describe('by hand', () => {
  test('a company is written down, changed and archived, and the same again says nothing', async () => {
    const { here, read, found, all } = newPlace();
    const made = await here((tx) =>
      createCompany(tx, member, {
        name: 'Acme Trading',
        externalId: 'A-1',
        domains: ['acme.com', 'acme.example'],
        website: 'https://acme.com',
        attributes: { plan: 'gold' },
      }),
    );
    const change = {
      name: 'Acme',
      domains: ['acme.com'],
      website: null,
      note: 'Pays late',
      attributes: { plan: null },
    };
    const changed = await here((tx) => updateCompany(tx, member, made.id, change));
    expect(changed).toMatchObject({
      name: 'Acme',
      externalId: 'A-1',
      domains: ['acme.com'],
      website: null,
      note: 'Pays late',
      attributes: {},
    });
    const entries = async () =>
      (await here((tx) => readAfter(tx, beginning, { limit: 100, unsettled: true }))).length;
    const before = await entries();
    await here((tx) => updateCompany(tx, member, made.id, change));
    expect(await entries()).toBe(before);
    expect(await found('trading')).toEqual([]);
    expect(await found('acme.example')).toEqual([]);
    expect(await found('acme.com')).toEqual(['Acme']);
    expect(await found('a-1')).toEqual(['Acme']);
    await here((tx) => updateCompany(tx, member, made.id, { archived: true }));
    expect(await all()).toEqual([]);
    expect(await found('acme')).toEqual([]);
    expect((await read(made.id)).archivedAt).not.toBeNull();
    await here((tx) => updateCompany(tx, member, made.id, { archived: false }));
    expect(await found('acme')).toEqual(['Acme']);
  });

  test('an id or a domain of another company is refused, also fifty times at once', async () => {
    const { here, all } = newPlace();
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, () =>
        here((tx) => createCompany(tx, member, { name: 'A', externalId: 'x' })),
      ),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await all()).toHaveLength(1);
    await here((tx) => createCompany(tx, member, { name: 'B', domains: ['b.example'] }));
    await expect(
      here((tx) => createCompany(tx, member, { name: 'C', domains: ['WWW.b.example'] })),
    ).rejects.toMatchObject({ code: 'already-exists' });
    await expect(
      here((tx) => createCompany(tx, member, { name: 'D', domains: ['no domain'] })),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(here((tx) => updateCompany(tx, member, newId(), { name: 'E' }))).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('who belongs to a company', () => {
  test('is told by systems and by hand; what was denied by hand no browser claims back', async () => {
    const { here, report, customer, people } = newPlace();
    const companyId = (await report('g1', { name: 'Acme' }))?.companyId ?? '';
    const ana = await customer('Ana');
    const add = (verified: boolean, second: number) =>
      here((tx) =>
        addMembers(tx, 'collect', [
          { companyId, companyName: 'Acme', customerId: ana, role: null, verified, occurredAt: at(second) },
        ]),
      );
    expect(await add(false, 1)).toEqual([true]);
    expect(await add(false, 2)).toEqual([false]);
    expect(await people(companyId)).toEqual([['Ana', null, false]]);
    expect(await add(true, 3)).toEqual([true]);
    expect(await add(true, 4)).toEqual([false]);
    expect(await people(companyId)).toEqual([['Ana', null, true]]);
    await here((tx) => addPerson(tx, member, companyId, ana, 'Buyer'));
    expect(await people(companyId)).toEqual([['Ana', 'Buyer', true]]);
    await here((tx) => addPerson(tx, member, companyId, ana, null));
    expect(await people(companyId)).toEqual([['Ana', null, true]]);
    await here((tx) => removePerson(tx, member, companyId, ana));
    expect(await people(companyId)).toEqual([]);
    expect(await add(false, 60)).toEqual([false]);
    expect(await add(true, 5)).toEqual([false]);
    await expect(here((tx) => removePerson(tx, member, companyId, ana))).rejects.toMatchObject({
      code: 'not-found',
    });
    await here((tx) => addPerson(tx, member, companyId, ana, undefined));
    expect(await here((tx) => companiesOfCustomer(tx, ana))).toMatchObject([{ company: { name: 'Acme' } }]);
  });

  test('is paged, each person once', async () => {
    const { here, report, customer } = newPlace();
    const companyId = (await report('g1', { name: 'Acme' }))?.companyId ?? '';
    for (let n = 0; n < 7; n += 1) {
      const id = await customer(`c${n}`);
      await here((tx) => addPerson(tx, member, companyId, id, undefined));
    }
    const names: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const page = await here((tx) => listPeople(tx, companyId, { limit: 3, cursor }));
      names.push(...page.data.map(({ customer: one }) => one.name));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(names).toEqual(['c6', 'c5', 'c4', 'c3', 'c2', 'c1', 'c0']);
  });
});

test('companies are found in any script, by any word, the best first, each once', async () => {
  const { report, found } = newPlace();
  for (const [id, name] of [
    ['1', '北京字节跳动科技有限公司'],
    ['2', 'Nord Acme'],
    ['3', 'ACME Trading do Brasil'],
    ['4', 'Ração & Cia'],
  ] as const) {
    await report(id, { name });
  }
  expect(await found('字节')).toEqual(['北京字节跳动科技有限公司']);
  expect(await found('acme')).toEqual(['ACME Trading do Brasil', 'Nord Acme']);
  expect(await found('brasil acme')).toEqual(['ACME Trading do Brasil']);
  expect(await found('racao')).toEqual(['Ração & Cia']);
  expect(await found('%')).toEqual([]);
});
