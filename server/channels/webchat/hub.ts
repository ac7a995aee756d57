/**
 * Who among the visitors hears what: the tail of a workspace is read once and each entry goes to the sockets whose
 * thread it belongs to, found by conversation, so that ten thousand idle visitors cost a message nothing.
 */
import type { Entry, EntryKind } from '../../../contract/entries.ts';
import type { Attendance } from '../../attendance/index.ts';
import type { PositionedEntry, Tail, TailBatch } from '../../ledger/index.ts';
import type { VisitorCaller } from './session.ts';
import { toldKinds } from './thread.ts';

/** A visitor who listens. */
export type Listener = {
  who: VisitorCaller;
  onBatch: (batch: TailBatch) => void;
  /** The session may have ended, or see more than before: its customer was signed out, or joined with another. */
  onChange: () => void;
  /** The session may see less than before: a customer that was joined with its own is itself again. */
  onSplit: () => void;
  /** Who is writing may have changed. */
  onWriting: () => void;
  /** The team may have read more than before. */
  onRead: () => void;
  /** The visitor may have ended the conversation in another tab, or it may go on again. */
  onEnded: () => void;
};

/** What a listener hears of. */
export type View = {
  conversationIds: readonly string[];
  /** Whose new conversations it sees as well. */
  customerIds: readonly string[];
  /** Whose sign-outs and merges may concern its session. */
  ownerIds: readonly string[];
};

type Index = Map<string, Set<Listener>>;

type Room = {
  byConversation: Index;
  byCustomer: Index;
  byOwner: Index;
  placesOf: Map<Listener, { index: Index; id: string }[]>;
  names: Map<string, string>;
  stop: () => void;
};

/** A listener's place in its workspace. */
export type Seat = {
  /** Lets it hear this too. Answers whether that was more than before. */
  widen: (view: View) => boolean;
  /** Lets it hear nothing, until it is widened again. */
  clear: () => void;
  /** Names of members by id, as far as anybody asked for them; shared by the workspace, forgotten when one changes. */
  names: Map<string, string>;
  /** The conversations that this listener hears of. */
  conversations: () => string[];
  /** Whether an entry is one that this listener is told of. */
  hears: (entry: PositionedEntry) => boolean;
  /** Whether an entry tells that this listener's customer and another became one, or two again: the thread is another. */
  isJoined: (entry: PositionedEntry) => boolean;
  leave: () => void;
};

export type VisitorHub = { join: (listener: Listener) => Promise<Seat> };

/** Kinds after which other conversations than before are a customer's. */
const regrouping: readonly EntryKind[] = ['customer.merged', 'customer.unmerged'];

/** Kinds after which a conversation may be ended, or go on. */
export const endingKinds: readonly EntryKind[] = ['conversation.closed', 'conversation.reopened'];

/** One hub a process. */
export function createVisitorHub(tail: Tail, attendance: Pick<Attendance, 'listen'>): VisitorHub {
  const rooms = new Map<string, Promise<Room>>();

  async function open(workspaceId: string): Promise<Room> {
    const room: Room = {
      byConversation: new Map(),
      byCustomer: new Map(),
      byOwner: new Map(),
      placesOf: new Map(),
      names: new Map(),
      stop: () => undefined,
    };
    room.stop = await hear(room, workspaceId, { tail, attendance });
    return room;
  }

  return {
    join: async (listener) => {
      const { workspaceId } = listener.who;
      let opening = rooms.get(workspaceId);
      if (!opening) {
        opening = open(workspaceId);
        rooms.set(workspaceId, opening);
        opening.catch(() => rooms.delete(workspaceId));
      }
      const room = await opening;
      room.placesOf.set(listener, []);
      return {
        names: room.names,
        widen: (view) => {
          const added = [
            ...view.conversationIds.map((id) => add(room, room.byConversation, id, listener)),
            ...view.customerIds.map((id) => add(room, room.byCustomer, id, listener)),
            ...view.ownerIds.map((id) => add(room, room.byOwner, id, listener)),
          ];
          return added.some((isNew) => isNew);
        },
        clear: () => {
          for (const { index, id } of room.placesOf.get(listener)?.splice(0) ?? [])
            remove(index, id, listener);
        },
        conversations: () =>
          (room.placesOf.get(listener) ?? []).flatMap(({ index, id }) =>
            index === room.byConversation ? [id] : [],
          ),
        hears: (entry) =>
          entry.conversationId !== null &&
          toldKinds.includes(entry.kind) &&
          room.byConversation.get(entry.conversationId)?.has(listener) === true,
        isJoined: (entry) =>
          regrouping.includes(entry.kind) &&
          concerned(entry).some((id) => room.byOwner.get(id)?.has(listener)),
        leave: () => {
          for (const { index, id } of room.placesOf.get(listener) ?? []) remove(index, id, listener);
          room.placesOf.delete(listener);
          if (room.placesOf.size > 0 || rooms.get(workspaceId) !== opening) return;
          rooms.delete(workspaceId);
          room.stop();
        },
      };
    },
  };
}

