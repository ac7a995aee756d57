/** Finding messages: what was said by customers and the team, notes, and names of files. */
import { z } from 'zod';
import { attachments } from './attachments.ts';
import { commaList } from './comma-list.ts';
import { conversationStatus } from './conversations.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './entries.ts';
import { id, time, timeInput } from './ids.ts';
import { pageOf, pageQuery } from './paging.ts';
import { filterQuery } from './view-filter.ts';

/** How much may be searched for, in letters and in words. */
export const searchLettersMax = 300;
export const searchWordsMax = 20;
/** Whose words: the customer's, the team's, or notes. */
export const sayers = ['customer', 'team', 'note'] as const;
export const sayer = z.enum(sayers);
export type Sayer = z.infer<typeof sayer>;

const choicesMax = 100;

/** A message that was found, with as much of it as shows why. */
export const foundMessage = z.object({
  id,
  said: sayer,
  author: actor,
  occurredAt: time,
  excerpt: z.object({
    text: z.string(),
    /** What was found in it: from which to before which UTF-16 unit. */
    marks: z.array(z.tuple([z.int(), z.int()])),
    /** It is the name of a file of the message. */
    isFile: z.boolean(),
  }),
  attachments: attachments.optional(),
  conversation: z.object({
    id,
    inboxId: id,
    channel: z.string(),
    status: conversationStatus,
    spam: z.boolean(),
    subject: z.string().nullable(),
    assigneeId: id.nullable(),
    customer: z.object({ id, name: z.string().nullable() }),
  }),
});
export type FoundMessage = z.output<typeof foundMessage>;

export const messageEndpoints = {
  searchMessages: endpoint({
    name: 'searchMessages',
    method: 'GET',
    path: '/messages',
    access: 'conversations:read',
    summary:
      'Messages, notes and names of files that have every word of `search` in them, at the beginning of a word or inside, ' +
      'and what stands between quotation marks as it stands there. The newest comes first. Case and accents don’t count. ' +
      'Spam is found by `status=spam` alone. A message is found within two seconds after it was said.',
    query: pageQuery.extend({
      search: z.string().max(searchLettersMax, `Search for at most ${searchLettersMax} letters.`).default(''),
      said: commaList(sayer, sayers.length).optional(),
      /** Members who wrote it. */
      author: commaList(id, choicesMax).optional(),
      hasFile: z.enum(['true', 'false']).optional(),
      after: timeInput.optional(),
      before: timeInput.optional(),
      customerId: id.optional(),
      status: filterQuery.status,
      assignee: filterQuery.assignee,
      inbox: filterQuery.inbox,
      tag: filterQuery.tag,
    }),
    output: pageOf(foundMessage),
    status: 200,
  }),
};
