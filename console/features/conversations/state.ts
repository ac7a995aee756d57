/**
 * What a member's browser knows of the conversations: answers of the server and entries of the live stream, put
 * together so that the result is what the server would answer now. Pure; `store.ts` does the asking.
 *
 * Nothing counts twice, in whatever order answers and entries come: a conversation says which of its entries is the
 * last that it holds (`position`, growing within one conversation), and messages are a set by id. Nothing is missed: an
 * answer that was made before the stream's last entries gets them from `stream.entries`, and one that was made before
 * the stream began is shown but not `current`, so it is asked for again.
 */
import type { Conversation, Message } from '../../../contract/conversations.ts';
import type { Entry } from '../../../contract/entries.ts';
import { type Change, withChanges } from './changes.ts';
import type { Outgoing } from './outbox.ts';
import type { Mark, ViewKey } from './views.ts';

/** How many entries of the stream are kept for answers that were made before them. */
export const streamEntriesMax = 1_000;
/** How many conversations keep their messages in memory. */
export const threadsMax = 200;

export type Known = {
  conversation: Conversation;
  /** The reading position of the answer that it came from. */
  at: string;
  /** False: something may be missing; the server is asked again. */
  current: boolean;
};

export type Thread = {
  /** In telling order. */
  messages: readonly Message[];
  /** Where older messages go on; null at the beginning. */
  older: string | null;
  current: boolean;
};

export type View = {
  /** The last row that was loaded; null when the list is loaded to its end. */
  horizon: Mark | null;
  next: string | null;
  current: boolean;
  /** What stands in it, where only the server knows. */
  ids: ReadonlySet<string> | undefined;
};

export type State = {
  memberId: string;
  conversations: ReadonlyMap<string, Known>;
  threads: ReadonlyMap<string, Thread>;
  views: ReadonlyMap<ViewKey, View>;
  /** Conversations of which an entry came while nothing, or not enough, was known of them. */
  wanted: ReadonlySet<string>;
  /** Ids that the server does not know. */
  missing: ReadonlySet<string>;
  /** What could not be fetched, by the need's key, and why. */
  failures: ReadonlyMap<string, unknown>;
  /** The stream's last entries, all after `from`. Undefined: not connected yet. */
  stream: { from: string; entries: readonly Entry[] } | undefined;
  /** What this member changed and the stream has not confirmed yet. */
  changes: readonly Change[];
  /** Messages on their way. */
  outbox: readonly Outgoing[];
  /** How far this member has read here, before the server has heard of it. */
  reads: ReadonlyMap<string, number>;
};

/** Nothing known yet. */
export function emptyState(memberId: string): State {
  return {
    memberId,
    conversations: new Map(),
    threads: new Map(),
    views: new Map(),
    wanted: new Set(),
    missing: new Set(),
    failures: new Map(),
    stream: undefined,
    changes: [],
    outbox: [],
    reads: new Map(),
  };
}

type Shown = { changes: readonly Change[]; readCount: number | undefined; conversation: Conversation };
const shownBefore = new WeakMap<Conversation, Shown>();

/**
 * A conversation as this member sees it, own changes and reading included. The same object as long as nothing of it
 * changes, so that nothing is drawn in vain.
 */
export function shown(state: Pick<State, 'changes' | 'reads'>, { conversation }: Known): Conversation {
  const readCount = state.reads.get(conversation.id);
  const before = shownBefore.get(conversation);
  if (before && before.changes === state.changes && before.readCount === readCount)
    return before.conversation;
  const after = withChanges(conversation, state.changes, readCount);
  const isSame = before !== undefined && isEqual(before.conversation, after);
  const result = isSame ? before.conversation : after;
  shownBefore.set(conversation, { changes: state.changes, readCount, conversation: result });
  return result;
}

/** What this member's own changes and reading can make different: all that a patch may hold. */
const changeable = {
  status: true,
  assigneeId: true,
  teamId: true,
  snoozedUntil: true,
  reasonId: true,
  spam: true,
  priority: true,
  tagIds: true,
  attributes: true,
} satisfies Record<keyof Change['patch'], true>;
const compared = ['readCount', ...(Object.keys(changeable) as (keyof typeof changeable)[])] as const;

/** Whether two views of one conversation differ in nothing that this member can change. */
function isEqual(a: Conversation, b: Conversation): boolean {
  return compared.every((field) => a[field] === b[field]);
}

/** `shown`, by id. */
export function shownById(state: State, id: string | undefined): Conversation | undefined {
  const known = id === undefined ? undefined : state.conversations.get(id);
  return known && shown(state, known);
}
