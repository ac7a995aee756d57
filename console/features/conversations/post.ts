/** Sending: a message shows at once, is sent under its key until the server has it, and survives a reload. */
import { endpoints } from '../../../contract/endpoints.ts';
import { ApiError, call, NetworkError } from '../../lib/api.ts';
import { randomId } from '../../lib/random-id.ts';
import type { Core } from './core.ts';
import { recorded } from './fetched.ts';
import { type Outgoing, outgoing, type Refusal, refused, retried, without } from './outbox.ts';
import { keepOutbox, readOutbox } from './outbox-storage.ts';

export type Post = {
  send(message: { conversationId: string; text: string; note: boolean }): void;
  retry(key: string): void;
  /** Takes back a message that was not sent, for another go in the composer. */
  takeBack(key: string): Outgoing | undefined;
  /** Tries again what did not reach the server. */
  retryUnreached(): void;
};

/** The sending part of a store. What was left over from the last visit is in the outbox again. */
export function createPost({ state, update }: Core): Post {
  const { memberId } = state();
  const change = (next: (outbox: readonly Outgoing[]) => readonly Outgoing[]) => {
    update((before) => ({ ...before, outbox: next(before.outbox) }));
    keepOutbox(localStorage, memberId, state().outbox);
  };

  /** The last delivery of each conversation: a message goes out when the one before it was answered. */
  const lastOf = new Map<string, Promise<void>>();

  function deliverInTurn(item: Outgoing): void {
    const before = lastOf.get(item.conversationId) ?? Promise.resolve();
    lastOf.set(
      item.conversationId,
      before.then(() => deliver(item)),
    );
  }

  async function deliver({ key, conversationId, text, note }: Outgoing): Promise<void> {
    const blocked = waitsBefore(state().outbox, key);
    if (blocked) return change((outbox) => refused(outbox, key, blocked));
    try {
      const message = await call(
        endpoints.postMessage,
        { params: { id: conversationId }, body: { text, note } },
        { idempotencyKey: key },
      );
      update((before) => recorded(before, message));
      change((outbox) => without(outbox, key));
    } catch (error) {
      change((outbox) => refused(outbox, key, refusalOf(error)));
    }
  }

  /** Tries what waits, in the order in which it was written. */
  function retryThose(isMeant: (item: Outgoing) => boolean): void {
    for (const item of state().outbox) {
      if (item.refusal === undefined || !isMeant(item)) continue;
      change((outbox) => retried(outbox, item.key));
      deliverInTurn(item);
    }
  }

  change(() => readOutbox(localStorage, memberId, Date.now()));
  return {
    retry: (key) => retryThose((item) => item.key === key || item.refusal?.isUnreached === true),
    send(message) {
      const item = outgoing({ ...message, key: randomId(), writtenAt: new Date().toISOString() });
      change((outbox) => [...outbox, item]);
      deliverInTurn(item);
    },
    takeBack(key) {
      const item = state().outbox.find((other) => other.key === key);
      change((outbox) => without(outbox, key));
      return item;
    },
    retryUnreached: () => retryThose(({ refusal }) => refusal?.isUnreached === true),
  };
}

/** Why a message must wait: one of its conversation that was written before it has not reached the server. */
function waitsBefore(outbox: readonly Outgoing[], key: string): Refusal | undefined {
  const at = outbox.findIndex((item) => item.key === key);
  const conversationId = outbox[at]?.conversationId;
  return outbox
    .slice(0, Math.max(at, 0))
    .find((item) => item.conversationId === conversationId && item.refusal?.isUnreached)?.refusal;
}

function refusalOf(error: unknown): Refusal {
  const isAway = error instanceof ApiError && error.code === 'unavailable';
  return { error, isUnreached: isAway || error instanceof NetworkError };
}
