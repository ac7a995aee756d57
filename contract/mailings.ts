/** Sending what was said on by mail: a forwarded message, or the whole conversation. */
import { z } from 'zod';
import { email } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { id, time } from './ids.ts';

export const mailedToMax = 5;
export const mailedMessagesMax = 500;
export const mailCommentMax = 5_000;

export const mailing = z.object({ id, to: z.array(z.string()), mailedAt: time });

export const mailingEndpoints = {
  mailConversation: endpoint({
    name: 'mailConversation',
    method: 'POST',
    path: '/conversations/:id/mailings',
    access: 'conversations:write',
    summary:
      'Sends messages of a conversation by mail to anybody, with a comment above them: those that are named, or all of them ' +
      `(the newest ${mailedMessagesMax}). Notes go along only where it is asked for. Each recipient gets a mail of their own, ` +
      'and answers go to whoever sent it.',
    params: z.object({ id }),
    body: z.object({
      to: z
        .array(email)
        .min(1, 'Name at least one mail address.')
        .max(mailedToMax, `Name at most ${mailedToMax} mail addresses.`)
        .refine((all) => new Set(all).size === all.length, 'Name each mail address once.'),
      comment: z.string().max(mailCommentMax, `Write at most ${mailCommentMax} characters.`).default(''),
      messageIds: z
        .array(id)
        .min(1, 'Choose at least one message.')
        .max(mailedMessagesMax, `Choose at most ${mailedMessagesMax} messages.`)
        .optional(),
      notes: z.boolean().default(false),
    }),
    output: mailing,
    status: 201,
  }),
};
