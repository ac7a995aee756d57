/** Requests of people about their data, but for erasure: deadlines, copies, corrections, restriction, objection, addresses. */
import { inflateRawSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { apiPrefix, endpoints } from '../../contract/endpoints.ts';
import type { PrivacyDetails } from '../../contract/privacy.ts';
import { request, serveDatabase, type TestServer } from '../../server/app/testing.ts';
import { inWorkspace } from '../../server/platform/db/index.ts';
import { send, track } from '../support/collecting.ts';
import { addMember, startServerBehindProxy } from '../support/people.ts';
import { canariesOf, filesIn, makeKnown, startImport, stateOf, traces, upload } from '../support/privacy.ts';
import { followFrom, type TestSocket } from '../support/sockets.ts';

const patience = { timeout: 30_000 };
const hostile = '<script>window.__xss = 1</script>"&';
const person = { ...canariesOf('5005'), name: `Wilhelmina ${hostile}` };

let server: TestServer;
let customerId: string;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  ({ customerId } = await makeKnown(server, person));
}, 60_000);
afterAll(() => server.close());

const call = (endpoint: Parameters<typeof request>[2], input: object, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never) as Promise<{ status: number; body: unknown }>;

async function open(kind: string, more: object = {}): Promise<string> {
  const opened = await call(endpoints.openPrivacyRequest, {
    body: { kind, customerId, askedHow: 'mail', ...more },
  });
  expect(opened.status, JSON.stringify(opened.body)).toBe(201);
  return (opened.body as { id: string }).id;
}

const read = async (id: string) =>
  (await call(endpoints.readPrivacyRequest, { params: { id } })).body as PrivacyDetails;

/** The files of a ZIP that was written with data descriptors, by their central directory. */
function unzip(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(zip.length - 22 + 16);
  for (let left = zip.readUInt16LE(zip.length - 22 + 10); left > 0; left--) {
    const [packed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString();
    const offset = zip.readUInt32LE(at + 42) + 30 + nameLength;
    files.set(name, inflateRawSync(zip.subarray(offset, offset + packed)).toString());
    at += 46 + nameLength;
  }
  return files;
}

test('the deadline follows from the law, and an overdue request stands first', async () => {
  await call(endpoints.updatePrivacySettings, { body: { law: 'lgpd' } });
  const late = await open('rectify', { receivedAt: '2026-01-01T12:00:00Z' });
  expect((await read(late)).request).toMatchObject({
    law: 'lgpd',
    dueAt: '2026-01-16T12:00:00.000000Z',
    isOverdue: true,
  });
  await call(endpoints.updatePrivacySettings, { body: { law: 'gdpr' } });
  const other = await open('rectify');
  const { body } = await call(endpoints.listPrivacyRequests, { query: { state: 'open' } });
  const ids = (body as { data: { id: string; isOverdue: boolean }[] }).data.map(({ id }) => id);
  expect(ids[0]).toBe(late);
  expect(ids).toContain(other);
  const future = { kind: 'export', customerId, askedHow: 'mail', receivedAt: '2100-01-01T00:00:00Z' };
  expect((await call(endpoints.openPrivacyRequest, { body: future })).status).toBe(400);
});

test('every step stands in the log, with who and when; a refusal needs its reason', async () => {
  const id = await open('object');
  await call(endpoints.notePrivacyRequest, { params: { id }, body: { text: 'called back' } });
  expect(
    (await call(endpoints.closePrivacyRequest, { params: { id }, body: { state: 'refused' } })).status,
  ).toBe(400);
  await call(endpoints.closePrivacyRequest, {
    params: { id },
    body: { state: 'refused', reason: 'not who they say' },
  });
  const { request: closed, steps } = await read(id);
  expect(closed.state).toBe('refused');
  expect(steps.map(({ step, detail }) => [step, detail])).toEqual([
    ['noted', 'called back'],
    ['refused', 'not who they say'],
  ]);
  expect(steps.every(({ actor }) => actor.kind === 'member' && actor.id === server.owner.memberId)).toBe(
    true,
  );
  const log = await call(endpoints.readAuditLog, { query: { limit: 10 } });
  expect((log.body as { data: { kind: string }[] }).data.map(({ kind }) => kind)).toContain(
    'privacy.stepped',
  );
  expect((await call(endpoints.startPrivacyExport, { params: { id }, body: { locale: 'en' } })).status).toBe(
    409,
  );
});

test('a copy holds everything of the person, escaped, sealed on disk, and for a while', async () => {
  const id = await open('export');
  await call(endpoints.startPrivacyExport, { params: { id }, body: { locale: 'pt-BR' } });
  await vi.waitFor(async () => expect((await read(id)).exports[0]?.state).toBe('done'), patience);
  const copy = (await read(id)).exports[0];
  const sealed = traces([person.email, person.chat, '<html'], filesIn(`${server.dataDir}/privacy`));
  expect(sealed).toEqual([]);
  const fetched = await fetch(`${server.url}${apiPrefix}/privacy/exports/${copy?.id}/file`, {
    headers: { authorization: `Bearer ${server.owner.apiKey}` },
  });
  const files = unzip(Buffer.from(await fetched.arrayBuffer()));
  expect([...files.keys()]).toEqual(['index.html', 'data.json', 'entries.jsonl']);
  const { oldName: _, name: __, ...told } = person;
  const missing = Object.values(told).filter(
    (text) => ![...files.values()].some((file) => file.includes(text)),
  );
  expect(missing).toEqual([]);
  const page = files.get('index.html') ?? '';
  expect(page).toContain('<html lang="pt-BR">');
  expect(page).toContain('Seus dados');
  expect(page).not.toContain('<script');
  expect(page).toContain('&#60;script&#62;');
  const data = JSON.parse(files.get('data.json') ?? '') as Record<string, unknown[]>;
  expect(data.orders?.length).toBeGreaterThan(0);
  expect(data.importRows?.length).toBeGreaterThan(0);
  const entries = (files.get('entries.jsonl') ?? '')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string });
  expect(new Set(entries.map(({ kind }) => kind))).toContain('customer.merged');
  // Whoever may not look after privacy gets nothing, and nobody after its time.
  const agent = await addMember(server.url, server.owner, 'agent', 'Agent');
  const refused = await fetch(fetched.url, { headers: { authorization: `Bearer ${agent.apiKey}` } });
  expect(refused.status).toBe(403);
  await inWorkspace(server.db, server.owner.workspaceId, (tx) =>
    sql`update privacy_exports set expires_at = now() - interval '1 second'`.execute(tx),
  );
  const late = await fetch(fetched.url, { headers: { authorization: `Bearer ${server.owner.apiKey}` } });
  expect(late.status).toBe(410);
});

