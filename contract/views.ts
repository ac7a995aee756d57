/** Views: which conversations stand in a list, and in which order. */
import { z } from 'zod';
import { hasWished } from './conversation-attributes.ts';
import { priorities } from './conversation-entries.ts';
import type { Conversation } from './conversations.ts';
import type { ViewFilter, ViewOrder } from './view-filter.ts';

/** The views that everybody has. */
export const standardViews = {
  mine: { status: 'open', assignees: ['me'] },
  unassigned: { status: 'open', assignees: ['none'] },
  mentions: { mentioned: true },
  all: { status: 'open' },
  snoozed: { status: 'snoozed' },
  closed: { status: 'closed' },
  spam: { status: 'spam' },
} as const satisfies Record<string, ViewFilter>;
export type StandardView = keyof typeof standardViews;

/** How far is counted what has no end: closed conversations, and spam. */
export const countedMax = 1_000;
/** How many conversations stand in a view; `isMore`: at least so many. */
export const viewCount = z.object({ count: z.int(), isMore: z.boolean() });
export type ViewCount = z.output<typeof viewCount>;

/** A part of a filter of which the conversation itself does not tell: only the server knows. */
export function needsServer(filter: ViewFilter): boolean {
  const { teams, segmentId, language, waitingMinutes, closedDays, mentioned } = filter;
  if (teams?.includes('mine')) return true;
  return [segmentId, language, waitingMinutes, closedDays, mentioned].some((part) => part !== undefined);
}

/** Whether a conversation is, by itself, what a filter asks for; `memberId` is who `me` is. */
export function isInView(conversation: Conversation, filter: ViewFilter, memberId: string): boolean {
  const { status, assignees, teams, inboxIds, tagIds, reasonIds, priorities: wanted } = filter;
  if (!hasStatus(conversation, status)) return false;
  const assignee = conversation.assigneeId ?? 'none';
  if (assignees && !assignees.some((one) => (one === 'me' ? memberId : one) === assignee)) return false;
  // Who is in a team, the conversation does not tell.
  const isAsked = teams === undefined || teams.includes('mine');
  if (!isAsked && !teams.includes(conversation.teamId ?? 'none')) return false;
  if (inboxIds && !inboxIds.includes(conversation.inboxId)) return false;
  if (tagIds && !tagIds.some((one) => conversation.tagIds.includes(one))) return false;
  if (filter.attributes?.some((wish) => !hasWished(conversation.attributes, wish))) return false;
  if (reasonIds && !isClosedFor(conversation, reasonIds)) return false;
  return !wanted || wanted.includes(conversation.priority);
}

function isClosedFor({ status, reasonId }: Conversation, wanted: readonly string[]): boolean {
  return status === 'closed' && wanted.includes(reasonId ?? 'none');
}

function hasStatus({ status, spam }: Conversation, wanted: ViewFilter['status']): boolean {
  if (status === 'merged') return false;
  if (wanted === 'spam') return spam;
  return !spam && (wanted === undefined || wanted === status);
}

/** Since when somebody waits for an answer: in what is closed, nobody does. */
export function waitsSince({
  status,
  waitingSince,
}: Pick<Conversation, 'status' | 'waitingSince'>): string | null {
  return status === 'closed' ? null : waitingSince;
}

/** What decides a conversation's place in a list. */
export type Placed = Pick<Conversation, 'id' | 'status' | 'lastAt' | 'waitingSince' | 'priority'>;

/** Which of two comes first; the order in which the server pages. */
export function comparePlaces(order: ViewOrder): (a: Placed, b: Placed) => number {
  const keysOf = {
    newest: ({ lastAt }: Placed) => [lastAt],
    waiting: (placed: Placed) => [waitsSince(placed) ?? never, placed.lastAt],
    priority: (placed: Placed) => [
      String(priorities.length - priorities.indexOf(placed.priority)),
      waitsSince(placed) ?? never,
      placed.lastAt,
    ],
  }[order];
  return (a, b) => {
    const left = [...keysOf(a), a.id];
    const right = [...keysOf(b), b.id];
    const at = left.findIndex((key, index) => key !== right[index]);
    if (at === -1) return 0;
    // The newest first, and by id where two are equal; before that the longest waiting.
    const isDown = at >= left.length - 2;
    return ((left[at] ?? '') < (right[at] ?? '') ? -1 : 1) * (isDown ? -1 : 1);
  };
}

/** Sorts behind every time. */
const never = '9999';
