/** Reading tasks and reminders. */
import { type RawBuilder, sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { id, time } from '../../contract/ids.ts';
import type { Reminder, Task } from '../../contract/tasks.ts';
import { idsOf } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';

/** The task `t` as the API tells it. */
const taskJson = sql<Task>`json_build_object(
  'id', t.id,
  'customer', json_build_object('id', root_of(t.customer_id), 'name', customer_name(t.customer_id)),
  'conversationId', t.conversation_id,
  'what', t.what,
  'assigneeId', t.assignee_id,
  'due', t.due,
  'remind', t.remind,
  'remindAt', rfc3339(t.remind_at),
  'createdAt', rfc3339(t.created_at),
  'createdBy', t.created_by,
  'doneAt', rfc3339(t.done_at),
  'doneBy', t.done_by,
  'dateId', t.date_id)`;

/** A task as commands need it: the customer is the one that it came with. */
export type TaskRow = Pick<Task, 'id' | 'what' | 'assigneeId' | 'due' | 'remind' | 'remindAt' | 'doneAt'> & {
  customerId: string;
};
export const taskRow = sql`t.id, t.customer_id as "customerId", t.what, t.assignee_id as "assigneeId", t.due, t.remind,
  rfc3339(t.remind_at) as "remindAt", rfc3339(t.done_at) as "doneAt"`;

/** Tasks without a due date stand behind all others. */
const someDay = sql`'9999-01-01 00:00:00+00'::timestamptz`;

/** One task. @throws Problem `not-found`. */
export async function readTask(tx: Tx, taskId: string): Promise<Task> {
  const { rows } = await sql<{ json: Task }>`
    select ${taskJson} as json from tasks t where t.id = ${taskId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such task.');
  return rows[0].json;
}

export type TaskFilter = {
  state: 'open' | 'done';
  limit: number;
  cursor?: string | undefined;
  /** A member's id, or `none`. */
  assignee?: string | undefined;
  customerId?: string | undefined;
  conversationId?: string | undefined;
};

/** Open tasks by their due dates, or done ones with the last one first. */
export async function listTasks(tx: Tx, filter: TaskFilter): Promise<{ data: Task[]; next: string | null }> {
  const { state, limit, assignee, conversationId } = filter;
  const customers = filter.customerId === undefined ? undefined : await idsOf(tx, filter.customerId);
  const isOpen = state === 'open';
  const place = isOpen ? sql`coalesce(t.due_at, ${someDay})` : sql`t.done_at`;
  const key = decodeCursor(filter.cursor, [time, id]);
  const { rows } = await sql<{ json: Task; at: string }>`
    select ${taskJson} as json, rfc3339(${place}) as at from tasks t
    where ${isOpen ? sql`t.done_at is null` : sql`t.done_at is not null`}
      and ${assigned(assignee)}
      and ${customers ? sql`t.customer_id = any(${customers}::uuid[])` : sql`true`}
      and ${conversationId === undefined ? sql`true` : sql`t.conversation_id = ${conversationId}`}
      and ${key ? sql`(${place}, t.id) ${isOpen ? sql`>` : sql`<`} (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
    order by ${isOpen ? sql`${place}, t.id` : sql`t.done_at desc, t.id desc`}
    limit ${limit + 1}`.execute(tx);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ json }) => json),
    next: rows.length > limit && last ? encodeCursor([last.at, last.json.id]) : null,
  };
}

function assigned(assignee: string | undefined): RawBuilder<unknown> {
  if (assignee === undefined) return sql`true`;
  return assignee === 'none' ? sql`t.assignee_id is null` : sql`t.assignee_id = ${assignee}`;
}

const remindersMax = 100;

/** What a member was reminded of and has not seen, the last one first. */
export async function listReminders(tx: Tx, memberId: string): Promise<Reminder[]> {
  const { rows } = await sql<{ json: Reminder }>`
    select json_build_object('id', r.id, 'remindedAt', rfc3339(r.reminded_at), 'task', ${taskJson}) as json
    from task_reminders r join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
    where r.member_id = ${memberId} and r.seen_at is null
    order by r.reminded_at desc, r.id desc limit ${remindersMax}`.execute(tx);
  return rows.map(({ json }) => json);
}

/** What these reminders are about, by their ids. */
export async function remindersOf(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, { id: string; taskId: string; what: string; customer: Task['customer'] }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; task: Task }>`
    select r.id, ${taskJson} as task
    from task_reminders r join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
    where r.id = any(${ids as string[]}::uuid[])`.execute(tx);
  return new Map(
    rows.map(({ id, task: { id: taskId, what, customer } }) => [id, { id, taskId, what, customer }]),
  );
}

/** The reminders among these that are a member's own, and not seen. */
export async function unseenOf(tx: Tx, memberId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from task_reminders where member_id = ${memberId} and seen_at is null and id = any(${ids as string[]}::uuid[])
    order by id`.execute(tx);
  return rows.map((row) => row.id);
}