/** Lets a room hear what happens in its workspace; answers how to end that. */
async function hear(
  room: Room,
  workspaceId: string,
  { tail, attendance }: { tail: Tail; attendance: Pick<Attendance, 'listen'> },
): Promise<() => void> {
  const stopTail = await tail.listen(workspaceId, (batch) => distribute(room, batch));
  const stopAttendance = attendance.listen(workspaceId, {
    attended: (_, conversations) => {
      for (const listener of listenersOf(room, conversations)) listener.onWriting();
    },
  });
  return () => {
    stopTail();
    stopAttendance();
  };
}

/** False when it was there, or has left. */
function add(room: Room, index: Index, id: string, listener: Listener): boolean {
  const places = room.placesOf.get(listener);
  if (!places || index.get(id)?.has(listener)) return false;
  places.push({ index, id });
  const there = index.get(id);
  if (there) there.add(listener);
  else index.set(id, new Set([listener]));
  return true;
}

function remove(index: Index, id: string, listener: Listener): void {
  const there = index.get(id);
  there?.delete(listener);
  if (there?.size === 0) index.delete(id);
}

function distribute(room: Room, batch: TailBatch): void {
  const parcels = new Map<Listener, PositionedEntry[]>();
  const changed = new Set<Listener>();
  const split = new Set<Listener>();
  const read = batch.entries.filter(({ kind }) => kind === 'conversation.read');
  const ended = batch.entries.filter(({ kind }) => endingKinds.includes(kind));
  for (const entry of batch.entries) {
    if (entry.kind === 'conversation.opened') admitToConversation(room, entry);
    for (const id of concerned(entry))
      for (const listener of room.byOwner.get(id) ?? []) {
        (entry.kind === 'customer.unmerged' ? split : changed).add(listener);
      }
    if (entry.kind === 'member.updated') room.names.clear();
    if (entry.conversationId === null || !toldKinds.includes(entry.kind)) continue;
    for (const listener of room.byConversation.get(entry.conversationId) ?? []) {
      const parcel = parcels.get(listener);
      if (parcel) parcel.push(entry);
      else parcels.set(listener, [entry]);
    }
  }
  // Before the messages: after an entry that parts two people, one hears nothing more of the other.
  for (const listener of changed) listener.onChange();
  for (const listener of split) listener.onSplit();
  for (const [listener, entries] of parcels) listener.onBatch({ entries, position: batch.position });
  for (const listener of listenersOf(room, read)) listener.onRead();
  for (const listener of listenersOf(room, ended)) listener.onEnded();
}

/** Whoever hears of any of these conversations, once. */
function listenersOf(room: Room, of: readonly { conversationId: string | null }[]): Set<Listener> {
  return new Set(
    of.flatMap(({ conversationId }) => [...(room.byConversation.get(conversationId ?? '') ?? [])]),
  );
}

/** A conversation opened with a listening visitor, by the visitor in another tab or by a member. */
function admitToConversation(room: Room, entry: PositionedEntry): void {
  const { conversationId, customerId } = entry;
  if (conversationId === null || customerId === null) return;
  const { payload } = JSON.parse(entry.json) as Entry<'conversation.opened'>;
  for (const listener of room.byCustomer.get(customerId) ?? []) {
    if (listener.who.inboxId !== payload.inboxId) continue;
    add(room, room.byConversation, conversationId, listener);
  }
}

/** The customers whose sessions an entry may change. */
function concerned(entry: PositionedEntry): string[] {
  if (entry.kind === 'visitor.signed_out') {
    return [(JSON.parse(entry.json) as Entry<'visitor.signed_out'>).payload.customerId];
  }
  if (!regrouping.includes(entry.kind)) return [];
  const { payload } = JSON.parse(entry.json) as Entry<'customer.merged' | 'customer.unmerged'>;
  // The surviving one as well: an entry tells of it in its envelope.
  return [payload.fromId, payload.intoId, ...(entry.customerId === null ? [] : [entry.customerId])];
}
