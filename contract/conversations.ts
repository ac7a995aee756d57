/** Conversations and their messages. */
import { z } from 'zod';
import { actions } from './actions.ts';
import { attachments, uploadIds } from './attachments.ts';
import { receipt } from './attendance.ts';
import { attributeKey, keptAttributes, setAttribute } from './conversation-attributes.ts';
import { lastMessage, priority } from './conversation-entries.ts';
import { endpoint } from './endpoint.ts';
import { actor, textLengthMax } from './entries.ts';
import { id, position, time, timeInput } from './ids.ts';
import { mailCopies, mailHead } from './mail.ts';
import { type Mention, mention, mentionsMax, shownMentions } from './mentions.ts';
import { changed } from './message-change-entries.ts';
import { pageOf, pageQuery } from './paging.ts';
import { reaction } from './reactions.ts';
import { refuseOther, rich } from './rich.ts';
import { type Rich, saidOf } from './rich-text.ts';
import { filterQuery, viewOrder } from './view-filter.ts';

export const conversationStatus = z.enum(['open', 'snoozed', 'closed', 'merged']);

/** A thread with its state, as one member sees it (`readCount` is that member's own). */
export const conversation = z.object({
  id,
  inboxId: id,
  channel: z.string(),
  customer: z.object({ id, name: z.string().nullable() }),
  status: conversationStatus,
  /** Of which conversation it is a part, where it is `merged`: it stands in no list, and goes on there. */
  mergedInto: id.nullable(),
  /** Until when it rests; null while it does not, and where it rests until the customer writes. */
  snoozedUntil: time.nullable(),
  /** When it was closed, and for which reason where one was given; null while it is not closed, and of spam. */
  closedAt: time.nullable(),
  reasonId: id.nullable(),
  /** Nobody wants to see it; it is closed, and stays so whatever is written in it. */
  spam: z.boolean(),
  priority,
  /** The tags on it, in the order in which they were put there. */
  tagIds: z.array(id),
  /** What members wrote down of it, by the keys of the workspace's attributes of conversations. */
  attributes: keptAttributes,
  assigneeId: id.nullable(),
  /** The team that it stands with, with or without a member. */
  teamId: id.nullable(),
  subject: z.string().nullable(),
  openedAt: time,
  lastAt: time,
  lastMessage: lastMessage.nullable(),
  /**
   * Since when the customer's last word is unanswered; null when it is answered. It stays when somebody closes without an
   * answer: a closed conversation waits for nobody, and waits on when it is opened again.
   */
  waitingSince: time.nullable(),
  /** How many messages the customer has sent, and how many of them this member has read. */
  inboundCount: z.int(),
  readCount: z.int(),
  /**
   * The last entry of this conversation that this state holds. Within one conversation positions grow in the order of
   * commits, so a reader leaves out every entry at or before it (`applyToConversation` does).
   */
  position,
});
export type Conversation = z.output<typeof conversation>;

/** How much of a message a list shows. */
export const previewLengthMax = 200;

export const message = z.object({
  id,
  conversationId: id,
  text: z.string(),
  /** How it is formatted, where it is: `text` is made from it. */
  rich: rich.optional(),
  attachments: attachments.optional(),
  mentions: z.array(mention).optional(),
  /** What it says beside its words, where it came by mail. */
  mail: mailHead.optional(),
  /** Who got it beside the customer, where it went out by mail. */
  copies: mailCopies.optional(),
  note: z.boolean(),
  author: actor,
  occurredAt: time,
  position,
  state: z.enum(['received', 'sent', 'noted']),
  /** How the other side took it. */
  reaction: reaction.optional(),
  /** Absent: it stands as it was written. A deleted one says nothing and has no files. */
  changed: changed.optional(),
});
export type Message = z.output<typeof message>;

/** Text that a person wrote: at least one visible character. */
export const messageText = z
  .string()
  .max(textLengthMax, `Write at most ${textLengthMax} characters.`)
  .refine((value) => value.trim() !== '', 'Write something first.');

/** How far ahead a conversation may be snoozed, and how many tags it carries. */
export const snoozeDaysMax = 5 * 366;
export const tagsOnConversationMax = 50;
const attributesMax = 100;
/** What a person writes in a message, the files named by the ids of their uploads: words, files, or both. */
export const written = {
  text: z.string().max(textLengthMax, `Write at most ${textLengthMax} characters.`),
  attachmentIds: uploadIds.optional(),
};

