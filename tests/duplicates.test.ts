/** Who may be one person: each pair once, whatever was told when, and never by what tells nothing. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { DuplicatePair } from '../contract/customers.ts';
import type { Entry } from '../contract/entries.ts';
import { customersFor } from '../server/customers/index.ts';
import { mergeCustomers, refuseMerge, renameCustomer, unmergeCustomer } from '../server/customers/testing.ts';
import {
  areSameNames,
  duplicates,
  listPairs,
  previewMerge,
  suggestMerges,
} from '../server/duplicates/testing.ts';
import { beginning, newId, readAfter } from '../server/ledger/index.ts';
import { writeOrders, writeReviews } from '../server/orders/index.ts';
import { type Db, inWorkspace, type Tx } from '../server/platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../server/platform/db/testing.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
  db = database.db;
});
afterAll(() => database.drop());

const by = { actor: { kind: 'member' as const, id: newId() }, source: 'console' };

type Known = { user: string; name?: string; email?: [string, boolean]; phone?: [string, boolean] };

/** A workspace, and what happens in it. `follow` lets the follower read on from where it was. */
function newPlace() {
  const workspaceId = newId();
  const within = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(db, workspaceId, work);
  let since = beginning;
  const follow = (from = since) =>
    within(async (tx) => {
      for (let at = from; ; ) {
        const read = await readAfter(tx, at, { limit: 50, kinds: duplicates.kinds, unsettled: true });
        if (read.length === 0) break;
        await duplicates.apply(
          tx,
          read.map(({ json }) => JSON.parse(json) as Entry),
        );
        at = read.at(-1)?.position ?? at;
        since = at;
      }
    });
  const add = async ({ user, name, email, phone }: Known): Promise<string> => {
    const identities = [{ kind: 'user' as const, value: user, verified: true }];
    const more = [
      ...(email ? [{ kind: 'email' as const, value: email[0], verified: email[1] }] : []),
      ...(phone ? [{ kind: 'phone' as const, value: phone[0], verified: phone[1] }] : []),
    ];
    const [made] = await within((tx) =>
      customersFor(tx, 'test', [{ name, identities: [...identities, ...more] }]),
    );
    return made?.customerId ?? '';
  };
  const pairs = async () => {
    await follow();
    return (await within((tx) => listPairs(tx, { limit: 100 }))).data;
  };
  return { within, follow, add, pairs };
}

const shown = ({ customer, other, strength }: DuplicatePair) => ({
  who: [customer.name, other.name],
  strength,
});

test('pairs are ranked by what speaks for them; a domain and a name alone are nothing', async () => {
  const { add, pairs, within } = newPlace();
  await add({ user: '1', name: 'Ana', email: ['ana@gmail.com', true], phone: ['+5511961234567', false] });
  await add({ user: '2', name: 'Ana once more', email: ['ana@gmail.com', false] });
  await add({ user: '3', name: 'Phone', phone: ['+551161234567', false] });
  await add({ user: '4', name: 'Bo', email: ['bo@acme.example', true] });
  await add({ user: '5', name: 'Cy', email: ['cy@acme.example', true] });
  await add({ user: '6', name: 'Bo', email: ['another@elsewhere.example', true] });
  await add({ user: 'bo@acme.example', name: 'By mail' });
  const [dan, dora] = [
    await add({ user: '8', name: 'Dan' }),
    await add({ user: '9', name: 'Dora' }),
    await add({ user: '10', name: 'Eve' }),
  ];
  await within((tx) =>
    writeOrders(tx, 'shop', [
      { externalId: '1001', customerId: dan ?? '', currency: 'BRL', total: 500 },
      { externalId: '1001', customerId: dora ?? '', currency: 'BRL', total: 700 },
    ]),
  );
  expect((await pairs()).map(shown)).toEqual(
    expect.arrayContaining([
      { who: ['Ana', 'Ana once more'], strength: 'strong' },
      { who: ['Bo', 'By mail'], strength: 'strong' },
      { who: ['Dan', 'Dora'], strength: 'likely' },
      { who: ['Ana', 'Phone'], strength: 'possible' },
    ]),
  );
  const found = await pairs();
  expect(found).toHaveLength(4);
  expect(found.map(({ strength }) => strength)).toEqual(['strong', 'strong', 'likely', 'possible']);
  expect(found[2]).toMatchObject({ orders: ['1001'], shared: [] });
  expect(found.find(({ other }) => other.name === 'By mail')?.shared).toEqual([
    {
      kind: 'email',
      value: 'bo@acme.example',
      verified: true,
      otherKind: 'user',
      otherValue: 'bo@acme.example',
      otherVerified: true,
    },
  ]);
});

