/** What was said in a conversation, from its beginning. */
import { messageOf } from '../../contract/apply.ts';
import type { Message } from '../../contract/conversations.ts';
import { readThread } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { wholeThread } from './grouping.ts';
import { withReactions } from './reactions.ts';
import { messageKinds } from './record.ts';
import { asShown } from './shown.ts';

const pageMessages = 200;

/** All messages and notes, a page at a time, each read in a transaction of its own. */
export async function* readMessages(
  inHere: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  conversationId: string,
): AsyncGenerator<Message[]> {
  let cursor: string | undefined;
  do {
    const query = { kinds: messageKinds, order: 'oldest', limit: pageMessages, cursor } as const;
    const page = await inHere(async (tx) => {
      const { data, next } = await readThread(tx, wholeThread(conversationId), query);
      const entries = await asShown(tx, data);
      const messages = entries.flatMap((entry) => messageOf({ ...entry, conversationId }) ?? []);
      return { data: await withReactions(tx, messages), next };
    });
    yield page.data;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}
