/** Members and teams that are named in a note: by their ids, and where in the text. */
import { z } from 'zod';
import { id } from './ids.ts';

export const mentionsMax = 50;

/** `start` and `length` count UTF-16 units, as JavaScript does. A length of 0: it stands in the text no more. */
export const mention = z.object({
  kind: z.enum(['member', 'team']),
  id,
  start: z.int().min(0),
  length: z.int().min(0),
});
export type Mention = z.output<typeof mention>;

/** Those that are drawn, in the order of the text: each begins with an @ where it says that it does, and none overlaps. */
export function shownMentions(text: string, mentions: readonly Mention[]): Mention[] {
  let end = 0;
  return mentions
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start, length }) => {
      const fits = length > 1 && start >= end && start + length <= text.length && text[start] === '@';
      if (fits) end = start + length;
      return fits;
    });
}
