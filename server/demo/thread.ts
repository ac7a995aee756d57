/**
 * One conversation as it goes on: each thing that is added makes its entry, and the state is what the contract makes of
 * the entries. A member who leaves hands over what was assigned to them.
 */
import { applyToConversation } from '../../contract/apply.ts';
import type { Conversation } from '../../contract/conversations.ts';
import type { Actor, Entry, EntryKind, Payload } from '../../contract/entries.ts';
import type { Member } from './business.ts';
import { day, hour, minute } from './calendar.ts';
import { type Draft, draftPosition, entryOf } from './draft.ts';
import type { Person } from './person.ts';

export type Thread = {
  person: Person;
  /** Whom the conversation belongs to: the person, or their second device. */
  customerId: string;
  id: string;
  inboxId: string;
  entries: Entry[];
  state: Conversation | undefined;
  reads: Map<string, number>;
  lastAt: number;
};

const channel = 'webchat';
const memberSource = { name: 'console', externalId: null };

type Event<K extends EntryKind> = Pick<Entry<K>, 'actor' | 'direction' | 'source'> & {
  kind: K;
  payload: Payload<K>;
  at: number;
};

/** A conversation that somebody opens. */
export function openThread(
  person: Person,
  customerId: string,
  inboxId: string,
  at: number,
  opening: { actor: Actor; customerName: string | null },
): Thread {
  const { random, filedAt } = person;
  const thread: Thread = {
    person,
    customerId,
    id: random.id(filedAt),
    inboxId,
    entries: [],
    state: undefined,
    reads: new Map(),
    lastAt: 0,
  };
  const source =
    opening.actor.kind === 'member' ? memberSource : { name: `webchat:${inboxId}`, externalId: null };
  const payload = { inboxId, customerName: opening.customerName, subject: null };
  add(thread, {
    kind: 'conversation.opened',
    payload,
    actor: opening.actor,
    direction: 'internal',
    source,
    at,
  });
  return thread;
}

/** The customer writes; what was closed opens again. */
export function customerWrites(thread: Thread, at: number, text: string): void {
  const { customerId, inboxId, person } = thread;
  const actor: Actor = { kind: 'customer', id: customerId };
  const name = `webchat:${inboxId}:${customerId}`;
  const closed = thread.state?.status === 'closed';
  const source = { name, externalId: person.random.browserId() };
  add(thread, { kind: 'message.received', payload: { text }, actor, direction: 'inbound', source, at });
  if (!closed) return;
  const reopening = { name, externalId: null };
  add(thread, {
    kind: 'conversation.reopened',
    payload: {},
    actor,
    direction: 'internal',
    source: reopening,
    at: thread.lastAt + 1,
  });
}

/** A member replies. */
export function memberReplies(thread: Thread, member: Member, at: number, text: string): void {
  add(thread, { ...byMember(member, at), kind: 'message.sent', payload: { text }, direction: 'outbound' });
}

/** A member writes a note for the team. */
export function memberNotes(thread: Thread, member: Member, at: number, text: string): void {
  add(thread, { ...byMember(member, at), kind: 'note.added', payload: { text }, direction: 'internal' });
}

/** A member takes the conversation. */
export function memberTakes(thread: Thread, member: Member, at: number): void {
  if (thread.state?.assigneeId === member.id) return;
  add(thread, {
    ...byMember(member, at),
    kind: 'conversation.assigned',
    payload: { memberId: member.id },
    direction: 'internal',
  });
}

/** A member closes the conversation. */
export function memberCloses(thread: Thread, member: Member, at: number): void {
  if (thread.state?.status === 'closed') return;
  add(thread, { ...byMember(member, at), kind: 'conversation.closed', payload: {}, direction: 'internal' });
}

/** A member has read everything that the customer wrote so far. */
export function memberReads(thread: Thread, member: Member, at: number): void {
  const inboundCount = thread.state?.inboundCount ?? 0;
  if (inboundCount <= (thread.reads.get(member.id) ?? 0)) return;
  const payload = { memberId: member.id, inboundCount };
  const added = add(thread, {
    ...byMember(member, at),
    kind: 'conversation.read',
    payload,
    direction: 'internal',
  });
  if (added) thread.reads.set(member.id, inboundCount);
}

function byMember(member: Member, at: number) {
  return { actor: { kind: 'member' as const, id: member.id }, source: memberSource, at };
}

/** Ends the story of a conversation: the owner has read what is recent, and what there is goes to the draft. */
export function finishThread(thread: Thread, draft: Draft): Entry[] {
  const { random, world } = thread.person;
  if (thread.lastAt > world.end - ownerReadsDays * day) {
    memberReads(thread, world.owner, thread.lastAt + random.whole(5 * minute, 20 * hour));
  }
  handOver(thread, world.end);
  const last = thread.entries.at(-1);
  if (!thread.state || !last) return [];
  draft.conversations.push({ state: thread.state, last });
  for (const [memberId, readCount] of thread.reads) {
    draft.reads.push({ conversationId: thread.id, memberId, readCount });
  }
  return thread.entries;
}

/** The owner, as whom one looks at the demo, has begun so long ago to read everything. */
const ownerReadsDays = 60;

/** Adds what happens, unless the year is over by then; answers whether it did. */
function add<K extends EntryKind>(thread: Thread, event: Event<K>): boolean {
  handOver(thread, event.at);
  return push(thread, event);
}

function push<K extends EntryKind>(thread: Thread, event: Event<K>): boolean {
  const { person, customerId } = thread;
  const at = Math.max(event.at, thread.lastAt + 1);
  if (at >= person.world.end) return false;
  const entry = entryOf(person.world, person.random, person.filedAt, {
    ...event,
    at,
    customerId,
    conversationId: thread.id,
    channel,
    position: draftPosition(thread.entries.length + 1),
  });
  thread.entries.push(entry);
  thread.state = applyToConversation(thread.state, entry, undefined);
  thread.lastAt = at;
  return true;
}

function handOver(thread: Thread, until: number): void {
  const { members, owner } = thread.person.world;
  const assignee = members.find((member) => member.id === thread.state?.assigneeId);
  if (!assignee || assignee.removedAt === null || assignee.removedAt >= until) return;
  push(thread, {
    ...byMember(owner, assignee.removedAt),
    kind: 'conversation.assigned',
    payload: { memberId: assignee.successorId },
    direction: 'internal',
  });
}
