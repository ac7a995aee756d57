/** What a member had seen of a conversation when they began to write: a reply over a newer one is held (`newer-reply`). */
import type { Message } from '../../../contract/conversations.ts';
import { ApiError } from '../../lib/api.ts';
import type { Outgoing } from './outbox.ts';
import type { State } from './state.ts';

/** When the newest message was sent that is on screen; null: there is none. */
function seenOf(state: Pick<State, 'threads' | 'conversations'>, id: string): string | null {
  const thread = state.threads.get(id);
  const last = thread ? thread.messages.at(-1) : state.conversations.get(id)?.conversation.lastMessage;
  return last?.occurredAt ?? null;
}

/** What was seen when the reply that is being written to each conversation was begun. */
export function createBegun(state: () => Pick<State, 'threads' | 'conversations'>) {
  const begun = new Map<string, string | null>();
  return {
    /** A reply is begun: what is on screen now is what its writer has seen. Going on with it changes nothing. */
    begin(id: string): void {
      if (!begun.has(id)) begun.set(id, seenOf(state(), id));
    },
    /** Nothing is being written any more, or it is gone on with by somebody who has just opened the conversation. */
    forget: (id: string): void => void begun.delete(id),
    /** What the writer of a message that goes out had seen; notes disturb nobody. */
    take({ conversationId, note }: Pick<Outgoing, 'conversationId' | 'note'>): string | null | undefined {
      if (note) return undefined;
      const seen = begun.get(conversationId);
      begun.delete(conversationId);
      return seen === undefined ? seenOf(state(), conversationId) : seen;
    },
    /** A reply of this tab was sent while the next one was being written. */
    sent({ conversationId, note, occurredAt }: Message): void {
      const seen = begun.get(conversationId);
      if (seen !== undefined && !note) begun.set(conversationId, laterSeen(seen, occurredAt));
    },
  };
}

/** The replies over which a message was held; undefined where that is not why it was refused. */
export function unseenReplies(error: unknown): readonly Message[] | undefined {
  return error instanceof ApiError && error.code === 'newer-reply' ? (error.replies as Message[]) : undefined;
}

/** The outbox after the member has read what a message was held over: it counts as seen. */
export function seenNow(outbox: readonly Outgoing[], key: string): readonly Outgoing[] {
  return outbox.map((item) =>
    item.key === key
      ? { ...item, seenUntil: item.refusal?.replies?.at(-1)?.occurredAt ?? item.seenUntil }
      : item,
  );
}

/**
 * The outbox after a reply of this tab was sent: whoever wrote it knows it, and nobody else came between. What may have
 * reached the server already stays as it was sent.
 */
export function ownSent(outbox: readonly Outgoing[], sent: Message): readonly Outgoing[] {
  if (sent.note) return outbox;
  return outbox.map((item) =>
    item.conversationId === sent.conversationId && item.seenUntil !== undefined && !item.refusal?.isUnreached
      ? { ...item, seenUntil: laterSeen(item.seenUntil, sent.occurredAt) }
      : item,
  );
}

/** The later of what was seen. */
function laterSeen(one: string | null, other: string): string {
  return one !== null && one > other ? one : other;
}
