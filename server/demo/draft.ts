/** What the demo is about to write: entries, and the state that they make. */
import type { Conversation } from '../../contract/conversations.ts';
import type { Entry, EntryKind, Identity, Payload } from '../../contract/entries.ts';
import type { ReadyCustomer } from '../customers/index.ts';
import type { Merge } from '../ledger/index.ts';
import type { World } from './business.ts';
import { timeText } from './calendar.ts';
import type { Random } from './random.ts';

export type Draft = {
  /** How many people this is about; some have a second customer record. */
  people: number;
  /** Each customer's in the order in which they were recorded. Positions are given when they are written. */
  entries: Entry[];
  customers: ReadyCustomer[];
  identities: (Identity & { customerId: string; createdAt: string })[];
  merges: Omit<Merge, 'claim'>[];
  /** A conversation, and the entry that changed it last. */
  conversations: { state: Conversation; last: Entry }[];
  reads: { conversationId: string; memberId: string; readCount: number }[];
};

/** Nothing yet. */
export function emptyDraft(): Draft {
  return { people: 0, entries: [], customers: [], identities: [], merges: [], conversations: [], reads: [] };
}

/** Before an entry is written it has a position of this kind, which grows within a conversation. */
export function draftPosition(count: number): string {
  return `0.0.${count}`;
}

const recordingMicrosecondsMin = 1_000;
const recordingMicrosecondsMax = 9_000;

export type Happening<K extends EntryKind> = Pick<Entry<K>, 'actor' | 'direction' | 'source'> & {
  kind: K;
  payload: Payload<K>;
  at: number;
  /** When it was written down, for what was not recorded as it happened. */
  recordedAt?: number;
  customerId?: string | null;
  conversationId?: string | null;
  channel?: string | null;
  position?: string;
};

/**
 * An entry of what happened. `filedAt` (milliseconds) goes into the id: the same for all of one customer, so that ids
 * grow in the order of writing and every index grows at its end.
 */
export function entryOf<K extends EntryKind>(
  world: World,
  random: Random,
  filedAt: number,
  happening: Happening<K>,
): Entry {
  // The same for all of one customer: what was recorded later must not stand before what was recorded earlier.
  const delay = recordingMicrosecondsMin + (filedAt % recordingMicrosecondsMax);
  const recordedAt = happening.recordedAt ?? happening.at + delay;
  return {
    id: random.id(filedAt),
    workspaceId: world.workspaceId,
    position: happening.position ?? draftPosition(0),
    kind: happening.kind,
    customerId: happening.customerId ?? null,
    conversationId: happening.conversationId ?? null,
    channel: happening.channel ?? null,
    direction: happening.direction,
    actor: happening.actor,
    occurredAt: timeText(happening.at),
    recordedAt: timeText(recordedAt),
    source: happening.source,
    payload: happening.payload,
  } as Entry;
}
