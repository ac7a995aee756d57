/** Law 7 of the ledger: every read model can be thrown away, and made anew from the entries is what it was. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { projections } from '../../server/app/projections.ts';
import { addWorkspace, request, type TestServer } from '../../server/app/testing.ts';
import { lackingTables, rebuild } from '../../server/operating/index.ts';
import { withSession } from '../../server/platform/db/index.ts';
import { send } from '../support/collecting.ts';
import { addMember, startServerBehindProxy } from '../support/people.ts';
import { type History, history, play, type World } from '../torture/history.ts';

const runs = 4;
const seed = 20_260_101;
const tables = projections.flatMap((projection) => projection.tables);
const quiet = () => undefined;

let server: TestServer;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
});
afterAll(() => server.close());

const rebuildAll = () => rebuild(server.database.adminUrl, projections, quiet);

async function newWorld(name: string): Promise<World> {
  const owner = await addWorkspace(server.db, name, server.ownerLogin);
  const agent = await addMember(server.url, owner, 'agent', 'Bea');
  const members = [{ ...owner, email: '', cookie: '' }, agent] as const;
  return {
    server,
    inbox: owner,
    members,
    widgets: [],
    sent: [],
    customers: [],
    signingIn: new Map(),
    done: new Map(),
  };
}

/** Two visitors, what the history says, and at the end a member who leaves with conversations in hand. */
async function live(world: World, { rounds }: History): Promise<void> {
  for (const verb of ['start', 'message'] as const) {
    await play(
      world,
      [0, 1].map((who) => ({ by: 'visitor', verb, who, pick: 0, text: 'hello' })),
    );
  }
  for (const steps of rounds) await play(world, steps);
  for (const widget of world.widgets) widget?.close();
  const [owner, agent] = world.members;
  await sell(owner.apiKey);
  await belong(owner.apiKey);
  await care(owner.apiKey, agent.memberId);
  const left = await request(server.url, owner.apiKey, endpoints.removeMember, {
    params: { id: agent.memberId },
    body: { handOverTo: owner.memberId },
  } as never);
  expect(left.status).toBeLessThan(300);
  // What the server does by itself, of which each step is an entry, has been done.
  await expect.poll(reminding, { timeout: 20_000 }).toBe(0);
}

async function reminding(): Promise<number> {
  return withSession(server.database.adminUrl, async ({ tx }) => {
    const { rows } = await sql`select 1 from workspaces_reminding(now())`.execute(tx);
    return rows.length;
  });
}

/** What became of two orders, told out of order, and a review of one. */
async function sell(apiKey: string): Promise<void> {
  const customer = { identities: [{ kind: 'user', value: 'buyer' }], name: 'Buyer' };
  const tell = async (name: 'writeOrder' | 'writeReview', body: object) => {
    const answer = await request(server.url, apiKey, endpoints[name], { body } as never);
    expect(answer.status).toBeLessThan(300);
  };
  await tell('writeOrder', {
    externalId: '1',
    customer,
    status: 'refunded',
    occurredAt: '2024-05-03T00:00:00Z',
  });
  const placed = {
    placedAt: '2024-05-01T00:00:00Z',
    currency: 'BRL',
    total: 1_990,
    lines: [{ name: 'Bread' }],
  };
  await tell('writeOrder', { externalId: '1', customer, ...placed });
  await tell('writeOrder', {
    externalId: '2',
    customer,
    ...placed,
    refunds: [{ externalId: 'r', amount: 90 }],
  });
  await tell('writeOrder', { externalId: '2', status: 'delivered', total: 2_000, currency: 'BRL' });
  await tell('writeReview', { externalId: 'v', order: { externalId: '1' }, score: 4, text: 'Good' });
}

