/**
 * Messages that are sent later: replies and notes with a time, replies that may be taken back for some seconds, and drafts of
 * replies that the team shares.
 */
import { z } from 'zod';
import { actions } from './actions.ts';
import { attachments, upload } from './attachments.ts';
import { calendarDate, timeOfDay, timeZone } from './care-entries.ts';
import { composed, message, refuseMisplaced, refuseNothing, written } from './conversations.ts';
import { endpoint } from './endpoint.ts';
import { id, time } from './ids.ts';
import { mention, mentionsMax } from './mentions.ts';
import { refuseOther, rich } from './rich.ts';
import { heldReason, saidTime } from './scheduled-entries.ts';

/** How many may wait in one conversation, and how far ahead. */
export const scheduledMax = 20;
export const scheduledDaysMax = 366;
/** For how many seconds a reply may be taken back; 0: it is sent at once. */
export const undoChoices = [0, 5, 10, 30] as const;
export const undoSeconds = z.union([z.literal(0), z.literal(5), z.literal(10), z.literal(30)]);
/** What should have been sent longer ago is held. */
export const lateHoursMax = 24;

export const scheduledMessage = z.object({
  id,
  /** The conversation in which it stands now, merges resolved. */
  conversationId: id,
  /** Who wrote it, and in whose name it is sent. */
  memberId: id,
  note: z.boolean(),
  text: z.string(),
  rich: rich.optional(),
  attachments: attachments.optional(),
  mentions: z.array(mention).optional(),
  actions: actions.optional(),
  /** As the time was said; null: in seconds. */
  said: saidTime.nullable(),
  sendAt: time,
  unlessCustomerWrites: z.boolean(),
  /** It waits only for who may want it back. */
  undo: z.boolean(),
  /** Why it is not sent by itself any more; null: it waits for its time. */
  held: heldReason.nullable(),
  /** How often a shared draft was changed, and by whom last; null: nobody but its writer wrote it. */
  revision: z.int(),
  changedBy: id.nullable(),
  scheduledAt: time,
});
export type ScheduledMessage = z.output<typeof scheduledMessage>;

/** Where something is to be sent later, and how much of it is held. */
export const scheduledCount = z.object({
  conversationId: id,
  count: z.int(),
  /** Of them: those that are not sent by themselves any more, and shared drafts. */
  held: z.int(),
  drafts: z.int(),
});
export type ScheduledCount = z.output<typeof scheduledCount>;

/** What stood in a message that was taken back; the files by the ids by which its writer may send them again. */
export const takenBack = z.object({
  note: z.boolean(),
  text: z.string(),
  /** Empty: it is plain. */
  rich: z.array(rich.element),
  mentions: z.array(mention),
  actions,
  uploads: z.array(upload),
});
export type TakenBack = z.output<typeof takenBack>;

/** On a wall clock; absent time zone: the member's own, else the workspace's. */
const onClock = z.object({ date: calendarDate, time: timeOfDay, timeZone: timeZone.optional() });
const fromNow = z.object({ seconds: z.int().min(1).max(86_400) });
const draft = z.object({ draft: z.literal(true) });
const when = z.union([onClock, fromNow]);
export type WhenInput = z.output<typeof when>;

const params = z.object({ id });
const paths = { of: '/conversations/:id/scheduled-messages', one: '/scheduled-messages/:id' };

export const scheduledEndpoints = {
  scheduleMessage: endpoint({
    name: 'scheduleMessage',
    method: 'POST',
    path: paths.of,
    access: 'conversations:write',
    summary:
      `Has a reply or a note sent at a time: on a wall clock, or \`seconds\` from now. A reply \`at\` which stands ` +
      '`draft` is shared: whoever may write changes it, gives it a time, or sends it. ' +
      `At most ${scheduledMax} in a conversation, ` +
      `at most ${scheduledDaysMax} days ahead. It is held instead when somebody else replies before, and, with ` +
      '`unlessCustomerWrites` (which replies begin with), when the customer writes before.',
    params,
    body: z
      .object({
        ...composed,
        note: z.boolean().default(false),
        at: z.union([onClock, fromNow, draft]),
        unlessCustomerWrites: z.boolean().optional(),
        /** It waits only for who may want it back: the customer’s word does not hold it, unless that is asked for. */
        undo: z.boolean().default(false),
        actions: actions.default([]),
        /** As for a message that is sent at once. */
        seenUntil: time.nullable().optional(),
        mentions: z.array(mention).max(mentionsMax).optional(),
      })
      .superRefine(refuseOther)
      .superRefine(refuseNothing)
      .superRefine(refuseMisplaced)
      .superRefine(({ note, at }, context) => {
        if (note && 'draft' in at)
          context.addIssue({
            code: 'custom',
            path: ['at'],
            message: 'Share drafts of replies: a note is read by the team at once.',
          });
      }),
    output: scheduledMessage,
    status: 201,
  }),
  listScheduledMessages: endpoint({
    name: 'listScheduledMessages',
    method: 'GET',
    path: paths.of,
    access: 'conversations:read',
    summary:
      'What is to be sent later in a conversation, the next one first, and the time zone of its customer where that is known.',
    params,
    output: z.object({ data: z.array(scheduledMessage), customerTimeZone: z.string().nullable() }),
    status: 200,
  }),
  countScheduledMessages: endpoint({
    name: 'countScheduledMessages',
    method: 'GET',
    path: '/scheduled-messages',
    access: 'conversations:read',
    summary:
      'In which conversations something is to be sent later, those with the next one first; at most 500.',
    output: z.object({ data: z.array(scheduledCount) }),
    status: 200,
  }),
  changeScheduledMessage: endpoint({
    name: 'changeScheduledMessage',
    method: 'PATCH',
    path: paths.one,
    access: 'conversations:write',
    summary:
      'Gives a message another time, or changes whether it is held when the customer writes. One that is held waits again. ' +
      'Of a shared draft, `text` or `rich` may change: `revision` is the one that its writer had before them.',
    params,
    body: z
      .object({
        at: when.optional(),
        unlessCustomerWrites: z.boolean().optional(),
        text: written.text.optional(),
        rich: composed.rich,
        revision: z.int().min(0).optional(),
      })
      .superRefine(refuseOther)
      .superRefine((change, context) => {
        const refuse = (path: string, message: string) =>
          context.addIssue({ code: 'custom', path: [path], message });
        const isTimed = change.at !== undefined || change.unlessCustomerWrites !== undefined;
        const isSaid = change.text !== undefined || change.rich !== undefined;
        if (isTimed === isSaid) refuse('at', 'Say what changes: when it is sent, or what it says.');
        else if (isSaid && change.revision === undefined)
          refuse('revision', 'Say which revision you change.');
      }),
    output: scheduledMessage,
    status: 200,
  }),
  cancelScheduledMessage: endpoint({
    name: 'cancelScheduledMessage',
    method: 'DELETE',
    path: paths.one,
    access: 'conversations:write',
    summary:
      'Takes a message back before it is sent, and answers what stood in it. Its files may be sent again by whoever wrote it, ' +
      'within a day; anybody else is told none.',
    params,
    output: takenBack,
    status: 200,
  }),
  sendScheduledMessage: endpoint({
    name: 'sendScheduledMessage',
    method: 'POST',
    path: `${paths.one}/sending`,
    access: 'conversations:write',
    summary:
      'Sends a message at once, also one that is held: in the name of who wrote it, or of who sends it where that member may no longer write.',
    params,
    output: message,
    status: 200,
  }),
};
