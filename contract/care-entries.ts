/** The payloads of entries about looking after customers: tasks, important dates, notes, needs, kinds of attributes. */
import { z } from 'zod';
import { id, time } from './ids.ts';
import { isTimeZone, remindUnits } from './times.ts';

export const taskLengthMax = 500;
export const noteLengthMax = 20_000;
export const needLengthMax = 500;
export const evidenceMax = 20;
export const remindAmountMax = 10_000;
export const remindDaysMax = 365;

/** A time zone by its name, like `America/Sao_Paulo`. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'There is no such time zone. Write one like America/Sao_Paulo.');
/** A date on the calendar. */
export const calendarDate = z.iso
  .date()
  .refine((date) => date >= '1900-01-01' && date <= '2999-12-31', 'Give a year from 1900 to 2999.');
/** A time of day, to the minute. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time like 09:30.');

/** `at`: from when on it is overdue. */
export const due = z.object({ date: calendarDate, time: timeOfDay.nullable(), timeZone, at: time });
export const remind = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('at'), date: calendarDate, time: timeOfDay, timeZone }),
  z.object({
    kind: z.literal('before'),
    amount: z.int().min(0).max(remindAmountMax),
    unit: z.enum(remindUnits),
  }),
]);

export const dateKinds = ['birthday', 'renewal', 'anniversary', 'other'] as const;
/** The first year of a date; null: nobody knows. */
export const dateYear = z.int().min(1_000).max(2_999).nullable();
/** How many days before it a task is made; null: none. */
export const dateRemindDays = z.int().min(0).max(remindDaysMax).nullable();
/** A day of the year, perhaps of one year; `name` where the kind does not say enough. */
export const importantDate = z.object({
  dateKind: z.enum(dateKinds),
  name: z.string().nullable(),
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
  year: dateYear,
  yearly: z.boolean(),
  remindDays: dateRemindDays,
});

export const needKinds = ['need', 'expectation'] as const;

export const attributeTypes = ['text', 'number', 'date', 'boolean', 'choice', 'list'] as const;
/** What the workspace says of an attribute. `options`: what there is to choose from; of a list they may be none. */
/** What attributes are of. */
export const attributeSubjects = ['customer', 'conversation'] as const;
export const attributeSubject = z.enum(attributeSubjects);
export type AttributeSubject = z.infer<typeof attributeSubject>;

export const attributeDefinition = z.object({
  subject: attributeSubject,
  key: z.string(),
  type: z.enum(attributeTypes),
  name: z.string(),
  description: z.string(),
  options: z.array(z.string()),
  /** The lowest stands first. */
  place: z.int(),
  archived: z.boolean(),
});

const text = z.string();
const task = { taskId: id, what: text };
/** When a date comes next, and when its task is to be made. */
const next = z.object({ on: calendarDate, taskAt: time.nullable() }).nullable();

export const carePayloads = {
  // Whose they are stands in the payload: an entry's own customer is told as the one that survives later merges.
  'task.created': z.object({
    ...task,
    customerId: id,
    conversationId: id.nullable(),
    assigneeId: id.nullable(),
    due: due.nullable(),
    remind: remind.nullable(),
    remindAt: time.nullable(),
    /** The important date that it was made for. */
    dateId: id.nullable(),
  }),
  // What was changed; null where it was taken away. `what` is how the task is called from then on.
  'task.changed': z.object({
    ...task,
    changes: z.object({
      what: text.optional(),
      assigneeId: id.nullable().optional(),
      due: due.nullable().optional(),
      remind: remind.nullable().optional(),
      remindAt: time.nullable().optional(),
    }),
  }),
  'task.done': z.object(task),
  'task.reopened': z.object(task),
  'task.reminded': z.object({ ...task, reminderId: id, memberId: id, dueAt: time.nullable() }),
  'task.reminder_seen': z.object({ memberId: id, reminderIds: z.array(id) }),
  'date.set': importantDate.extend({ dateId: id, customerId: id, next }),
  'date.changed': importantDate.extend({ dateId: id, next }),
  'date.removed': z.object({ dateId: id, dateKind: z.enum(dateKinds), name: text.nullable() }),
  // Its task was made; `next` is the time after it.
  'date.neared': z.object({ dateId: id, on: calendarDate, next }),
  'note.written': z.object({ noteId: id, customerId: id, text }),
  'note.changed': z.object({ noteId: id, text }),
  'note.pinned': z.object({ noteId: id, pinned: z.boolean() }),
  'note.deleted': z.object({ noteId: id }),
  'need.stated': z.object({
    needId: id,
    customerId: id,
    needKind: z.enum(needKinds),
    text,
    evidence: z.array(id),
  }),
  'need.changed': z.object({ needId: id, needKind: z.enum(needKinds), text, evidence: z.array(id) }),
  'need.met': z.object({ needId: id, text }),
  'need.reopened': z.object({ needId: id, text }),
  'need.removed': z.object({ needId: id, text }),
  // Older ones have no subject: they are of customers.
  'attribute.defined': attributeDefinition.partial({ subject: true }),
  'attribute.changed': attributeDefinition.partial({ subject: true }),
} as const;
