/** Keeps the index: a message is found a moment after it was said, and nobody who writes one waits for that. */
import type { Entry } from '../../contract/entries.ts';
import type { Follower } from '../ledger/index.ts';
import { type MessageEntry, messageKinds } from './read.ts';
import { indexMessages, lockIndex } from './write.ts';

/** How long a message may wait for company: well below the two seconds within which it is found. */
const restMilliseconds = 500;
/** Where there is much to read, chats come first. */
const restShare = 1;

export const messageSearch: Follower = {
  name: 'message-search',
  kinds: messageKinds,
  restMilliseconds,
  restShare,
  narrow: async (tx) => {
    // Before anything is read: an erasure that rewrites what this batch reads comes wholly before it, or behind it.
    await lockIndex(tx);
    return { kinds: messageKinds };
  },
  apply: (tx, entries) => indexMessages(tx, entries.filter(isMessage)),
};

/** Whether an entry has words of a conversation. */
export function isMessage(entry: Entry): entry is MessageEntry {
  return (messageKinds as readonly string[]).includes(entry.kind);
}
