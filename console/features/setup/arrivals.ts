/** The messages of visitors that have arrived while somebody watches, newest first. */
import type { Entry } from '../../../contract/entries.ts';

/** A message as the first-chat screen shows it. */
export type Arrival = { id: string; conversationId: string; text: string; occurredAt: string };

const arrivalsMax = 5;

/** The arrivals after more entries. An entry that is told twice counts once. */
export function withArrivals(before: readonly Arrival[], entries: readonly Entry[]): readonly Arrival[] {
  const added = entries.flatMap((entry): Arrival[] => {
    if (entry.kind !== 'message.received' || entry.conversationId === null) return [];
    if (before.some(({ id }) => id === entry.id)) return [];
    const { id, conversationId, occurredAt } = entry;
    return [{ id, conversationId, occurredAt, text: entry.payload.text }];
  });
  return added.length === 0 ? before : [...added.reverse(), ...before].slice(0, arrivalsMax);
}
