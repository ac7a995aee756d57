/**
 * An import that is undone: as if it had never come, whatever others told before, meanwhile and after; wherever the undoing
 * is cut off and gone on with; and a second one changes nothing. The ledger made anew says the same.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ImportKindName } from '../../contract/imports.ts';
import { projections } from '../../server/app/projections.ts';
import { addMembers, reportCompanies } from '../../server/companies/index.ts';
import { customersFor, reportTraits } from '../../server/customers/index.ts';
import { appendAll } from '../../server/ledger/index.ts';
import { rebuild } from '../../server/operating/index.ts';
import { writeOrders, writeReviews } from '../../server/orders/index.ts';
import { inWorkspace, type Tx } from '../../server/platform/db/index.ts';
import { type Bench, openBench } from '../support/importing.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(inject('testCluster'));
});
afterAll(() => bench.close());

const pick = <T extends string>(...values: T[]) => fc.constantFrom(...values);
const hour = (n: number) => `2024-05-01T${String(n).padStart(2, '0')}:00:00.000000Z`;
/** Known before the import; of the others only the import tells. */
const known = ['u1', 'u2', 'u3'] as const;
const everybody = [...known, 'u4', 'u5', 'u6'] as const;

/** What others tell, at their own hours. An order is of one customer, whoever tells of it. */
const change = fc.record({
  verb: pick('describe', 'address', 'order', 'refund', 'review', 'event', 'company', 'mention', 'leave'),
  who: pick(...known),
  n: fc.integer({ min: 1, max: 2 }),
  hour: fc.integer({ min: 0, max: 10 }),
  id: fc.uuid(),
});
type Change = { verb: string; who: string; n: number; hour: number; id: string };

async function tell(tx: Tx, { verb, who, n, hour: at, id }: Change): Promise<void> {
  const occurredAt = hour(at);
  const address =
    verb === 'address' ? [{ kind: 'email' as const, value: `${who}.${n}@example.com`, verified: true }] : [];
  const [found] = await customersFor(tx, 'shop', [
    { identities: [{ kind: 'user', value: who, verified: true }, ...address], occurredAt: hour(0) },
  ]);
  const customerId = found?.customerId ?? '';
  const order = { externalId: `${who}-${n}`, customerId, occurredAt };
  if (verb === 'describe') {
    const traits = n === 1 ? { plan: `plan ${at}`, name: `Name ${at}` } : { plan: `plan ${at}`, size: at };
    await reportTraits(tx, 'shop', [{ customerId, traits, verified: true, occurredAt, messageId: id }]);
  }
  if (verb === 'order') {
    await writeOrders(tx, 'shop', [{ ...order, status: 'paid', currency: 'BRL', total: 1_000 + at }]);
  }
  if (verb === 'refund') {
    const refunds = [{ externalId: `r${at}`, amount: 10 + at, currency: 'BRL', occurredAt }];
    await writeOrders(tx, 'shop', [{ ...order, refunds }]);
  }
  if (verb === 'review') await writeReviews(tx, 'shop', [{ ...order, score: n, text: `at ${at}` }]);
  if (['company', 'mention', 'leave'].includes(verb))
    await tellCompany(tx, { verb, n, hour: at, id }, customerId);
  if (verb === 'event') {
    await appendAll(tx, [
      {
        kind: 'event.tracked',
        payload: { name: `Event ${at}`, properties: {} },
        actor: { kind: 'customer', id: customerId },
        direction: 'indirect',
        source: { name: 'shop', externalId: id },
        customerId,
        occurredAt,
      },
    ]);
  }
}

/** What others tell of companies and who belongs to them. */
async function tellCompany(
  tx: Tx,
  { verb, n, hour: at, id }: Omit<Change, 'who'>,
  customerId: string,
): Promise<void> {
  const occurredAt = hour(at);
  const told =
    n === 1 ? { size: at, name: `Company ${at}` } : { domain: `c${n}.example`, plan: `plan ${at}` };
  const isMention = verb !== 'company';
  const [company] = await reportCompanies(tx, 'shop', [
    {
      externalId: `c${n}`,
      traits: isMention ? { name: `C${n}` } : told,
      verified: true,
      occurredAt,
      messageId: id,
      isMention,
    },
  ]);
  if (!company || verb === 'company') return;
  const { companyId, companyName } = company;
  const verified = verb === 'mention';
  const role = at % 2 === 0 ? `role ${at}` : null;
  await addMembers(tx, 'shop', [{ companyId, companyName, customerId, role, verified, occurredAt }]);
}

