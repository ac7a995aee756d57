/** Reactions: how the other side took a message, without a word. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id } from './ids.ts';

/** What one can react with. */
export const reactionEmojis = ['👍', '❤️', '😀', '🎉', '😕', '👎'] as const;
export const reaction = z.enum(reactionEmojis);
export type Reaction = z.infer<typeof reaction>;

/** Null takes it away. */
const reacted = z.object({ messageId: id, emoji: reaction.nullable() });

export const reactionPayloads = { 'message.reacted': reacted } as const;

export const reactionEndpoints = {
  reactToMessage: endpoint({
    name: 'reactToMessage',
    method: 'POST',
    path: '/conversations/:id/reactions',
    access: 'conversations:write',
    summary:
      'Reacts to a message of the customer, who sees it. The team has one reaction to a message; null takes it away.',
    params: z.object({ id }),
    body: reacted,
    status: 204,
  }),
  reactAsVisitor: endpoint({
    name: 'reactAsVisitor',
    method: 'POST',
    path: '/visitor/reactions',
    access: 'visitor',
    summary: 'Reacts to a message of the team. A visitor has one reaction to a message; null takes it away.',
    body: reacted,
    status: 204,
  }),
};
