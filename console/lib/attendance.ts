/** Who is at which conversation, as the server tells it; nobody while it can't be reached. */
import { useCallback, useSyncExternalStore } from 'react';
import type { Attended } from '../../contract/attendance.ts';
import { realtime } from './live.ts';
import type { Realtime } from './realtime.ts';

/** Hears who is where for as long as the tab lives. */
export function createAttendance(heard: Pick<Realtime, 'listen'>) {
  const listeners = new Set<() => void>();
  let all: ReadonlyMap<string, Attended> = new Map();
  const become = (next: ReadonlyMap<string, Attended>) => {
    all = next;
    for (const listener of listeners) listener();
  };
  heard.listen({
    attendance(conversations, isWhole) {
      const next = new Map(isWhole ? [] : all);
      for (const one of conversations) {
        if (one.members.length > 0 || one.isCustomerWriting) next.set(one.conversationId, one);
        else next.delete(one.conversationId);
      }
      become(next);
    },
    status: (status) => status !== 'online' && all.size > 0 && become(new Map()),
  });
  return {
    at: (conversationId: string): Attended | undefined => all.get(conversationId),
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const attendance = createAttendance(realtime);

/** Who is at a conversation, this member too; undefined: nobody. */
export function useAttended(conversationId: string): Attended | undefined {
  const read = useCallback(() => attendance.at(conversationId), [conversationId]);
  return useSyncExternalStore(attendance.subscribe, read);
}
