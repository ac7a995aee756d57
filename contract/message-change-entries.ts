/** The payloads of entries that change a message. The entry that said it stays as it is; these stand beside it. */
import { z } from 'zod';
import { attachments } from './attachments.ts';
import { id, time } from './ids.ts';
import { mention } from './mentions.ts';
import { reaction } from './reactions.ts';
import { rich } from './rich.ts';

/** Which message, when it was written, and how often it was changed by now: whoever knows as much has it already. */
const what = {
  messageId: id,
  messageAt: time,
  note: z.boolean(),
  revision: z.int().min(1),
};

export const messageChangePayloads = {
  'message.edited': z.object({
    ...what,
    text: z.string(),
    rich: rich.optional(),
    mentions: z.array(mention).optional(),
  }),
  'message.deleted': z.object({ ...what }),
  // What stands there again, for readers who had taken it away.
  'message.restored': z.object({
    ...what,
    text: z.string(),
    rich: rich.optional(),
    attachments: attachments.optional(),
    mentions: z.array(mention).optional(),
    reaction: reaction.optional(),
  }),
  // The audit log tells of deletions: what kind of message, whose, and when it was written; never what it said.
  'conversations.message_deleted': z.object({
    conversationId: id,
    messageId: id,
    note: z.boolean(),
    authorId: id.nullable(),
    writtenAt: time,
  }),
  'conversations.message_restored': z.object({
    conversationId: id,
    messageId: id,
    note: z.boolean(),
    authorId: id.nullable(),
    writtenAt: time,
  }),
};

/** How a message differs from what was said first. */
export const changed = z.object({
  /** How often it was changed; the higher one is the newer one. */
  revision: z.int(),
  editedAt: time.nullable(),
  deletedAt: time.nullable(),
  /** The member who deleted it. */
  deletedBy: id.nullable(),
});
export type Changed = z.output<typeof changed>;
