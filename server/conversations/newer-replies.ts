/** Two who answer at once: a reply is not sent over one that its writer had not seen. */
import { messageOf } from '../../contract/apply.ts';
import type { Entry } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { readThread } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { wholeThread } from './grouping.ts';
import type { ConversationRow } from './queries.ts';
import { asShown } from './shown.ts';

/** So many of the newest replies are looked at, and told of in a refusal. */
const lookedAtMax = 100;
const repliesMax = 10;

/**
 * Refuses a reply where somebody else has replied since `seenUntil`. The conversation is held, so nobody comes in between; times
 * in it grow, so its row says whether there is anything newer at all, and only then is looked whether it is a reply.
 * @throws Problem `newer-reply`.
 */
export async function refuseUnseen(tx: Tx, conversation: ConversationRow, seen: Seen): Promise<void> {
  const unseen = await unseenOf(tx, conversation, 'message.sent', seen);
  const replies = unseen.slice(0, repliesMax).reverse();
  if (replies.length === 0) return;
  throw new Problem(
    'newer-reply',
    'Somebody has replied since you last looked. Read it, and send yours again with the time of the newest as `seenUntil`.',
    {
      replies: (await asShown(tx, replies)).flatMap(
        (entry) => messageOf({ ...entry, conversationId: conversation.id }) ?? [],
      ),
    },
  );
}

/** Whether the customer has written, or somebody else replied, since a time: who writes had not seen it. */
export async function saidSince(
  tx: Tx,
  conversation: ConversationRow,
  seen: { seenUntil: string; memberId: string },
): Promise<{ customerWrote: boolean; isReplied: boolean }> {
  return {
    customerWrote: (await unseenOf(tx, conversation, 'message.received', seen)).length > 0,
    isReplied: (await unseenOf(tx, conversation, 'message.sent', seen)).length > 0,
  };
}

type Seen = { seenUntil: string | null; memberId: string };

/** What others said in a locked conversation since `seenUntil`, the newest first. */
async function unseenOf(
  tx: Tx,
  { id, lastMessageAt }: ConversationRow,
  kind: 'message.sent' | 'message.received',
  { seenUntil, memberId }: Seen,
): Promise<Entry[]> {
  const isUnseen = (time: string) => seenUntil === null || time > seenUntil;
  if (lastMessageAt === null || !isUnseen(lastMessageAt)) return [];
  const page = await readThread(tx, wholeThread(id), { limit: lookedAtMax, kinds: [kind], order: 'newest' });
  // What the program says by itself, such as a greeting, is nobody's reply.
  return page.data.filter(
    ({ occurredAt, actor }) => isUnseen(occurredAt) && actor.kind !== 'system' && actor.id !== memberId,
  );
}
