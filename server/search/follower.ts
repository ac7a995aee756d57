/** Keeps the index: a message is found a moment after it was said, and nobody who writes one waits for that. */
import type { Follower } from '../ledger/index.ts';
import { followedKinds, isFollowed, takeIn } from './take-in.ts';
import { lockIndex } from './write.ts';

/** How long a message may wait for company: well below the two seconds within which it is found. */
const restMilliseconds = 500;
/** Where there is much to read, chats come first: so much in 10 ms, and as long a rest. */
const batchEntries = 25;
const restShare = 1;

export const messageSearch: Follower = {
  name: 'message-search',
  kinds: followedKinds,
  restMilliseconds,
  restShare,
  batchEntries,
  narrow: async (tx) => {
    // Before anything is read: an erasure that rewrites what this batch reads comes wholly before it, or behind it.
    await lockIndex(tx);
    return { kinds: followedKinds };
  },
  apply: (tx, entries) => takeIn(tx, entries.filter(isFollowed)),
};