test('what was wrong is put right: no longer shown, found or searched', async () => {
  const id = await open('rectify');
  const body = {
    name: 'Wilhelmina Right',
    replace: { kind: 'email', value: person.oldEmail },
    by: { kind: 'email', value: 'right@canary.example' },
    attributes: { city: 'Ulm' },
  };
  const done = await call(endpoints.correctCustomer, { params: { id }, body });
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  const { body: customer } = await call(endpoints.readCustomer, { params: { id: customerId } });
  expect(customer).toMatchObject({ name: 'Wilhelmina Right', attributes: { city: 'Ulm' } });
  expect(JSON.stringify(customer)).not.toContain(person.oldEmail);
  const found = async (search: string) =>
    (
      (await call(endpoints.listCustomers, { query: { search } })).body as { data: { id: string }[] }
    ).data.map((one) => one.id);
  expect(await found(person.oldEmail)).toEqual([]);
  expect(await found('right@canary.example')).toEqual([customerId]);
  expect(await found('Wilhelmina Right')).toEqual([customerId]);
  const again = await call(endpoints.correctCustomer, {
    params: { id },
    body: { replace: body.replace, by: null },
  });
  expect(again.status).toBe(404);
});

test('whoever asked to be left alone is: nothing of trackers and imports is kept, and it is counted', async () => {
  const id = await open('restrict');
  await call(endpoints.restrictCustomer, { params: { id }, body: { restricted: true } });
  const entries = async () =>
    inWorkspace(server.db, server.owner.workspaceId, async (tx) => {
      const { rows } = await sql<{
        n: number;
      }>`select count(*)::integer as n from entries where machine`.execute(tx);
      return rows[0]?.n;
    });
  const before = await entries();
  const { url, owner } = server;
  for (let n = 0; n < 3; n++)
    await send(url, 'track', owner.writeKey, track('Left alone', { userId: person.user }));
  const file = await upload(server, 'customers', 'more.csv', `User ID,Plan\n${person.user},gold\n`);
  await startImport(server, file);
  await vi.waitFor(async () => expect(await stateOf(server, file)).toBe('done'), patience);
  expect(await entries()).toBe(before);
  const state = async () =>
    (await call(endpoints.readCustomerPrivacy, { params: { id: customerId } })).body as {
      restrictedAt: string | null;
      heldCount: number;
    };
  expect(await state()).toMatchObject({ restrictedAt: expect.any(String), heldCount: 4 });
  // Members may still write.
  const noted = await call(endpoints.logVisit, { params: { id: customerId }, body: { summary: 'came by' } });
  expect(noted.status).toBe(201);
  await call(endpoints.restrictCustomer, { params: { id }, body: { restricted: false } });
  expect((await state()).restrictedAt).toBeNull();
  await send(url, 'track', owner.writeKey, track('Back', { userId: person.user }));
  expect(await entries()).toBe((before ?? 0) + 1);
});

