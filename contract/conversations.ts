/** Conversations and their messages. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { actor, direction, textLengthMax } from './entries.ts';
import { id, position, time } from './ids.ts';
import { pageOf, pageQuery } from './paging.ts';

export const conversationStatus = z.enum(['open', 'snoozed', 'closed']);

/** A thread with its state, as one member sees it (`readCount` is that member's own). */
export const conversation = z.object({
  id,
  inboxId: id,
  channel: z.string(),
  customer: z.object({ id, name: z.string().nullable() }),
  status: conversationStatus,
  assigneeId: id.nullable(),
  subject: z.string().nullable(),
  openedAt: time,
  lastAt: time,
  lastMessage: z
    .object({ text: z.string(), direction, note: z.boolean(), author: actor, occurredAt: time })
    .nullable(),
  /** Since when the customer's last word is unanswered; null when it is answered. */
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
  note: z.boolean(),
  author: actor,
  occurredAt: time,
  position,
  state: z.enum(['received', 'sent', 'noted']),
});
export type Message = z.output<typeof message>;

/** Text that a person wrote: at least one visible character. */
export const messageText = z
  .string()
  .max(textLengthMax, `Write at most ${textLengthMax} characters.`)
  .refine((value) => value.trim() !== '', 'Write something first.');

const params = z.object({ id });

export const conversationEndpoints = {
  listConversations: endpoint({
    name: 'listConversations',
    method: 'GET',
    path: '/conversations',
    access: 'conversations:read',
    summary: 'Lists conversations, the one with the newest message first.',
    query: pageQuery.extend({
      status: conversationStatus.optional(),
      assignee: z.union([z.literal('me'), z.literal('none'), id]).optional(),
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
    summary: 'Replies to the customer, or adds a note that only members see.',
    params,
    body: z.object({ text: messageText, note: z.boolean().default(false) }),
    output: message,
    status: 201,
  }),
  closeConversation: endpoint({
    name: 'closeConversation',
    method: 'POST',
    path: '/conversations/:id/closure',
    access: 'conversations:write',
    summary: 'Closes a conversation. Closing a closed one changes nothing.',
    params,
    output: conversation,
    status: 200,
  }),
  reopenConversation: endpoint({
    name: 'reopenConversation',
    method: 'DELETE',
    path: '/conversations/:id/closure',
    access: 'conversations:write',
    summary: 'Opens a closed conversation again.',
    params,
    output: conversation,
    status: 200,
  }),
  assignConversation: endpoint({
    name: 'assignConversation',
    method: 'PUT',
    path: '/conversations/:id/assignee',
    access: 'conversations:write',
    summary: 'Gives a conversation to a member, or to nobody.',
    params,
    body: z.object({ memberId: id.nullable() }),
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
