/** Segments over the wire: what is refused and how, limits, and hostile values. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Condition, conditionPartsMax } from '../contract/conditions.ts';
import { endpoints } from '../contract/endpoints.ts';
import { segmentsPerWorkspaceMax } from '../contract/segments.ts';
import { addWorkspace, request, type TestServer } from '../server/app/testing.ts';
import { inWorkspace } from '../server/platform/db/index.ts';
import { addMember, startServerBehindProxy } from './support/people.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
});
afterAll(() => server.close());

const named: Condition = { type: 'known', field: 'name', test: { op: 'set' } };
const create = (name: string, condition: unknown, apiKey = server.owner.apiKey) =>
  request(server.url, apiKey, endpoints.createSegment, { body: { name, condition } as never });
const preview = (condition: unknown) =>
  request(server.url, server.owner.apiKey, endpoints.previewSegment, { body: { condition } as never });
const update = (id: string, body: object) =>
  request(server.url, server.owner.apiKey, endpoints.updateSegment, { params: { id }, body });
const patience = { timeout: 20_000 };

const customer = async (name: string, attributes: Record<string, unknown> = {}) => {
  const { body } = await request(server.url, server.owner.apiKey, endpoints.createCustomer, {
    body: { name },
  });
  await request(server.url, server.owner.apiKey, endpoints.describeCustomer, {
    params: { id: body.id },
    body: { attributes } as never,
  });
  return body.id;
};

test('a segment fills by itself, tells how many are in it, and each who entered has an entry of it', async () => {
  const before = await customer('Early', { plan: 'gold' });
  const made = await create('Gold', { type: 'attribute', name: 'plan', test: { op: 'is', value: 'GOLD' } });
  expect(made.status).toBe(201);
  const { id } = made.body;
  const members = async () => {
    const { body } = await request(server.url, server.owner.apiKey, endpoints.listSegmentCustomers, {
      params: { id },
      query: {},
    });
    return body.data.map((one) => one.id);
  };
  await expect.poll(members, patience).toEqual([before]);
  const later = await customer('Late', { plan: 'gold' });
  await expect.poll(members, patience).toEqual([later, before]);
  const read = async () =>
    (await request(server.url, server.owner.apiKey, endpoints.readSegment, { params: { id } })).body;
  await expect.poll(async () => (await read()).progress, patience).toBeNull();
  expect(await read()).toMatchObject({ count: 2, change: 2, usedBy: [] });
  const told = await request(server.url, server.owner.apiKey, endpoints.readTimeline, {
    params: { id: later },
    query: { kinds: 'segment.entered,segment.left' },
  });
  expect(told.body.data.map(({ kind, direction, payload }) => [kind, direction, payload.segmentId])).toEqual([
    ['segment.entered', 'internal', id],
  ]);
  const own = await request(server.url, server.owner.apiKey, endpoints.listCustomerSegments, {
    params: { id: later },
  });
  expect(own.body.data).toEqual([{ id, name: 'Gold' }]);
  // Pages go on where the last one ended.
  const first = await request(server.url, server.owner.apiKey, endpoints.listSegmentCustomers, {
    params: { id },
    query: { limit: '1' } as never,
  });
  const second = await request(server.url, server.owner.apiKey, endpoints.listSegmentCustomers, {
    params: { id },
    query: { limit: '1', cursor: first.body.next } as never,
  });
  expect([first.body.data[0]?.id, second.body.data[0]?.id, second.body.next]).toEqual([later, before, null]);
});

test('a list and a search keep to a segment, and to a company as well', async () => {
  const ids = [
    await customer('Zora Inside', { plan: 'zinc' }),
    await customer('Zora Outside'),
    await customer('Yann Inside', { plan: 'zinc' }),
  ];
  const made = await create('Zinc', { type: 'attribute', name: 'plan', test: { op: 'is', value: 'zinc' } });
  const segment = made.body.id;
  const { url, owner } = server;
  const acme = await request(url, owner.apiKey, endpoints.createCompany, { body: { name: 'Acme' } });
  for (const customerId of ids.slice(1)) {
    const params = { id: acme.body.id, customerId };
    await request(url, owner.apiKey, endpoints.addCompanyPerson, { params, body: {} });
  }
  const names = async (query: { search?: string; company?: string; segment?: string }) => {
    const { body } = await request(url, owner.apiKey, endpoints.listCustomers, { query });
    return body.data.map(({ name }) => name);
  };
  await expect.poll(() => names({ segment }), patience).toEqual(['Yann Inside', 'Zora Inside']);
  expect(await names({ segment, search: 'zora' })).toEqual(['Zora Inside']);
  expect(await names({ segment, company: acme.body.id })).toEqual(['Yann Inside']);
  expect(await names({ segment, company: acme.body.id, search: 'inside' })).toEqual(['Yann Inside']);
  expect(await names({ segment: crypto.randomUUID(), search: 'zora' })).toEqual([]);
});

test('a list is narrowed by conditions without a name, page by page, with a search and by whoever may read', async () => {
  const names = ['Mia Match', 'Moritz Match', 'Mara Other', 'Max Match', 'Mona Match'];
  for (const name of names) await customer(name, name.endsWith('Match') ? { wood: 'oak' } : {});
  const condition: Condition = { type: 'attribute', name: 'wood', test: { op: 'is', value: 'OAK' } };
  const ask = (body: object, apiKey = server.owner.apiKey) =>
    request(server.url, apiKey, endpoints.listMatches, { body: { condition, ...body } as never });
  const told = ({ body }: Awaited<ReturnType<typeof ask>>) => body.data.map(({ name }) => name);

  const first = await ask({ limit: 3 });
  expect(told(first)).toEqual(['Mona Match', 'Max Match', 'Moritz Match']);
  const second = await ask({ limit: 3, cursor: first.body.next });
  expect([told(second), second.body.next]).toEqual([['Mia Match'], null]);
  // A search keeps its order and looks in the filter.
  expect(told(await ask({ search: 'mara' }))).toEqual([]);
  const searched = await ask({ search: 'match', limit: 2 });
  expect(searched.body.data).toHaveLength(2);
  const rest = await ask({ search: 'match', limit: 2, cursor: searched.body.next });
  expect([...told(searched), ...told(rest)].sort()).toEqual(
    names.filter((name) => /Match/.test(name)).sort(),
  );

  const viewer = await addMember(server.url, server.owner, 'viewer', 'Vi');
  expect(told(await ask({}, viewer.apiKey))).toHaveLength(4);
  expect((await ask({ limit: 101 })).status).toBe(400);
  expect((await ask({ cursor: 'x' })).status).toBe(400);
  expect((await ask({ search: 'm', cursor: 'x' })).status).toBe(400);
  expect((await ask({ condition: { type: 'segment', segmentId: crypto.randomUUID() } })).status).toBe(400);
  const other = await addWorkspace(server.db, 'Elsewhere', server.ownerLogin);
  expect(told(await ask({}, other.apiKey))).toEqual([]);
});

test('who may change customers makes segments and changes own ones, owners and admins all, readers none', async () => {
  const [bea, cy, admin, viewer] = await Promise.all([
    addMember(server.url, server.owner, 'agent', 'Bea'),
    addMember(server.url, server.owner, 'agent', 'Cy'),
    addMember(server.url, server.owner, 'admin', 'Ada'),
    addMember(server.url, server.owner, 'viewer', 'Vera'),
  ]);
  const made = await create('Of Bea', named, bea.apiKey);
  expect([made.status, made.body.ownerId]).toEqual([201, bea.memberId]);
  const ofOwner = await create('Of the owner', named);
  const change = (apiKey: string, id: string, body: object) =>
    request(server.url, apiKey, endpoints.updateSegment, { params: { id }, body });
  expect((await change(bea.apiKey, made.body.id, { name: 'Still Bea’s' })).body.name).toBe('Still Bea’s');
  for (const [apiKey, id] of [
    [cy.apiKey, made.body.id],
    [viewer.apiKey, made.body.id],
    [bea.apiKey, ofOwner.body.id],
  ] as const) {
    const refused = await change(apiKey, id, { archived: true });
    expect([refused.status, (refused.body as { code?: string }).code]).toEqual([403, 'not-allowed']);
  }
  expect((await create('Of a reader', named, viewer.apiKey)).status).toBe(403);
  const changed = await change(admin.apiKey, made.body.id, { archived: true });
  // Whose it is stays.
  expect([changed.body.archivedAt !== null, changed.body.ownerId]).toEqual([true, bea.memberId]);
  expect((await change(bea.apiKey, made.body.id, { archived: false })).status).toBe(200);
});

test('the list of everybody says how many there are, those who were merged once', async () => {
  const owner = await addWorkspace(server.db, 'Counted', server.ownerLogin);
  const add = async (name: string) =>
    (await request(server.url, owner.apiKey, endpoints.createCustomer, { body: { name } })).body.id;
  const [one, two] = [await add('One'), await add('Two'), await add('Three')];
  const count = async () => (await request(server.url, owner.apiKey, endpoints.countCustomers, {})).body;
  expect(await count()).toEqual({ count: 3, isWhole: true });
  await request(server.url, owner.apiKey, endpoints.mergeCustomers, {
    params: { id: one },
    body: { customerId: two },
  });
  expect(await count()).toEqual({ count: 2, isWhole: true });
});

test('two segments have not one name, whatever its case; one in the archive leaves its name to others', async () => {
  const one = await create('Twice', named);
  expect(one.status).toBe(201);
  const refused = await create('TWICE', named);
  expect(refused.status).toBe(409);
  expect(JSON.stringify(refused.body)).toContain('Choose another name');
  expect((await update(one.body.id, { archived: true })).body.archivedAt).not.toBeNull();
  expect((await create('twice', named)).status).toBe(201);
  const back = await update(one.body.id, { archived: false });
  expect(back.status).toBe(409);
  expect((await update(one.body.id, { archived: false, name: 'Twice again' })).status).toBe(200);
});

test('a condition that comes back to itself, or names what is not there, is refused by name', async () => {
  const a = (await create('A', named)).body.id;
  const b = (await create('B', { type: 'segment', segmentId: a })).body.id;
  const circle = await update(a, {
    condition: { type: 'all', of: [{ type: 'segment', segmentId: b, not: true }] },
  });
  expect(circle.status).toBe(409);
  expect(JSON.stringify(circle.body)).toContain('“A” names “B” names “A”');
  expect((await update(a, { condition: { type: 'segment', segmentId: a } })).status).toBe(409);
  expect((await create('C', { type: 'segment', segmentId: crypto.randomUUID() })).status).toBe(400);
  const needed = await update(a, { archived: true });
  expect(needed.status).toBe(409);
  expect(JSON.stringify(needed.body)).toContain('“B” names this segment');
});

test('a workspace has so many segments and no more', async () => {
  const owner = await addWorkspace(server.db, 'Many', server.ownerLogin);
  for (let n = 0; n < segmentsPerWorkspaceMax; n++) {
    expect((await create(`S${n}`, named, owner.apiKey)).status).toBe(201);
  }
  const refused = await create('One too many', named, owner.apiKey);
  expect(refused.status).toBe(409);
  expect(JSON.stringify(refused.body)).toContain(`at most ${segmentsPerWorkspaceMax}`);
}, 60_000);

const attacks = [
  "' OR 1=1 --",
  ';COPY x TO PROGRAM',
  'pg_sleep(5)',
  '%',
  '_',
  '\\',
  '__proto__',
  'infinity',
  "a' || 'b",
  '$1',
];
const odd = [null, [], {}, 1e308, -1, true, '', 'x'.repeat(201)];

test('hostile values are values: they find nobody and fail nothing', async () => {
  for (const value of attacks) {
    const conditions: Condition[] = [
      { type: 'attribute', name: value, test: { op: 'is', value } },
      { type: 'attribute', name: 'plan', test: { op: 'contains', value } },
      { type: 'attribute', name: 'plan', test: { op: 'has', value } },
      {
        type: 'did',
        kind: 'event.tracked',
        name: value,
        where: [{ name: value, test: { op: 'starts', value } }],
      },
      { type: 'consent', channel: 'email', topic: value, said: 'yes' },
    ];
    for (const condition of conditions) {
      const answer = await preview(condition);
      expect([answer.status, answer.body.count], JSON.stringify(condition)).toEqual([200, 0]);
    }
  }
  const huge = await preview({ type: 'attribute', name: 'plan', test: { op: 'above', value: 1e308 } });
  expect([huge.status, huge.body.count]).toEqual([200, 0]);
});

test('what is no condition is refused with what is wrong', async () => {
  for (const value of [...odd, ...attacks]) {
    for (const condition of [
      value,
      { type: value },
      { type: 'did', kind: value },
      { type: 'attribute', name: 'x', test: { op: value, value: 'x' } },
      { type: 'spent', currency: value, test: { op: 'above', value: 1 } },
      { type: 'owner', memberId: value === null ? 'nobody' : value },
      { type: 'segment', segmentId: value },
      { type: 'lastOrder', test: { op: 'before', at: value } },
      { type: 'orders', when: { op: 'within', days: value } },
      { type: 'all', of: value },
    ]) {
      expect((await preview(condition)).status, JSON.stringify(condition)).toBe(400);
    }
  }
  for (const [condition, says] of [
    [{ type: 'all', of: [] }, 'needs something in it'],
    [{ type: 'orders', when: { op: 'within', days: 10 ** 9 } }, 'days'],
    [{ type: 'lastOrder', test: { op: 'after', at: '9999-12-31T00:00:00Z' } }, 'between the years'],
    [{ type: 'lastOrder', test: { op: 'after', at: '0000-01-01T00:00:00Z' } }, 'between the years'],
    [
      { type: 'orders', when: { op: 'between', from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } },
      'before the second',
    ],
    [{ type: 'did', kind: 'order.placed', where: [{ name: 'total', test: { op: 'set' } }] }, 'has no detail'],
    [{ type: 'did', kind: 'order.placed', name: 'x' }, 'Only events have a name'],
    [{ type: 'all', of: Array.from({ length: conditionPartsMax + 1 }, () => named) }, '50'],
    [
      { type: 'any', of: [0, 1].map(() => ({ type: 'all', of: Array.from({ length: 40 }, () => named) })) },
      `at most ${conditionPartsMax} parts`,
    ],
  ] as const) {
    const answer = await preview(condition);
    expect(answer.status, JSON.stringify(condition).slice(0, 200)).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(says);
  }
});

test('a thousand groups in one another are refused, and cost nothing', async () => {
  let deep: unknown = named;
  for (let n = 0; n < 1_000; n++) deep = { type: 'all', of: [deep] };
  expect((await preview(deep)).status).toBe(400);
});

test('who gives a preview up is no longer worked for', async () => {
  const giving = new AbortController();
  const asked = fetch(`${server.url}/api/v1/segments/preview`, {
    method: 'POST',
    signal: giving.signal,
    headers: { authorization: `Bearer ${server.owner.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ condition: named }),
  }).catch((error: Error) => error.name);
  giving.abort();
  expect(await asked).toBe('AbortError');
  expect((await preview(named)).status).toBe(200);
});

test('the file of a segment holds everybody once, and no formula', async () => {
  const made = await create('Odd names', {
    type: 'any',
    of: [
      { type: 'known', field: 'name', test: { op: 'starts', value: '=' } },
      { type: 'known', field: 'name', test: { op: 'contains', value: ',' } },
    ],
  });
  await customer('=cmd|calc');
  await customer('Souza, "Bia"');
  const file = async () =>
    (
      await request(server.url, server.owner.apiKey, endpoints.exportSegment, {
        params: { id: made.body.id },
      })
    ).body as unknown as string;
  await expect.poll(async () => (await file()).split('\r\n').length, patience).toBe(4);
  const lines = (await file()).split('\r\n').map((line) => line.slice(37));
  expect(lines.sort().slice(0, 4)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^"'=cmd\|calc",/)]),
  );
  expect(await file()).toContain('"Souza, ""Bia"""');
});

test('customers who are merged are one member, and nobody is told to have entered or left', async () => {
  const made = await create('Pairs', { type: 'known', field: 'name', test: { op: 'starts', value: 'Pair' } });
  const one = await customer('Pair one');
  const other = await customer('Pair two');
  const read = async () => {
    const { body } = await request(server.url, server.owner.apiKey, endpoints.readSegment, {
      params: { id: made.body.id },
    });
    return body.count;
  };
  await expect.poll(read, patience).toBe(2);
  await request(server.url, server.owner.apiKey, endpoints.mergeCustomers, {
    params: { id: one },
    body: { customerId: other },
  });
  await expect.poll(read, patience).toBe(1);
  const list = await request(server.url, server.owner.apiKey, endpoints.listSegmentCustomers, {
    params: { id: made.body.id },
    query: {},
  });
  expect(list.body.data.map(({ id }) => id)).toEqual([one]);
  // Nothing was told of it: nobody entered or left.
  const { rows } = await inWorkspace(server.db, server.owner.workspaceId, (tx) =>
    sql<{ kind: string }>`
      select kind from entries where kind like 'segment.%' and payload ->> 'segmentId' = ${made.body.id} and customer_id is not null`.execute(
      tx,
    ),
  );
  expect(rows.map(({ kind }) => kind)).toEqual(['segment.entered', 'segment.entered']);
});

test('names that were seen are suggested, the most frequent first', async () => {
  await customer('S1', { 'favourite cake': 'x', plan: 'free' });
  const suggest = async (query: object) =>
    (await request(server.url, server.owner.apiKey, endpoints.suggestConditions, { query: query as never }))
      .body.data;
  expect(await suggest({ of: 'attributes' })).toEqual(expect.arrayContaining(['plan', 'favourite cake']));
  expect((await suggest({ of: 'attributes' }))[0]).toBe('plan');
  expect(await suggest({ of: 'events' })).toEqual([]);
  expect(await suggest({ of: 'properties', event: "' OR 1=1" })).toEqual([]);
});
