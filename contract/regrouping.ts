/** Merging, splitting and linking conversations. */
import { z } from 'zod';
import { conversation } from './conversations.ts';
import { endpoint } from './endpoint.ts';
import { id, time } from './ids.ts';

/** How many messages one split moves, and how many others a conversation is linked with. */
export const messagesToSplitMax = 500;
export const relatedMax = 50;
export const subjectLengthMax = 200;

const params = z.object({ id });
const pair = z.object({ id, otherId: id });

export const related = z.object({
  /** Conversations that are part of this one, the newest merge first; `mergedBy` is the member, null for the system. */
  merged: z.array(z.object({ conversation, mergedAt: time, mergedBy: id.nullable() })),
  /** Conversations that have to do with this one. */
  linked: z.array(conversation),
});
export type Related = z.output<typeof related>;

export const regroupingEndpoints = {
  mergeConversation: endpoint({
    name: 'mergeConversation',
    method: 'PUT',
    path: '/conversations/:id/merge',
    access: 'conversations:write',
    summary:
      'Makes a conversation part of another one, `intoId`, of the same customer in the same inbox: its messages stand there ' +
      'from then on, in the order in which they were written, and what the customer writes next comes there. Answers the ' +
      'other one. Nothing is lost, and it can be taken back.',
    params,
    body: z.object({ intoId: id }),
    output: conversation,
    status: 200,
  }),
  unmergeConversation: endpoint({
    name: 'unmergeConversation',
    method: 'DELETE',
    path: '/conversations/:id/merge',
    access: 'conversations:write',
    summary:
      'Makes a conversation itself again that was merged into another, with the messages that came with it; what was ' +
      'written since stays with the other. One that is not merged stays as it is.',
    params,
    output: conversation,
    status: 200,
  }),
  splitConversation: endpoint({
    name: 'splitConversation',
    method: 'POST',
    path: '/conversations/:id/split',
    access: 'conversations:write',
    summary:
      'Moves messages into a new conversation with the same customer, and links the two. Answers the new one; merging it ' +
      'back takes it back. The customer goes on seeing one chat.',
    params,
    body: z.object({
      messageIds: z.array(id).min(1).max(messagesToSplitMax),
      subject: z.string().trim().min(1).max(subjectLengthMax).nullable().optional(),
    }),
    output: conversation,
    status: 201,
  }),
  listRelated: endpoint({
    name: 'listRelated',
    method: 'GET',
    path: '/conversations/:id/related',
    access: 'conversations:read',
    summary: 'The conversations that are part of this one, and those that it is linked with.',
    params,
    output: related,
    status: 200,
  }),
  linkConversations: endpoint({
    name: 'linkConversations',
    method: 'PUT',
    path: '/conversations/:id/links/:otherId',
    access: 'conversations:write',
    summary: 'Links two conversations, also of different customers. Linked ones stay as they are.',
    params: pair,
    output: related,
    status: 200,
  }),
  unlinkConversations: endpoint({
    name: 'unlinkConversations',
    method: 'DELETE',
    path: '/conversations/:id/links/:otherId',
    access: 'conversations:write',
    summary: 'Takes the link between two conversations away.',
    params: pair,
    output: related,
    status: 200,
  }),
};