/** The same, plain in `text`, or formatted in `rich`, from which the text is made then. */
export const composed = { ...written, text: written.text.default(''), rich: rich.optional() };

/** Refuses a message that says nothing. */
export function refuseNothing(
  message: { text: string; rich?: Rich | undefined; attachmentIds?: string[] | undefined },
  context: z.RefinementCtx,
): void {
  const { text } = saidOf(message);
  const { attachmentIds = [] } = message;
  if (text.trim() !== '' || attachmentIds.length > 0) return;
  context.addIssue({ code: 'custom', path: ['text'], message: 'Write something first.' });
}

/** Refuses mentions that stand nowhere in the text, and all that a customer would see. */
export function refuseMisplaced(
  message: { text: string; rich?: Rich | undefined; note: boolean; mentions?: Mention[] | undefined },
  context: z.RefinementCtx,
): void {
  const { note, mentions = [] } = message;
  const { text } = saidOf(message);
  const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['mentions'], message });
  if (mentions.length > 0 && !note) refuse('Mention people in notes: a reply is read by the customer.');
  else if (shownMentions(text, mentions).length < mentions.length)
    refuse('Say where in the text each mention stands: an @ and a name, none within another.');
}

const params = z.object({ id });
/** Nothing at all may be sent. */
const closingBody = z.object({ reasonId: id.optional() }).optional();
const tagParams = z.object({ id, tagId: id });

