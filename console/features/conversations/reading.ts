/** How far this member has read: shown at once, and told to the server when it can be reached. */
import { endpoints } from '../../../contract/endpoints.ts';
import { ApiError, call } from '../../lib/api.ts';
import type { Core } from './core.ts';
import { shownById } from './state.ts';
import { unreadOf } from './views.ts';

export type Reading = {
  /** Everything that the customer has written so far is read. */
  markRead(id: string): void;
  /** Tells again what did not reach the server. */
  tellAgain(): void;
};

/** The reading part of a store. */
export function createReading({ state, update }: Core): Reading {
  const untold = new Set<string>();

  async function tell(id: string): Promise<void> {
    const inboundCount = state().reads.get(id);
    if (inboundCount === undefined) return;
    untold.delete(id);
    try {
      await call(endpoints.markConversationRead, { params: { id }, body: { inboundCount } });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code === 'unavailable') untold.add(id);
    }
  }

  return {
    markRead(id) {
      const conversation = shownById(state(), id);
      if (!conversation || unreadOf(conversation) === 0) return;
      const { inboundCount } = conversation;
      update((before) => ({ ...before, reads: new Map(before.reads).set(id, inboundCount) }));
      void tell(id);
    },
    tellAgain() {
      for (const id of untold) void tell(id);
    },
  };
}
