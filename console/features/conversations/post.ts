/** Sending: a message shows at once, is sent under its key until the server has it, and survives a reload. */
import { endpoints } from '../../../contract/endpoints.ts';
import { ApiError, call } from '../../lib/api.ts';
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

  async function deliver({ key, conversationId, text, note }: Outgoing): Promise<void> {
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

  function retry(key: string): void {
    const item = state().outbox.find((other) => other.key === key && other.refusal !== undefined);
    if (!item) return;
    change((outbox) => retried(outbox, key));
    void deliver(item);
  }

  change(() => readOutbox(localStorage, memberId, Date.now()));
  return {
    retry,
    send(message) {
      const item = outgoing({ ...message, key: crypto.randomUUID(), writtenAt: new Date().toISOString() });
      change((outbox) => [...outbox, item]);
      void deliver(item);
    },
    takeBack(key) {
      const item = state().outbox.find((other) => other.key === key);
      change((outbox) => without(outbox, key));
      return item;
    },
    retryUnreached() {
      for (const { key, refusal } of state().outbox) if (refusal?.isUnreached) retry(key);
    },
  };
}

function refusalOf(error: unknown): Refusal {
  const isRefused = error instanceof ApiError && error.code !== 'unavailable' && error.status < 500;
  return { error, isUnreached: !isRefused };
}
