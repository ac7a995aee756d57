/** Tasks: what is to be done for a customer, by whom, until when, and with which reminder. */
import { z } from 'zod';
import { calendarDate, due, remind, taskLengthMax, timeOfDay, timeZone } from './care-entries.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './entries.ts';
import { id, time } from './ids.ts';
import { pageOf, pageQuery } from './paging.ts';
import { remindUnits } from './times.ts';

/** A customer as a task names them. */
const customerName = z.object({ id, name: z.string().nullable() });

export const task = z.object({
  id,
  customer: customerName,
  conversationId: id.nullable(),
  what: z.string(),
  assigneeId: id.nullable(),
  due: due.nullable(),
  remind: remind.nullable(),
  /** When the reminder comes, or came. */
  remindAt: time.nullable(),
  createdAt: time,
  createdBy: actor,
  doneAt: time.nullable(),
  doneBy: actor.nullable(),
  /** The important date that it was made for. */
  dateId: id.nullable(),
});
export type Task = z.output<typeof task>;

/** A reminder that its member has not seen yet. */
export const reminder = z.object({ id, task, remindedAt: time });
export type Reminder = z.output<typeof reminder>;

export const remindersSeenMax = 100;

const what = z.string().trim().min(1, 'Write what is to be done.').max(taskLengthMax);
/** Absent time zone: the member's own, else the workspace's. */
export const dueInput = z.object({
  date: calendarDate,
  time: timeOfDay.nullable().default(null),
  timeZone: timeZone.optional(),
});
const remindInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('at'),
    date: calendarDate,
    time: timeOfDay,
    timeZone: timeZone.optional(),
  }),
  z.object({
    kind: z.literal('before'),
    amount: z.int().min(0).max(10_000),
    unit: z.enum(remindUnits),
  }),
]);
export type DueInput = z.output<typeof dueInput>;
export type RemindInput = z.output<typeof remindInput>;

/** A task as it is asked for. Absent `assigneeId`: the calling member; null: nobody. */
export const taskInput = z.object({
  what,
  assigneeId: id.nullable().optional(),
  due: dueInput.nullable().default(null),
  remind: remindInput.nullable().default(null),
});
export type TaskInput = z.output<typeof taskInput>;

const params = z.object({ id });

export const taskEndpoints = {
  listTasks: endpoint({
    name: 'listTasks',
    method: 'GET',
    path: '/tasks',
    access: 'customers:read',
    summary:
      'Open tasks, the one that is due first at the top, those without a due date last; with `state=done` those that are ' +
      'done, the last one first. `assignee` is `me`, `none` or the id of a member.',
    query: pageQuery.extend({
      state: z.enum(['open', 'done']).default('open'),
      assignee: z.union([z.enum(['me', 'none']), id]).optional(),
      customerId: id.optional(),
      conversationId: id.optional(),
    }),
    output: pageOf(task),
    status: 200,
  }),
  createTask: endpoint({
    name: 'createTask',
    method: 'POST',
    path: '/tasks',
    access: 'customers:write',
    summary:
      'Makes a task for a customer. Without `assigneeId` it is the calling member’s own; null gives it to nobody.',
    body: taskInput.extend({ customerId: id, conversationId: id.nullable().default(null) }),
    output: task,
    status: 201,
  }),
  readTask: endpoint({
    name: 'readTask',
    method: 'GET',
    path: '/tasks/:id',
    access: 'customers:read',
    summary: 'One task.',
    params,
    output: task,
    status: 200,
  }),
  updateTask: endpoint({
    name: 'updateTask',
    method: 'PATCH',
    path: '/tasks/:id',
    access: 'customers:write',
    summary: 'Changes what is sent, and leaves the rest; null takes it away.',
    params,
    body: z.object({
      what: what.optional(),
      assigneeId: id.nullable().optional(),
      due: dueInput.nullable().optional(),
      remind: remindInput.nullable().optional(),
    }),
    output: task,
    status: 200,
  }),
  completeTask: endpoint({
    name: 'completeTask',
    method: 'POST',
    path: '/tasks/:id/completion',
    access: 'customers:write',
    summary: 'Says that a task is done; a done one stays as it is.',
    params,
    output: task,
    status: 200,
  }),
  reopenTask: endpoint({
    name: 'reopenTask',
    method: 'DELETE',
    path: '/tasks/:id/completion',
    access: 'customers:write',
    summary: 'Opens a done task again; an open one stays as it is.',
    params,
    output: task,
    status: 200,
  }),
  listReminders: endpoint({
    name: 'listReminders',
    method: 'GET',
    path: '/reminders',
    access: 'customers:read',
    summary: "The calling member's reminders that were not seen yet, newest first.",
    output: z.object({ data: z.array(reminder) }),
    status: 200,
  }),
  seeReminders: endpoint({
    name: 'seeReminders',
    method: 'POST',
    path: '/reminders/seen',
    access: 'customers:read',
    summary: 'Says that the calling member has seen these reminders of their own.',
    body: z.object({ ids: z.array(id).min(1).max(remindersSeenMax) }),
    status: 204,
  }),
};
