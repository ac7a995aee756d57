/** Companies over the API and from tracking calls: their people, what happened with them, and finding them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { addWorkspace, request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { send } from './support/collecting.ts';

let server: TestServer;
let owner: TestServer['owner'];
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
});
beforeEach(async () => {
  owner = await addWorkspace(server.db, randomUUID(), {
    email: `${randomUUID()}@example.com`,
    password: 'correct horse battery',
  });
});
afterAll(() => server.close());

type Name = keyof typeof endpoints;
async function ask<N extends Name>(name: N, input: object = {}) {
  const answer = await request(server.url, owner.apiKey, endpoints[name], input as never);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}

const group = (userId: string, groupId: string, traits: object, more: object = {}) => ({
  type: 'group',
  messageId: randomUUID(),
  userId,
  groupId,
  traits,
  ...more,
});

async function serverKey(): Promise<string> {
  return (await ask('createKey', { body: { name: 'shop', kind: 'server' } })).secret;
}

const customer = async (name: string, user = name) =>
  (await ask('createCustomer', { body: { name, identities: [{ kind: 'user', value: user }] } })).id;
const names = async (query: object) => (await ask('listCustomers', { query })).data.map(({ name }) => name);
const people = async (id: string) =>
  (await ask('listCompanyPeople', { params: { id } })).data.map(({ customer: one }) => one.name);
const timeline = async (id: string, query: object = {}) => {
  const page = await ask('readCompanyTimeline', { params: { id }, query });
  return {
    kinds: page.data.map(({ kind }) => kind),
    ids: page.data.map((entry) => entry.id),
    next: page.next,
  };
};

describe('a group call', () => {
  test('makes a company and its caller’s customer a person of it; a browser’s word changes nothing that is believed', async () => {
    const key = await serverKey();
    const batch = [
      group('ana', 'g1', { name: 'Acme', plan: 'gold', website: 'https://acme.example' }),
      group('bob', 'g1', { employees: 12 }),
    ];
    expect(await send(server.url, 'batch', key, { batch })).toMatchObject({ status: 200 });
    await send(server.url, 'group', owner.writeKey, group('eve', 'g1', { name: 'Evil', color: 'red' }));
    await send(server.url, 'group', owner.writeKey, group('eve', 'g2', { name: 'Claimed' }));
    const { data } = await ask('listCompanies');
    expect(data.map(({ name, verified, people: count }) => [name, verified, count])).toEqual([
      ['Claimed', false, 1],
      ['Acme', true, 3],
    ]);
    expect(data[1]).toMatchObject({
      externalId: 'g1',
      website: 'https://acme.example',
      size: '12',
      attributes: { plan: 'gold', color: 'red' },
    });
    const known = await ask('listCompanyPeople', { params: { id: data[1]?.id } });
    expect(known.data.map(({ verified }) => verified).sort()).toEqual([false, true, true]);
  });

  test('of a visitor is of the customer that the visitor turns out to be', async () => {
    const key = await serverKey();
    const visitor = randomUUID();
    await send(
      server.url,
      'group',
      owner.writeKey,
      group('', 'g1', { name: 'Acme' }, { anonymousId: visitor }),
    );
    const [company] = (await ask('listCompanies')).data;
    await send(server.url, 'identify', key, {
      ...{ messageId: randomUUID(), userId: 'ana', anonymousId: visitor },
      traits: { name: 'Ana' },
    });
    expect(await people(company?.id ?? '')).toEqual(['Ana']);
  });
});

describe('a company', () => {
  test('tells what its people come to, and everything that happened with them, page by page', async () => {
    const [ana, bob] = [await customer('Ana'), await customer('Bob')];
    await customer('Somebody else');
    const { id } = await ask('createCompany', { body: { name: 'Acme' } });
    for (const customerId of [ana, bob]) {
      await ask('addCompanyPerson', { params: { id, customerId }, body: { role: 'Buyer' } });
    }
    const order = { currency: 'BRL', placedAt: '2026-01-02T00:00:00Z' };
    await ask('writeOrder', { body: { ...order, externalId: 'o1', total: 1_000, customer: { id: ana } } });
    await ask('writeOrder', { body: { ...order, externalId: 'o2', total: 500, customer: { id: bob } } });
    await ask('writeOrder', {
      body: {
        ...order,
        externalId: 'o3',
        currency: 'EUR',
        total: 700,
        customer: { id: bob },
        status: 'paid',
      },
    });
    const call = {
      callDirection: 'inbound',
      outcome: 'answered',
      summary: 'Hello',
      occurredAt: '2026-01-01T00:00:00Z',
    };
    await ask('logCall', { params: { id: bob }, body: call });
    await ask('startConversation', { body: { customerId: ana, inboxId: owner.inboxId, text: 'Hi' } });
    const facts = await ask('readCompanyFacts', { params: { id } });
    expect(facts).toMatchObject({
      people: 2,
      orders: 3,
      values: [
        { currency: 'BRL', orders: 2, net: 1_500 },
        { currency: 'EUR', orders: 1, net: 700 },
      ],
      firstTouchAt: '2026-01-01T00:00:00.000000Z',
      openConversations: 1,
    });
    expect(facts.lastTouchAt && facts.lastTouchAt > '2026-02').toBe(true);
    const orders = await ask('listCompanyOrders', { params: { id }, query: { limit: 2 } });
    expect(orders.data).toHaveLength(2);
    const rest = await ask('listCompanyOrders', { params: { id }, query: { cursor: orders.next } });
    expect([...orders.data, ...rest.data].map(({ number }) => number).sort()).toEqual(['o1', 'o2', 'o3']);

    const all = await timeline(id, { limit: 100 });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await timeline(id, { limit: 3, ...(cursor === '' ? {} : { cursor }) });
      seen.push(...page.ids);
      cursor = page.next;
    }
    expect(seen).toEqual(all.ids);
    expect(new Set(seen).size).toBe(seen.length);
    expect(all.kinds.filter((kind) => kind === 'company.member_added')).toHaveLength(2);
    expect(all.kinds.at(-1)).toBe('call.logged');
    expect((await timeline(id, { kinds: 'order.placed,call.logged' })).kinds).toEqual([
      'order.placed',
      'order.placed',
      'order.placed',
      'call.logged',
    ]);
  });

  test('has its people’s merges undone: memberships are united, and each gets its own back', async () => {
    const [ana, other] = [await customer('Ana'), await customer('A. Silva')];
    const [one, two] = [
      await ask('createCompany', { body: { name: 'One' } }),
      await ask('createCompany', { body: { name: 'Two' } }),
    ];
    const belongs = (id: string, customerId: string, role?: string) =>
      ask('addCompanyPerson', { params: { id, customerId }, body: role ? { role } : {} });
    await belongs(one.id, ana);
    await belongs(one.id, other, 'Boss');
    await belongs(two.id, other);
    const companies = async (id: string) =>
      (await ask('listCustomerCompanies', { params: { id } })).data.map(({ company, role }) => [
        company.name,
        role,
      ]);
    await ask('mergeCustomers', { params: { id: ana }, body: { customerId: other } });
    expect(await companies(ana)).toEqual([
      ['One', 'Boss'],
      ['Two', null],
    ]);
    expect(await people(one.id)).toEqual(['Ana']);
    expect(await people(two.id)).toEqual(['Ana']);
    expect((await ask('readCompany', { params: { id: one.id } })).people).toBe(1);
    await ask('unmergeCustomer', { params: { id: ana }, body: { customerId: other } });
    expect(await companies(ana)).toEqual([['One', null]]);
    expect(await companies(other)).toEqual([
      ['One', 'Boss'],
      ['Two', null],
    ]);
    // Taken away from one who is made of two: from both.
    await ask('mergeCustomers', { params: { id: ana }, body: { customerId: other } });
    await ask('removeCompanyPerson', { params: { id: one.id, customerId: ana } });
    expect(await people(one.id)).toEqual([]);
  });
});

describe('finding customers', () => {
  test('by the number of an order, whole or its beginning, however it is signed', async () => {
    const [ana, bob] = [await customer('Ana Souza'), await customer('Bob')];
    const order = (externalId: string, id: string) =>
      ask('writeOrder', { body: { externalId, customer: { id } } });
    await order('#BR-10017', ana);
    await order('BR-10018', bob);
    await order('BR-10018/2', bob);
    expect(await names({ search: 'br-10017' })).toEqual(['Ana Souza']);
    expect(await names({ search: 'BR 1001' })).toEqual(['Ana Souza', 'Bob']);
    expect(await names({ search: 'BR-10018' })).toEqual(['Bob']);
    expect(await names({ search: 'souza br-10017' })).toEqual(['Ana Souza']);
    expect(await names({ search: 'bob br-10017' })).toEqual([]);
    expect(await names({ search: '10018' })).toEqual(['Bob']);
    expect(await names({ search: '10017' })).toEqual(['Ana Souza']);
    expect(await names({ search: 'souza 10017' })).toEqual(['Ana Souza']);
    expect(await names({ search: 'bob 10017' })).toEqual([]);
  });

  test('by the name of a company in any script, with their own words, and among the people of one', async () => {
    const [ana, bob, eve] = [await customer('Ana Souza'), await customer('Bob'), await customer('Eve 字节')];
    const { id } = await ask('createCompany', { body: { name: '北京字节跳动' } });
    const acme = await ask('createCompany', { body: { name: 'Acme Trading' } });
    const belongs = (company: string, customerId: string) =>
      ask('addCompanyPerson', { params: { id: company, customerId }, body: {} });
    await belongs(id, ana);
    await belongs(acme.id, ana);
    await belongs(acme.id, bob);
    expect(await names({ search: '字节' })).toEqual(['Eve 字节', 'Ana Souza']);
    expect(await names({ search: 'acme' })).toEqual(['Ana Souza', 'Bob']);
    expect(await names({ search: 'trading souza' })).toEqual(['Ana Souza']);
    expect(await names({ search: 'trading eve' })).toEqual([]);
    expect(await names({ company: acme.id })).toEqual(['Bob', 'Ana Souza']);
    expect(await names({ company: acme.id, search: 'souza' })).toEqual(['Ana Souza']);
    expect(await names({ company: acme.id, search: 'eve' })).toEqual([]);
    await ask('updateCompany', { params: { id: acme.id }, body: { name: 'Nadir' } });
    expect(await names({ search: 'acme' })).toEqual([]);
    expect(await names({ search: 'nadir' })).toHaveLength(2);
    await ask('mergeCustomers', { params: { id: eve }, body: { customerId: ana } });
    expect(await names({ search: 'nadir' })).toEqual(['Eve 字节', 'Bob']);
    expect(await names({ search: '字节' })).toEqual(['Eve 字节']);
    await ask('updateCompany', { params: { id: acme.id }, body: { archived: true } });
    expect(await names({ search: 'nadir' })).toEqual([]);
  });

  test('page by page as all at once, whatever they are found by', async () => {
    const { id } = await ask('createCompany', { body: { name: 'Marten' } });
    for (let n = 0; n < 24; n += 1) {
      const one = await customer(n % 3 === 0 ? `Marten ${n}` : `Person ${n}`, `u${n}`);
      if (n % 2 === 0) await ask('addCompanyPerson', { params: { id, customerId: one }, body: {} });
      if (n % 4 === 1)
        await ask('writeOrder', { body: { externalId: `Marten-${n}`, customer: { id: one } } });
    }
    const all = await names({ search: 'marten', limit: 100 });
    expect(all).toHaveLength(new Set(all).size);
    expect(all).toHaveLength(20);
    for (const limit of [1, 3, 7]) {
      const paged: (string | null)[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query = { search: 'marten', limit, ...(cursor === '' ? {} : { cursor }) };
        const page: { data: { name: string | null }[]; next: string | null } = await ask('listCustomers', {
          query,
        });
        paged.push(...page.data.map(({ name }) => name));
        cursor = page.next;
      }
      expect(paged).toEqual(all);
    }
  });
});
