/**
 * The one source of truth about conversations in this tab. It asks for what the state needs, hears the live stream,
 * and shows each of the member's actions at once.
 */
import { watchCalls } from '../../lib/api.ts';
import type { Realtime } from '../../lib/realtime.ts';
import { type Actions, createActions } from './actions.ts';
import type { Core } from './core.ts';
import { followed, streamStarted } from './follow.ts';
import { createLoading, type Loading } from './loading.ts';
import { createMessageChanges, type MessageChanges } from './message-changes.ts';
import { createPost, type Post } from './post.ts';
import { createReading, type Reading } from './reading.ts';
import { emptyState, type State } from './state.ts';

export type Store = Actions &
  Omit<Loading, 'pump'> &
  Omit<Post, 'retryUnreached'> &
  MessageChanges &
  Pick<Reading, 'markRead'> & {
    state(): State;
    subscribe(listener: () => void): () => void;
    /** Stops listening. */
    stop(): void;
  };

/** Makes the store of a member; it hears `realtime` until it is stopped. */
export function createStore(memberId: string, realtime: Pick<Realtime, 'listen' | 'position'>): Store {
  const listeners = new Set<() => void>();
  let state = emptyState(memberId);
  const core: Core = {
    state: () => state,
    update(change) {
      const next = change(state);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
      pump();
    },
  };
  const { pump, ...loading } = createLoading(core);
  const { retryUnreached, ...post } = createPost(core);
  const { tellAgain, markRead } = createReading(core);
  const again = () => {
    loading.retryLoading();
    retryUnreached();
    tellAgain();
  };
  const from = realtime.position();
  if (from !== null) {
    core.update((before) => streamStarted(before, from));
    retryUnreached();
  }
  const unlisten = realtime.listen({
    entries: (entries) => core.update((before) => followed(before, entries)),
    reset: (position) => core.update((before) => streamStarted(before, position)),
    status: (status) => status === 'online' && again(),
  });
  // Any answer says that the server can be reached again.
  const unwatch = watchCalls((failure) => failure === undefined && again());
  return {
    ...loading,
    ...post,
    ...createActions(core),
    ...createMessageChanges(core),
    markRead,
    stop() {
      unlisten();
      unwatch();
    },
    state: core.state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
