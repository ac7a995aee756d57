/** The one attending of this tab, bound to the browser and to the socket. */
import { useEffect } from 'react';
import { realtime } from '../../lib/live.ts';
import { createAttending } from './attending.ts';

const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** What the composer tells: that something is typed, and that nothing is any more. */
export const attending = createAttending({
  say: realtime.say,
  now: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
});

/** Tells which conversation is open for as long as the screen is there. */
export function useAttending(conversationId: string | undefined): void {
  useEffect(() => {
    const look = () => attending.look(document.visibilityState === 'visible');
    const unlisten = realtime.listen({ status: (status) => status === 'online' && attending.again() });
    if (realtime.status() === 'online') attending.again();
    attending.touched();
    look();
    document.addEventListener('visibilitychange', look);
    for (const touch of touches) addEventListener(touch, attending.touched, { passive: true });
    return () => {
      unlisten();
      document.removeEventListener('visibilitychange', look);
      for (const touch of touches) removeEventListener(touch, attending.touched);
    };
  }, []);
  useEffect(() => {
    attending.open(conversationId ?? null);
    return () => attending.open(null);
  }, [conversationId]);
}
