/** Answers of the server: how they join what the live stream has told meanwhile. */
import { addMessage, isMessageChange, isRegrouping, messageOf, revisionOf } from '../../../contract/apply.ts';
import type { Conversation, Message } from '../../../contract/conversations.ts';
import type { Entry } from '../../../contract/entries.ts';
import { comparePositions } from '../../../contract/ids.ts';
import { hasMoved } from './doubt.ts';
import { afterEntry, applyToKnown, dropOldThreads } from './follow.ts';
import { type Known, type State, shown, type Thread } from './state.ts';
import { belongs, type Mark, markOf, type ViewKey, viewOf } from './views.ts';

/** A page of an answer, and the reading position at which it was made. */
export type Page<Item> = { data: readonly Item[]; next: string | null; position: string };

/** The state with conversations of an answer that was made at `position`. */
export function fetchedConversations(state: State, answer: readonly Conversation[], position: string): State {
  const conversations = new Map(state.conversations);
  const wanted = new Set(state.wanted);
  for (const conversation of answer) {
    const known = joined(state, conversation, position);
    conversations.set(conversation.id, known);
    if (known.current) wanted.delete(conversation.id);
  }
  return { ...state, conversations, wanted };
}

/** The state with the conversation that a command of this member answered. */
export function answered(state: State, conversation: Conversation): State {
  const before = state.conversations.get(conversation.id);
  if (before && comparePositions(conversation.position, before.conversation.position) <= 0) return state;
  const known = before
    ? { ...before, conversation: { ...conversation, customer: before.conversation.customer } }
    : joined(state, conversation, conversation.position);
  return { ...state, conversations: new Map(state.conversations).set(conversation.id, known) };
}

/** The state with one page of a list: the first when `after` is null, else the one that follows that cursor. */
export function fetchedList(
  state: State,
  key: ViewKey,
  after: string | null,
  page: Page<Conversation>,
): State {
  const view = state.views.get(key);
  if (after !== null && view?.next !== after) return state;
  const next = fetchedConversations(state, page.data, page.position);
  const last = page.data.at(-1);
  const horizon = page.next === null || !last ? null : markOf(last);
  const { isAsked } = viewOf(key);
  const isDoubtful = isTooOld(state, page.position) || (isAsked && hasMoved(state, page.position));
  const current = (after === null || view?.current === true) && !isDoubtful;
  const before = after === null ? [] : (view?.ids ?? []);
  const ids = isAsked ? new Set([...before, ...page.data.map(({ id }) => id)]) : undefined;
  return { ...next, views: new Map(next.views).set(key, { horizon, next: page.next, current, ids }) };
}

/** The state with the newest messages of a conversation. */
export function fetchedNewest(state: State, conversationId: string, page: Page<Message>): State {
  const before = state.threads.get(conversationId);
  const isNew = !before?.current;
  const streamed = streamedMessages(state, conversationId, page.position);
  const known = union(isNew ? [] : before.messages, [...streamed, ...page.data]);
  const thread: Thread = {
    messages: withStreamed(state, conversationId, page.position, known),
    older: isNew ? page.next : before.older,
    current: !isTooOld(state, page.position) && !hasRegrouped(state, conversationId, page.position),
  };
  const threads = new Map(state.threads).set(conversationId, thread);
  dropOldThreads(threads, conversationId);
  return { ...state, threads };
}

/** The state with the messages before the cursor `after`; an answer for a thread that began anew is dropped. */
export function fetchedOlder(
  state: State,
  conversationId: string,
  after: string,
  page: Page<Message>,
): State {
  const thread = state.threads.get(conversationId);
  if (thread?.older !== after) return state;
  const known = union(thread.messages, page.data);
  const messages = withStreamed(state, conversationId, page.position, known);
  const threads = new Map(state.threads).set(conversationId, { ...thread, messages, older: page.next });
  return { ...state, threads };
}

/** The state with a message that the server has just recorded for this member. */
export function recorded(state: State, message: Message): State {
  const thread = state.threads.get(message.conversationId);
  if (!thread) return state;
  const messages = addMessage(thread.messages, message);
  return { ...state, threads: new Map(state.threads).set(message.conversationId, { ...thread, messages }) };
}

