/**
 * The tail of the ledger, for sockets: entries of a workspace as soon as they are committed, once each.
 *
 * A tail does not wait for transactions that started earlier and still run: an entry may come before one that stands
 * before it in reading order, though never before one of its own conversation. The position told with it is the one up
 * to which nothing can be missing, so who resumes from there may get an entry again, and misses none.
 */
import { sql } from 'kysely';
import { comparePositions } from '../../contract/ids.ts';
import { type Db, inWorkspace, type ReadOnce, readOnce } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { type Lone, ledgerTopic, loneOf } from './lone.ts';
import { currentPosition, type PositionedEntry } from './position.ts';
import { tailAfter } from './read.ts';
import type { Waker } from './wake.ts';

const batchEntriesMax = 500;
/** So long may the position stay behind entries that were told without reading. */
const settleMilliseconds = 50;

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
  /** Entries told already, though they stand behind `position`: where each stands, by its id. */
  told: Map<string, string>;
  read: ReadOnce;
  running: boolean;
  again: boolean;
  /** A read is due that brings the position up. */
  settling: boolean;
};

/** The state of a workspace, as soon as it is known from where to read. */
type Entered = { starting: Promise<State>; state: State | undefined };

/**
 * One tail a process: each workspace that somebody listens to is read once, for all of its listeners. What this process
 * appends is told when it has committed, where all before it in its conversation was told; else it is read behind the
 * commit, in the same round trip. What others append is read when they say so.
 */
export function createTail(db: Db, log: Log, waker: Waker): Tail {
  const workspaces = new Map<string, Entered>();
  const wait = (error: unknown): void => log.debug({ err: error }, 'tail waits for the database');

  function enter(workspaceId: string): Entered {
    const entered: Entered = { starting: begin(db, workspaceId), state: undefined };
    workspaces.set(workspaceId, entered);
    entered.starting.then(
      (state) => {
        entered.state = state;
      },
      () => workspaces.delete(workspaceId),
    );
    return entered;
  }

  db.onCommitting((workspaceId, topics, tx) => {
    const entered = workspaces.get(workspaceId);
    if (!entered || !topics.has(ledgerTopic)) return undefined;
    const { state } = entered;
    const lone = loneOf(tx);
    if (state && lone && isTold(state, lone.behind)) {
      const settle = (): void => void pump(state).catch(wait);
      const committed = (): void => {
        // What is committed stays so, whatever a listener makes of it.
        try {
          tellLone(state, lone, settle);
        } catch (error) {
          wait(error);
        }
      };
      return { committed };
    }
    return { read: (read) => void readBehindCommit(entered, read).catch(wait) };
  });
  waker.onWakeFromElsewhere((workspaceIds) => {
    for (const id of workspaceIds ?? workspaces.keys()) workspaces.get(id)?.starting.then(pump).catch(wait);
  });

  return {
    listen: async (workspaceId, listener) => {
      const entered = workspaces.get(workspaceId) ?? enter(workspaceId);
      const state = await entered.starting;
      state.listeners.add(listener);
      return () => {
        state.listeners.delete(listener);
        if (state.listeners.size === 0 && workspaces.get(workspaceId) === entered)
          workspaces.delete(workspaceId);
      };
    },
  };
}

async function begin(db: Db, workspaceId: string): Promise<State> {
  const position = await inWorkspace(db, workspaceId, currentPosition);
  const read: ReadOnce = (query) => readOnce(db, workspaceId, query);
  return {
    listeners: new Set(),
    position,
    told: new Map(),
    read,
    running: false,
    again: false,
    settling: false,
  };
}

/** Whether the listeners have been told of the entry at a position, and so of all before it in its conversation. */
function isTold(state: State, position: string): boolean {
  return comparePositions(position, state.position) <= 0 || [...state.told.values()].includes(position);
}

/** Tells an entry that this process has just committed, unless a read was quicker; a read soon brings the position up. */
function tellLone(state: State, { entry }: Lone, settle: () => void): void {
  if (!entry || state.told.has(entry.id) || comparePositions(entry.position, state.position) <= 0) return;
  state.told.set(entry.id, entry.position);
  for (const listener of state.listeners) listener({ entries: [entry], position: state.position });
  if (state.settling) return;
  state.settling = true;
  setTimeout(() => {
    state.settling = false;
    if (state.listeners.size > 0) settle();
  }, settleMilliseconds).unref();
}

async function readBehindCommit({ state, starting }: Entered, read: ReadOnce): Promise<void> {
  if (state) {
    const next = await readOn(state, state.position, read);
    if (next !== undefined) await pump(state, next);
  } else {
    // Nothing to read from yet. This one is answered when the commit is done, and what it committed must not be missed.
    await read(sql`select 1`);
    await pump(await starting);
  }
}

/** Reads on from `from` until there is no more; again from the state's position when somebody asked meanwhile. */
async function pump(state: State, from = state.position): Promise<void> {
  if (state.running) {
    state.again = true;
    return;
  }
  state.running = true;
  try {
    let next: string | undefined = from;
    do {
      state.again = false;
      while (next !== undefined) next = await readOn(state, next, state.read);
      next = state.position;
    } while (state.again);
  } finally {
    state.running = false;
  }
}

/**
 * Reads once from `from` and tells what is new. Answers where to go on when there may be more. Reads may overlap: the one
 * that ends later leaves out what the other one told.
 */
async function readOn(state: State, from: string, read: ReadOnce): Promise<string | undefined> {
  // Where a read begins behind the position, entries may have come in between since.
  const isWhole = comparePositions(from, state.position) <= 0;
  const entries = await read(tailAfter(from, { known: [...state.told.keys()], limit: batchEntriesMax }));
  const fresh: PositionedEntry[] = [];
  for (const { json, ...entry } of entries) {
    if (json === null || state.told.has(entry.id)) continue;
    if (comparePositions(entry.position, state.position) <= 0) continue;
    fresh.push({ ...entry, json });
    state.told.set(entry.id, entry.position);
  }
  const settledTo = isWhole ? entries.findLast((entry) => entry.settled)?.position : undefined;
  if (settledTo !== undefined && comparePositions(settledTo, state.position) > 0) {
    state.position = settledTo;
    for (const [id, at] of state.told) if (comparePositions(at, settledTo) <= 0) state.told.delete(id);
  }
  if (fresh.length > 0) {
    for (const listener of state.listeners) listener({ entries: fresh, position: state.position });
  }
  return entries.length < batchEntriesMax ? undefined : entries.at(-1)?.position;
}
