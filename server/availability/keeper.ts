/** Keeps the members present whose consoles hold a connection to this server. */
import type { Db } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { beat, missGone } from './presence.ts';

/** Several within the grace, so that one that fails makes nobody offline. */
const beatMilliseconds = 20_000;

export type Presence = {
  /** A console of a member has connected; call what is answered when it is gone. */
  enter: (workspaceId: string, memberId: string) => () => void;
  /** Beats now, and tells of those who are gone. */
  look: () => Promise<void>;
  /** Ends after what is under way. Nobody is gone by it: their consoles come back to this server or to another. */
  stop: () => Promise<void>;
};

/** How many connections each member of a workspace has here. Kept until nobody is left to be told of. */
type Rooms = Map<string, Map<string, number>>;

/** Starts keeping. */
export function createPresence({ db, log }: { db: Db; log: Log }): Presence {
  const rooms: Rooms = new Map();
  let last: Promise<void> = Promise.resolve();
  const failed = (error: unknown): void => log.debug({ err: error }, 'presence was not told');
  /** One after another, so that nothing is left when it stops. */
  const next = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work).catch(failed);
    return last;
  };
  const look = () =>
    next(async () => {
      // One workspace that fails holds up no other.
      for (const workspaceId of rooms.keys()) await lookInto(db, rooms, workspaceId).catch(failed);
    });
  const timer = setInterval(() => void look(), beatMilliseconds).unref();
  return {
    enter(workspaceId, memberId) {
      const room = rooms.get(workspaceId) ?? new Map<string, number>();
      rooms.set(workspaceId, room);
      const count = room.get(memberId) ?? 0;
      room.set(memberId, count + 1);
      if (count === 0) void next(() => beat(db, workspaceId, [memberId]));
      return () => leave(room, memberId);
    },
    look,
    stop: async () => {
      clearInterval(timer);
      await last;
    },
  };
}

function leave(room: Map<string, number>, memberId: string): void {
  const left = (room.get(memberId) ?? 1) - 1;
  if (left > 0) room.set(memberId, left);
  else room.delete(memberId);
}

async function lookInto(db: Db, rooms: Rooms, workspaceId: string): Promise<void> {
  const room = rooms.get(workspaceId);
  if (!room) return;
  if (room.size > 0) await beat(db, workspaceId, [...room.keys()]);
  const isAnybodyHere = await missGone(db, workspaceId);
  if (room.size === 0 && !isAnybodyHere) rooms.delete(workspaceId);
}
