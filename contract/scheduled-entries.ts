/** The payloads of entries about messages that are sent later. */
import { z } from 'zod';
import { actions } from './actions.ts';
import { attachments } from './attachments.ts';
import { calendarDate, timeOfDay } from './care-entries.ts';
import { id, time } from './ids.ts';
import { mention } from './mentions.ts';
import { rich } from './rich.ts';

/** A time as it was said: on a wall clock somewhere. */
export const saidTime = z.object({ date: calendarDate, time: timeOfDay, timeZone: z.string() });
export type SaidTime = z.output<typeof saidTime>;

/**
 * Why a message is not sent by itself any more: the customer wrote, somebody else replied, it is spam, it was to be sent
 * more than a day ago, whoever wrote it left or may no longer write, something that it does or names is no more, or it is a
 * draft that the team shares.
 */
export const heldReasons = [
  'customer-wrote',
  'newer-reply',
  'spam',
  'late',
  'author-left',
  'no-right',
  'refused',
  'draft',
] as const;
export const heldReason = z.enum(heldReasons);
export type HeldReason = z.infer<typeof heldReason>;

const about = z.object({ scheduledId: id, conversationId: id });
/** Null: it was said in seconds. */
const planned = { said: saidTime.nullable(), sendAt: time, unlessCustomerWrites: z.boolean() };

export const scheduledPayloads = {
  'message.scheduled': about.extend({
    ...planned,
    customerId: id,
    memberId: id,
    note: z.boolean(),
    text: z.string(),
    rich: rich.optional(),
    attachments: attachments.optional(),
    mentions: z.array(mention).optional(),
    actions: actions.optional(),
    /** It waits only for who may want it back. */
    undo: z.boolean(),
    /** A reply that the team shares until somebody sends it. */
    draft: z.literal(true).optional(),
  }),
  'message.rescheduled': about.extend(planned),
  // What a shared draft says from now on.
  'message.redrafted': about.extend({ text: z.string(), rich: rich.optional() }),
  'message.held': about.extend({ memberId: id, reason: heldReason }),
  // With the message that it became, or taken back.
  'message.unscheduled': about.extend({ messageId: id.nullable() }),
} as const;
