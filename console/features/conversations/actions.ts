/** Closing, reopening, assigning: shown at once, sent one after the other, taken back when refused. */
import type { Conversation } from '../../../contract/conversations.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { randomId } from '../../lib/random-id.ts';
import type { Change } from './changes.ts';
import type { Core } from './core.ts';
import { answered } from './fetched.ts';
import { type State, shownById } from './state.ts';

/** Each throws what the server refused, after taking it back on screen. */
export type Actions = {
  close(id: string): Promise<void>;
  reopen(id: string): Promise<void>;
  assign(id: string, memberId: string | null): Promise<void>;
};

/** The acting part of a store. */
export function createActions({ state, update }: Core): Actions {
  const lastOf = new Map<string, Promise<unknown>>();

  async function act(change: Omit<Change, 'id'>, send: () => Promise<Conversation>): Promise<void> {
    const id = randomId();
    const { conversationId } = change;
    update((before) => ({ ...before, changes: [...before.changes, { ...change, id }] }));
    const sent = (lastOf.get(conversationId) ?? Promise.resolve()).catch(() => {}).then(send);
    lastOf.set(conversationId, sent);
    const done = (before: State) => ({
      ...before,
      changes: before.changes.filter((other) => other.id !== id),
    });
    try {
      const answer = await sent;
      update((before) => answered(done(before), answer));
    } catch (error) {
      update(done);
      throw error;
    } finally {
      if (lastOf.get(conversationId) === sent) lastOf.delete(conversationId);
    }
  }

  const params = (id: string) => ({ params: { id } });
  return {
    close: (id: string) =>
      act({ conversationId: id, patch: { status: 'closed' } }, () =>
        call(endpoints.closeConversation, params(id)),
      ),
    reopen: (id: string) =>
      act({ conversationId: id, patch: { status: 'open' } }, () =>
        call(endpoints.reopenConversation, params(id)),
      ),
    async assign(id: string, memberId: string | null) {
      if (shownById(state(), id)?.assigneeId === memberId) return;
      await act({ conversationId: id, patch: { assigneeId: memberId } }, () =>
        call(endpoints.assignConversation, { params: { id }, body: { memberId } }),
      );
    },
  };
}
