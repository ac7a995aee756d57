/**
 * The socket to the server: entries as they are recorded, none skipped, none twice.
 *
 * It remembers the position of the last frame and resumes from it, so a dropped connection loses nothing. `reset` says
 * that the state on screen may be older than the position followed from: fetch again.
 */
import type { z } from 'zod';
import type { Entry } from '../../contract/entries.ts';
import type { ClientFrame, serverFrame } from '../../contract/realtime.ts';

const closeUnauthenticated = 4401;
const closeTooMany = 4429;

const backoffMsMin = 500;
const backoffMsMax = 30_000;
const tooManyMsMin = 10_000;
/** A silent line is asked for a sign of life after this long … */
const silenceMsMax = 25_000;
/** … and given up when none comes within this. */
const answerMsMax = 10_000;
/** So many failures in a row are shown as being offline; fewer are nobody's business. */
const failuresShown = 3;

export type RealtimeStatus = 'connecting' | 'online' | 'offline';

export type RealtimeListener = {
  /** Entries in reading order; with them everything up to `position` has been told. */
  entries?(entries: readonly Entry[], position: string): void;
  /** Fetch again what is on screen; entries follow from `position`. */
  reset?(position: string): void;
  status?(status: RealtimeStatus): void;
  /** The server wants to know anew who this is; the socket stays closed until `start` is called again. */
  turnedAway?(): void;
};

export type Realtime = {
  start(): void;
  stop(): void;
  /** Try at once: the network is back, or somebody is looking again. */
  wake(): void;
  status(): RealtimeStatus;
  /** Up to where entries have been told; null before the first connection. */
  position(): string | null;
  listen(listener: RealtimeListener): () => void;
};

/** The world around the socket; tests bring their own clock and chance. */
export type RealtimeWorld = {
  url(): string;
  open(url: string): WebSocket;
  /** Calls later; returns how to call it off. */
  after(ms: number, act: () => void): () => void;
  random(): number;
};

type Frame = z.output<typeof serverFrame>;

/** How long to wait before attempt `attempt` (1, 2, …): doubling, half of it left to chance. */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(backoffMsMax, backoffMsMin * 2 ** (attempt - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}

/** Makes the socket of this tab; it opens at `start`. */
export function createRealtime(world: RealtimeWorld): Realtime {
  const listeners = new Set<RealtimeListener>();
  let socket: WebSocket | undefined;
  let position: string | null = null;
  let status: RealtimeStatus = 'offline';
  let failures = 0;
  let isWanted = false;
  let callOff = () => {};

  const listen = (listener: RealtimeListener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const become = (next: RealtimeStatus) => {
    if (next === status) return;
    status = next;
    for (const listener of listeners) listener.status?.(next);
  };
  const later = (ms: number, act: () => void) => {
    callOff();
    callOff = world.after(ms, act);
  };
  const say = (frame: ClientFrame) => socket?.send(JSON.stringify(frame));

  function connect(): void {
    if (failures < failuresShown) become('connecting');
    const opened = world.open(world.url());
    socket = opened;
    later(answerMsMax, () => lost(opened, 0));
    opened.onopen = () => say({ type: 'resume', since: position });
    opened.onmessage = (event) => {
      if (socket === opened) hear(JSON.parse(String(event.data)) as Frame);
    };
    opened.onclose = (event) => lost(opened, event.code);
  }

  function hear(frame: Frame): void {
    const isFirst = position === null;
    if ('position' in frame) position = frame.position;
    later(silenceMsMax, () => {
      say({ type: 'ping' });
      const asked = socket;
      if (asked) later(answerMsMax, () => lost(asked, 0));
    });
    if (frame.type === 'ready') {
      failures = 0;
      become('online');
    }
    // What was fetched before the first position is known may miss what happened in between.
    if (frame.type === 'reset' || (frame.type === 'ready' && isFirst)) {
      for (const listener of listeners) listener.reset?.(frame.position);
    }
    if (frame.type === 'entries') {
      for (const listener of listeners)
        listener.entries?.(frame.entries as unknown as Entry[], frame.position);
    }
  }

  function lost(closed: WebSocket, code: number): void {
    if (socket !== closed) return;
    drop();
    if (code === closeUnauthenticated) {
      isWanted = false;
      become('offline');
      for (const listener of listeners) listener.turnedAway?.();
      return;
    }
    failures += 1;
    become(failures < failuresShown ? 'connecting' : 'offline');
    const wait = backoffMs(failures, world.random());
    later(code === closeTooMany ? Math.max(wait, tooManyMsMin) : wait, connect);
  }

  /** Lets go of the socket; what it still says is not heard. */
  function drop(): void {
    callOff();
    const old = socket;
    socket = undefined;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close();
  }

  return {
    listen,
    status: () => status,
    position: () => position,
    start() {
      isWanted = true;
      if (!socket) connect();
    },
    stop() {
      isWanted = false;
      drop();
      position = null;
      failures = 0;
      become('offline');
    },
    wake() {
      if (socket && status === 'online') {
        say({ type: 'ping' });
        const asked = socket;
        later(answerMsMax, () => lost(asked, 0));
      } else if (!socket && isWanted) {
        connect();
      }
    },
  };
}
