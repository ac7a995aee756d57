/** Clients as the console and the widget are: they fetch once, then keep their state by what the socket tells. */
import assert from 'node:assert/strict';
import {
  addMessage,
  applyReaction,
  applyToConversation,
  changeMessages,
  isMessageChange,
  messageOf,
  revisionOf,
} from '../../contract/apply.ts';
import type { Conversation, Message } from '../../contract/conversations.ts';
import { endpoints } from '../../contract/endpoints.ts';
import type { Entry } from '../../contract/entries.ts';
import { positionHeader } from '../../contract/realtime.ts';
import type { VisitorMessage, VisitorReaction } from '../../contract/visitor.ts';
import { request } from '../../server/app/testing.ts';
import { type Frame, followFrom, type TestSocket } from './sockets.ts';

const pageSize = 100;
const patienceMs = 20_000;

/** What a member's screen holds: conversations and their messages. */
export type Screen = {
  conversations: ReadonlyMap<string, Conversation>;
  messages: ReadonlyMap<string, readonly Message[]>;
};

/** Everything that a member can fetch, with the position from which to follow. */
export async function fetchScreen(
  url: string,
  apiKey: string,
): Promise<{ screen: Screen; position: string }> {
  const ask = (query: object) =>
    request(url, apiKey, endpoints.listConversations, { query: { limit: pageSize, ...query } });
  const list = await ask({});
  assert.equal(list.status, 200);
  assert.equal(list.body.next, null, 'one page is enough here');
  // Spam stands in no list but its own, and what is taken out of it meanwhile in the first one. The position of the first
  // answer is the one to follow from.
  const pages = [list, await ask({ status: 'spam' }), await ask({})];
  const conversations = new Map(pages.flatMap(({ body }) => body.data).map((row) => [row.id, row]));
  const messages = new Map<string, Message[]>();
  for (const id of conversations.keys()) messages.set(id, await fetchMessages(url, apiKey, id));
  return { screen: { conversations, messages }, position: list.headers.get(positionHeader) ?? '' };
}

