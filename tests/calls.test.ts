/** Phone calls that are written down: the link to their recording, and the task that comes with them, both or neither. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import type { Task } from '../contract/tasks.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { addMember, type Person } from './support/people.ts';

let server: TestServer;
let bea: Person;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'));
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
});
afterAll(() => server.close());

const ask = (endpoint: Parameters<typeof request>[2], input: object, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never) as Promise<{ status: number; body: unknown }>;

async function newCustomer(): Promise<string> {
  const { body } = await ask(endpoints.createCustomer, { body: { name: 'Ana' } });
  return (body as { id: string }).id;
}

const quick = { callDirection: 'inbound', outcome: 'answered', summary: 'Wants rye' };
const log = (id: string, more: object = {}, sent: { headers?: object; key?: string } = {}) =>
  ask(
    endpoints.logCall,
    { params: { id }, body: { ...quick, ...more }, headers: sent.headers },
    sent.key,
  ) as Promise<{ status: number; body: { id: string; task: Task | null; payload: object } }>;

async function told(id: string) {
  const query = { limit: 100, kinds: 'call.logged,task.created' };
  const { body } = await ask(endpoints.readTimeline, { params: { id }, query });
  return (body as { data: { kind: string; payload: Record<string, unknown> }[] }).data;
}
async function tasksOf(customerId: string): Promise<Task[]> {
  const { body } = await ask(endpoints.listTasks, { query: { customerId } });
  return (body as { data: Task[] }).data;
}

test('the quick case asks for no more than before, and makes no task', async () => {
  const id = await newCustomer();
  const { status, body } = await log(id);
  expect({ status, task: body.task }).toEqual({ status: 201, task: null });
  expect((await told(id)).map(({ kind, payload }) => ({ kind, payload }))).toEqual([
    { kind: 'call.logged', payload: { ...quick, durationSeconds: null } },
  ]);
  expect(await tasksOf(id)).toEqual([]);
});

describe('a link to the recording', () => {
  test.each(['https://calls.example/r/7?t=12#play', 'http://10.0.0.7/rec.mp3'])(
    '%s is kept',
    async (link) => {
      const id = await newCustomer();
      expect((await log(id, { recordingUrl: ` ${link} ` })).status).toBe(201);
      expect((await told(id))[0]?.payload).toMatchObject({ recordingUrl: link });
    },
  );

  test.each([
    '',
    'calls.example/r/7',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://calls.example/r',
    'tel:+49151555',
    'mailto:ana@shop.example',
    'https://bank.example@evil.example/',
    'https://calls.example/\u202egnp.exe',
    `https://calls.example/${'x'.repeat(2_000)}`,
  ])('%j is refused, and says where it is wrong', async (recordingUrl) => {
    const id = await newCustomer();
    const { status, body } = await log(id, { recordingUrl });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 'invalid-input',
      errors: [{ path: expect.stringContaining('recordingUrl') }],
    });
    expect(await told(id)).toEqual([]);
  });

  test('one that does not begin as it should is told how it should', async () => {
    const { body } = await log(await newCustomer(), { recordingUrl: 'calls.example/r/7' });
    expect(JSON.stringify(body)).toContain('begins with https:// or http://');
  });
});

describe('a task to call back', () => {
  const due = { date: '2031-07-01', time: '14:30', timeZone: 'America/Sao_Paulo' };

  test('is a task like any other, of whoever took the call, and stands after it', async () => {
    const id = await newCustomer();
    const remind = { kind: 'before', amount: 0, unit: 'minutes' };
    const { status, body } = await log(
      id,
      { callBack: { what: 'Call Ana back', due, remind } },
      { key: bea.apiKey },
    );
    expect(status).toBe(201);
    expect(body.task).toMatchObject({
      customer: { id, name: 'Ana' },
      what: 'Call Ana back',
      assigneeId: bea.memberId,
      due: { at: '2031-07-01T17:30:00.000000Z' },
      remindAt: '2031-07-01T17:30:00.000000Z',
    });
    expect(await tasksOf(id)).toEqual([body.task]);
    expect((await told(id)).map(({ kind }) => kind)).toEqual(['task.created', 'call.logged']);
    const params = { id: body.task?.id };
    const done = await ask(endpoints.completeTask, { params });
    expect(done.status).toBe(200);
    for (const { tables } of await rebuild(server.database.adminUrl, projections, () => undefined)) {
      for (const [table, mended] of Object.entries(tables))
        expect(mended, table).toEqual({ written: 0, removed: 0 });
    }
  });

  test.each([
    ['somebody who does not work here', { what: 'x', assigneeId: randomUUID() }, 409],
    [
      'a reminder that hangs on nothing',
      { what: 'x', remind: { kind: 'before', amount: 1, unit: 'days' } },
      400,
    ],
    [
      'a reminder that has passed',
      { what: 'x', remind: { kind: 'at', date: '2020-01-01', time: '09:00' } },
      400,
    ],
    ['nothing to be done', { what: ' ' }, 400],
  ])('refused for %s leaves no call', async (_, callBack, status) => {
    const id = await newCustomer();
    expect((await log(id, { callBack })).status).toBe(status);
    expect(await told(id)).toEqual([]);
    expect(await tasksOf(id)).toEqual([]);
  });

  test('a refused call leaves no task', async () => {
    const id = await newCustomer();
    const occurredAt = '2999-01-01T00:00:00Z';
    expect((await log(id, { occurredAt, callBack: { what: 'x' } })).status).toBe(400);
    expect(await tasksOf(id)).toEqual([]);
  });

  test('sent again with the same key, one after another or at once, there is one of each', async () => {
    const id = await newCustomer();
    const headers = { 'idempotency-key': randomUUID() };
    const send = () => log(id, { callBack: { what: 'Call Ana back', due } }, { headers });
    const answers = [...(await Promise.all(Array.from({ length: 8 }, send))), await send()];
    for (const { status, body } of answers)
      expect({ status, body }).toEqual({ status: 201, body: answers[0]?.body });
    expect((await told(id)).map(({ kind }) => kind)).toEqual(['task.created', 'call.logged']);
    expect(await tasksOf(id)).toHaveLength(1);
  });

  test('whoever may only look writes down neither', async () => {
    const viewer = await addMember(server.url, server.owner, 'viewer', 'Vic');
    const id = await newCustomer();
    expect((await log(id, { callBack: { what: 'x' } }, { key: viewer.apiKey })).status).toBe(403);
    expect(await told(id)).toEqual([]);
  });
});
