/** Reminders: given when their time comes, once, by however many servers, live and by mail. The clock is moved by hand. */
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { Endpoint, RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { Entry } from '../contract/entries.ts';
import type { Reminder, Task } from '../contract/tasks.ts';
import { projections } from '../server/app/projections.ts';
import type { RunningServer } from '../server/app/server.ts';
import { request, serveDatabase, startTestServer, type TestServer } from '../server/app/testing.ts';
import { rebuild } from '../server/operating/index.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { startMailServer, type TestMailServer } from '../server/platform/mailer/testing.ts';
import { followEntries } from './support/follower.ts';
import { addMember, type Person } from './support/people.ts';

const patience = { timeout: 25_000, interval: 50 };
let now = new Date('2031-03-01T08:00:00Z');
const clock = () => now;

let mails: TestMailServer;
let first: TestServer;
let second: RunningServer;
let bea: Person;
let customerId: string;

beforeAll(async () => {
  mails = await startMailServer();
  first = await startTestServer(inject('testCluster'), { trustProxy: ['loopback'] }, clock);
  bea = await addMember(first.url, first.owner, 'agent', 'Bea');
  const mailing = { smtpUrl: mails.url, mailFrom: 'rapport@shop.example' };
  second = await serveDatabase(first.database, mailing, clock);
  customerId = (await ask(endpoints.createCustomer, { body: { name: 'Ana <b>' } })).body.id;
});
beforeEach(() => {
  mails.received.splice(0);
});
afterAll(async () => {
  await second.close();
  await mails.close();
  await first.close();
});

const ask = <E extends Endpoint>(endpoint: E, input: RequestOf<E>, key = first.owner.apiKey) =>
  request(first.url, key, endpoint, input as never);
const remind = async (at: string, more: object = {}): Promise<Task> => {
  const body = {
    customerId,
    what: 'Send the offer',
    assigneeId: bea.memberId,
    remind: { kind: 'at', date: at.slice(0, 10), time: at.slice(11, 16), timeZone: 'UTC' },
    ...more,
  };
  const made = await ask(endpoints.createTask, { body } as never);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body as Task;
};
const remindersOf = async (who: { apiKey: string }): Promise<Reminder[]> =>
  (await ask(endpoints.listReminders, {}, who.apiKey)).body.data as Reminder[];
const ofTask = (reminders: readonly Reminder[], taskId: string) =>
  reminders.filter(({ task }) => task.id === taskId);
const see = (who: { apiKey: string }, ids: string[]) =>
  ask(endpoints.seeReminders, { body: { ids } }, who.apiKey);
const countOf = async (taskIds: string[]) =>
  runSql(first.database.adminUrl, async (client) => {
    const { rows } = await client.query(
      `select payload ->> 'taskId' as id from entries where kind = 'task.reminded' and payload ->> 'taskId' = any($1)`,
      [taskIds],
    );
    return rows.length;
  });

test('a reminder comes when it is time and not before: live, in the list, by mail; and goes when it is seen', async () => {
  const console = followEntries(first.url, bea.apiKey);
  console.stay();
  const due = { date: '2031-03-01', time: '12:00', timeZone: 'America/Sao_Paulo' };
  const task = await remind('2031-03-01T09:00', { due });
  const early = await remind('2031-03-01T08:30', { what: 'Earlier' });
  now = new Date('2031-03-01T08:59:00Z');
  await expect.poll(async () => ofTask(await remindersOf(bea), early.id), patience).toHaveLength(1);
  expect(ofTask(await remindersOf(bea), task.id)).toEqual([]);

  now = new Date('2031-03-01T09:00:00Z');
  await expect.poll(async () => ofTask(await remindersOf(bea), task.id), patience).toHaveLength(1);
  await console.until((heard) => heard.some((one) => isReminderOf(one, task.id)));
  console.close();
  const [reminder] = ofTask(await remindersOf(bea), task.id);
  expect(reminder?.task).toEqual(task);
  expect(await remindersOf(first.owner)).toEqual([]);

  await expect.poll(() => mails.received.length, patience).toBe(2);
  const mail = mails.received.find(({ headers }) => headers.subject?.includes('Send the offer'));
  expect(mail?.recipients).toEqual([bea.email]);
  expect(mail?.text).toContain('Ana <b>');
  expect(mail?.html).toContain('Ana &lt;b&gt;');
  // Half past three in the workspace's zone, which is UTC.
  expect(mail?.text).toMatch(/Due Saturday, March 1, 2031 at 3:00\sPM/);
  expect(mail?.text).toContain('/tasks');

  expect((await see(first.owner, [reminder?.id ?? ''])).status).toBe(204);
  expect(ofTask(await remindersOf(bea), task.id)).toHaveLength(1);
  expect((await see(bea, [reminder?.id ?? ''])).status).toBe(204);
  expect(ofTask(await remindersOf(bea), task.id)).toEqual([]);
});

test('two servers at once give each of many reminders once, and mail it once', async () => {
  const tasks = await Promise.all(
    Array.from({ length: 24 }, (_, n) => remind('2031-03-02T09:00', { what: `Task ${n}` })),
  );
  now = new Date('2031-03-02T09:00:30Z');
  const ids = tasks.map(({ id }) => id);
  await expect.poll(() => countOf(ids), patience).toBe(24);
  await expect.poll(() => mails.received.length, patience).toBeGreaterThanOrEqual(24);
  const again = await remind('2031-03-02T09:01', { what: 'One more' });
  now = new Date('2031-03-02T09:01:00Z');
  // Both servers have looked again when this one has come.
  await expect.poll(() => mails.received.some(({ text }) => text.includes('One more')), patience).toBe(true);
  expect(await countOf(ids)).toBe(24);
  expect(await countOf([again.id])).toBe(1);
  const subjects = mails.received.map(({ headers }) => headers.subject);
  expect(new Set(subjects).size).toBe(25);
  expect(subjects).toHaveLength(25);
});

test('what is done, moved or nobody’s is not reminded of; who gets it later, at once', async () => {
  const done = await remind('2031-03-03T09:00', { what: 'done' });
  const moved = await remind('2031-03-03T09:00', { what: 'moved' });
  const free = await remind('2031-03-03T09:00', { what: 'free', assigneeId: null });
  const last = await remind('2031-03-03T09:10', { what: 'last' });
  await ask(endpoints.completeTask, { params: { id: done.id } });
  const to = { kind: 'at', date: '2031-03-04', time: '09:00', timeZone: 'UTC' };
  await ask(endpoints.updateTask, { params: { id: moved.id }, body: { remind: to } } as never);
  now = new Date('2031-03-03T09:10:00Z');
  await expect.poll(() => countOf([last.id]), patience).toBe(1);
  expect(await countOf([done.id, moved.id, free.id])).toBe(0);
  await ask(endpoints.updateTask, { params: { id: free.id }, body: { assigneeId: bea.memberId } });
  await expect.poll(() => countOf([free.id]), patience).toBe(1);
  // Done in the meantime: it leaves the screens, and no old reminder comes when it is opened again.
  await ask(endpoints.completeTask, { params: { id: free.id } });
  expect(ofTask(await remindersOf(bea), free.id)).toEqual([]);
  await ask(endpoints.reopenTask, { params: { id: free.id } });
  now = new Date('2031-03-04T09:00:00Z');
  await expect.poll(() => countOf([moved.id]), patience).toBe(1);
  expect(await countOf([free.id])).toBe(1);
});

test('by mail only who wants it', async () => {
  const session = { cookie: bea.cookie, 'sec-fetch-site': 'same-origin' };
  const set = (reminderMails: boolean) =>
    request(first.url, undefined, endpoints.updateMe, { body: { reminderMails }, headers: session });
  expect((await set(false)).body.member.reminderMails).toBe(false);
  await remind('2031-03-05T09:00', { what: 'Without mail' });
  await remind('2031-03-05T09:00', { what: 'With mail', assigneeId: first.owner.memberId });
  now = new Date('2031-03-05T09:00:00Z');
  const told = () => mails.received.map(({ text }) => /Without mail|With mail|Again/.exec(text)?.[0] ?? '');
  await expect.poll(told, patience).toContain('With mail');
  await set(true);
  await remind('2031-03-05T09:05', { what: 'Again' });
  now = new Date('2031-03-05T09:05:00Z');
  await expect.poll(told, patience).toContain('Again');
  expect(told()).not.toContain('Without mail');
});

test('whoever takes over is reminded of what the one who left had not seen', async () => {
  await second.close();
  const leaver = await addMember(first.url, first.owner, 'agent', 'Leaver');
  const task = await remind('2031-03-06T09:00', { assigneeId: leaver.memberId });
  now = new Date('2031-03-06T09:00:00Z');
  await expect.poll(async () => (await remindersOf(leaver)).length, patience).toBe(1);
  const body = { handOverTo: bea.memberId };
  await ask(endpoints.removeMember, { params: { id: leaver.memberId }, body });
  await expect.poll(async () => ofTask(await remindersOf(bea), task.id).length, patience).toBe(1);
  second = await serveDatabase(first.database, {}, clock);
});

test('the date of a customer makes its task once each year, for the owner, and reminds of it', async () => {
  now = new Date('2031-02-10T08:00:00Z');
  const id = (await ask(endpoints.createCustomer, { body: { name: 'Leo' } })).body.id as string;
  await ask(endpoints.updateProfile, { params: { id }, body: { ownerId: bea.memberId } });
  const birthday = { dateKind: 'birthday', month: 2, day: 29, year: 1992, remindDays: 3 };
  const set = await ask(endpoints.setDate, { params: { id }, body: birthday } as never);
  expect(set.body).toMatchObject({ nextOn: '2031-02-28', yearly: true });
  const tasks = async () => {
    const open = await ask(endpoints.listTasks, { query: { customerId: id } } as never);
    return (open.body.data as Task[]).map(({ what, due, assigneeId }) => ({
      what,
      on: due?.date,
      assigneeId,
    }));
  };
  const [assigneeId, what] = [bea.memberId, 'Birthday'];
  now = new Date('2031-02-25T08:59:00Z');
  // A reminder that is due at this minute has come: so everything else that is due was looked at.
  now = new Date('2031-02-25T08:00:00Z');
  const other = await remind('2031-02-25T08:59');
  now = new Date('2031-02-25T08:59:00Z');
  await expect.poll(() => countOf([other.id]), patience).toBe(1);
  expect(await tasks()).toEqual([]);
  now = new Date('2031-02-25T09:00:00Z');
  await expect.poll(tasks, patience).toEqual([{ what, on: '2031-02-28', assigneeId }]);
  await expect
    .poll(async () => (await remindersOf(bea)).filter(({ task }) => task.customer.id === id).length, patience)
    .toBe(1);
  // Changed since: no second task for the same day.
  const dateId = set.body.id as string;
  await ask(endpoints.changeDate, { params: { id: dateId }, body: { ...birthday, remindDays: 5 } } as never);
  now = new Date('2032-02-24T09:00:00Z');
  await expect.poll(tasks, patience).toEqual([
    { what, on: '2031-02-28', assigneeId },
    { what, on: '2032-02-29', assigneeId },
  ]);
  await ask(endpoints.removeDate, { params: { id: dateId } });
  const once = {
    dateKind: 'renewal',
    name: 'Ovens',
    month: 3,
    day: 1,
    year: 2032,
    yearly: false,
    remindDays: 0,
  };
  await ask(endpoints.setDate, { params: { id }, body: once } as never);
  await ask(endpoints.updateProfile, { params: { id }, body: { ownerId: null } });
  now = new Date('2033-03-01T12:00:00Z');
  await expect.poll(async () => (await tasks()).length, patience).toBe(3);
  expect((await tasks())[2]).toEqual({ what: 'Contract renewal: Ovens', on: '2032-03-01', assigneeId: null });
  const left = await ask(endpoints.listDates, { params: { id } });
  expect(left.body.data).toMatchObject([{ dateKind: 'renewal', nextOn: null }]);
}, 90_000);

test('rebuilt from the ledger, everything is as it was', async () => {
  const rebuilt = await rebuild(first.database.adminUrl, projections, () => undefined);
  for (const { tables } of rebuilt) {
    for (const [table, mended] of Object.entries(tables))
      expect(mended, table).toEqual({ written: 0, removed: 0 });
  }
});

function isReminderOf(entry: Entry, taskId: string): boolean {
  return (
    entry.kind === 'task.reminded' &&
    entry.payload.taskId === taskId &&
    entry.payload.memberId === bea.memberId
  );
}
