/** A conversation counts as read when its messages are on screen and somebody is looking. */
import { useEffect } from 'react';
import type { Store } from './store.ts';

/** `inboundCount` makes it look again after each message of the customer. */
export function useMarkRead(store: Store, id: string, isDrawn: boolean, inboundCount: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `inboundCount` is when to look again.
  useEffect(() => {
    if (!isDrawn) return undefined;
    const look = () => {
      if (document.visibilityState === 'visible' && document.hasFocus()) store.markRead(id);
    };
    look();
    addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [store, id, isDrawn, inboundCount]);
}
