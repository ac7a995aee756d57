/** The part of the state that one open conversation is drawn from; what happens elsewhere doesn't touch it. */
import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { Conversation } from '../../../contract/conversations.ts';
import { keyOfFurther } from './loading.ts';
import { keyOfNeed } from './needs.ts';
import type { Outgoing } from './outbox.ts';
import { type State, shownById, type Thread } from './state.ts';
import type { Store } from './store.ts';

export type PaneState = {
  conversation: Conversation | undefined;
  thread: Thread | undefined;
  outbox: readonly Outgoing[];
  isMissing: boolean;
  /** Why the conversation, or its messages, could not be fetched. */
  error: unknown;
  messagesError: unknown;
  hasOlderFailed: boolean;
};

/** The state of a conversation's pane; the same object while nothing in it changes. */
export function usePane(store: Store, id: string): PaneState {
  const last = useRef<{ state: State; pane: PaneState }>(undefined);
  const read = useCallback(() => {
    const state = store.state();
    // A conversation with something pending is put together anew for each state, so the state decides first.
    if (last.current?.state !== state) {
      const next = paneOf(state, id);
      const before = last.current?.pane;
      last.current = { state, pane: before && isSame(before, next) ? before : next };
    }
    return last.current.pane;
  }, [store, id]);
  return useSyncExternalStore(store.subscribe, read);
}

function paneOf(state: State, id: string): PaneState {
  return {
    conversation: shownById(state, id),
    thread: state.threads.get(id),
    outbox: state.outbox,
    isMissing: state.missing.has(id),
    error: state.failures.get(keyOfNeed({ type: 'conversation', id })),
    messagesError: state.failures.get(keyOfNeed({ type: 'messages', id })),
    hasOlderFailed: state.failures.has(keyOfFurther(id)),
  };
}

function isSame(a: PaneState, b: PaneState): boolean {
  return (Object.keys(a) as (keyof PaneState)[]).every((key) => a[key] === b[key]);
}
