/**
 * How somebody last said that they feel about the business, in their own sign: a reaction to a message of the team, or the
 * score of a review. Nothing is read out of what they wrote; nothing said is no mood.
 */
import type { Entry, EntryKind } from '../../../../contract/entries.ts';
import type { Reaction } from '../../../../contract/reactions.ts';

export type Mood = { at: string } & (
  | { by: 'reaction'; emoji: Reaction }
  | { by: 'review'; score: number; scale: number }
);

/** What tells of it. */
export const moodKinds = ['message.reacted', 'review.posted'] as const satisfies readonly EntryKind[];

/** The newest sign, of entries newest first. What was changed or taken away later counts as it is now. */
export function moodOf(entries: readonly Entry[]): Mood | undefined {
  const seen = new Set<string>();
  for (const entry of entries) {
    const at = entry.occurredAt;
    if (entry.kind === 'review.posted') {
      const { reviewId, score, scale } = entry.payload;
      if (score !== null && !seen.has(reviewId)) return { by: 'review', score, scale, at };
      seen.add(reviewId);
    }
    if (entry.kind !== 'message.reacted' || entry.actor.kind !== 'customer') continue;
    const { messageId, emoji } = entry.payload;
    if (emoji !== null && !seen.has(messageId)) return { by: 'reaction', emoji, at };
    seen.add(messageId);
  }
  return undefined;
}