/** Rows of a file, of each kind. They tell of the same people, orders and reviews as the others do, at other hours. */
const who = pick(...everybody);
const n = pick('1', '2');
const files: Record<string, { header: string; key?: string[]; row: fc.Arbitrary<string[]> }> = {
  customers: {
    header: 'user,email,name,plan,colour,companyId,company,companyRole',
    row: fc
      .tuple(
        who,
        n,
        pick('Imported', 'Other', ''),
        pick('gold', 'silver', ''),
        pick('red', ''),
        pick('c1', 'c2', 'c3', ''),
        pick('Imported', ''),
        pick('owner', ''),
      )
      .map(([user, number, ...rest]) => [user, `${user}.${number}@example.com`, ...rest]),
  },
  companies: {
    header: 'id,name,domain,size',
    row: fc
      .tuple(pick('c1', 'c2', 'c3'), pick('Imported', 'Other', ''), fc.boolean(), pick('7', '8', ''))
      .map(([id, name, hasDomain, size]) => [id, name, hasDomain ? `${id}.example` : '', size]),
  },
  orders: {
    header: 'order,user,status,placedAt,deliveredAt,currency,total',
    row: fc
      .tuple(
        who,
        n,
        pick('delivered', 'paid', 'cancelled'),
        pick('12', '13'),
        pick('14', ''),
        pick('20.00', '30.50'),
      )
      .map(([user, number, status, placed, delivered, total]) => [
        `${user}-${number}`,
        user,
        status,
        hour(Number(placed)),
        delivered === '' ? '' : hour(Number(delivered)),
        'BRL',
        total,
      ]),
  },
  refunds: {
    header: 'id,order,time,amount,currency',
    key: ['id'],
    row: fc
      .tuple(who, n, pick('r5', 'i1', 'i2'), pick('15', '16'))
      .map(([user, number, id, at]) => [
        `${user}${number}${id}`,
        `${user}-${number}`,
        hour(Number(at)),
        '1.50',
        'BRL',
      ]),
  },
  reviews: {
    header: 'id,user,score,text,time',
    key: ['id'],
    row: fc
      .tuple(who, n, pick('3', '5'), pick('fine', ''), pick('17', '18'))
      .map(([user, number, score, text, at]) => [`${user}-${number}`, user, score, text, hour(Number(at))]),
  },
  messages: {
    header: 'user,text,time,direction',
    row: fc
      .tuple(who, pick('hello', 'bye'), pick('19', '20'), pick('inbound', 'outbound'))
      .map(([user, text, at, way]) => [user, text, hour(Number(at)), way]),
  },
  events: {
    header: 'user,event,time,colour',
    row: fc
      .tuple(who, pick('Viewed', 'Left'), pick('21', '22'), pick('red', 'blue'))
      .map(([user, event, at, colour]) => [user, event, hour(Number(at)), colour]),
  },
};
const kinds = Object.keys(files) as ImportKindName[];

const file = fc.constantFrom(...kinds).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    rows: fc.array(files[kind]?.row ?? fc.constant<string[]>([]), { minLength: 1, maxLength: 12 }),
    batchRows: fc.integer({ min: 1, max: 5 }),
  }),
);

