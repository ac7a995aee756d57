/** Tasks: made, changed, done, listed, handed over; and what the tables hold is what the ledger makes of them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Task } from '../contract/tasks.ts';
import { projections } from '../server/app/projections.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { addMember, addVisitor, fromSomewhere, type Person } from './support/people.ts';

let server: TestServer;
let bea: Person;
beforeAll(async () => {
  server = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] });
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
});
afterAll(() => server.close());

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = server.owner.apiKey) =>
  request(server.url, key, endpoint, input as never);
const newCustomer = async (name: string) =>
  (await ask(endpoints.createCustomer, { body: { name } })).body.id as string;
const newTask = async (customerId: string, more: object = {}): Promise<Task> => {
  const made = await ask(endpoints.createTask, { body: { customerId, what: 'Call back', ...more } } as never);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body as Task;
};
const told = async (id: string, kinds: string) =>
  (await ask(endpoints.readTimeline, { params: { id }, query: { kinds } } as never)).body.data as {
    kind: string;
    payload: Record<string, unknown>;
    actor: { id: string };
  }[];
const list = async (query: object) =>
  (await ask(endpoints.listTasks, { query } as never)).body.data as Task[];

async function expectRebuildEqual(): Promise<void> {
  const rebuilt = await rebuild(server.database.adminUrl, projections, () => undefined);
  for (const { tables } of rebuilt) {
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
}

describe('a task', () => {
  test('is made for a customer, by default for whoever makes it, and each change is an entry', async () => {
    const id = await newCustomer('Ana');
    const task = await newTask(id, {
      due: { date: '2031-07-01', time: '14:30', timeZone: 'America/Sao_Paulo' },
      remind: { kind: 'before', amount: 2, unit: 'hours' },
    });
    expect(task).toMatchObject({
      customer: { id, name: 'Ana' },
      what: 'Call back',
      assigneeId: server.owner.memberId,
      due: {
        date: '2031-07-01',
        time: '14:30',
        timeZone: 'America/Sao_Paulo',
        at: '2031-07-01T17:30:00.000000Z',
      },
      remindAt: '2031-07-01T15:30:00.000000Z',
      doneAt: null,
    });
    const params = { id: task.id };
    const moved = await ask(endpoints.updateTask, { params, body: { due: { date: '2031-07-02' } } } as never);
    expect(moved, 'hours before a day without a time').toMatchObject({ status: 400 });
    const body = { due: { date: '2031-07-02', time: '09:00', timeZone: 'UTC' }, assigneeId: bea.memberId };
    expect((await ask(endpoints.updateTask, { params, body } as never)).body).toMatchObject({
      remindAt: '2031-07-02T07:00:00.000000Z',
      assigneeId: bea.memberId,
    });
    expect((await ask(endpoints.updateTask, { params, body } as never)).status).toBe(200);
    const cleared = await ask(endpoints.updateTask, { params, body: { due: null } } as never);
    expect(cleared.body).toMatchObject({ due: null, remind: null, remindAt: null });
    const done = await ask(endpoints.completeTask, { params }, bea.apiKey);
    expect(done.body).toMatchObject({ doneBy: { kind: 'member', id: bea.memberId } });
    expect((await ask(endpoints.completeTask, { params })).body).toEqual(done.body);
    expect((await ask(endpoints.reopenTask, { params })).body).toMatchObject({ doneAt: null, doneBy: null });
    const kinds = (await told(id, 'task.created,task.changed,task.done,task.reopened')).map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['task.reopened', 'task.done', 'task.changed', 'task.changed', 'task.created']);
  });

  test('stands in a conversation of its customer, and in no other', async () => {
    const token = await addVisitor(server.url, server.owner.inboxId);
    const body = { id: randomUUID(), text: 'hello' };
    await request(server.url, token, endpoints.postVisitorMessage, { body, headers: fromSomewhere() });
    const { data } = (await ask(endpoints.listConversations, { query: { limit: 1 } } as never)).body;
    const [conversation] = data as { id: string; customer: { id: string } }[];
    const conversationId = conversation?.id ?? '';
    const task = await newTask(conversation?.customer.id ?? '', { conversationId });
    expect((await list({ conversationId })).map(({ id }) => id)).toEqual([task.id]);
    const other = { customerId: await newCustomer('Other'), conversationId, what: 'x' };
    expect((await ask(endpoints.createTask, { body: other } as never)).status).toBe(409);
  });

  test('that makes no sense is refused with what to do', async () => {
    const customerId = await newCustomer('Carl');
    for (const [body, words] of [
      [{ what: ' ' }, /what is to be done/],
      [{ due: { date: '2031-02-29' } }, /date/i],
      [{ due: { date: '2031-02-28', time: '24:00' } }, /09:30/],
      [{ due: { date: '2031-02-28', timeZone: 'Mars/Olympus' } }, /time zone/],
      [{ remind: { kind: 'before', amount: 1, unit: 'days' } }, /until when/],
      [{ remind: { kind: 'at', date: '2020-01-01', time: '09:00' } }, /has passed/],
      [{ assigneeId: randomUUID() }, /works here/],
      [{ customerId: randomUUID() }, /no such customer/],
      [{ conversationId: randomUUID() }, /no such conversation/],
    ] as const) {
      const made = await ask(endpoints.createTask, { body: { customerId, what: 'x', ...body } } as never);
      expect(made.status).toBeGreaterThanOrEqual(400);
      expect(JSON.stringify(made.body), JSON.stringify(body)).toMatch(words);
    }
    expect(await list({ customerId })).toEqual([]);
  });

  test('is due in the zone of the member, else of the workspace, where none is named', async () => {
    const id = await newCustomer('Dora');
    const midnight = async () => (await newTask(id, { due: { date: '2031-01-31' } })).due;
    expect(await midnight()).toMatchObject({ timeZone: 'UTC', at: '2031-02-01T00:00:00.000000Z' });
    await ask(endpoints.updateWorkspace, { body: { timeZone: 'Asia/Shanghai' } });
    expect(await midnight()).toMatchObject({ at: '2031-01-31T16:00:00.000000Z' });
    const made = await ask(
      endpoints.createTask,
      { body: { customerId: id, what: 'x', due: { date: '2031-01-31' } } } as never,
      bea.apiKey,
    );
    expect(made.body.due?.timeZone).toBe('Asia/Shanghai');
    await request(server.url, undefined, endpoints.updateMe, {
      body: { timeZone: 'America/Sao_Paulo' },
      headers: { cookie: bea.cookie, 'sec-fetch-site': 'same-origin' },
    });
    const own = await ask(
      endpoints.createTask,
      { body: { customerId: id, what: 'x', due: { date: '2031-01-31' } } } as never,
      bea.apiKey,
    );
    expect(own.body.due?.at).toBe('2031-02-01T03:00:00.000000Z');
    const wrong = await ask(endpoints.updateWorkspace, { body: { timeZone: 'Nowhere' } });
    expect(wrong.status).toBe(400);
  });
});

test('lists come by due date with the undated last, page by page, for one or for all', async () => {
  const id = await newCustomer('Eve');
  const days = ['2031-05-03', undefined, '2031-05-01', '2031-05-02', undefined];
  const made: Task[] = [];
  for (const date of days)
    made.push(await newTask(id, { what: date ?? 'some day', due: date ? { date } : null }));
  await ask(endpoints.updateTask, { params: { id: made[0]?.id ?? '' }, body: { assigneeId: null } });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { customerId: id, limit: 2, ...(cursor === undefined ? {} : { cursor }) };
    const page = (await ask(endpoints.listTasks, { query } as never)).body as {
      data: Task[];
      next: string | null;
    };
    seen.push(...page.data.map(({ what }) => what));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(['2031-05-01', '2031-05-02', '2031-05-03', 'some day', 'some day']);
  expect((await list({ customerId: id, assignee: 'none' })).map(({ what }) => what)).toEqual(['2031-05-03']);
  expect(await list({ customerId: id, assignee: 'me' })).toHaveLength(4);
  for (const one of [made[2], made[3]]) await ask(endpoints.completeTask, { params: { id: one?.id ?? '' } });
  expect((await list({ customerId: id, state: 'done' })).map(({ what }) => what)).toEqual([
    ...['2031-05-02', '2031-05-01'],
  ]);
  expect(await list({ customerId: id })).toHaveLength(3);
});

test('tasks of merged customers are one list, and go back with them', async () => {
  const [kept, merged] = [await newCustomer('Fay'), await newCustomer('Fay S.')];
  const task = await newTask(merged, { what: 'of the other' });
  await ask(endpoints.mergeCustomers, { params: { id: kept }, body: { customerId: merged } });
  expect(await list({ customerId: kept })).toMatchObject([
    { id: task.id, customer: { id: kept, name: 'Fay' } },
  ]);
  await newTask(kept, { what: 'made since' });
  await ask(endpoints.unmergeCustomer, { params: { id: kept }, body: { customerId: merged } });
  expect((await list({ customerId: merged })).map(({ what }) => what)).toEqual(['of the other']);
  expect((await list({ customerId: kept })).map(({ what }) => what)).toEqual(['made since']);
});

describe('when a member leaves', () => {
  const remove = (memberId: string, handOverTo: string | null) =>
    ask(endpoints.removeMember, { params: { id: memberId }, body: { handOverTo } });
  const ownerOf = async (id: string) =>
    (await ask(endpoints.readProfile, { params: { id } })).body.ownerId as string | null;

  test.each(['somebody', 'nobody'])('open tasks and customers go to %s, each with an entry', async (to) => {
    const leaver = await addMember(server.url, server.owner, 'agent', 'Leaver');
    const heir = to === 'somebody' ? bea.memberId : null;
    const [own, hidden] = [await newCustomer('Owned'), await newCustomer('Hidden by a merge')];
    const assigneeId = leaver.memberId;
    const open = await newTask(own, { assigneeId, due: { date: '2031-05-03' } });
    const done = await newTask(own, { assigneeId });
    await ask(endpoints.completeTask, { params: { id: done.id } });
    const others = await newTask(own, { assigneeId: server.owner.memberId });
    for (const id of [own, hidden]) {
      const body = { ownerId: leaver.memberId, nextStep: 'call' };
      expect((await ask(endpoints.updateProfile, { params: { id }, body })).status).toBe(200);
    }
    await ask(endpoints.mergeCustomers, { params: { id: own }, body: { customerId: hidden } });
    expect((await remove(leaver.memberId, heir)).status).toBe(204);

    const read = async (id: string) => (await ask(endpoints.readTask, { params: { id } })).body as Task;
    expect((await read(open.id)).assigneeId).toBe(heir);
    expect((await read(done.id)).assigneeId).toBe(leaver.memberId);
    expect((await read(others.id)).assigneeId).toBe(server.owner.memberId);
    expect(await ownerOf(own)).toBe(heir);
    const [changed] = await told(own, 'task.changed');
    expect(changed).toMatchObject({
      payload: { taskId: open.id, changes: { assigneeId: heir } },
      actor: { id: server.owner.memberId },
    });
    const [handed] = await told(own, 'profile.updated');
    expect(handed?.payload.fields).toEqual({ ownerId: heir });
    await ask(endpoints.unmergeCustomer, { params: { id: own }, body: { customerId: hidden } });
    expect(await ownerOf(hidden)).toBe(heir);
    // A task of somebody who left is nobody's when it is opened again.
    await ask(endpoints.reopenTask, { params: { id: done.id } });
    expect((await read(done.id)).assigneeId).toBeNull();
  });

  test('nothing stays with one who is given work at the same moment', async () => {
    const leaver = await addMember(server.url, server.owner, 'agent', 'Busy');
    const id = await newCustomer('Wanted');
    const given = Array.from({ length: 12 }, (_, n) =>
      n % 2 === 0
        ? ask(endpoints.createTask, {
            body: { customerId: id, what: `task ${n}`, assigneeId: leaver.memberId },
          } as never)
        : ask(endpoints.updateProfile, { params: { id }, body: { ownerId: leaver.memberId } }),
    );
    const [left] = await Promise.all([remove(leaver.memberId, bea.memberId), ...given]);
    expect(left.status).toBe(204);
    expect(await list({ assignee: leaver.memberId })).toEqual([]);
    expect(await ownerOf(id)).not.toBe(leaver.memberId);
  });
});

test('many changes at once leave what the ledger makes of them', async () => {
  const id = await newCustomer('Gil');
  const tasks = await Promise.all([newTask(id), newTask(id), newTask(id)]);
  await Promise.all(
    Array.from({ length: 60 }, (_, n) => {
      const params = { id: tasks[n % 3]?.id ?? '' };
      const verbs = [
        () => ask(endpoints.completeTask, { params }),
        () => ask(endpoints.reopenTask, { params }),
        () => ask(endpoints.updateTask, { params, body: { what: `Call ${n}` } }),
        () => ask(endpoints.updateTask, { params, body: { assigneeId: n % 2 ? bea.memberId : null } }),
        () =>
          ask(endpoints.updateTask, { params, body: { due: { date: `2031-01-${10 + (n % 20)}` } } } as never),
      ];
      return verbs[n % verbs.length]?.();
    }),
  );
  await expectRebuildEqual();
}, 60_000);
