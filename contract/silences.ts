/** Silences: customers whose last word nobody answered, and who is woken when it lasts too long. */
import { z } from 'zod';
import { conversation } from './conversations.ts';
import { endpoint } from './endpoint.ts';
import { id, time } from './ids.ts';
import { pageOf, pageQuery } from './paging.ts';
import { silenceRule } from './promise-entries.ts';

export const silenceMinutesMax = 30 * 1_440;
export const alarmsSeenMax = 100;
/** Conversations that were closed without an answer are shown for so long. */
export const closedDaysMax = 30;

/** `waitedMinutes`: in which the business was open. `alarmedAt`: when somebody was last woken for it. */
export const waiting = conversation.extend({ waitedMinutes: z.int(), alarmedAt: time.nullable() });
export type Waiting = z.output<typeof waiting>;

/** A rule as it holds: of an inbox, or of all that have none of their own. */
export const heldRule = z.object({
  inboxId: id.nullable(),
  rule: silenceRule,
  /** Who is named and does not work here any more: the owners are woken instead. */
  missingIds: z.array(id),
});
export type HeldRule = z.output<typeof heldRule>;

/** Somebody was woken, and the customer waits still. */
export const silenceAlarm = z.object({ id, conversation: waiting, step: z.int(), alarmedAt: time });
export type SilenceAlarm = z.output<typeof silenceAlarm>;

const minutes = z.int().min(1, 'Give at least a minute.').max(silenceMinutesMax);
const step = z.object({ minutes, memberId: id });
const ruleInput = step
  .extend({ second: step.nullable().default(null) })
  .refine(({ minutes: first, second }) => second === null || second.minutes > first, {
    path: ['second', 'minutes'],
    message: 'The second person is woken later than the first.',
  });

export const silenceEndpoints = {
  listWaiting: endpoint({
    name: 'listWaiting',
    method: 'GET',
    path: '/waiting',
    access: 'conversations:read',
    summary:
      'Customers whose last message has no reply after it, the longest waiting first: open and snoozed conversations of all ' +
      `inboxes; with \`state=closed\` those that were closed without an answer in the last ${closedDaysMax} days. Notes and ` +
      'automatic messages are no answer; spam is left out.',
    query: pageQuery.extend({
      state: z.enum(['waiting', 'closed']).default('waiting'),
      inboxId: id.optional(),
    }),
    output: pageOf(waiting),
    status: 200,
  }),
  listSilenceRules: endpoint({
    name: 'listSilenceRules',
    method: 'GET',
    path: '/silence-rules',
    access: 'workspace:read',
    summary:
      'Who is woken when a customer is not answered, and when: for all inboxes, and for those that differ.',
    output: z.object({ data: z.array(heldRule) }),
    status: 200,
  }),
  setSilenceRule: endpoint({
    name: 'setSilenceRule',
    method: 'PUT',
    path: '/silence-rules',
    access: 'workspace:manage',
    summary:
      'Sets who is woken, and after how many minutes of business time. `rule: null`: nobody; an inbox keeps the rule of all.',
    body: z.object({ inboxId: id.nullable().default(null), rule: ruleInput.nullable() }),
    output: heldRule.nullable(),
    status: 200,
  }),
  listSilenceAlarms: endpoint({
    name: 'listSilenceAlarms',
    method: 'GET',
    path: '/silence-alarms',
    access: 'conversations:read',
    summary:
      'For which customers the calling member was woken who wait still, newest first; seen ones are left out.',
    output: z.object({ data: z.array(silenceAlarm) }),
    status: 200,
  }),
  seeSilenceAlarms: endpoint({
    name: 'seeSilenceAlarms',
    method: 'POST',
    path: '/silence-alarms/seen',
    access: 'conversations:read',
    summary: 'Says that the calling member has seen these alarms.',
    body: z.object({ ids: z.array(id).min(1).max(alarmsSeenMax) }),
    status: 204,
  }),
};
