/** Tasks and their reminders as a read model of their entries. */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { append, type NewEntry } from '../ledger/index.ts';
import { runAll, type Tx } from '../platform/db/index.ts';

/** Kinds that change tasks. */
export const taskKinds = [
  'task.created',
  'task.changed',
  'task.done',
  'task.reopened',
  'task.reminded',
  'task.reminder_seen',
] as const satisfies readonly EntryKind[];
type TaskKind = (typeof taskKinds)[number];
type Sql = RawBuilder<unknown>;

/** Appends an entry about a task and changes the task accordingly. The caller holds the task (`lockTask`). */
export async function record<K extends TaskKind>(tx: Tx, entry: NewEntry<K>): Promise<Entry<K>> {
  const appended = await append(tx, entry);
  await applyToTasks(tx, appended.entry as Entry<TaskKind>);
  return appended.entry;
}

/** What an entry means to the tables of tasks. */
export async function applyToTasks(tx: Tx, entry: Entry<TaskKind>): Promise<void> {
  await runAll(tx, statementsOf(entry));
}

function statementsOf(entry: Entry<TaskKind>): Sql[] {
  switch (entry.kind) {
    case 'task.created':
      return [create(entry)];
    case 'task.changed':
      return change(entry);
    case 'task.done':
      return [
        sql`
          update tasks set done_at = ${entry.occurredAt}, done_by = ${JSON.stringify(entry.actor)}::jsonb
          where id = ${entry.payload.taskId}`,
        seeAll(entry.payload.taskId, entry.occurredAt),
      ];
    case 'task.reopened':
      return [sql`update tasks set done_at = null, done_by = null where id = ${entry.payload.taskId}`];
    case 'task.reminded': {
      const { taskId, reminderId, memberId } = entry.payload;
      return [
        sql`update tasks set reminded = true where id = ${taskId}`,
        sql`
          insert into task_reminders (id, task_id, member_id, reminded_at)
          values (${reminderId}, ${taskId}, ${memberId}, ${entry.occurredAt})`,
      ];
    }
    case 'task.reminder_seen': {
      const { memberId, reminderIds } = entry.payload;
      return [see(sql`id = any(${reminderIds}::uuid[]) and member_id = ${memberId}`, entry.occurredAt)];
    }
  }
}

function create(entry: Entry<'task.created'>): Sql {
  const { taskId, customerId, conversationId, what, assigneeId, due, remind, remindAt, dateId } =
    entry.payload;
  return sql`
    insert into tasks (id, customer_id, conversation_id, what, assignee_id, due, due_at, remind, remind_at,
      date_id, created_at, created_by)
    values (${taskId}, ${customerId}, ${conversationId}, ${what}, ${assigneeId}, ${json(due)}::jsonb, ${due?.at ?? null},
      ${json(remind)}::jsonb, ${remindAt}, ${dateId}, ${entry.occurredAt},
      ${JSON.stringify(entry.actor)}::jsonb)`;
}

/** Whoever a task goes to is reminded anew, and nobody of what was moved. */
function change(entry: Entry<'task.changed'>): Sql[] {
  const { taskId, what, changes } = entry.payload;
  const set = [sql`what = ${what}`];
  if (changes.assigneeId !== undefined) set.push(sql`assignee_id = ${changes.assigneeId}`);
  if (changes.due !== undefined) {
    set.push(sql`due = ${json(changes.due)}::jsonb`, sql`due_at = ${changes.due?.at ?? null}`);
  }
  if (changes.remind !== undefined) set.push(sql`remind = ${json(changes.remind)}::jsonb`);
  if (changes.remindAt !== undefined) set.push(sql`remind_at = ${changes.remindAt}`);
  const isAnew = changes.assigneeId !== undefined || changes.remindAt !== undefined;
  if (isAnew) set.push(sql`reminded = false`);
  const update = sql`update tasks set ${sql.join(set)} where id = ${taskId}`;
  return isAnew ? [update, seeAll(taskId, entry.occurredAt)] : [update];
}

const seeAll = (taskId: string, at: string): Sql => see(sql`task_id = ${taskId} and seen_at is null`, at);

/** Seen once, however often it is said: the earliest counts, in whatever order. */
function see(which: Sql, at: string): Sql {
  return sql`update task_reminders set seen_at = least(seen_at, ${at}::timestamptz) where ${which}`;
}

function json(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
