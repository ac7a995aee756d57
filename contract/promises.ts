/** Promises: what a member said to a customer would be done, and until when. */
import { z } from 'zod';
import { due } from './care-entries.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './entries.ts';
import { id, time } from './ids.ts';
import { pageOf, pageQuery } from './paging.ts';
import { dueInput } from './tasks.ts';

export const promiseLengthMax = 500;
export const promiseReminderSeenMax = 100;
export const rateDaysMax = 366;

/** `late`: kept, but broken before. Who gives up what is broken withdraws it; it counts as broken all the same. */
export const promiseStates = ['open', 'kept', 'broken', 'late', 'withdrawn'] as const;

export const promise = z.object({
  id,
  customer: z.object({ id, name: z.string().nullable() }),
  conversationId: id,
  what: z.string(),
  /** Who is to keep it; null: nobody. */
  memberId: id.nullable(),
  due,
  /** The customer was told of it. */
  public: z.boolean(),
  state: z.enum(promiseStates),
  /** How often it was moved. */
  moves: z.int(),
  warnAt: time.nullable(),
  madeAt: time,
  madeBy: actor,
  /** When it was kept, in time or late, or withdrawn. */
  endedAt: time.nullable(),
});
export type CustomerPromise = z.output<typeof promise>;

/** What a visitor sees of one. */
export const visitorPromise = z.object({
  id,
  what: z.string(),
  due: due.pick({ date: true, time: true, at: true }),
  late: z.boolean(),
});
export type VisitorPromise = z.output<typeof visitorPromise>;

/** Said before the time comes to whoever is to keep it. */
export const promiseReminder = z.object({ id, promise, remindedAt: time });
export type PromiseReminder = z.output<typeof promiseReminder>;

/**
 * How promises that were due in a period ended. `kept` are those kept by their time, moved ones by their last time; a
 * promise can be moved until it is due and not after. `withdrawn` ones were taken back before they were due, and count
 * in nothing else.
 */
export const promiseRate = z.object({
  from: time,
  to: time,
  due: z.int(),
  kept: z.int(),
  broken: z.int(),
  /** Of those that were due: how many had been moved. */
  moved: z.int(),
  withdrawn: z.int(),
});
export type PromiseRate = z.output<typeof promiseRate>;

const what = z.string().trim().min(1, 'Write what is promised.').max(promiseLengthMax);
const params = z.object({ id });
const member = z.union([z.enum(['me', 'none']), id]).optional();

export const promiseEndpoints = {
  listPromises: endpoint({
    name: 'listPromises',
    method: 'GET',
    path: '/promises',
    access: 'conversations:read',
    summary:
      'Promises to customers. `state=open`: those neither kept nor withdrawn, due first at the top, broken ones among them. ' +
      '`kept`, `broken` and `moved`: those that were due in the last `days`, as the rate counts them; `withdrawn`: taken back before. ' +
      '`member` is `me`, `none` or the id of a member.',
    query: pageQuery.extend({
      state: z.enum(['open', 'kept', 'broken', 'moved', 'withdrawn']).default('open'),
      member,
      customerId: id.optional(),
      conversationId: id.optional(),
      days: z.coerce.number().pipe(z.int().min(1).max(rateDaysMax)).default(30),
    }),
    output: pageOf(promise),
    status: 200,
  }),
  readPromiseRate: endpoint({
    name: 'readPromiseRate',
    method: 'GET',
    path: '/promises/rate',
    access: 'conversations:read',
    summary: 'How many of the promises that were due in the last `days` were kept in time.',
    query: z.object({ days: z.coerce.number().pipe(z.int().min(1).max(rateDaysMax)).default(30), member }),
    output: promiseRate,
    status: 200,
  }),
  makePromise: endpoint({
    name: 'makePromise',
    method: 'POST',
    path: '/promises',
    access: 'conversations:write',
    summary:
      'Writes down a promise to the customer of a conversation. Without `memberId` the calling member keeps it. ' +
      '`public`: the customer was told, and sees it.',
    body: z.object({
      conversationId: id,
      what,
      due: dueInput,
      memberId: id.nullable().optional(),
      public: z.boolean().default(false),
    }),
    output: promise,
    status: 201,
  }),
  readPromise: endpoint({
    name: 'readPromise',
    method: 'GET',
    path: '/promises/:id',
    access: 'conversations:read',
    summary: 'One promise.',
    params,
    output: promise,
    status: 200,
  }),
  changePromise: endpoint({
    name: 'changePromise',
    method: 'PATCH',
    path: '/promises/:id',
    access: 'conversations:write',
    summary: 'Changes what is sent, and leaves the rest. The time can be moved until it has come.',
    params,
    body: z.object({ what: what.optional(), due: dueInput.optional(), memberId: id.nullable().optional() }),
    output: promise,
    status: 200,
  }),
  keepPromise: endpoint({
    name: 'keepPromise',
    method: 'POST',
    path: '/promises/:id/keeping',
    access: 'conversations:write',
    summary: 'Says that a promise was kept: late, when its time has passed.',
    params,
    output: promise,
    status: 200,
  }),
  withdrawPromise: endpoint({
    name: 'withdrawPromise',
    method: 'POST',
    path: '/promises/:id/withdrawal',
    access: 'conversations:write',
    summary: 'Takes a promise back, with the reason. A broken one stays broken.',
    params,
    body: z.object({ reason: z.string().trim().min(1, 'Say why.').max(promiseLengthMax) }),
    output: promise,
    status: 200,
  }),
  listPromiseReminders: endpoint({
    name: 'listPromiseReminders',
    method: 'GET',
    path: '/promise-reminders',
    access: 'conversations:read',
    summary: 'The warnings of promises to keep that the calling member has not seen yet, newest first.',
    output: z.object({ data: z.array(promiseReminder) }),
    status: 200,
  }),
  seePromiseReminders: endpoint({
    name: 'seePromiseReminders',
    method: 'POST',
    path: '/promise-reminders/seen',
    access: 'conversations:read',
    summary: 'Says that the calling member has seen these warnings.',
    body: z.object({ ids: z.array(id).min(1).max(promiseReminderSeenMax) }),
    status: 204,
  }),
  listVisitorPromises: endpoint({
    name: 'listVisitorPromises',
    method: 'GET',
    path: '/visitor/promises',
    access: 'visitor',
    summary: 'What the team promised in the visitor’s thread and has not kept yet, due first at the top.',
    output: z.object({ data: z.array(visitorPromise) }),
    status: 200,
  }),
};
