/** An export is all of a workspace: what is made of it elsewhere is equal, and exports the same again. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { fillsWith } from '../../server/app/fills.ts';
import { privacyWith } from '../../server/app/holdings.ts';
import { importers } from '../../server/app/importers.ts';
import { portables } from '../../server/app/portable.ts';
import { projections } from '../../server/app/projections.ts';
import { inboxDeps } from '../../server/app/routes.ts';
import { request, serveDatabase, type TestServer } from '../../server/app/testing.ts';
import { createInbox } from '../../server/channels/index.ts';
import { giveOut } from '../../server/conversations/index.ts';
import { runDemo } from '../../server/demo/index.ts';
import { runFromCommand } from '../../server/imports/index.ts';
import { append, beginning, readAfter } from '../../server/ledger/index.ts';
import { checkExport, exportWorkspace, importWorkspace, rebuild } from '../../server/operating/index.ts';
import { writeOrders } from '../../server/orders/index.ts';
import { createAuth, userByEmail } from '../../server/platform/auth/index.ts';
import { type Db, inWorkspace, outsideWorkspaces } from '../../server/platform/db/index.ts';
import { createTestDatabase, runSql, type TestDatabase } from '../../server/platform/db/testing.ts';
import { applyToPromises } from '../../server/promises/index.ts';
import { applyToTurns } from '../../server/routing/index.ts';
import { applyToSilences } from '../../server/silences/index.ts';
import { ask, end, newFolder, start } from '../support/operator.ts';
import { fromSomewhere, signIn, startServerBehindProxy } from '../support/people.ts';
import { samplesFor } from '../support/samples.ts';
import { idsOf } from '../support/workspaces.ts';

const secretKey = 'a secret key for tests, long enough to be one';
const login = { email: 'demo@example.com', password: 'correct horse battery' };
const quiet = () => undefined;

let server: TestServer;
let folder: string;
let workspaceId: string;
let apiKey: string;
/** The export that the others are made of. */
let first: string;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  folder = mkdtempSync(join(tmpdir(), 'exporting-'));
  const auth = createAuth({ secretKey, publicUrl: 'http://localhost:4100' });
  const made = await runDemo(
    {
      db: server.db,
      adminUrl: server.database.adminUrl,
      auth,
      createInbox: (tx, who, inbox) =>
        createInbox(tx, inboxDeps(secretKey), who, { ...inbox, channel: 'webchat' }),
      remove: async () => {
        throw new Error('nothing was left unfinished');
      },
      progress: quiet,
    },
    { customers: 40, seed: 3, ...login },
  );
  workspaceId = made.workspaceId;
  apiKey = await keyOf(server.url, workspaceId);
  await live();
  first = join(folder, 'first');
  await exportTo(server.database, workspaceId, first);
}, 180_000);
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A reply that was corrected, and taken away. */
async function changeAnswer(url: string, id: string): Promise<void> {
  const edited = await request(url, apiKey, endpoints.editMessage, {
    params: { id },
    body: { text: 'Said better' },
  });
  const deleted = await request(url, apiKey, endpoints.deleteMessage, { params: { id } });
  expect([edited.status, deleted.status], JSON.stringify(edited.body)).toEqual([200, 200]);
}

