/** Promise 8: after an erasure nothing of the person is left, in any table and any file; and what is about others stays. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Checklist } from '../../contract/checklists.ts';
import type { Message } from '../../contract/conversations.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { operator } from '../../server/accounts/index.ts';
import { holdingsWith, treatments } from '../../server/app/holdings.ts';
import { projections } from '../../server/app/projections.ts';
import { request, type TestServer } from '../../server/app/testing.ts';
import { idsOf, lockCustomer } from '../../server/customers/index.ts';
import { rebuild } from '../../server/operating/index.ts';
import { inWorkspace, rewriteTables } from '../../server/platform/db/index.ts';
import { runSql } from '../../server/platform/db/testing.ts';
import { keysOf } from '../../server/privacy/index.ts';
import { beginErasure, claimErasure, runErasure } from '../../server/privacy/testing.ts';
import { send } from '../support/collecting.ts';
import { fromSomewhere, startServerBehindProxy } from '../support/people.ts';
import {
  canariesOf,
  dump,
  filesIn,
  type Known,
  makeKnown,
  startImport,
  stateOf,
  traces,
  upload,
} from '../support/privacy.ts';

const patience = { timeout: 60_000 };
const person = canariesOf('1001');
const friend = canariesOf('2002');
const third = canariesOf('3003');

let server: TestServer;
let known: Known;
let other: Known;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  known = await makeKnown(server, person);
  other = await makeKnown(server, friend);
  // The friend speaks of the person.
  await request(server.url, server.owner.apiKey, endpoints.postMessage, {
    params: { id: other.conversationId },
    body: { text: `${person.name} sent us here, write to ${person.email} too` },
  });
}, 120_000);
afterAll(() => server.close());

const ask = async (endpoint: Parameters<typeof request>[2], input: object) =>
  request(server.url, server.owner.apiKey, endpoint, input as never) as Promise<{
    status: number;
    body: unknown;
  }>;

async function everywhere(): Promise<Map<string, string>> {
  return new Map([...(await dump(server.database.adminUrl)), ...filesIn(server.dataDir)]);
}

async function openRequest(kind: string, customerId: string): Promise<string> {
  const opened = await ask(endpoints.openPrivacyRequest, { body: { kind, customerId, askedHow: 'mail' } });
  expect(opened.status).toBe(201);
  return (opened.body as { id: string }).id;
}

async function counts(): Promise<Record<string, unknown>> {
  return inWorkspace(server.db, server.owner.workspaceId, async (tx) => {
    const { rows } = await sql<Record<string, unknown>>`
      select (select count(*)::integer from entries where kind not like 'privacy.%' and kind not in ('customer.erased', 'visitor.signed_out')) as entries,
        (select jsonb_object_agg(kind, n) from (select kind, count(*) as n from entries
          where kind ~ '^(message|order|review|event|page|call|consent)' group by kind) k) as kinds,
        (select sum(total)::integer from orders) as total, (select sum(refunded)::integer from orders) as refunded,
        (select sum(score)::integer from reviews) as score, (select count(*)::integer from customers) as customers,
        (select count(*)::integer from conversations) as conversations`.execute(tx);
    return rows[0] ?? {};
  });
}

describe('erasing a person', () => {
  let before: Record<string, unknown>;

  test('everything of the person is there to be found', async () => {
    const found = traces(Object.values(person), await everywhere());
    const missing = Object.values(person).filter(
      (text) => !found.some((one) => one.startsWith(`${text} in`)),
    );
    expect(missing).toEqual([]);
    before = await counts();
  });

  test('asks for the name, and for who may', async () => {
    const id = await openRequest('erase', known.customerId);
    const wrong = await ask(endpoints.startErasure, { params: { id }, body: { name: 'somebody' } });
    expect(wrong.status).toBe(409);
    const exported = await openRequest('export', known.customerId);
    const no = await ask(endpoints.startErasure, { params: { id: exported }, body: { name: person.name } });
    expect(no.status).toBe(409);
    expect(
      (
        await request(server.url, known.visitorToken, endpoints.listVisitorMessages, {
          query: {},
          headers: fromSomewhere(),
        })
      ).status,
    ).toBe(200);
  });

  test('leaves no trace in any table or file, but counts and other people’s words', async () => {
    const id = await openRequest('erase', known.customerId);
    const copy = await openRequest('export', known.customerId);
    await ask(endpoints.startPrivacyExport, { params: { id: copy }, body: { locale: 'en' } });
    await vi.waitFor(async () => {
      const { body } = await ask(endpoints.readPrivacyRequest, { params: { id: copy } });
      expect((body as { exports: { state: string }[] }).exports[0]?.state).toBe('done');
    }, patience);
    const started = await ask(endpoints.startErasure, { params: { id }, body: { name: person.name } });
    expect(started.status, JSON.stringify(started.body)).toBe(202);
    await vi.waitFor(async () => {
      const { body } = await ask(endpoints.readPrivacyRequest, { params: { id } });
      expect((body as { request: { state: string } }).request.state).toBe('done');
    }, patience);
    expect(traces(Object.values(person), await everywhere())).toEqual([]);
    expect(await counts()).toEqual(before);
    // The friend is as known as before.
    const friends = traces(Object.values(friend), await everywhere());
    expect(
      Object.values(friend).filter((text) => !friends.some((one) => one.startsWith(`${text} in`))),
    ).toEqual([]);
  });

  test('the members’ words stay, without the mentions', async () => {
    const texts = async (id: string) => {
      const { body } = await ask(endpoints.listMessages, { params: { id }, query: { limit: 100 } });
      return (body as { data: { text: string }[] }).data.map(({ text }) => text);
    };
    expect(await texts(known.conversationId)).toEqual([
      '',
      'Dear •••, we wrote to ••• and have called •••. Kind regards',
      'it was ••• who rang',
      'Dear •••, is this yours (•••)?\n• call •••',
      'Dear •••, is this yours (•••)?\n• call •••',
    ]);
    expect(await texts(other.conversationId)).toContain('••• sent us here, write to ••• too');
  });

  test('what was taken out of a formatted message leaves it plain, and checklists of their conversations go', async () => {
    const params = { id: known.conversationId };
    const { body } = await ask(endpoints.listMessages, { params, query: { limit: 100 } });
    expect((body as { data: Message[] }).data.filter(({ rich }) => rich)).toEqual([]);
    const lists = await ask(endpoints.listChecklists, { query: { conversationId: known.conversationId } });
    expect((lists.body as { data: Checklist[] }).data).toEqual([]);
  });

  test('nobody is found, shown or let in any more', async () => {
    for (const search of [person.name, person.email, person.phone, person.user]) {
      const { body } = await ask(endpoints.listCustomers, { query: { search } });
      expect((body as { data: unknown[] }).data, search).toEqual([]);
    }
    const session = await request(server.url, known.visitorToken, endpoints.listVisitorMessages, {
      query: {},
      headers: fromSomewhere(),
    });
    expect(session.status).toBe(401);
    const { body } = await ask(endpoints.readCustomerPrivacy, { params: { id: known.customerId } });
    expect((body as { erasedAt: string | null }).erasedAt).not.toBeNull();
  });

  test('a rebuild makes the same of the ledger', async () => {
    const rebuilt = await rebuild(server.database.adminUrl, projections, () => undefined);
    const mended = rebuilt
      .flatMap(({ tables }) => Object.entries(tables))
      .filter(([, { written, removed }]) => written + removed > 0);
    expect(mended).toEqual([]);
  });

  test('trackers and imports do not bring the person back', async () => {
    const before = await counts();
    const { url, owner } = server;
    for (const more of [
      { userId: person.user },
      { anonymousId: person.anonymous },
      { anonymousId: 'x1', userId: person.user },
    ]) {
      const sent = await send(url, 'track', owner.writeKey, { type: 'track', event: 'Again', ...more });
      expect(sent.status).toBe(200);
    }
    await send(url, 'identify', owner.writeKey, {
      anonymousId: 'x2',
      traits: { email: person.email.toUpperCase() },
    });
    const file = await upload(
      server,
      'customers',
      'again.csv',
      `E-mail,Name\n${person.email},${person.name}\nnew@example.com,New\n`,
    );
    await startImport(server, file);
    await vi.waitFor(async () => expect(await stateOf(server, file)).toBe('done'), patience);
    const job = await request(url, owner.apiKey, endpoints.readImport, { params: { id: file } });
    expect(job.body.counts).toMatchObject({ created: 1, rejected: 1 });
    expect(await counts()).toMatchObject({ customers: (before.customers as number) + 1 });
    // What the import refused is the importer's own file, kept for as long as that.
    const left = traces(Object.values(person), await dump(server.database.adminUrl));
    expect(left).toEqual([]);
  });

  test('who writes again is somebody new', async () => {
    const made = await ask(endpoints.createCustomer, {
      body: { name: 'Returned', identities: [{ kind: 'email', value: person.email }] },
    });
    expect(made.status).toBe(201);
    expect((made.body as { id: string }).id).not.toBe(known.customerId);
    const sent = await send(server.url, 'identify', server.owner.writeKey, {
      anonymousId: 'x3',
      traits: { email: person.email, city: 'Ulm' },
    });
    expect(sent.status).toBe(200);
  });
});

test('an erasure that is stopped anywhere, again and again, ends the same', async () => {
  const { customerId } = await makeKnown(server, third);
  const { db, dataDir, owner } = server;
  const secretKey = 'a secret key for tests, long enough to be one';
  const keys = keysOf(secretKey);
  const before = await counts();
  const id = await inWorkspace(db, owner.workspaceId, async (tx) => {
    const customerIds = await idsOf(tx, await lockCustomer(tx, customerId));
    const begun = await beginErasure(tx, operator, keys, { customerIds, requestId: null });
    // The server's own runner leaves it alone.
    await sql`update erasures set beat_at = 'infinity' where id = ${begun}`.execute(tx);
    return begun;
  });
  let stops = 0;
  for (let isDone = false; !isDone; stops++) {
    const erasure = await inWorkspace(db, owner.workspaceId, async (tx) => {
      await sql`update erasures set beat_at = null where id = ${id}`.execute(tx);
      return claimErasure(tx);
    });
    if (!erasure) throw new Error('Somebody else took it.');
    let looks = 0;
    // Each time it gets one transaction further before somebody stops it.
    const signal = {
      get aborted() {
        looks += 1;
        return looks > stops;
      },
    } as AbortSignal;
    isDone = await runErasure(
      { db, dataDir, workspaceId: owner.workspaceId, keys, holdings: holdingsWith(secretKey), signal },
      erasure,
    );
  }
  expect(stops).toBeGreaterThan(10);
  expect(traces(Object.values(third), await everywhere())).toEqual([]);
  expect(await counts()).toEqual(before);
  const rebuilt = await rebuild(server.database.adminUrl, projections, () => undefined);
  expect(
    rebuilt
      .flatMap(({ tables }) => Object.values(tables))
      .filter(({ written, removed }) => written + removed > 0),
  ).toEqual([]);
});

test('after a scrub PostgreSQL’s files of the tables hold nothing of the person either', async () => {
  const texts = [third.email, third.name, third.chat, third.imported];
  const files = () =>
    runSql(server.database.adminUrl, async (client) => {
      await client.query('checkpoint');
      const { rows } = await client.query<{ folder: string }>(
        `select current_setting('data_directory') || '/base/' || oid as folder from pg_database where datname = current_database()`,
      );
      return traces(texts, filesIn(rows[0]?.folder ?? ''));
    });
  // It would be no proof if they had never been there.
  expect(await files()).not.toEqual([]);
  await rewriteTables(server.database.adminUrl, () => undefined);
  expect(await files()).toEqual([]);
});

test('a scrub waits for whoever still reads what was there before', async () => {
  const { adminUrl } = server.database;
  const done: string[] = [];
  let scrubbing: Promise<void> | undefined;
  await runSql(adminUrl, async (reader) => {
    await reader.query('begin isolation level repeatable read');
    await reader.query('select count(*) from entries');
    await runSql(adminUrl, (writer) => writer.query('select pg_current_xact_id()'));
    scrubbing = rewriteTables(adminUrl, (table) => done.push(table)).then(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(done).toEqual([]);
    await reader.query('commit');
  });
  await scrubbing;
  expect(done.length).toBeGreaterThan(0);
});

test('nothing but a running erasure may change entries, and none of another workspace', async () => {
  const entries = await inWorkspace(
    server.db,
    server.owner.workspaceId,
    async (tx) => (await sql<{ id: string }>`select id from entries limit 1`.execute(tx)).rows,
  );
  const rewrite = (workspaceId: string) =>
    inWorkspace(server.db, workspaceId, (tx) =>
      sql`select rewrite_entries(gen_random_uuid(), array[${entries[0]?.id}]::uuid[], array['{}']::jsonb[], array[null]::text[], array[null]::text[])`.execute(
        tx,
      ),
    );
  await expect(rewrite(server.owner.workspaceId)).rejects.toThrow('No erasure is under way');
  await expect(
    inWorkspace(server.db, server.owner.workspaceId, (tx) =>
      sql`update entries set payload = '{}'`.execute(tx),
    ),
  ).rejects.toThrow('permission denied');
});

test('every table with texts has somebody who decided what an erasure does to it', async () => {
  const tables = await runSql(server.database.adminUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(`
      select distinct c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped
        and a.atttypid in ('text'::regtype, 'jsonb'::regtype, 'json'::regtype, 'bytea'::regtype, 'text[]'::regtype, 'varchar'::regtype)
      order by 1`);
    return rows.map(({ name }) => name);
  });
  expect(Object.keys(treatments).sort()).toEqual(tables);
});
