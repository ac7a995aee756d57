/** The payloads of entries about the state of a conversation. */
import { z } from 'zod';
import { actor, direction } from './actors.ts';
import { changedAttributes } from './conversation-attributes.ts';
import { id, time } from './ids.ts';

/** How urgent a conversation is, the least first. */
export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export const priority = z.enum(priorities);
export type Priority = z.infer<typeof priority>;

/** The colours in which tags are shown; each is legible on light and dark. */
export const tagColours = [
  'grey',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
] as const;
export const tagColour = z.enum(tagColours);

/** A word that the workspace puts on conversations. One that is archived stays where it is, and is offered no more. */
export const tag = z.object({ id, name: z.string(), colour: tagColour, archived: z.boolean() });
export type Tag = z.output<typeof tag>;

/** A reason for which conversations are closed. One that is archived stays where it is, and is offered no more. */
export const reason = z.object({ id, name: z.string(), archived: z.boolean() });
export type Reason = z.output<typeof reason>;
/** Whether a reason is asked for when a conversation is closed. */
export const closingAsks = z.enum(['never', 'offered', 'required']);

/** The message that a list shows of a conversation. */
export const lastMessage = z.object({
  text: z.string(),
  /** How many files it carries; absent: none. */
  files: z.int().optional(),
  direction,
  note: z.boolean(),
  author: actor,
  occurredAt: time,
  /** It was deleted, and says nothing; absent: it was not. */
  deleted: z.literal(true).optional(),
});

export type LastMessage = z.output<typeof lastMessage>;

/** What a conversation is by its messages, after some came from or went to another. */
export const standing = z.object({
  inboundCount: z.int(),
  waitingSince: time.nullable(),
  lastMessage: lastMessage.nullable(),
  /** How many of the customer's messages each member has read. */
  reads: z.array(z.object({ memberId: id, count: z.int() })),
});
export type Standing = z.output<typeof standing>;

const messageIds = z.array(id);

export const conversationPayloads = {
  'conversation.opened': z.object({
    inboxId: id,
    customerName: z.string().nullable(),
    subject: z.string().nullable(),
    /** The team that its inbox names. */
    teamId: id.optional(),
  }),
  // Why; the name is that of the moment. Neither: nobody said.
  'conversation.closed': z.object({ reasonId: id.optional(), reasonName: z.string().optional() }),
  'conversation.reopened': z.object({}),
  // Without a word of a team it stays where it stood; the name is that of the moment.
  'conversation.assigned': z.object({
    memberId: id.nullable(),
    teamId: id.nullable().optional(),
    teamName: z.string().optional(),
  }),
  'conversation.read': z.object({ memberId: id, inboundCount: z.int() }),
  // Without a time: until the customer writes.
  'conversation.snoozed': z.object({ until: time.nullable() }),
  'conversation.prioritised': z.object({ priority }),
  // The name is that of the moment, for whoever reads the story later.
  'conversation.tagged': z.object({ tagId: id, name: z.string() }),
  'conversation.untagged': z.object({ tagId: id, name: z.string() }),
  // What was set, null where it was taken away; and how the attributes were called at that moment.
  'conversation.described': z.object({
    attributes: changedAttributes,
    names: z.record(z.string(), z.string()),
  }),
  // It is closed and out of everybody's way until somebody opens it again.
  'conversation.spam_marked': z.object({}),
  // It is a part of the other one from here on, and stands in no list.
  'conversation.merged': z.object({ intoId: id, wasClosed: z.boolean(), gainedTagIds: z.array(id) }),
  // Of the other one: with all messages, or with these.
  'conversation.absorbed': z.object({
    fromId: id,
    messageIds: messageIds.nullable(),
    gainedTagIds: z.array(id),
    standing,
  }),
  'conversation.released': z.object({ fromId: id, lostTagIds: z.array(id), standing }),
  'conversation.unmerged': z.object({ fromId: id, status: z.enum(['open', 'closed']), standing }),
  // These messages went on in a conversation of their own.
  'conversation.split': z.object({ intoId: id, messageIds, standing }),
  'conversation.linked': z.object({ otherId: id }),
  'conversation.unlinked': z.object({ otherId: id }),
  // Sent on by mail: all that was said, or these messages.
  'conversation.mailed': z.object({
    mailingId: id,
    to: z.array(z.string()),
    comment: z.string(),
    messageIds: messageIds.nullable(),
    notes: z.boolean(),
  }),
  // A mail server will not take it, ever.
  'conversation.mail_failed': z.object({ mailingId: id, to: z.string(), reason: z.string() }),
  'tag.created': tag,
  'tag.changed': tag,
  'reason.created': reason,
  'reason.changed': reason,
  'closing.changed': z.object({ asks: closingAsks }),
  // Of views that everybody sees.
  'view.created': z.object({ viewId: id, name: z.string() }),
  'view.changed': z.object({ viewId: id, name: z.string() }),
  'view.removed': z.object({ viewId: id, name: z.string() }),
  // Of macros that everybody uses.
  'macro.created': z.object({ macroId: id, name: z.string() }),
  'macro.changed': z.object({ macroId: id, name: z.string() }),
  'macro.removed': z.object({ macroId: id, name: z.string() }),
};