/** Companies, told by a site and by hand: changed, left, archived, and one that a browser merely claims. */
async function belong(apiKey: string): Promise<void> {
  const tell = async (name: keyof typeof endpoints, input: object) => {
    const answer = await request(server.url, apiKey, endpoints[name], input as never);
    expect(answer.status, name).toBeLessThan(300);
    return answer.body as unknown as { id: string; secret: string };
  };
  const { secret } = await tell('createKey', { body: { name: 'shop', kind: 'server' } });
  const { secret: writeKey } = await tell('createKey', { body: { name: 'site', kind: 'write' } });
  const { id } = await tell('createCompany', {
    body: {
      name: 'Acme',
      externalId: 'x',
      domains: ['acme.example', 'other.example'],
      attributes: { plan: 'gold' },
    },
  });
  const [ana, bob] = [
    await tell('createCustomer', { body: { name: 'Ana' } }),
    await tell('createCustomer', { body: { name: 'Bob' } }),
  ];
  const group = (key: string, userId: string, groupId: string, traits: object) =>
    send(server.url, 'group', key, { messageId: `${userId} ${groupId}`, userId, groupId, traits });
  await group(secret, 'buyer', 'x', { plan: 'free', name: 'Acme Ltd', timestamp: '2024-01-01T00:00:00Z' });
  await group(secret, 'somebody', 'y', { name: '北京字节跳动', domain: 'y.example' });
  await group(writeKey, 'anybody', 'y', { name: 'Claimed', domain: 'acme.example' });
  await group(writeKey, 'anybody', 'z', { employees: 7 });
  for (const [customer, role] of [
    [ana, 'Boss'],
    [bob, 'Buyer'],
    [ana, null],
  ] as const) {
    await tell('addCompanyPerson', { params: { id, customerId: customer.id }, body: { role } });
  }
  await tell('removeCompanyPerson', { params: { id, customerId: bob.id } });
  await tell('updateCompany', {
    params: { id },
    body: { name: 'Acme Trading', externalId: 'w', domains: ['acme.example'], archived: true },
  });
}

/** What the team keeps of somebody: tasks in the hands of who leaves, a date, notes, a need, and what it is made of. */
async function care(apiKey: string, memberId: string): Promise<void> {
  const tell = async (name: keyof typeof endpoints, input: object) => {
    const answer = await request(server.url, apiKey, endpoints[name] as never, input as never);
    expect(answer.status, name).toBeLessThan(300);
    return answer.body as { id: string };
  };
  const { id } = await tell('createCustomer', { body: { name: 'Cared for' } });
  const params = { id };
  const late = { due: { date: '2020-01-01' }, remind: { kind: 'before', amount: 1, unit: 'days' } };
  for (const what of ['one', 'two']) {
    const task = await tell('createTask', { body: { customerId: id, what, assigneeId: memberId, ...late } });
    if (what === 'two') await tell('completeTask', { params: { id: task.id } });
  }
  await tell('updateProfile', { params, body: { ownerId: memberId } });
  await tell('setDate', { params, body: { dateKind: 'birthday', month: 2, day: 29, remindDays: 365 } });
  const note = await tell('writeNote', { params, body: { text: 'a' } });
  await tell('changeNote', { params: { id: note.id }, body: { text: 'b', pinned: true } });
  const need = await tell('stateNeed', { params, body: { text: 'c' } });
  await tell('meetNeed', { params: { id: need.id } });
  await tell('defineAttribute', { body: { key: 'tier', name: 'Tier', type: 'choice', options: ['Gold'] } });
}

/** Every row of the read models, with all columns. */
async function everything(): Promise<Record<string, unknown[]>> {
  return withSession(server.database.adminUrl, async ({ tx }) => {
    const found: Record<string, unknown[]> = {};
    for (const table of tables) {
      const { rows } = await sql<{ row: unknown }>`
        select to_jsonb(t) as row from ${sql.table(table)} t order by to_jsonb(t)::text`.execute(tx);
      found[table] = rows.map(({ row }) => row);
    }
    return found;
  });
}

const nothingMended = Object.fromEntries(tables.map((table) => [table, { written: 0, removed: 0 }]));
const mended = (rebuilt: Awaited<ReturnType<typeof rebuildAll>>) =>
  Object.assign({}, ...rebuilt.map((one) => one.tables));

