/** An import as the console asks for it: uploaded in parts, mapped, tried, run, and gone on with after a restart. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { apiPrefix, endpoints } from '../../contract/endpoints.ts';
import type { ImportJob, ImportKindName } from '../../contract/imports.ts';
import { request, startTestServer, type TestServer } from '../../server/app/testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
});
afterAll(() => server.close());

const as = () => server.owner.apiKey;

async function part(id: string, offset: number, bytes: Uint8Array) {
  const answer = await fetch(`${server.url}${apiPrefix}/imports/${id}/parts/${offset}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${as()}`, 'content-type': 'application/octet-stream' },
    body: bytes as Uint8Array<ArrayBuffer>,
  });
  return { status: answer.status, body: (await answer.json()) as ImportJob & { code?: string } };
}

async function upload(kind: ImportKindName, fileName: string, text: string): Promise<ImportJob> {
  const bytes = Buffer.from(text);
  const made = await request(server.url, as(), endpoints.createImport, {
    body: { kind, fileName, bytes: bytes.length },
  });
  expect(made.status).toBe(201);
  const half = Math.floor(bytes.length / 2);
  expect((await part(made.body.id, 0, bytes.subarray(0, half))).body.state).toBe('uploading');
  expect((await part(made.body.id, 0, bytes.subarray(0, half))).status).toBe(200);
  expect((await part(made.body.id, half + 1, bytes.subarray(half))).body.code).toBe('conflict');
  return (await part(made.body.id, half, bytes.subarray(half))).body;
}

async function until(id: string, state: ImportJob['state']): Promise<ImportJob> {
  for (let tries = 0; tries < 2_000; tries++) {
    const { body } = await request(server.url, as(), endpoints.readImport, { params: { id } });
    if (body.state === state) return body;
    if (body.state === 'failed') throw new Error(body.failure ?? 'failed');
    await sleep(25);
  }
  throw new Error(`It never is ${state}.`);
}

const rows = [
  'id,Name,Email,Notes',
  '1,Ana,ana@example.com,"=cmd|\' /C calc\'!A0"',
  '2,Bo,not an address,+49 30 123456',
  '3,Cy,neither,"=1+1"',
  '4,Di,di@example.com,',
];

test('a file is uploaded, mapped by a guess, tried and imported', async () => {
  const job = await upload('customers', 'people.csv', rows.join('\n'));
  expect(job).toMatchObject({ state: 'uploaded', columns: ['id', 'Name', 'Email', 'Notes'] });
  expect(job.map.fields).toMatchObject({ name: 'Name', email: 'Email', Notes: 'Notes' });
  const at = { params: { id: job.id } };
  const first = await request(server.url, as(), endpoints.readImportRows, at);
  expect(first.body.rows[0]).toEqual({
    row: 2,
    cells: ['1', 'Ana', 'ana@example.com', "=cmd|' /C calc'!A0"],
  });
  expect(first.body.fields.map(({ name }) => name)).toContain('language');
  const map = { key: ['id'], fields: { name: 'Name', email: 'Email', notes: 'Notes' } };
  const mapped = await request(server.url, as(), endpoints.mapImport, { ...at, body: map });
  expect(mapped.body.map).toEqual(map);
  await request(server.url, as(), endpoints.checkImport, at);
  const { foreseen } = await until(job.id, 'checked');
  expect(foreseen).toMatchObject({ read: 4, created: 2, rejected: 2 });
  expect(foreseen?.refused[0]).toMatchObject({ row: 3, reason: { code: 'not-email' } });
  expect((await request(server.url, as(), endpoints.listCustomers, { query: {} })).body.data).toEqual([]);
  await request(server.url, as(), endpoints.startImport, at);
  const done = await until(job.id, 'done');
  expect(done.counts).toEqual({ read: 4, created: 2, updated: 0, unchanged: 0, rejected: 2 });
  const { body } = await request(server.url, as(), endpoints.listCustomers, { query: {} });
  expect(body.data.map(({ name }) => name).sort()).toEqual(['Ana', 'Di']);

  const errors = await fetch(`${server.url}${apiPrefix}/imports/${job.id}/errors`, {
    headers: { authorization: `Bearer ${as()}` },
  });
  expect(errors.headers.get('content-disposition')).toContain('people.csv-errors.csv');
  expect(await errors.text()).toBe(
    'row,reason,id,Name,Email,Notes\r\n' +
      '3,“not an address” in “Email” is no mail address.,2,Bo,not an address,+49 30 123456\r\n' +
      "4,“neither” in “Email” is no mail address.,3,Cy,neither,'=1+1\r\n",
  );
});

test('a map that does not fit is refused with what there is', async () => {
  const job = await upload('customers', 'people.csv', rows.join('\n'));
  const at = { params: { id: job.id } };
  for (const [fields, said] of [
    [{ email: 'Mail' }, 'no column “Mail”'],
    [{ email: 'Email', name: 'name' }, 'no column “name”'],
  ] as const) {
    const answer = await request(server.url, as(), endpoints.mapImport, { ...at, body: { fields } as never });
    expect(answer.status).toBe(400);
    expect((answer.body as unknown as { detail: string }).detail).toContain(said);
  }
  const events = await upload('events', 'e.csv', 'user,event,time\n1,a,2026-01-01\n');
  const missing = await request(server.url, as(), endpoints.mapImport, {
    params: { id: events.id },
    body: { fields: { user: 'user' } },
  });
  expect((missing.body as unknown as { detail: string }).detail).toContain('“event”');
});

test('what is cancelled goes on where it stopped', { timeout: 90_000 }, async () => {
  const many = ['id,email', ...Array.from({ length: 5_000 }, (_, n) => `u${n},u${n}@example.com`)].join('\n');
  const job = await upload('customers', 'many.csv', many);
  const at = { params: { id: job.id } };
  await request(server.url, as(), endpoints.startImport, at);
  for (let tries = 0; tries < 2_000; tries++) {
    const { body } = await request(server.url, as(), endpoints.readImport, at);
    if (body.counts.read > 0) break;
    await sleep(5);
  }
  const cancelled = await request(server.url, as(), endpoints.cancelImport, at);
  expect(cancelled.body.state).toBe('cancelled');
  await sleep(300);
  const { counts } = (await request(server.url, as(), endpoints.readImport, at)).body;
  expect(counts.read).toBeLessThan(5_000);
  await request(server.url, as(), endpoints.startImport, at);
  expect((await until(job.id, 'done')).counts).toEqual({
    read: 5_000,
    created: 5_000,
    updated: 0,
    unchanged: 0,
    rejected: 0,
  });
});

test('a dry run, an import and its undoing say how far they are', { timeout: 120_000 }, async () => {
  const count = 3_000;
  const people = Array.from({ length: count }, (_, n) => `far${n},far${n}@example.com`);
  // Blank lines are no rows, and count when rows are numbered.
  const job = await upload('customers', 'far.csv', ['id,email', '', '', ...people].join('\n'));
  expect(job.progress).toBeNull();
  const at = { params: { id: job.id } };
  const watched = async (name: 'checkImport' | 'startImport' | 'undoImport', end: ImportJob['state']) => {
    const seen = [(await request(server.url, as(), endpoints[name], at)).body.progress];
    for (let tries = 0; tries < 5_000; tries++) {
      const { body } = await request(server.url, as(), endpoints.readImport, at);
      if (body.state === end) {
        expect(body.progress).toBeNull();
        return seen;
      }
      seen.push(body.progress);
      await sleep(10);
    }
    throw new Error(`It never is ${end}.`);
  };
  for (const [name, end] of [
    ['checkImport', 'checked'],
    ['startImport', 'done'],
    ['undoImport', 'undone'],
  ] as const) {
    const seen = (await watched(name, end)).map((one) => one ?? { done: -1, total: -1 });
    const dones = seen.map(({ done }) => done);
    expect(dones, name).toEqual([...dones].sort((a, b) => a - b));
    expect(dones[0], name).toBe(0);
    expect(dones.at(-1), name).toBeLessThanOrEqual(count);
    expect(new Set(dones).size, name).toBeGreaterThan(3);
    const totals = new Set(seen.map(({ total }) => total));
    expect(
      [...totals].filter((total) => total !== null),
      name,
    ).toEqual([count]);
    // They are counted once, before the first work.
    if (name !== 'checkImport') expect(totals.has(null), name).toBe(false);
  }
});

test('undone, companies of which nobody else has told anything vanish, and so do those who came with them', async () => {
  const importing = async (kind: ImportKindName, text: string) => {
    const job = await upload(kind, `${kind}.csv`, text);
    await request(server.url, as(), endpoints.startImport, { params: { id: job.id } });
    return (await until(job.id, 'done')).id;
  };
  const companies = async () => {
    const { body } = await request(server.url, as(), endpoints.listCompanies, { query: {} });
    return body.data.map(({ name, people }) => `${name} ${people}`).sort();
  };
  const found = async () =>
    (await request(server.url, as(), endpoints.listCustomers, { query: { search: 'undone acme' } })).body
      .data;
  const first = await importing('companies', 'Company ID,Company name\nk1,Undone Acme\nk2,Undone Nord\n');
  const second = await importing(
    'customers',
    'User ID,Name,Company\nundone1,Zed,Undone Acme\nundone2,Yan,Undone Süd\n',
  );
  expect(await companies()).toEqual(['Undone Acme 1', 'Undone Nord 0', 'Undone Süd 1']);
  expect(await found()).toMatchObject([{ name: 'Zed' }]);
  await request(server.url, as(), endpoints.undoImport, { params: { id: first } });
  const left = await until(first, 'undone');
  // The customers' file has told of Acme too.
  expect(left.undone).toMatchObject({ takenBack: { companies: 1 }, left: { companies: 1 } });
  expect(await companies()).toEqual(['Undone Acme 1', 'Undone Süd 1']);
  await request(server.url, as(), endpoints.undoImport, { params: { id: second } });
  const gone = await until(second, 'undone');
  expect(gone.undone).toMatchObject({ takenBack: { customers: 2, companies: 1 }, left: { companies: 0 } });
  expect(await companies()).toEqual(['Undone Acme 0']);
  expect(await found()).toEqual([]);
});