test('orders tell by a review, and by one number that two systems report', async () => {
  const { add, pairs, within } = newPlace();
  const ids = [];
  for (const user of ['1', '2', '3', '4', '5']) ids.push(await add({ user, name: user }));
  const [a = '', b = '', c = '', d = '', e = ''] = ids;
  await within(async (tx) => {
    const paid = { currency: 'BRL', total: 500 };
    await writeOrders(tx, 'shop', [
      { externalId: 'o1', number: 'R-7', customerId: a, ...paid },
      { externalId: 'o2', number: 'R-8', customerId: c, ...paid },
      { externalId: 'o9', number: 'R-8', shop: 'till', customerId: d, ...paid },
      { externalId: 'o8', number: 'R-8', shop: 'stall', customerId: e, currency: 'BRL', total: 501 },
    ]);
    const order = { shop: '', externalId: 'o1' };
    await writeReviews(tx, 'shop', [{ externalId: 'v', customerId: b, order, score: 5 }]);
  });
  expect((await pairs()).map(({ customer, other, orders }) => [customer.name, other.name, orders])).toEqual(
    expect.arrayContaining([
      ['1', '2', ['R-7']],
      ['3', '4', ['R-8']],
    ]),
  );
  expect(await pairs()).toHaveLength(2);
});

test('what a crowd shares is nobody’s', async () => {
  const { add, pairs } = newPlace();
  for (let n = 0; n < 21; n++) await add({ user: `u${n}`, email: ['shop@example.com', false] });
  expect(await pairs()).toHaveLength(100);
  await add({ user: 'one more', email: ['shop@example.com', false] });
  expect(await pairs()).toEqual([]);
});