export const conversationEndpoints = {
  listConversations: endpoint({
    name: 'listConversations',
    method: 'GET',
    path: '/conversations',
    access: 'conversations:read',
    summary:
      'Lists conversations, the one with the newest message first unless another order is asked for. Spam stands in no list ' +
      'but its own. Where several values may stand, commas come between them, and one is enough.',
    query: pageQuery.extend(filterQuery).extend({
      order: viewOrder.default('newest'),
      customerId: id.optional(),
    }),
    output: pageOf(conversation),
    status: 200,
  }),
  startConversation: endpoint({
    name: 'startConversation',
    method: 'POST',
    path: '/conversations',
    access: 'conversations:write',
    summary: 'Starts a conversation with a customer by a first message.',
    body: z.object({ customerId: id, inboxId: id, text: messageText }),
    output: conversation,
    status: 201,
  }),
  readConversationClaim: endpoint({
    name: 'readConversationClaim',
    method: 'GET',
    path: '/conversations/:id/claim',
    access: 'conversations:read',
    summary:
      'Whether it is merely by a browser’s word that the conversation is its customer’s: whoever writes may be somebody else.',
    params,
    output: z.object({ claimed: z.boolean() }),
    status: 200,
  }),
  readReceipt: endpoint({
    name: 'readReceipt',
    method: 'GET',
    path: '/conversations/:id/receipt',
    access: 'conversations:read',
    summary: "How far the team's messages have reached the customer, and how far they were read.",
    params,
    output: receipt,
    status: 200,
  }),
  readConversation: endpoint({
    name: 'readConversation',
    method: 'GET',
    path: '/conversations/:id',
    access: 'conversations:read',
    summary: 'One conversation.',
    params,
    output: conversation,
    status: 200,
  }),
  listMessages: endpoint({
    name: 'listMessages',
    method: 'GET',
    path: '/conversations/:id/messages',
    access: 'conversations:read',
    summary: 'Messages and notes of a conversation, oldest first; `order=newest` begins at the end.',
    params,
    query: pageQuery.extend({ order: z.enum(['oldest', 'newest']).default('oldest') }),
    output: pageOf(message),
    status: 200,
  }),
  postMessage: endpoint({
    name: 'postMessage',
    method: 'POST',
    path: '/conversations/:id/messages',
    access: 'conversations:write',
    summary:
      'Replies to the customer, or adds a note that only members see: plain by `text`, or formatted by `rich`, lines of one kind each ' +
      'with spans of marked letters, from which the text is made.',
    params,
    body: z
      .object({
        ...composed,
        note: z.boolean().default(false),
        /** Done with it, all or none: what is refused leaves the message unsent. */
        actions: actions.default([]),
        /**
         * When the newest message was sent that the writer had seen; null: there was none. A reply is refused with
         * `newer-reply` when somebody else has replied after it. Without the field it is sent in any case.
         */
        seenUntil: time.nullable().optional(),
        /** Whom a note names; each stands in the text as `@` and a name. */
        mentions: z.array(mention).max(mentionsMax).optional(),
        /** Who gets it beside the customer, where it goes out by mail; elsewhere it is refused. */
        copies: mailCopies.optional(),
      })
      .superRefine(refuseOther)
      .superRefine(refuseNothing)
      .superRefine(refuseMisplaced),
    output: message,
    status: 201,
  }),
  closeConversation: endpoint({
    name: 'closeConversation',
    method: 'POST',
    path: '/conversations/:id/closure',
    access: 'conversations:write',
    summary:
      'Closes a conversation, for a reason where one is named. Without one it is refused with `reason-needed` where the ' +
      'workspace requires it. Closing a closed one changes nothing.',
    params,
    body: closingBody,
    output: conversation,
    status: 200,
  }),
  reopenConversation: endpoint({
    name: 'reopenConversation',
    method: 'DELETE',
    path: '/conversations/:id/closure',
    access: 'conversations:write',
    summary: 'Opens a conversation again that is closed, snoozed or spam.',
    params,
    output: conversation,
    status: 200,
  }),
  assignConversation: endpoint({
    name: 'assignConversation',
    method: 'PUT',
    path: '/conversations/:id/assignee',
    access: 'conversations:write',
    summary:
      'Gives a conversation to a member or to a team, or to nobody. Without `teamId` it stays with its team; without ' +
      '`memberId` it stays with its member who is in the team that it goes to, and with nobody else.',
    params,
    body: z
      .object({ memberId: id.nullable().optional(), teamId: id.nullable().optional() })
      .refine(({ memberId, teamId }) => memberId !== undefined || teamId !== undefined, {
        path: ['memberId'],
        message: 'Name a member, a team, or both; null is nobody.',
      }),
    output: conversation,
    status: 200,
  }),
  performActions: endpoint({
    name: 'performActions',
    method: 'POST',
    path: '/conversations/:id/actions',
    access: 'conversations:write',
    summary: 'Does several things to a conversation, one after the other, all or none.',
    params,
    body: z.object({ actions: actions.min(1) }),
    output: conversation,
    status: 200,
  }),
  snoozeConversation: endpoint({
    name: 'snoozeConversation',
    method: 'PUT',
    path: '/conversations/:id/snooze',
    access: 'conversations:write',
    summary:
      'Puts a conversation out of the way until a time, or until the customer writes where none is given. It comes back ' +
      'sooner when the customer writes sooner.',
    params,
    body: z.object({ until: timeInput.nullable() }),
    output: conversation,
    status: 200,
  }),
  prioritiseConversation: endpoint({
    name: 'prioritiseConversation',
    method: 'PUT',
    path: '/conversations/:id/priority',
    access: 'conversations:write',
    summary: 'Says how urgent a conversation is.',
    params,
    body: z.object({ priority }),
    output: conversation,
    status: 200,
  }),
  tagConversation: endpoint({
    name: 'tagConversation',
    method: 'PUT',
    path: '/conversations/:id/tags/:tagId',
    access: 'conversations:write',
    summary: 'Puts a tag on a conversation. One that is on it already changes nothing.',
    params: tagParams,
    output: conversation,
    status: 200,
  }),
  untagConversation: endpoint({
    name: 'untagConversation',
    method: 'DELETE',
    path: '/conversations/:id/tags/:tagId',
    access: 'conversations:write',
    summary: 'Takes a tag off a conversation.',
    params: tagParams,
    output: conversation,
    status: 200,
  }),
  describeConversation: endpoint({
    name: 'describeConversation',
    method: 'PATCH',
    path: '/conversations/:id/attributes',
    access: 'conversations:write',
    summary: 'Sets attributes that the workspace defined for conversations; null takes one away.',
    params,
    body: z.object({
      attributes: z
        .record(attributeKey, setAttribute)
        .refine(
          (given) => Object.keys(given).length <= attributesMax,
          `Set at most ${attributesMax} at once.`,
        ),
    }),
    output: conversation,
    status: 200,
  }),
  markConversationSpam: endpoint({
    name: 'markConversationSpam',
    method: 'PUT',
    path: '/conversations/:id/spam',
    access: 'conversations:write',
    summary:
      'Closes a conversation as spam: what is written in it later opens it no more. Reopening takes it back.',
    params,
    output: conversation,
    status: 200,
  }),
  markConversationRead: endpoint({
    name: 'markConversationRead',
    method: 'PUT',
    path: '/conversations/:id/read',
    access: 'conversations:read',
    summary: 'Marks the first `inboundCount` messages of the customer as read by the calling member.',
    params,
    body: z.object({ inboundCount: z.int().min(0) }),
    output: conversation,
    status: 200,
  }),
};
