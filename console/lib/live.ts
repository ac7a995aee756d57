/** The one socket of this tab, and what screens hear of it. */
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { Entry } from '../../contract/entries.ts';
import { chosenWorkspace } from './api.ts';
import { createRealtime, type RealtimeStatus } from './realtime.ts';

/** The socket. The frame starts it when somebody is signed in. */
export const realtime = createRealtime({
  url() {
    const url = new URL('/api/v1/realtime', location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const workspace = chosenWorkspace();
    if (workspace) url.searchParams.set('workspace', workspace);
    return url.href;
  },
  open: (url) => new WebSocket(url),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
});

/** Tries again at once when the network or the reader comes back. */
export function watchBrowser(): () => void {
  const wake = () => {
    if (navigator.onLine && document.visibilityState === 'visible') realtime.wake();
  };
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);
  return () => {
    removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', wake);
  };
}

/** Hears entries while the component is on screen; `reset`: fetch again (cached queries are refetched anyway). */
export function useEntries(heard: (entries: readonly Entry[]) => void, reset?: () => void): void {
  const onEntries = useEffectEvent(heard);
  const onReset = useEffectEvent(reset ?? (() => {}));
  useEffect(() => realtime.listen({ entries: (entries) => onEntries(entries), reset: () => onReset() }), []);
}

/** Whether the socket is up. */
export function useLiveStatus(): RealtimeStatus {
  return useSyncExternalStore((changed) => realtime.listen({ status: changed }), realtime.status);
}
