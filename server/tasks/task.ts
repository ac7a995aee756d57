/** What members do with tasks. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { DueInput, RemindInput, Task, TaskInput } from '../../contract/tasks.ts';
import { type By, by, holdMembers, isMember, type MemberCaller, timeZoneOf } from '../accounts/index.ts';
import { customerOfConversation } from '../conversations/index.ts';
import { readCustomer } from '../customers/index.ts';
import { newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { dueOf, knownZone, type Plan, planOf, refusePast, remindOf } from './plan.ts';
import { readTask, type TaskRow, taskRow } from './queries.ts';
import { record } from './record.ts';

/** Makes a task. @throws Problem when customer, conversation or assignee are not there, or do not belong together. */
export async function createTask(
  tx: Tx,
  who: MemberCaller,
  now: Date,
  input: TaskInput & { customerId: string; conversationId: string | null },
): Promise<Task> {
  const { what, conversationId } = input;
  const assigneeId = input.assigneeId === undefined ? who.memberId : input.assigneeId;
  await requireMember(tx, assigneeId);
  const { id: customerId } = await readCustomer(tx, input.customerId);
  if (conversationId !== null && (await customerOfConversation(tx, conversationId)) !== customerId) {
    throw new Problem('conflict', 'This conversation is with another customer.');
  }
  const zone = knownZone(await timeZoneOf(tx, who.memberId));
  const remind = input.remind && remindOf(input.remind, zone);
  const plan = planOf(input.due && dueOf(input.due, zone), remind);
  refusePast(remind, plan, now);
  return writeTask(tx, by(who), { customerId, conversationId, what, assigneeId, dateId: null }, plan);
}

/** Writes a task down. The caller holds the members when somebody is to do it. */
export async function writeTask(
  tx: Tx,
  by: By,
  task: {
    customerId: string;
    conversationId: string | null;
    what: string;
    assigneeId: string | null;
    dateId: string | null;
  },
  plan: Plan,
): Promise<Task> {
  const taskId = newId();
  await record(tx, {
    kind: 'task.created',
    payload: { taskId, ...task, ...plan },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
    customerId: task.customerId,
  });
  return readTask(tx, taskId);
}

type Changes = {
  what?: string | undefined;
  assigneeId?: string | null | undefined;
  due?: DueInput | null | undefined;
  remind?: RemindInput | null | undefined;
};

/** Changes a task; what is the same already is not written down. */
export async function updateTask(
  tx: Tx,
  who: MemberCaller,
  now: Date,
  taskId: string,
  input: Changes,
): Promise<Task> {
  const before = await lockTask(tx, taskId);
  if (input.assigneeId !== undefined && input.assigneeId !== before.assigneeId) {
    await requireMember(tx, input.assigneeId);
  }
  const zone = knownZone(await timeZoneOf(tx, who.memberId));
  const due = input.due === undefined ? before.due : input.due && dueOf(input.due, zone);
  // What hung on a due date goes with it.
  const kept = due === null && before.remind?.kind === 'before' ? null : before.remind;
  const remind = input.remind === undefined ? kept : input.remind && remindOf(input.remind, zone);
  const after = {
    what: input.what ?? before.what,
    assigneeId: input.assigneeId === undefined ? before.assigneeId : input.assigneeId,
    ...planOf(due, remind),
  };
  if (after.remindAt !== before.remindAt) refusePast(remind, after, now);
  const names = ['what', 'assigneeId', 'due', 'remind', 'remindAt'] as const;
  const changed = names.filter((name) => !isSame(after[name], before[name]));
  if (changed.length > 0) {
    await record(tx, {
      kind: 'task.changed',
      payload: {
        taskId,
        what: after.what,
        changes: Object.fromEntries(changed.map((name) => [name, after[name]])),
      },
      ...within(before, by(who)),
    });
  }
  return readTask(tx, taskId);
}

function isSame(one: unknown, other: unknown): boolean {
  const text = (value: unknown) =>
    JSON.stringify(
      value,
      value !== null && typeof value === 'object' ? Object.keys(value).sort() : undefined,
    );
  return text(one) === text(other);
}

/** Says that a task is done; a done one stays as it is. */
export async function completeTask(tx: Tx, who: MemberCaller, taskId: string): Promise<Task> {
  const { doneAt, ...task } = await lockTask(tx, taskId);
  if (doneAt === null) {
    await record(tx, { kind: 'task.done', payload: { taskId, what: task.what }, ...within(task, by(who)) });
  }
  return readTask(tx, taskId);
}

/** Opens a done task again; an open one stays as it is. */
export async function reopenTask(tx: Tx, who: MemberCaller, taskId: string): Promise<Task> {
  const task = await lockTask(tx, taskId);
  // Somebody who left does not get it back.
  const hasLeft = task.assigneeId !== null && !(await isMember(tx, task.assigneeId));
  if (task.doneAt !== null) {
    await record(tx, {
      kind: 'task.reopened',
      payload: { taskId, what: task.what },
      ...within(task, by(who)),
    });
    if (hasLeft) await assign(tx, by(who), task, null);
  }
  return readTask(tx, taskId);
}

/** Gives the open tasks of a member who leaves to another, or to nobody. The caller holds the members, so no task changes. */
export async function handOverTasks(tx: Tx, by: By, fromId: string, toId: string | null): Promise<void> {
  const { rows } = await sql<TaskRow>`
    select ${taskRow} from tasks t where t.assignee_id = ${fromId} and t.done_at is null order by t.id`.execute(
    tx,
  );
  for (const task of rows) await assign(tx, by, task, toId);
}

async function assign(tx: Tx, by: By, task: TaskRow, assigneeId: string | null): Promise<void> {
  const payload = { taskId: task.id, what: task.what, changes: { assigneeId } };
  await record(tx, { kind: 'task.changed', payload, ...within(task, by) });
}

/** Holds a task, and who works here, until the transaction ends. @throws Problem `not-found`. */
export async function lockTask(tx: Tx, taskId: string): Promise<TaskRow> {
  await holdMembers(tx);
  await sql`select pg_advisory_xact_lock(hashtextextended('task ' || ${taskId}, 0))`.execute(tx);
  const { rows } = await sql<TaskRow>`select ${taskRow} from tasks t where t.id = ${taskId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such task.');
  return rows[0];
}

/** The part of an entry that is the same for all that happens to a task. */
export function within(task: Pick<TaskRow, 'customerId'>, by: By) {
  return {
    actor: by.actor,
    direction: 'internal' as const,
    source: { name: by.source },
    customerId: task.customerId,
  };
}

async function requireMember(tx: Tx, memberId: string | null): Promise<void> {
  await holdMembers(tx);
  if (memberId !== null && !(await isMember(tx, memberId))) {
    throw new Problem('conflict', 'There is no such member. Choose somebody who works here.');
  }
}
