/** What the index holds of a person who is erased: it changes with the messages. */

import { type Shown, shownById } from '../conversations/index.ts';
import type { Holding } from '../customers/index.ts';
import { messageKinds } from './read.ts';
import { isMessage } from './take-in.ts';
import { forgetMessages, indexMessages, lockIndex } from './write.ts';

export const searchHolding: Holding = {
  name: 'message-search',
  onRewrite: () => async (tx, entries) => {
    const ids = [
      ...new Set(
        entries.flatMap(({ id, kind, payload }) =>
          (messageKinds as readonly string[]).includes(kind) ? id : (editedBy({ kind, payload }) ?? []),
        ),
      ),
    ];
    if (ids.length > 0) await lockIndex(tx);
    return async () => {
      if (ids.length === 0) return;
      await forgetMessages(tx, ids);
      await indexMessages(tx, (await shownById(tx, ids)).filter(isMessage).filter(isThere));
    };
  },
};

/** The message that an edit gave another text. */
function editedBy({ kind, payload }: { kind: string; payload: Record<string, unknown> }): string | undefined {
  return kind === 'message.edited' || kind === 'message.restored' ? String(payload.messageId) : undefined;
}

function isThere({ changed }: Shown): boolean {
  return (changed?.deletedAt ?? null) === null;
}
