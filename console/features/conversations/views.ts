/** The lists of conversations: which belong in one, in which order, and how far down it is loaded. */
import type { Conversation } from '../../../contract/conversations.ts';
import type { ViewFilter, ViewOrder } from '../../../contract/view-filter.ts';
import { comparePlaces, isInView, needsServer, type Placed } from '../../../contract/views.ts';

/** A list as its filter and order: the same list is the same key, and a key says what stands in it. */
export type ViewKey = string;

/** A row's place in the order of a list. */
export type Mark = Placed;

type View = {
  filter: ViewFilter;
  order: ViewOrder;
  /** Only the server knows what stands in it. */
  isAsked: boolean;
  compare: (a: Mark, b: Mark) => number;
};

const views = new Map<ViewKey, View>();

/** The key of a list. */
export function viewKeyOf(filter: ViewFilter, order: ViewOrder): ViewKey {
  const parts = Object.entries(filter).filter(([, value]) => value !== undefined);
  return JSON.stringify([order, Object.fromEntries(parts.sort())]);
}

/** The list of a key. */
export function viewOf(key: ViewKey): View {
  const known = views.get(key);
  if (known) return known;
  const [order, filter] = JSON.parse(key) as [ViewOrder, ViewFilter];
  const view = { filter, order, isAsked: needsServer(filter), compare: comparePlaces(order) };
  views.set(key, view);
  return view;
}

/** Whether a conversation, by itself, stands in a list of the member `memberId`. */
export function belongs(conversation: Conversation, key: ViewKey, memberId: string): boolean {
  return isInView(conversation, viewOf(key).filter, memberId);
}

/** What decides a row's place. */
export function markOf({ id, status, lastAt, waitingSince, priority }: Conversation): Mark {
  return { id, status, lastAt, waitingSince, priority };
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
