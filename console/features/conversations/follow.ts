/** The live stream: what its entries do to the state. */
import {
  addMessage,
  applyReaction,
  applyToConversation,
  changeMessages,
  isMessageChange,
  isRegrouping,
  messageOf,
} from '../../../contract/apply.ts';
import type { Message } from '../../../contract/conversations.ts';
import type { Entry } from '../../../contract/entries.ts';
import { comparePositions } from '../../../contract/ids.ts';
import { doubted, mayMove } from './doubt.ts';
import { seen } from './outbox.ts';
import { type Known, type State, streamEntriesMax, type Thread, threadsMax } from './state.ts';
import { viewOf } from './views.ts';

/** Entries about a customer, which every conversation of that customer shows. */
const customerKinds: readonly Entry['kind'][] = [
  'customer.updated',
  'customer.identified',
  'customer.address_failed',
  'customer.merged',
  'customer.unmerged',
  'customer.described',
];

/**
 * The stream starts, or starts anew (`reset`), at a position. What was fetched before it may miss entries in between
 * and must be asked for again; until then it goes on being shown.
 */
export function streamStarted(state: State, position: string): State {
  const asOf = (known: Known) => ({ ...known, current: comparePositions(known.at, position) >= 0 });
  return {
    ...state,
    stream: { from: position, entries: [] },
    conversations: mapValues(state.conversations, asOf),
    threads: mapValues(state.threads, (thread) => ({ ...thread, current: false })),
    views: mapValues(state.views, (view) => ({ ...view, current: false })),
  };
}

/** The state after entries of the stream. They may come again; those of one conversation come in order. */
export function followed(state: State, entries: readonly Entry[]): State {
  const { stream } = state;
  if (!stream || entries.length === 0) return state;
  const next: Draft = {
    ...state,
    conversations: new Map(state.conversations),
    threads: new Map(state.threads),
    wanted: new Set(state.wanted),
    stream: remember(stream, entries),
  };
  for (const entry of entries) applyEntry(next, entry);
  return entries.some(({ kind }) => mayMove(kind)) ? doubted(next, (key) => viewOf(key).isAsked) : next;
}

/** A state in the making: its maps are copies that may be written. */
type Draft = Omit<State, 'conversations' | 'threads' | 'wanted'> & {
  conversations: Map<string, Known>;
  threads: Map<string, Thread>;
  wanted: Set<string>;
};

function applyEntry(draft: Draft, entry: Entry): void {
  if (entry.conversationId === null) {
    if (customerKinds.includes(entry.kind)) applyToAll(draft, entry);
    return;
  }
  applyToOne(draft, entry.conversationId, entry);
  if (isRegrouping(entry)) {
    // Other messages stand in it now: only the server knows which. Those that were shown stay until it has answered.
    const before = draft.threads.get(entry.conversationId);
    if (before) draft.threads.set(entry.conversationId, { ...before, current: false });
  }
  const said = draft.threads.get(entry.conversationId);
  const messages = said && afterEntry(said.messages, entry);
  if (said && messages && messages !== said.messages)
    draft.threads.set(entry.conversationId, { ...said, messages });
  const message = messageOf(entry);
  if (!message) return;
  const thread = draft.threads.get(message.conversationId);
  if (thread) {
    draft.threads.set(message.conversationId, { ...thread, messages: addMessage(thread.messages, message) });
  }
  draft.outbox = seen(draft.outbox, message, draft.memberId);
}

function applyToOne(draft: Draft, conversationId: string, entry: Entry): void {
  const known = draft.conversations.get(conversationId);
  if (known) {
    draft.conversations.set(conversationId, applyToKnown(known, entry, draft.memberId));
    if (!known.current) draft.wanted.add(conversationId);
    return;
  }
  const conversation = applyToConversation(undefined, entry, draft.memberId);
  if (conversation) {
    draft.conversations.set(conversationId, { conversation, at: entry.position, current: true });
    draft.threads.set(conversationId, { messages: [], older: null, current: true });
    dropOldThreads(draft.threads);
  } else if (entry.kind !== 'conversation.read') {
    draft.wanted.add(conversationId);
  }
}

function applyToAll(draft: Draft, entry: Entry): void {
  for (const [id, known] of draft.conversations) {
    draft.conversations.set(id, applyToKnown(known, entry, draft.memberId));
  }
}

/** Messages after an entry that changes one of them, or says how it was taken. */
export function afterEntry(messages: readonly Message[], entry: Entry): readonly Message[] {
  return isMessageChange(entry) ? changeMessages(messages, entry) : applyReaction(messages, entry);
}

/** A known conversation after an entry; one that it holds already does nothing. */
export function applyToKnown(known: Known, entry: Entry, memberId: string): Known {
  if (entry.conversationId === null && comparePositions(entry.position, known.at) <= 0) return known;
  const conversation = applyToConversation(known.conversation, entry, memberId) ?? known.conversation;
  return conversation === known.conversation ? known : { ...known, conversation };
}

/** Forgets the messages of the conversations that were loaded longest ago; `keep` stays. */
export function dropOldThreads(threads: Map<string, Thread>, keep?: string): void {
  for (const id of threads.keys()) {
    if (threads.size <= threadsMax) return;
    if (id !== keep) threads.delete(id);
  }
}

function remember(stream: NonNullable<State['stream']>, entries: readonly Entry[]): State['stream'] {
  const all = [...stream.entries, ...entries];
  const dropped = all.splice(0, Math.max(0, all.length - streamEntriesMax));
  const from = dropped.reduce(
    (last, { position }) => (comparePositions(position, last) > 0 ? position : last),
    stream.from,
  );
  return { from, entries: all };
}

function mapValues<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  change: (value: Value) => Value,
): Map<Key, Value> {
  return new Map(Array.from(map, ([key, value]) => [key, change(value)]));
}
