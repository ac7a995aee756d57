/** Changing what the team wrote: editing, deleting, and what it said before. */
import { z } from 'zod';
import { composed, message } from './conversations.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './entries.ts';
import { id, time } from './ids.ts';
import { mention, mentionsMax } from './mentions.ts';
import { replyEditHoursMax, restoreSecondsMax } from './message-limits.ts';
import { refuseOther, rich } from './rich.ts';

const params = z.object({ id });

/** What a message said, from when on, and by whom. */
export const messageVersion = z.object({
  text: z.string(),
  rich: rich.optional(),
  mentions: z.array(mention).optional(),
  at: time,
  by: actor,
});
export type MessageVersion = z.output<typeof messageVersion>;

export const messageChangeEndpoints = {
  editMessage: endpoint({
    name: 'editMessage',
    method: 'PATCH',
    path: '/messages/:id',
    access: 'conversations:write',
    summary:
      `Changes the text of a reply or a note that the calling member wrote; a reply for ${replyEditHoursMax} hours. Where the ` +
      'customer reads it, the new text stands there, marked as edited. What it said before stays readable for members.',
    params,
    body: z
      .object({
        text: composed.text,
        rich: composed.rich,
        /** Whom the note names from now on; each stands in the text as `@` and a name. */
        mentions: z.array(mention).max(mentionsMax).optional(),
      })
      .superRefine(refuseOther),
    output: message,
    status: 200,
  }),
  deleteMessage: endpoint({
    name: 'deleteMessage',
    method: 'DELETE',
    path: '/messages/:id',
    access: 'conversations:write',
    summary:
      'Deletes a reply or a note: one’s own, and as an owner or admin anybody’s of the team. In its place stands that it was ' +
      'deleted, without its text and files.',
    params,
    output: message,
    status: 200,
  }),
  restoreMessage: endpoint({
    name: 'restoreMessage',
    method: 'POST',
    path: '/messages/:id/restoration',
    access: 'conversations:write',
    summary: `Takes one’s own deletion of a message back, for ${restoreSecondsMax} seconds. One that is not deleted stays as it is.`,
    params,
    output: message,
    status: 200,
  }),
  listMessageVersions: endpoint({
    name: 'listMessageVersions',
    method: 'GET',
    path: '/messages/:id/versions',
    access: 'conversations:read',
    summary:
      'What a message said, the first version first and the one that is shown last. Of a deleted one nothing is told.',
    params,
    output: z.object({ data: z.array(messageVersion) }),
    status: 200,
  }),
};
