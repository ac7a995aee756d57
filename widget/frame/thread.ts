/** The visitor's thread as far as it is loaded, in the order that the server's times give. Pure. */
import type { VisitorMessage, VisitorReaction } from '../../contract/visitor.ts';

export type Thread = {
  messages: readonly VisitorMessage[];
  /** Cursor of the page before the oldest message; null when there is none, undefined before the first page is here. */
  older: string | null | undefined;
};

const runMillisecondsMax = 300_000;

/** A page as the server gives it: newest first. */
export type ThreadPage = { data: readonly VisitorMessage[]; next: string | null };

export const emptyThread: Thread = { messages: [], older: undefined };

/** The thread with messages added. Of one that is known already, only a later change and how it was taken are new. */
export function addMessages(thread: Thread, added: readonly VisitorMessage[]): Thread {
  const byId = new Map(thread.messages.map((message) => [message.id, message]));
  let isSame = true;
  for (const message of added) {
    if (!isNews(byId.get(message.id), message)) continue;
    byId.set(message.id, message);
    isSame = false;
  }
  return isSame ? thread : { ...thread, messages: [...byId.values()].sort(compare) };
}

/** Whether a message is there, in whatever revision. */
export function holds({ messages }: Pick<Thread, 'messages'>, { id }: VisitorMessage): boolean {
  return messages.some((message) => message.id === id);
}

function isNews(known: VisitorMessage | undefined, message: VisitorMessage): boolean {
  const more = revisionOf(message) - revisionOf(known);
  return more > 0 || (more === 0 && message.reaction !== known?.reaction);
}

/** The thread after messages were taken otherwise, one after another. What was deleted is taken no way any more. */
export function addReactions(thread: Thread, reactions: readonly VisitorReaction[]): Thread {
  if (reactions.length === 0) return thread;
  const byId = new Map(reactions.map(({ messageId, emoji }) => [messageId, emoji]));
  const messages = thread.messages.map((message) => {
    const emoji = byId.get(message.id);
    if (emoji === undefined || message.changed?.isDeleted) return message;
    const { reaction: _, ...plain } = message;
    return emoji === null ? plain : { ...plain, reaction: emoji };
  });
  return { ...thread, messages };
}

/** How often a message was changed; less than never where it is not known. */
function revisionOf(message: VisitorMessage | undefined): number {
  return message ? (message.changed?.revision ?? 0) : -1;
}

/** The thread with what came live. What was changed on a page that is not loaded yet comes with that page. */
export function addLive(thread: Thread, added: readonly VisitorMessage[]): Thread {
  const first = thread.messages[0]?.occurredAt;
  const isLoaded = ({ occurredAt, changed }: VisitorMessage) =>
    !changed || !thread.older || first === undefined || occurredAt >= first;
  return addMessages(thread, added.filter(isLoaded));
}

/** The thread with the page before its oldest message. */
export function addOlderPage(thread: Thread, page: ThreadPage): Thread {
  return { ...addMessages(thread, page.data), older: page.next };
}

/**
 * The thread after its newest page was fetched, for the first time or again. What no longer joins on is dropped, and so is what
 * the page would hold and does not: it is not the visitor's any more.
 */
export function addNewestPage(thread: Thread, page: ThreadPage): Thread {
  // Until now there were only messages that the visitor has just sent: newer than all others.
  if (thread.older === undefined) return addOlderPage(thread, page);
  if (page.next !== null && !page.data.some((message) => holds(thread, message)))
    return addOlderPage(emptyThread, page);
  const newest = page.data[0]?.occurredAt ?? '~';
  const oldest = (page.next && page.data.at(-1)?.occurredAt) ?? '';
  const isKept = (message: VisitorMessage) =>
    message.occurredAt < oldest || message.occurredAt > newest || holds({ messages: page.data }, message);
  return addMessages(
    { messages: thread.messages.filter(isKept), older: page.next && thread.older },
    page.data,
  );
}

/** How many of the team's messages the visitor has not seen: those after `seen` and after the visitor's own last word. */
export function countUnread(thread: Thread, seen: string | null): number {
  const own = thread.messages.findLast(({ from }) => from === 'visitor')?.occurredAt ?? '';
  const read = seen !== null && seen > own ? seen : own;
  return thread.messages.filter(({ from, occurredAt }) => from === 'team' && occurredAt > read).length;
}

/** Whether a message goes on from the one before: by the same author, a moment later. */
export function isOneRun(before: VisitorMessage, message: VisitorMessage): boolean {
  const isSameAuthor = before.from === message.from && before.authorName === message.authorName;
  const apart = Date.parse(message.occurredAt) - Date.parse(before.occurredAt);
  return isSameAuthor && apart < runMillisecondsMax;
}

/** Times have six decimals, so string order is time order; ids decide between equals, the same way for everyone. */
function compare(a: VisitorMessage, b: VisitorMessage): number {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt < b.occurredAt ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
