/** What of the formatting whoever reads it will see: the channel's share of a reply, all of a note. */
import { textLengthMax } from '../../../../contract/entries.ts';
import type { Inbox } from '../../../../contract/inboxes.ts';
import { isPlain, richText, type Shows, shownIn, showsAll } from '../../../../contract/rich-text.ts';
import type { Said } from './said.ts';

const plainOnly: Shows = { marks: [], lines: ['text'] };

/** `said`: as it is sent. Until the inbox is known, nothing but text is offered, and nothing is taken away. */
export function shownFor(
  can: Inbox['can'] | undefined,
  note: boolean,
  said: Said,
): { shows: Shows; lengthMax: number; said: Said } {
  if (note) return { shows: showsAll, lengthMax: textLengthMax, said };
  if (!can) return { shows: plainOnly, lengthMax: textLengthMax, said };
  const rich = said.rich && shownIn(said.rich, can.shows);
  const sent =
    !rich || isPlain(rich) ? { text: rich ? richText(rich) : said.text } : { text: richText(rich), rich };
  return { shows: can.shows, lengthMax: can.textLengthMax, said: sent };
}
