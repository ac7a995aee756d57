/** What the index holds of a person who is erased: it changes with the messages. */
import type { Holding } from '../customers/index.ts';
import { entriesById } from '../ledger/index.ts';
import { isMessage } from './follower.ts';
import { messageKinds } from './read.ts';
import { forgetMessages, indexMessages, lockIndex } from './write.ts';

export const searchHolding: Holding = {
  name: 'message-search',
  onRewrite: () => async (tx, entries) => {
    const ids = entries.flatMap(({ id, kind }) =>
      (messageKinds as readonly string[]).includes(kind) ? id : [],
    );
    if (ids.length > 0) await lockIndex(tx);
    return async () => {
      if (ids.length === 0) return;
      await forgetMessages(tx, ids);
      await indexMessages(tx, (await entriesById(tx, ids)).filter(isMessage));
    };
  },
};
