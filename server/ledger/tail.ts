/**
 * The tail of the ledger, for sockets: entries of a workspace as soon as they are committed, once each.
 *
 * A tail does not wait for transactions that started earlier and still run: an entry may come before one that stands
 * before it in reading order, though never before one of its own conversation. The position told with it is the one up
 * to which nothing can be missing, so who resumes from there may get an entry again, and misses none.
 */
import { type Db, inWorkspace } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { currentPosition } from './position.ts';
import { type PositionedEntry, readAfterOnce } from './read.ts';
import type { Waker } from './wake.ts';

const batchEntriesMax = 500;

export type TailBatch = { entries: readonly PositionedEntry[]; position: string };
type Listener = (batch: TailBatch) => void;

export type Tail = {
  /** Hears of everything committed from now on. Resolves when listening; answers how to stop. */
  listen: (workspaceId: string, listener: Listener) => Promise<() => void>;
};

type State = {
  listeners: Set<Listener>;
  /** Everything up to here has been told. */
  position: string;
  /** Told already, though it stands behind `position`. */
  told: Set<string>;
  running: boolean;
  again: boolean;
};

/** One tail a process: each workspace that somebody listens to is read once, for all of its listeners. */
export function createTail(db: Db, log: Log, waker: Waker): Tail {
  const states = new Map<string, Promise<State>>();

  async function begin(workspaceId: string): Promise<State> {
    const position = await inWorkspace(db, workspaceId, currentPosition);
    return { listeners: new Set(), position, told: new Set(), running: false, again: false };
  }

  async function pump(workspaceId: string, state: State): Promise<void> {
    if (state.running) {
      state.again = true;
      return;
    }
    state.running = true;
    try {
      do {
        state.again = false;
        await readOn(db, workspaceId, state);
      } while (state.again);
    } catch (error) {
      log.debug({ err: error }, 'tail waits for the database');
    } finally {
      state.running = false;
    }
  }

  waker.onWake((workspaceIds) => {
    for (const id of workspaceIds ?? states.keys()) {
      void states.get(id)?.then((state) => pump(id, state));
    }
  });

  return {
    listen: async (workspaceId, listener) => {
      let starting = states.get(workspaceId);
      if (!starting) {
        starting = begin(workspaceId);
        states.set(workspaceId, starting);
        starting.catch(() => states.delete(workspaceId));
      }
      const state = await starting;
      state.listeners.add(listener);
      return () => {
        state.listeners.delete(listener);
        if (state.listeners.size === 0 && states.get(workspaceId) === starting) states.delete(workspaceId);
      };
    },
  };
}

async function readOn(db: Db, workspaceId: string, state: State): Promise<void> {
  let from = state.position;
  const told = new Set<string>();
  for (;;) {
    const read = await readAfterOnce(db, workspaceId, from, { limit: batchEntriesMax, unsettled: true });
    const fresh = read.filter((entry) => !state.told.has(entry.position));
    for (const entry of read) {
      if (entry.settled) state.position = entry.position;
      else told.add(entry.position);
    }
    if (fresh.length > 0) {
      for (const listener of state.listeners) listener({ entries: fresh, position: state.position });
    }
    const last = read.at(-1);
    if (read.length < batchEntriesMax || !last) break;
    from = last.position;
  }
  state.told = told;
}
