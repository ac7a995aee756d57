/** The store of the signed-in member, kept while the tab lives, so that coming back to the screen is instant. */
import { useSyncExternalStore } from 'react';
import { realtime } from '../../lib/live.ts';
import { useMe } from '../../lib/session.ts';
import type { State } from './state.ts';
import { createStore, type Store } from './store.ts';

let kept: { key: string; store: Store } | undefined;

/** The store and its state now. */
export function useConversations(): { store: Store; state: State } {
  const { member, workspace } = useMe();
  const store = storeOf(`${workspace.id} ${member.id}`, member.id);
  const state = useSyncExternalStore(store.subscribe, store.state);
  return { store, state };
}

function storeOf(key: string, memberId: string): Store {
  if (kept?.key !== key) {
    kept?.store.stop();
    kept = { key, store: createStore(memberId, realtime) };
  }
  return kept.store;
}