async function keyOf(url: string, workspace: string): Promise<string> {
  const cookie = await signIn(url, login);
  const headers = {
    cookie,
    'sec-fetch-site': 'same-origin',
    'rapport-workspace': workspace,
    ...fromSomewhere(),
  };
  const made = await request(url, undefined, endpoints.createKey, {
    body: { name: 'test', kind: 'api' },
    headers,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.secret;
}

const someTime = '2026-01-02T03:04:05.000000Z';

/** What the demo’s year lacks: merges, imports, consents, refunds, attributes, a webhook, a follower on its way. */
async function live(): Promise<void> {
  const { url, db } = server;
  const inboxes = await request(url, apiKey, endpoints.listInboxes, {});
  const ids = await idsOf(url, { apiKey, inboxId: inboxes.body.data[0]?.id ?? '' }, 'canary');
  const samples = samplesFor(ids);
  for (const name of [
    ...([
      'describeCustomer',
      'describeConversation',
      'recordConsent',
      'updateProfile',
      'writeOrder',
      'writeReview',
      'logVisit',
    ] as const),
    ...(['createCompany', 'addCompanyPerson', 'refuseMerge', 'mergeCustomers'] as const),
    ...(['notePrivacyRequest', 'updatePrivacySettings', 'restrictCustomer', 'changeStageRule'] as const),
    ...(['addTeamMember', 'setHours', 'setAvailability'] as const),
    ...(['splitConversation', 'mergeConversation', 'changeNotificationSettings', 'setSilenceRule'] as const),
    'changeClosing' as const,
  ]) {
    const answer = await request(url, apiKey, endpoints[name], samples[name] as never);
    if (name !== 'mergeCustomers') expect(answer.status, name).toBeLessThan(300);
  }
  const pest = await request(url, apiKey, endpoints.createCustomer, { body: { name: 'canary pest' } });
  await request(url, apiKey, endpoints.blockCustomer, { params: { id: pest.body.id } });
  await changeAnswer(url, ids.answerId);
  const task = { customerId: ids.customerId, what: 'canary reminder', assigneeId: ids.memberId };
  const late = { due: { date: '2020-01-02' }, remind: { kind: 'before', amount: 1, unit: 'days' } };
  const made = await request(url, apiKey, endpoints.createTask, { body: { ...task, ...late } } as never);
  expect(made.status).toBe(201);
  // The server reminds by itself; nothing may change while the workspace is told.
  const reminding = () =>
    runSql(server.database.adminUrl, async (client) => {
      const { rows } = await client.query('select 1 from workspaces_reminding(now())');
      return rows.length;
    });
  await vi.waitFor(async () => expect(await reminding()).toBe(0), { timeout: 20_000, interval: 200 });
  await inWorkspace(db, workspaceId, (tx) =>
    sql`insert into restriction_counts (customer_id, held_count, last_held_at)
      select customer_id, 2, now() from customer_restrictions limit 1`.execute(tx),
  );
  await inWorkspace(db, workspaceId, async (tx) => {
    await sql`insert into conversation_receipts (conversation_id, delivered_until)
      values (${ids.conversationId}, now()) on conflict do nothing`.execute(tx);
    // A promise is warned of and a silence is told, as the clock does.
    const byClock = {
      actor: { kind: 'system', id: null },
      source: { name: 'clock' },
      direction: 'internal',
    } as const;
    const { promiseId, memberId, conversationId } = ids;
    const warned = { promiseId, what: 'canary', reminderId: randomUUID(), memberId, dueAt: someTime };
    await applyToPromises(
      tx,
      (await append(tx, { kind: 'promise.warned', payload: warned, ...byClock })).entry,
    );
    const alarmed = {
      conversationId,
      since: someTime,
      step: 1,
      minutes: 5,
      fellBack: false,
      woken: [{ alarmId: randomUUID(), memberId }],
    };
    await applyToSilences(
      tx,
      (await append(tx, { kind: 'silence.alarmed', payload: alarmed, ...byClock })).entry,
    );
  });
  // A team gives something to a member, as the router does.
  const gift = {
    conversationId: ids.otherConversationId,
    teamId: ids.teamId,
    teamName: 'canary',
    memberId: ids.memberId,
  };
  await request(url, apiKey, endpoints.assignConversation, {
    params: { id: gift.conversationId },
    body: { teamId: gift.teamId, memberId: null },
  });
  const router = { actor: { kind: 'system' as const, id: null }, source: 'routing' };
  const given = await inWorkspace(db, workspaceId, async (tx) => {
    const entries = await giveOut(tx, router, [gift]);
    for (const entry of entries) await applyToTurns(tx, entry);
    return entries.length;
  });
  expect(given).toBe(1);
  const some = (await request(url, apiKey, endpoints.listCustomers, { query: {} })).body.data;
  const [one, other] = some.slice(-2);
  const merge = { params: { id: one?.id ?? '' }, body: { customerId: other?.id ?? '' } };
  expect((await request(url, apiKey, endpoints.mergeCustomers, merge)).status).toBeLessThan(300);
  const lines = Array.from({ length: 120 }, (_, n) => `u${n};p${n}@example.com;Name ${n} "é" 林;${n % 3}`);
  await importPeople(['user id;email;name;tier', ...lines, ';nobody;x;1']);
  await inWorkspace(db, workspaceId, (tx) =>
    sql`insert into follower_cursors (follower, epoch, xid, seq)
      select 'mail', epoch, xid, seq from entries order by epoch, xid, seq offset 100 limit 1`.execute(tx),
  );
  await inWorkspace(db, workspaceId, (tx) =>
    sql`insert into follower_setasides (follower, entry_id, error)
      select 'mail', id, 'It could not be sent.' from entries order by epoch, xid, seq limit 1`.execute(tx),
  );
  await importPeople(['user id;name', 'gone;Gone', 'u1;Gone as well']);
  await undoNewest();
  await conclude();
}

/** Takes the newest import back. */
async function undoNewest(): Promise<void> {
  const { url } = server;
  const [job] = (await request(url, apiKey, endpoints.listImports, { query: {} })).body.data;
  const params = { id: job?.id ?? '' };
  expect((await request(url, apiKey, endpoints.undoImport, { params })).status).toBe(202);
  const state = async () => (await request(url, apiKey, endpoints.readImport, { params })).body.state;
  await vi.waitFor(async () => expect(await state()).toBe('undone'), { timeout: 20_000, interval: 100 });
}

/** What the server concludes by itself: who may be one, and who is in a segment and for how long. */
async function conclude(): Promise<void> {
  const phone = { kind: 'phone' as const, value: '+447700900999' };
  for (const name of ['One', 'The same']) {
    const body = { name, identities: [phone] };
    expect((await request(server.url, apiKey, endpoints.createCustomer, { body })).status).toBe(201);
  }
  const condition = { type: 'did', kind: 'message.received', when: { op: 'within', days: 400 } } as const;
  const segment = { name: 'Wrote in a year', condition };
  expect((await request(server.url, apiKey, endpoints.createSegment, { body: segment })).status).toBe(201);
  const concluded = () =>
    runSql(server.database.adminUrl, async (client) => {
      const { rows } = await client.query(
        `select exists (select from duplicate_pairs where workspace_id = $1) as pairs,
          exists (select from segment_members where workspace_id = $1) as members,
          exists (select from segment_checks where workspace_id = $1) as checks,
          (select count(*)::int from unnest(array['duplicates', 'segments']) f, workspaces_behind(f) w where w = $1) as behind`,
        [workspaceId],
      );
      return rows[0];
    });
  const all = { pairs: true, members: true, checks: true, behind: 0 };
  await vi.waitFor(async () => expect(await concluded()).toEqual(all), { timeout: 30_000, interval: 200 });
}

async function importPeople(lines: readonly string[]): Promise<void> {
  const file = join(folder, 'people.csv');
  writeFileSync(file, lines.join('\n'));
  const kind = importers.customers;
  if (!kind) throw new Error('Customers can be imported.');
  await runFromCommand(
    {
      db: server.db,
      workspaceId,
      dataDir: folder,
      held: privacyWith('a secret key for tests, long enough to be one').held,
      progress: quiet,
    },
    {
      kind,
      path: file,
      fileName: 'people.csv',
      map: undefined,
      isDryRun: false,
      isResumed: false,
      batchRows: 50,
    },
  );
}

const exportTo = (database: TestDatabase, workspace: string, to: string) =>
  exportWorkspace({ adminUrl: database.adminUrl, dataDir: join(folder, 'no data') }, to, {
    workspace: { id: workspace, name: 'Exported' },
    portables,
    progress: quiet,
  });

async function importInto(
  database: TestDatabase,
  from: string,
  more: { name?: string; onBatch?: () => void } = {},
) {
  const auth = createAuth({ secretKey, publicUrl: 'http://localhost:4100' });
  return importWorkspace(
    { adminUrl: database.adminUrl, dataDir: join(folder, 'no data there') },
    await checkExport(from),
    { portables, fills: fillsWith({ db: database.db, auth, secretKey }), progress: quiet, ...more },
  );
}

/** What each file holds. */
const filesIn = (from: string) =>
  Object.fromEntries(
    readdirSync(from)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => [name, readFileSync(join(from, name), 'utf8')]),
  );

const story = (db: Db, workspace: string) =>
  inWorkspace(db, workspace, async (tx) => {
    const read = await readAfter(tx, beginning, { limit: 100_000, machine: true, unsettled: true });
    return read.map(({ json }) => {
      const { workspaceId: _, position: __, ...entry } = JSON.parse(json);
      return entry;
    });
  });

describe('in another installation', () => {
  let there: TestDatabase;
  let copy: string;
  beforeAll(async () => {
    there = await createTestDatabase(inject('testCluster'));
    const made = await importInto(there, first);
    expect(made).toMatchObject({ outcome: 'made' });
    copy = made.workspaceId;
    expect(copy).not.toBe(workspaceId);
  }, 120_000);
  afterAll(() => there.drop());

  test('it is equal: it exports the same, byte by byte', async () => {
    const second = join(folder, 'second');
    await exportTo(there, copy, second);
    const [wanted, found] = [filesIn(first), filesIn(second)];
    expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort());
    for (const [name, text] of Object.entries(wanted)) expect(found[name] === text, name).toBe(true);
  });

  test('what the export tells is no little', () => {
    const counts = Object.fromEntries(
      Object.entries(filesIn(first)).map(([name, text]) => [name, text.split('\n').length - 1]),
    );
    const empty = Object.keys(counts).filter((name) => counts[name] === 0);
    expect(empty).toEqual([]);
    expect(counts['entries.jsonl']).toBeGreaterThan(500);
  });

  test('the story reads the same, in the same order', async () => {
    expect(await story(there.db, copy)).toEqual(await story(server.db, workspaceId));
  });

  test('its read models are what its entries make of them', async () => {
    for (const { name, tables } of await rebuild(there.adminUrl, projections, quiet))
      for (const mended of Object.values(tables)) expect(mended, name).toEqual({ written: 0, removed: 0 });
  });

  test('timelines are the same for who signs in there', async () => {
    const running = await serveDatabase(there, { trustProxy: ['loopback'] });
    try {
      const auth = createAuth({ secretKey, publicUrl: 'http://localhost:4100' });
      await outsideWorkspaces(there.db, async (tx) =>
        auth.setPassword(tx, (await userByEmail(tx, login.email)) ?? '', login.password),
      );
      const key = await keyOf(running.url, copy);
      const page = await request(server.url, apiKey, endpoints.listCustomers, {
        query: { limit: '20' } as never,
      });
      expect(page.body.data.length).toBeGreaterThan(10);
      const told = async (url: string, token: string, id: string) =>
        JSON.parse(
          JSON.stringify(
            (await request(url, token, endpoints.readTimeline, { params: { id }, query: {} })).body,
          ),
          (name, value) =>
            name === 'workspaceId' || name === 'position' || name === 'next' ? undefined : value,
        );
      for (const { id } of page.body.data)
        expect(await told(running.url, key, id)).toEqual(await told(server.url, apiKey, id));
    } finally {
      await running.close();
    }
  });

  test('an order that is told of again is known there', async () => {
    const [written] = await inWorkspace(there.db, copy, (tx) =>
      writeOrders(tx, 'test', [{ externalId: 'canary order', customerId: null, status: 'delivered' }]),
    );
    expect(written?.outcome).toBe('updated');
  });

  test('the same export again changes nothing', async () => {
    const before = await story(there.db, copy);
    expect(await importInto(there, first)).toMatchObject({ outcome: 'known', workspaceId: copy });
    expect(await story(there.db, copy)).toEqual(before);
    const { rows } = await runSql(there.adminUrl, (client) =>
      client.query('select count(*)::int as n from workspaces'),
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('no secret came along, and each inbox and webhook has one of its own', async () => {
    const all = Object.values(filesIn(first)).join('\n');
    for (const word of ['secret_hash', 'token_hash', '"secrets"', 'password', 'user_id"'])
      expect(all.includes(word), word).toBe(false);
    const { rows } = await runSql(there.adminUrl, (client) =>
      client.query('select secrets from inboxes union all select secrets from webhooks'),
    );
    expect(new Set(rows.map(({ secrets }) => secrets)).size).toBe(rows.length);
  });
});

test('cut off anywhere, the next run goes on there', async () => {
  const there = await createTestDatabase(inject('testCluster'));
  try {
    let batches = 0;
    const cutAfter = (after: number) => () => {
      batches += 1;
      if (batches >= after) throw new Error('cut off');
    };
    let outcome = 'cut';
    for (let run = 1; outcome === 'cut'; run++) {
      batches = 0;
      // A run gets one transaction further than the one before it, so it ends sometime.
      outcome = await importInto(there, first, { onBatch: cutAfter(run) }).then(
        (made) => made.outcome,
        (error: unknown) => (String(error).includes('cut off') ? 'cut' : String(error)),
      );
    }
    expect(outcome).toBe('finished');
    const { rows } = await runSql(there.adminUrl, (client) =>
      client.query('select workspace_id as id from workspaces'),
    );
    expect(rows).toHaveLength(1);
    expect(await story(there.db, rows[0].id)).toEqual(await story(server.db, workspaceId));
    const again = join(folder, `again-${randomUUID()}`);
    await exportTo(there, rows[0].id, again);
    expect(filesIn(again)).toEqual(filesIn(first));
  } finally {
    await there.drop();
  }
}, 180_000);

test('killed, it goes on', async () => {
  const elsewhere = newFolder();
  try {
    const child = start(['import-workspace', first], elsewhere.env);
    const said = end(child);
    // The first table that is there says so.
    let told = '';
    const killed = await new Promise<boolean>((resolve) => {
      child.stderr?.on('data', (chunk) => {
        told += chunk;
        if (told.includes('identities:')) resolve(child.kill('SIGKILL'));
      });
      void said.then(() => resolve(false));
    });
    await said;
    expect(killed).toBe(true);
    const again = await ask(['import-workspace', first], elsewhere.env);
    expect(again.code, again.stderr).toBe(0);
    expect(again.json).toMatchObject({ outcome: 'finished' });
  } finally {
    elsewhere.remove();
  }
}, 120_000);

test('beside its original it is a copy with a name and an inbox of its own', async () => {
  const made = await importInto(server.database, first, { name: 'A copy' });
  expect(made).toMatchObject({ outcome: 'made', name: 'A copy' });
  const inboxes = (workspace: string) =>
    inWorkspace(server.db, workspace, async (tx) => {
      const { rows } = await sql<{ id: string; n: number }>`
        select i.id, count(c.id)::int as n from inboxes i left join conversations c on c.inbox_id = i.id
        group by i.id`.execute(tx);
      return rows;
    });
  const [own, copied] = [await inboxes(workspaceId), await inboxes(made.workspaceId)];
  expect(copied.map(({ n }) => n).sort()).toEqual(own.map(({ n }) => n).sort());
  expect(copied.some(({ id }) => own.some((one) => one.id === id))).toBe(false);
  const cookie = await signIn(server.url, login);
  const headers = { cookie, 'rapport-workspace': made.workspaceId, ...fromSomewhere() };
  const me = await request(server.url, undefined, endpoints.readWorkspace, { headers } as never);
  expect(me.body).toMatchObject({ name: 'A copy' });
}, 60_000);

describe('what is no whole export', () => {
  const damaged = async (damage: (copy: string) => void) => {
    const copy = join(folder, randomUUID());
    await exportTo(server.database, server.owner.workspaceId, copy);
    damage(copy);
    return checkExport(copy).then(
      () => 'taken',
      (error: { code?: string }) => error.code,
    );
  };
  test.each([
    ['a line less', 'invalid-input', (at: string) => cut(join(at, 'entries.jsonl'))],
    ['a file less', 'not-found', (at: string) => rmSync(join(at, 'members.jsonl'))],
    ['another word', 'invalid-input', (at: string) => change(join(at, 'members.jsonl'), 'owner', 'admin')],
    ['no manifest', 'not-found', (at: string) => rmSync(join(at, 'export.json'))],
    [
      'a manifest of another program',
      'invalid-input',
      (at: string) => writeFileSync(join(at, 'export.json'), '{}'),
    ],
    [
      'a table that is none',
      'invalid-input',
      (at: string) => change(join(at, 'export.json'), '"members"', '"m; drop"'),
    ],
    [
      'a newer release',
      'conflict',
      (at: string) => change(join(at, 'export.json'), '0001_installation', '9999_later'),
    ],
  ] as const)('%s', async (_name, code, damage) => {
    expect(await damaged(damage)).toBe(code);
  });
});

function cut(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(1).join('\n'));
}

function change(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}
