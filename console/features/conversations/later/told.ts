/** What this tab has had scheduled, told to whoever shows it before the stream does. */
import type { ScheduledMessage } from '../../../../contract/scheduled.ts';

const listeners = new Set<(made: ScheduledMessage) => void>();

/** Hears of each. */
export function listenToScheduled(listener: (made: ScheduledMessage) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Tells of one that the server has. */
export function tellScheduled(made: ScheduledMessage): void {
  for (const listener of listeners) listener(made);
}