test('pages follow one another, and the count is of all', async () => {
  const { add, pairs, within } = newPlace();
  for (let n = 0; n < 7; n++) {
    await add({ user: `a${n}`, email: [`p${n}@example.com`, n % 2 === 0] });
    await add({ user: `b${n}`, email: [`p${n}@example.com`, false] });
  }
  const all = await pairs();
  const read = [];
  for (let cursor: string | undefined; ; ) {
    const page = await within((tx) => listPairs(tx, { limit: 2, cursor }));
    expect(page.count).toBe(7);
    read.push(...page.data);
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(read).toEqual(all);
});

test('what two share is suggested by its strength, shown before the merge, and refused for good', async () => {
  const { add, pairs, within } = newPlace();
  const ana = await add({
    user: '1',
    name: 'Ana Souza',
    email: ['ana.souza@gmail.com', true],
    phone: ['+5511961234567', false],
  });
  const phone = await add({ user: '2', name: 'ana', phone: ['+551161234567', false] });
  const mail = await add({ user: '3', name: 'A. Souza', email: ['anasouza@gmail.com', true] });
  await add({ user: '4', name: 'Ana Souza' });
  const suggested = () =>
    within(async (tx) =>
      (await suggestMerges(tx, ana)).map(({ customer, strength }) => [customer.id, strength]),
    );
  expect(await suggested()).toEqual([
    [mail, 'likely'],
    [phone, 'possible'],
  ]);
  expect(await within((tx) => previewMerge(tx, ana, phone))).toMatchObject({
    orders: [],
    sameName: false,
    refused: false,
    shared: [{ kind: 'phone', value: '+5511961234567', otherKind: 'phone', otherValue: '+551161234567' }],
  });
  await within((tx) => refuseMerge(tx, by, ana, phone));
  expect(await suggested()).toEqual([[mail, 'likely']]);
  expect(await pairs()).toHaveLength(1);
  await within((tx) => mergeCustomers(tx, by, ana, mail));
  expect(await pairs()).toEqual([]);
  await within((tx) => unmergeCustomer(tx, by, ana, mail));
  expect(await suggested()).toEqual([]);
  expect(await pairs()).toEqual([]);
});

test('a name that becomes the same makes a pair likelier', async () => {
  const { add, pairs, within } = newPlace();
  const one = await add({ user: '1', name: 'João Silva', phone: ['+5511961234567', false] });
  await add({ user: '2', name: 'somebody', phone: ['+551161234567', false] });
  expect((await pairs()).map(({ strength }) => strength)).toEqual(['possible']);
  await within((tx) => renameCustomer(tx, by, one, 'Somebody'));
  expect(await pairs()).toMatchObject([{ strength: 'likely', sameName: true }]);
});

const step = fc.record({
  verb: fc.constantFrom('know', 'know', 'know', 'order', 'rename', 'merge', 'unmerge', 'refuse', 'follow'),
  one: fc.nat(5),
  other: fc.nat(5),
  n: fc.nat(2),
  proven: fc.boolean(),
});

test('the list is what comparing everybody with everybody says, step by step and from the beginning', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { add, pairs, within, follow } = newPlace();
      const ids: string[] = [];
      for (let n = 0; n < 6; n++) ids.push(await add({ user: `u${n}`, name: `Name ${n % 4}` }));
      for (const { verb, one, other, n, proven } of steps) {
        const [a = '', b = ''] = [ids[one], ids[other]];
        const user = `u${one}`;
        // What is not possible then is refused, and changes nothing.
        const attempt = (work: (tx: Tx) => Promise<unknown>) => within(work).catch(() => undefined);
        if (verb === 'know') await add({ user, email: [`${n}@example.com`, proven] });
        if (verb === 'order') {
          await attempt((tx) =>
            writeOrders(tx, 'shop', [{ externalId: `o${n}`, customerId: a, currency: 'BRL', total: 1 }]),
          );
        }
        if (verb === 'rename') await attempt((tx) => renameCustomer(tx, by, a, `name ${n}`));
        if (verb === 'merge') await attempt((tx) => mergeCustomers(tx, by, a, b));
        if (verb === 'unmerge') await attempt((tx) => unmergeCustomer(tx, by, a, b));
        if (verb === 'refuse') await attempt((tx) => refuseMerge(tx, by, a, b));
        if (verb === 'follow') await follow();
      }
      const listed = (await pairs()).map(pairOf).sort();
      expect(listed).toEqual((await within(everyPair)).sort());
      await follow(beginning);
      expect((await pairs()).map(pairOf).sort()).toEqual(listed);
    }),
    { numRuns: 40 },
  );
}, 240_000);

const pairOf = ({ customer, other, sameName, orders, shared }: DuplicatePair) =>
  `${[customer.id, other.id].sort().join(' ')} ${sameName} ${[...orders].sort()} ${shared.length}`;

/** The plainest form: every customer beside every other one. */
async function everyPair(tx: Tx): Promise<string[]> {
  type Person = {
    id: string;
    name: string | null;
    emails: [string, string][];
    orders: string[];
    refused: string[];
  };
  const { rows } = await sql<Person>`
    select c.id, c.name,
      array(select json_build_array(i.customer_id, i.key) from identities i
        where root_of(i.customer_id) = c.id and i.kind = 'email') as emails,
      array(select distinct e.payload ->> 'externalId' from entries e
        where e.kind like 'order.%' and (e.payload ->> 'isOwned')::boolean and root_of(e.customer_id) = c.id) as orders,
      array(select root_of(r.other_id)::text from merge_refusals r where root_of(r.one_id) = c.id
        union all select root_of(r.one_id)::text from merge_refusals r where root_of(r.other_id) = c.id) as refused
    from customers c where root_of(c.id) = c.id`.execute(tx);
  return rows.flatMap((one) =>
    rows.flatMap((other) => {
      if (one.id >= other.id || one.refused.includes(other.id)) return [];
      const shared = one.emails.flatMap(([, mail]) => other.emails.filter(([, its]) => its === mail));
      const orders = one.orders.filter((number) => other.orders.includes(number)).sort();
      if (shared.length === 0 && orders.length === 0) return [];
      return [`${one.id} ${other.id} ${areSameNames(one.name, other.name)} ${orders} ${shared.length}`];
    }),
  );
}
