/** Counts what the visitor has not seen. */
import type { ToLoader } from '../bridge.ts';
import { countUnread, type Thread } from './thread.ts';

export type Seen = ReturnType<typeof createSeen>;

/** Goes on from the time of the last team message that was seen on an earlier page. */
export function createSeen(kept: string | null, tell: (message: ToLoader) => void) {
  let seen = kept;
  let told = 0;

  return {
    /** Another tab showed the thread up to here. */
    join(time: string | null) {
      if (time !== null && time > (seen ?? '')) seen = time;
    },
    /** What is on the screen of somebody who looks has been seen. */
    look(thread: Thread, isLooking: boolean) {
      const last = thread.messages.findLast(({ from }) => from === 'team')?.occurredAt;
      if (isLooking && last !== undefined && last > (seen ?? '')) {
        seen = last;
        tell({ type: 'seen', seen });
      }
      const count = countUnread(thread, seen);
      if (count === told) return;
      told = count;
      tell({ type: 'unread', count });
    },
  };
}
