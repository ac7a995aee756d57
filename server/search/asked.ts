/** A search as it is looked up: texts, and what narrows them. */
import type { Sayer } from '../../contract/messages.ts';
import type { FoundFilter, Viewer } from '../conversations/index.ts';
import { marks } from './tokens.ts';

/** Where a message stands among all. */
export type Place = { at: string; id: string };
export type Hit = Place & { conversation: string };

export type Asked = {
  /** What each message has in it, folded. */
  wanted: readonly string[];
  said?: readonly Sayer[] | undefined;
  authors?: readonly string[] | undefined;
  hasFile?: boolean | undefined;
  /** From when on, and before when. */
  since: string;
  until: string;
  /** What its conversation must be. */
  filter: FoundFilter;
  viewer: Viewer;
  /** Only what stands behind it. */
  behind?: Place | undefined;
};

/** Before and behind all that was ever said. */
export const always = { since: '0001-01-01T00:00:00Z', until: '9999-12-31T00:00:00Z' };

/** What of it the index knows: of each list a message has one. */
export function marksOf({ said, authors, hasFile }: Asked): string[][] {
  return [
    ...(authors ? [authors.map(marks.author)] : []),
    ...(said?.length === 1 && said[0] === 'note' ? [[marks.note]] : []),
    ...(hasFile === true ? [[marks.file]] : []),
  ];
}