/** The state with a message that this member has just changed, as the server answered it. */
export function changed(state: State, message: Message): State {
  const thread = state.threads.get(message.conversationId);
  if (!thread?.messages.some(({ id }) => id === message.id)) return state;
  const messages = union(thread.messages, [message]);
  return { ...state, threads: new Map(state.threads).set(message.conversationId, { ...thread, messages }) };
}

/** The state after the server said that a conversation does not exist. */
export function notFound(state: State, conversationId: string): State {
  const wanted = new Set(state.wanted);
  wanted.delete(conversationId);
  return { ...state, wanted, missing: new Set(state.missing).add(conversationId) };
}

/** The rows of a list as far down as it is loaded, without what may have left it unseen. */
export function rowsOf(
  state: Pick<State, 'conversations' | 'views' | 'changes' | 'reads' | 'memberId'>,
  key: ViewKey,
): Conversation[] {
  const view = state.views.get(key);
  if (!view) return [];
  const { compare } = viewOf(key);
  const isLoaded = (mark: Mark) => view.horizon === null || compare(mark, view.horizon) <= 0;
  const rows: Conversation[] = [];
  for (const known of state.conversations.values()) {
    if (view.current && !known.current) continue;
    const conversation = shown(state, known);
    if (view.ids && !view.ids.has(conversation.id)) continue;
    if (belongs(conversation, key, state.memberId) && isLoaded(conversation)) rows.push(conversation);
  }
  return rows.sort(compare);
}

/** What is known of a conversation after an answer, with the entries that came since. */
function joined(state: State, answer: Conversation, position: string): Known {
  const before = state.conversations.get(answer.id);
  const isBehind = isTooOld(state, position);
  const isOlder = before && comparePositions(answer.position, before.conversation.position) < 0;
  if (before?.current && (isBehind || isOlder)) return before;
  const known: Known = { conversation: answer, at: position, current: !isBehind };
  const since = state.stream?.entries ?? [];
  return since.reduce((at, entry) => applyToKnown(at, entry, state.memberId), known);
}

/** Whether entries after an answer's position are no longer, or were never, at hand. */
function isTooOld({ stream }: State, position: string): boolean {
  return stream !== undefined && comparePositions(position, stream.from) < 0;
}

/** The entries of a conversation that an answer made at `position` may not hold. */
function streamedSince(state: State, conversationId: string, position: string): Entry[] {
  return (state.stream?.entries ?? []).filter(
    (entry) => entry.conversationId === conversationId && comparePositions(entry.position, position) > 0,
  );
}

function streamedMessages(state: State, conversationId: string, position: string): Message[] {
  return streamedSince(state, conversationId, position).flatMap((entry) => messageOf(entry) ?? []);
}

/** Whether messages came or went, by a merge or a split, after an answer was made. */
function hasRegrouped(state: State, conversationId: string, position: string): boolean {
  return streamedSince(state, conversationId, position).some(isRegrouping);
}

function union(messages: readonly Message[], added: readonly Message[]): readonly Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  for (const message of added) {
    const known = byId.get(message.id);
    if (!known || revisionOf(message) >= revisionOf(known)) byId.set(message.id, message);
  }
  return [...byId.values()].sort(compareTold);
}

/**
 * Messages with what the stream has told of them, in its order: an answer may have been made before it. A change says
 * which one it is, so it counts once; how a message was taken counts after the answer's position only.
 */
function withStreamed(
  { stream }: State,
  conversationId: string,
  position: string,
  messages: readonly Message[],
): readonly Message[] {
  return (stream?.entries ?? [])
    .filter((entry) => entry.conversationId === conversationId)
    .filter((entry) => isMessageChange(entry) || comparePositions(entry.position, position) > 0)
    .reduce(afterEntry, messages);
}

/** Telling order: by time, then by place in the ledger. */
function compareTold(a: Message, b: Message): number {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt < b.occurredAt ? -1 : 1;
  return comparePositions(a.position, b.position);
}