/** Everything that is shown of the workspace, by the names that people go by. */
async function dataOf(workspaceId: string): Promise<unknown> {
  const rows = (text: string) => bench.query(workspaceId, text);
  const user = (id: string) =>
    `(select max(i.value) from identities i where i.customer_id = ${id} and i.kind = 'user')`;
  return {
    customers: await rows(`
      select ${user('c.id')} as who, c.name, c.name_verified, c.name_said_at, c.language, last_seen(c.id) as seen,
        (select json_agg(json_build_array(i.kind, i.value, i.verified, i.imported) order by i.kind, i.value)
          from identities i where i.customer_id = c.id) as identities,
        (select json_agg(json_build_array(t.name, t.verified, t.value, t.said_at, t.said_by) order by t.name, t.verified)
          from traits t where t.customer_id = c.id) as traits,
        (select json_agg(json_build_array(t.place, t.term, t.source) order by t.place, t.term, t.source)
          from customer_terms t where t.customer_id = c.id) as terms
      from customers c order by 1`),
    companies: await rows(`
      select c.external_id, c.name, c.verified, c.external_imported, c.archived_at,
        (select json_agg(json_build_array(d.domain, d.imported) order by d.domain)
          from company_domains d where d.company_id = c.id) as domains,
        (select json_agg(json_build_array(t.name, t.verified, t.value, t.said_at, t.said_by) order by t.name, t.verified)
          from company_traits t where t.company_id = c.id) as traits,
        (select json_agg(json_build_array(t.place, t.term, t.source) order by t.place, t.term, t.source)
          from company_terms t where t.company_id = c.id) as terms,
        (select json_agg(json_build_array(${user('m.customer_id')}, m.added_at, m.claimed_at, m.removed_at, m.role, m.role_at,
            m.imported) order by ${user('m.customer_id')})
          from company_members m where m.company_id = c.id) as members
      from companies c order by 1`),
    orders: await rows(`
      select o.external_id, ${user('o.customer_id')} as who, o.status, o.parts - 'customer' as parts, o.refunded, o.is_placed,
        o.ordered_at, o.paid_at, o.delivered_at, o.cancelled_at,
        (select json_agg(json_build_array(r.refund_id, r.amount, r.refunded_at) order by r.refund_id)
          from order_refunds r where r.order_id = o.id) as refunds
      from orders o order by 1`),
    reviews: await rows(`
      select external_id, ${user('r.customer_id')} as who, score, body, posted_at from reviews r order by 1`),
    timeline: await rows(`
      select ${user('e.customer_id')} as who, e.kind, e.occurred_at, e.payload ->> 'name' as name, e.payload ->> 'text' as text
      from entries e where e.kind !~ '^(customer|company|entries|import)[.]' and not is_withdrawn(e.id) order by 1, 2, 3, 4, 5, e.seq`),
  };
}

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

async function importFile(
  workspaceId: string,
  { kind, rows, batchRows }: { kind: ImportKindName; rows: string[][]; batchRows: number },
) {
  const { header = '', key } = files[kind] ?? {};
  const path = bench.file(
    `${workspaceId}.csv`,
    [header, ...rows.map((row) => row.map(quote).join(','))].join('\n'),
  );
  const fields = Object.fromEntries(
    header
      .split(',')
      .filter((name) => !key?.includes(name))
      .map((name) => [name, name]),
  );
  const result = await bench.run(workspaceId, kind, path, { batchRows, map: { key: key ?? [], fields } });
  expect(result.rejected).toBe(0);
  return result;
}

const tellAll = async (workspaceId: string, changes: readonly Change[]) => {
  for (const one of changes) await inWorkspace(bench.database.db, workspaceId, (tx) => tell(tx, one));
};

const beginning: Change[] = known.map((one, at) => ({
  verb: 'event',
  who: one,
  n: 1,
  hour: 0,
  id: `begin-${at}`,
}));
beginning.push(...[1, 2].map((n) => ({ verb: 'company', who: 'u1', n, hour: 0, id: `company-${n}` })));
const changes = fc.array(change, { maxLength: 8 });

test('an import of any kind and its undoing are nothing, whatever others tell', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      file,
      changes,
      changes,
      changes,
      fc.integer({ min: 0, max: 6 }),
      async (imported, before, between, after, steps) => {
        const never = await bench.workspace();
        await tellAll(never, [...beginning, ...before, ...between, ...after]);

        const undone = await bench.workspace();
        await tellAll(undone, [...beginning, ...before]);
        const first = await importFile(undone, imported);
        await tellAll(undone, between);
        await bench.undo(undone, { steps });
        await bench.undo(undone);
        await tellAll(undone, after);
        expect(await dataOf(undone)).toEqual(await dataOf(never));

        const second = await bench.undo(undone);
        expect(await dataOf(undone)).toEqual(await dataOf(never));
        expect(await bench.undo(undone)).toEqual(second);
        // What was forgotten can come again.
        const again = await importFile(undone, imported);
        expect([again.created, again.updated].some((count) => count > 0)).toBe(
          [first.created, first.updated].some((count) => count > 0),
        );
        await bench.undo(undone);
        expect(await dataOf(undone)).toEqual(await dataOf(never));
      },
    ),
    { numRuns: 40 },
  );
  const rebuilt = await rebuild(bench.database.adminUrl, projections, () => undefined);
  for (const { name, tables } of rebuilt) {
    for (const [table, mended] of Object.entries(tables)) {
      expect({ name, table, ...mended }).toEqual({ name, table, written: 0, removed: 0 });
    }
  }
});