test('an objection is a refusal on every channel', async () => {
  const id = await open('object');
  expect((await call(endpoints.objectForCustomer, { params: { id } })).status).toBe(200);
  const { body } = await call(endpoints.listConsents, { params: { id: customerId } });
  const consents = (body as { data: { granted: boolean; channel: string }[] }).data;
  expect(consents.length).toBeGreaterThanOrEqual(5);
  expect(consents.every(({ granted }) => !granted)).toBe(true);
});

test('network addresses are kept as the workspace says, also those that are stored already', async () => {
  const { url, owner } = server;
  const addresses = async () =>
    inWorkspace(server.db, owner.workspaceId, async (tx) => {
      const { rows } = await sql<{ ip: string | null }>`
        select payload -> 'context' ->> 'ip' as ip from entries where payload ->> 'name' = 'Somewhere' order by recorded_at`.execute(
        tx,
      );
      return rows.map(({ ip }) => ip);
    });
  const tell = () =>
    send(url, 'track', owner.writeKey, track('Somewhere', { context: { ip: '203.0.113.77' } }));
  await call(endpoints.updatePrivacySettings, { body: { addresses: 'whole' } });
  await tell();
  await call(endpoints.updatePrivacySettings, { body: { addresses: 'drop' } });
  await tell();
  await call(endpoints.updatePrivacySettings, { body: { addresses: 'cut' } });
  await tell();
  expect(await addresses()).toEqual(['203.0.113.77', null, '203.0.113.0']);
  expect((await call(endpoints.cutStoredAddresses, {})).status).toBe(202);
  await vi.waitFor(
    async () => expect(await addresses()).toEqual(['203.0.113.0', null, '203.0.113.0']),
    patience,
  );
});

test('only who looks after privacy hears who asked what', async () => {
  const agent = await addMember(server.url, server.owner, 'agent', 'Listener');
  const heard: string[] = [];
  const sockets: TestSocket[] = [];
  for (const key of [agent.apiKey, server.owner.apiKey]) {
    const kinds: string[] = [];
    sockets.push(
      await followFrom(server.url, key, null as never, {
        onFrame: (frame) => {
          for (const { kind } of (frame.entries ?? []) as { kind: string }[]) kinds.push(kind);
          if (key === agent.apiKey) heard.splice(0, heard.length, ...kinds);
        },
      }),
    );
  }
  const id = await open('export');
  await call(endpoints.logVisit, { params: { id: customerId }, body: { summary: 'a sign that it listens' } });
  await vi.waitFor(() => expect(heard).toContain('visit.logged'), patience);
  expect(heard.filter((kind) => kind.startsWith('privacy.'))).toEqual([]);
  expect((await call(endpoints.readPrivacyRequest, { params: { id } }, agent.apiKey)).status).toBe(403);
  for (const socket of sockets) socket.drop();
});

test('whoever a restore brings back is erased again', async () => {
  const other = canariesOf('6006');
  const { customerId: erased } = await makeKnown(server, other);
  const id = await open('erase', { customerId: erased });
  await call(endpoints.startErasure, { params: { id }, body: { name: other.name } });
  await vi.waitFor(async () => expect((await read(id)).request.state).toBe('done'), patience);
  // As an older backup would have them: known, and nobody has erased them.
  await inWorkspace(server.db, server.owner.workspaceId, async (tx) => {
    await sql`update customers set erased_at = null, name = ${other.name} where id = ${erased}`.execute(tx);
  });
  const second = await serveDatabase(server.database);
  await vi.waitFor(async () => {
    const { body } = await call(endpoints.readCustomer, { params: { id: erased } });
    expect((body as { name: string | null }).name).toBeNull();
  }, patience);
  await second.close();
});
