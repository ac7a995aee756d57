/** Who is told of what happens in a workspace. */
import type { Attended } from '../../contract/attendance.ts';
import type { ToldReceipt } from './exchange.ts';

export type Listener = {
  attended: (workspaceId: string, conversations: readonly Attended[]) => void;
  receipt?: (told: ToldReceipt) => void;
};

/** Nobody yet. */
export function createListeners() {
  const all = new Map<string, Set<Listener>>();
  return {
    isEmpty: () => all.size === 0,
    of: (workspaceId: string): Iterable<Listener> => all.get(workspaceId) ?? [],
    /** Answers how to hear no more. */
    add(workspaceId: string, listener: Listener): () => void {
      const there = all.get(workspaceId) ?? new Set();
      all.set(workspaceId, there.add(listener));
      return () => {
        there.delete(listener);
        if (there.size === 0 && all.get(workspaceId) === there) all.delete(workspaceId);
      };
    },
  };
}