test('what the ledger makes of the read models is what they are, after any history of every command', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(history, async (each) => {
      run += 1;
      await live(await newWorld(`History ${run}`), each);
      const before = await everything();
      const rebuilt = await rebuildAll();
      expect(await everything()).toEqual(before);
      expect(mended(rebuilt)).toEqual(nothingMended);
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
}, 120_000);

test('what was damaged or lost in them comes back', async () => {
  const before = await everything();
  await withSession(server.database.adminUrl, async ({ tx }) => {
    await sql`delete from conversation_reads`.execute(tx);
    await sql`delete from conversations where inbound_count > 0`.execute(tx);
    await sql`delete from identities where kind = 'visitor'`.execute(tx);
    await sql`delete from customer_map`.execute(tx);
    await sql`delete from customer_terms where place > 0`.execute(tx);
    await sql`update customer_terms set term = 'wrong', source = source || ' ' || term`.execute(tx);
    await sql`delete from company_members where is_member`.execute(tx);
    await sql`update company_terms set source = source || ' ' || place`.execute(tx);
    await sql`update companies set name = 'wrong', archived_at = null, external_imported = not external_imported`.execute(
      tx,
    );
    await sql`delete from company_domains`.execute(tx);
    await sql`update conversations set status = 'snoozed', subject = 'wrong', epoch = 7`.execute(tx);
    await sql`update customers set name = 'wrong', created_at = now()`.execute(tx);
    await sql`
      insert into customer_map (workspace_id, customer_id, root_id)
      select workspace_id, gen_random_uuid(), gen_random_uuid() from workspaces`.execute(tx);
  });
  expect(await everything()).not.toEqual(before);
  await rebuildAll();
  expect(await everything()).toEqual(before);
}, 60_000);

test('an upgrade knows which of them the release before did not have', async () => {
  const { adminUrl } = server.database;
  const lacking = async () => (await lackingTables(adminUrl, projections)).map(({ name }) => name);
  expect(await lacking()).toEqual([]);
  const rename = (from: string, to: string) =>
    withSession(adminUrl, ({ tx }) =>
      sql`alter table ${sql.table(from)} rename to ${sql.ref(to)}`.execute(tx),
    );
  await rename('customer_terms', 'not_yet');
  expect(await lacking()).toEqual(['customers']);
  await rename('not_yet', 'customer_terms');
});

test('it may run while the server does: nothing that happens meanwhile is lost or done twice', async () => {
  const world = await newWorld('Busy');
  let living = true;
  const busy = (async () => {
    for (let round = 0; round < 12; round += 1) {
      await play(world, [
        { by: 'visitor', verb: round === 0 ? 'start' : 'message', who: 0, pick: 0, text: 'a' },
        { by: 'visitor', verb: round === 0 ? 'start' : 'message', who: 1, pick: 0, text: 'b' },
        { by: 'visitor', verb: 'identify', who: round % 2, pick: round, text: 'c' },
        { by: 'member', verb: 'reply', who: 0, pick: round, text: 'd', once: false },
        { by: 'member', verb: 'assign', who: 1, pick: round, text: '', once: false },
        { by: 'member', verb: 'rename', who: 1, pick: round, text: 'e', once: false },
      ]);
    }
  })().finally(() => {
    living = false;
  });
  let rebuilds = 0;
  while (living) {
    expect(mended(await rebuildAll())).toEqual(nothingMended);
    rebuilds += 1;
  }
  await busy;
  for (const widget of world.widgets) widget?.close();
  expect(rebuilds).toBeGreaterThan(0);
  expect(mended(await rebuildAll())).toEqual(nothingMended);
}, 120_000);

test('while a restore or another rebuild is under way it is refused, and says why', async () => {
  await withSession(server.database.adminUrl, async ({ tx }) => {
    await sql`select pg_advisory_lock(4100002)`.execute(tx);
    await expect(rebuildAll()).rejects.toMatchObject({ code: 'conflict' });
  });
  await rebuildAll();
});
