/**
 * Who among the visitors hears what: the tail of a workspace is read once and each entry goes to the sockets whose
 * thread it belongs to, found by conversation, so that ten thousand idle visitors cost a message nothing.
 */
import type { Entry } from '../../../contract/entries.ts';
import type { PositionedEntry, Tail, TailBatch } from '../../ledger/index.ts';
import type { VisitorCaller } from './session.ts';
import { visibleKinds } from './thread.ts';

/** A visitor who listens. */
export type Listener = {
  who: VisitorCaller;
  customerIds: ReadonlySet<string>;
  onBatch: (batch: TailBatch) => void;
  /** The session was ended, here or by a member. */
  onEnded: () => void;
};

type Room = {
  byConversation: Map<string, Set<Listener>>;
  byCustomer: Map<string, Set<Listener>>;
  conversationsOf: Map<Listener, Set<string>>;
  names: Map<string, string>;
  stop: () => void;
};

/** A listener's place in its workspace. */
export type Seat = {
  /** Lets it hear these conversations too; new ones of its customers come by themselves. */
  watch: (conversationIds: readonly string[]) => void;
  /** Names of members by id, as far as anybody asked for them; shared by the workspace, forgotten when one changes. */
  names: Map<string, string>;
  /** Whether an entry is one that this listener is told of. */
  hears: (entry: PositionedEntry) => boolean;
  leave: () => void;
};

export type VisitorHub = { join: (listener: Listener) => Promise<Seat> };

/** One hub a process. */
export function createVisitorHub(tail: Tail): VisitorHub {
  const rooms = new Map<string, Promise<Room>>();

  async function open(workspaceId: string): Promise<Room> {
    const room: Room = {
      byConversation: new Map(),
      byCustomer: new Map(),
      conversationsOf: new Map(),
      names: new Map(),
      stop: () => undefined,
    };
    room.stop = await tail.listen(workspaceId, (batch) => distribute(room, batch));
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
      for (const id of listener.customerIds) add(room.byCustomer, id, listener);
      room.conversationsOf.set(listener, new Set());
      return {
        names: room.names,
        watch: (ids) => {
          for (const id of ids) watch(room, listener, id);
        },
        hears: (entry) =>
          entry.conversationId !== null &&
          visibleKinds.includes(entry.kind) &&
          room.byConversation.get(entry.conversationId)?.has(listener) === true,
        leave: () => {
          for (const id of listener.customerIds) remove(room.byCustomer, id, listener);
          for (const id of room.conversationsOf.get(listener) ?? [])
            remove(room.byConversation, id, listener);
          room.conversationsOf.delete(listener);
          if (room.conversationsOf.size > 0 || rooms.get(workspaceId) !== opening) return;
          rooms.delete(workspaceId);
          room.stop();
        },
      };
    },
  };
}

function watch(room: Room, listener: Listener, conversationId: string): void {
  room.conversationsOf.get(listener)?.add(conversationId);
  add(room.byConversation, conversationId, listener);
}

function add(index: Map<string, Set<Listener>>, id: string, listener: Listener): void {
  const there = index.get(id);
  if (there) there.add(listener);
  else index.set(id, new Set([listener]));
}

function remove(index: Map<string, Set<Listener>>, id: string, listener: Listener): void {
  const there = index.get(id);
  there?.delete(listener);
  if (there?.size === 0) index.delete(id);
}

function distribute(room: Room, batch: TailBatch): void {
  const parcels = new Map<Listener, PositionedEntry[]>();
  for (const entry of batch.entries) {
    if (entry.kind === 'conversation.opened') admitToConversation(room, entry);
    if (entry.kind === 'visitor.signed_out') endListeners(room, entry);
    if (entry.kind === 'member.updated') room.names.clear();
    if (entry.conversationId === null || !visibleKinds.includes(entry.kind)) continue;
    for (const listener of room.byConversation.get(entry.conversationId) ?? []) {
      const parcel = parcels.get(listener);
      if (parcel) parcel.push(entry);
      else parcels.set(listener, [entry]);
    }
  }
  for (const [listener, entries] of parcels) listener.onBatch({ entries, position: batch.position });
}

/** A conversation opened with a listening visitor, by the visitor in another tab or by a member. */
function admitToConversation(room: Room, entry: PositionedEntry): void {
  const { conversationId, customerId } = entry;
  if (conversationId === null || customerId === null) return;
  const { payload } = JSON.parse(entry.json) as Entry<'conversation.opened'>;
  for (const listener of room.byCustomer.get(customerId) ?? []) {
    if (listener.who.inboxId !== payload.inboxId) continue;
    watch(room, listener, conversationId);
  }
}

function endListeners(room: Room, entry: PositionedEntry): void {
  const { payload } = JSON.parse(entry.json) as Entry<'visitor.signed_out'>;
  for (const listener of [...(room.byCustomer.get(payload.customerId) ?? [])]) listener.onEnded();
}
