/** The lists of conversations: which belong in one, in which order, and how far down it is loaded. */
import type { Conversation } from '../../../contract/conversations.ts';

export const tabs = ['open', 'closed'] as const;
export type Tab = (typeof tabs)[number];

export const filters = ['mine', 'unassigned', 'all'] as const;
export type Filter = (typeof filters)[number];

/** One list: a tab and a filter, as a key for maps and for storage. */
export type ViewKey = `${Tab}.${Filter}`;

/** A row's place in the order of a list. */
export type Mark = { lastAt: string; id: string };

/** The tab and the filter of a key. */
export function partsOf(key: ViewKey): { tab: Tab; filter: Filter } {
  const [tab, filter] = key.split('.') as [Tab, Filter];
  return { tab, filter };
}

/** A key from what was stored or typed; anything unknown becomes the first list. */
export function viewKeyOf(text: string | null): ViewKey {
  for (const tab of tabs) {
    for (const filter of filters) if (text === `${tab}.${filter}`) return `${tab}.${filter}`;
  }
  return 'open.all';
}

/** What the server is asked for to fill a list. */
export function queryOf(key: ViewKey): { status: Tab; assignee?: 'me' | 'none' } {
  const { tab, filter } = partsOf(key);
  if (filter === 'mine') return { status: tab, assignee: 'me' };
  return filter === 'unassigned' ? { status: tab, assignee: 'none' } : { status: tab };
}

/** Whether a conversation stands in a list of the member `memberId`. */
export function belongs(conversation: Conversation, key: ViewKey, memberId: string): boolean {
  const { tab, filter } = partsOf(key);
  if (conversation.status !== tab) return false;
  if (filter === 'mine') return conversation.assigneeId === memberId;
  return filter === 'all' || conversation.assigneeId === null;
}

/** Newest first, by id where two are equal: the order in which the server pages. */
export function compareMarks(a: Mark, b: Mark): number {
  if (a.lastAt !== b.lastAt) return a.lastAt < b.lastAt ? 1 : -1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? 1 : -1;
}

/** The row `steps` below (or above) another, within the list; undefined where there is none. */
export function neighbour<Row extends { id: string }>(
  rows: readonly Row[],
  id: string | undefined,
  steps: 1 | -1,
): Row | undefined {
  const at = rows.findIndex((row) => row.id === id);
  if (at === -1) return steps === 1 ? rows[0] : undefined;
  return rows[at + steps];
}

/** The next unread row after `id`, going round once. */
export function nextUnread(rows: readonly Conversation[], id: string | undefined): Conversation | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find((row) => row.id !== id && unreadOf(row) > 0);
}

/** How many messages of the customer this member has not read. */
export function unreadOf(conversation: Conversation): number {
  return Math.max(0, conversation.inboundCount - conversation.readCount);
}