/** All messages and notes of a conversation, oldest first. */
export async function fetchMessages(url: string, apiKey: string, id: string): Promise<Message[]> {
  const all: Message[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
    const page = await request(url, apiKey, endpoints.listMessages, { params: { id }, query });
    assert.equal(page.status, 200);
    all.push(...page.body.data);
    cursor = page.body.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** A screen after an entry. */
export function applyToScreen(screen: Screen, entry: Entry, memberId: string): Screen {
  const conversations = new Map(screen.conversations);
  for (const [id, before] of conversations) {
    conversations.set(id, applyToConversation(before, entry, memberId) ?? before);
  }
  if (entry.conversationId !== null && !conversations.has(entry.conversationId)) {
    const opened = applyToConversation(undefined, entry, memberId);
    if (opened) conversations.set(opened.id, opened);
  }
  if (entry.conversationId !== null && isMessageChange(entry)) {
    const changed = changeMessages(screen.messages.get(entry.conversationId) ?? [], entry);
    return { conversations, messages: new Map(screen.messages).set(entry.conversationId, changed) };
  }
  if (entry.conversationId !== null && entry.kind === 'message.reacted') {
    const taken = applyReaction(screen.messages.get(entry.conversationId) ?? [], entry);
    return { conversations, messages: new Map(screen.messages).set(entry.conversationId, taken) };
  }
  const message = messageOf(entry);
  if (message === undefined) return { ...screen, conversations };
  const known = screen.messages.get(message.conversationId) ?? [];
  return {
    conversations,
    messages: new Map(screen.messages).set(message.conversationId, addMessage(known, message)),
  };
}

/** A screen as plain data, for comparison. */
export function plain(screen: Screen): unknown {
  const rows = [...screen.conversations.values()].map((conversation) => ({
    conversation,
    messages: screen.messages.get(conversation.id) ?? [],
  }));
  return rows.sort((a, b) => (a.conversation.id < b.conversation.id ? -1 : 1));
}

/** A visitor's widget: one thread, followed live. */
export type Widget = {
  token: string;
  /** Oldest first. */
  thread: () => readonly VisitorMessage[];
  /** Fetches and follows anew, as after a sign-in. */
  restart: (token: string) => Promise<void>;
  until: (wanted: (thread: readonly VisitorMessage[]) => boolean) => Promise<void>;
  socket: () => TestSocket;
  close: () => void;
};

/** The thread that a visitor can fetch, oldest first, with the position from which to follow. */
export async function fetchThread(
  url: string,
  token: string,
): Promise<{ thread: VisitorMessage[]; position: string }> {
  const pages: VisitorMessage[] = [];
  let position: string | undefined;
  let cursor: string | undefined;
  do {
    const query = { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
    const page = await request(url, token, endpoints.listVisitorMessages, { query });
    assert.equal(page.status, 200, JSON.stringify(page.body));
    pages.push(...page.body.data);
    position ??= page.body.position;
    cursor = page.body.next ?? undefined;
  } while (cursor !== undefined);
  return { thread: pages.reverse(), position: position ?? '' };
}

/** Opens a widget: the thread is fetched, then followed. */
export async function openWidget(url: string, token: string): Promise<Widget> {
  let thread: readonly VisitorMessage[] = [];
  let current: TestSocket | undefined;
  let owner = token;
  const waiting = new Set<() => void>();
  let fetching: Promise<void> = Promise.resolve();

  const take = (messages: readonly VisitorMessage[], reactions: readonly VisitorReaction[] = []) => {
    for (const message of messages) thread = addToThread(thread, message);
    for (const reaction of reactions) thread = thread.map((message) => taken(message, reaction));
    for (const look of waiting) look();
  };
  const refetch = async () => {
    // Before it asks: what it hears meanwhile may not be in the answer yet.
    thread = [];
    const asked = owner;
    const fetched = await fetchThread(url, asked);
    // Who signed in meanwhile sees another thread.
    if (asked === owner) take(fetched.thread);
  };
  const onFrame = (frame: Frame) => {
    if (frame.type === 'messages') take(frame.messages ?? [], frame.reactions);
    if (frame.type === 'reset') fetching = fetching.then(refetch);
  };
  const restart = async (next: string) => {
    current?.drop();
    owner = next;
    const fetched = await fetchThread(url, next);
    // What the page does not hold is not the visitor's any more.
    thread = [];
    take(fetched.thread);
    current = await followFrom(url, next, fetched.position, { onFrame });
  };
  await restart(token);
  return {
    get token() {
      return owner;
    },
    thread: () => thread,
    restart,
    until: async (wanted) => {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('The widget did not hear of it.')), patienceMs);
        const look = () => {
          if (!wanted(thread)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
      await fetching;
    },
    socket: () => {
      if (!current) throw new Error('not open');
      return current;
    },
    close: () => current?.drop(),
  };
}

/** A message as it was taken, where it is the one. A deleted one is taken no way. */
function taken(message: VisitorMessage, { messageId, emoji }: VisitorReaction): VisitorMessage {
  if (message.id !== messageId || message.changed?.isDeleted) return message;
  const { reaction: _, ...plain } = message;
  return emoji === null ? plain : { ...plain, reaction: emoji };
}

/** A thread with one more message, in the order of time; of one that is known the newer revision counts. */
function addToThread(thread: readonly VisitorMessage[], added: VisitorMessage): readonly VisitorMessage[] {
  const known = thread.find(({ id }) => id === added.id);
  if (known && revisionOf(known) >= revisionOf(added)) return thread;
  if (known) return thread.map((message) => (message === known ? added : message));
  const at = thread.findLastIndex(({ occurredAt }) => occurredAt <= added.occurredAt);
  return thread.toSpliced(at + 1, 0, added);
}
