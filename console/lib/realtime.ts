/**
 * The socket to the server: entries as they are recorded, none skipped, none twice.
 *
 * It remembers the position of the last frame and resumes from it, so a dropped connection loses nothing. `reset` says
 * that the state on screen may be older than the position followed from: fetch again.
 */
import type { z } from 'zod';
import type { Attended, Receipt } from '../../contract/attendance.ts';
import type { Entry } from '../../contract/entries.ts';
import type { ClientFrame, serverFrame } from '../../contract/realtime.ts';

const closeUnauthenticated = 4401;
const closeTooMany = 4429;
const beginning = '0.0.0';

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
  /** Who is at these conversations now; whole: and nobody at any other. */
  attendance?(conversations: readonly Attended[], isWhole: boolean): void;
  /** How far a conversation's messages have reached its customer. */
  receipt?(conversationId: string, receipt: Receipt): void;
  /** The member's notifications changed, or may have while nothing was heard. */
  notified?(): void;
  /** The server wants to know anew who this is; the socket stays closed until `start` is called again. */
  turnedAway?(): void;
};

export type Realtime = {
  start(): void;
  stop(): void;
  /** Try at once: the network is back, or somebody is looking again. */
  wake(): void;
  status(): RealtimeStatus;
  /** Says something to the server, if it can be reached now. */
  say(frame: ClientFrame): void;
  /** Has every screen fetch again: what it shows was changed in a way that no entry tells. */
  refetch(): void;
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
  const { listen, tell, become, status } = createListeners();
  let line: Line | undefined;
  let position: string | null = null;
  let failures = 0;
  let isWanted = false;
  let stopWaiting = () => {};

  function connect(): void {
    stopWaiting();
    if (failures < failuresShown) become('connecting');
    line = openLine(world, position, hear, lost);
  }

  function hear(frame: Frame): void {
    const isFirst = position === null;
    if ('position' in frame) position = frame.position;
    if (frame.type === 'ready') {
      failures = 0;
      become('online');
    }
    // What was fetched before the first position is known may miss what happened in between.
    if (frame.type === 'reset' || (frame.type === 'ready' && isFirst)) {
      tell((listener) => listener.reset?.(frame.position));
    }
    if (frame.type === 'entries') {
      tell((listener) => listener.entries?.(frame.entries as unknown as Entry[], frame.position));
    }
    tellAside(frame, tell);
  }

  function lost(code: number): void {
    line = undefined;
    if (code === closeUnauthenticated) {
      isWanted = false;
      become('offline');
      tell((listener) => listener.turnedAway?.());
      return;
    }
    failures += 1;
    become(failures < failuresShown ? 'connecting' : 'offline');
    const wait = backoffMs(failures, world.random());
    stopWaiting = world.after(code === closeTooMany ? Math.max(wait, tooManyMsMin) : wait, connect);
  }

  return {
    listen,
    status,
    say: (frame) => line?.say(frame),
    position: () => position,
    start() {
      isWanted = true;
      if (!line) connect();
    },
    stop() {
      isWanted = false;
      stopWaiting();
      line?.close();
      line = undefined;
      position = null;
      failures = 0;
      become('offline');
    },
    refetch: () => tell((listener) => listener.reset?.(position ?? beginning)),
    wake() {
      if (line) line.probe();
      else if (isWanted) connect();
    },
  };
}

/** What goes by beside the entries, and is nowhere kept. */
function tellAside(frame: Frame, tell: (act: (listener: RealtimeListener) => void) => void): void {
  if (frame.type === 'ready' || frame.type === 'notified') tell((listener) => listener.notified?.());
  if (frame.type === 'attendance') {
    tell((listener) => listener.attendance?.(frame.conversations, frame.isWhole));
  } else if (frame.type === 'receipt') {
    tell((listener) => listener.receipt?.(frame.conversationId, frame.receipt));
  }
}

/** Those who listen, and the status that they were told last. */
function createListeners() {
  const listeners = new Set<RealtimeListener>();
  let status: RealtimeStatus = 'offline';
  const tell = (act: (listener: RealtimeListener) => void) => {
    for (const listener of listeners) act(listener);
  };
  return {
    tell,
    status: () => status,
    become(next: RealtimeStatus): void {
      if (next === status) return;
      status = next;
      tell((listener) => listener.status?.(next));
    },
    listen(listener: RealtimeListener): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** One connection, from its opening to its loss. */
type Line = {
  say(frame: ClientFrame): void;
  /** Asks for a sign of life. */
  probe(): void;
  /** Lets go of it; nothing is heard of it any more. */
  close(): void;
};

/** Opens a connection and resumes. `lost` is called at most once, also when the line only falls silent (code 0). */
function openLine(
  world: RealtimeWorld,
  since: string | null,
  hear: (frame: Frame) => void,
  lost: (code: number) => void,
): Line {
  const socket = world.open(world.url());
  let callOff = () => {};
  const later = (ms: number, act: () => void) => {
    callOff();
    callOff = world.after(ms, act);
  };
  const say = (frame: ClientFrame) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
  };
  const close = () => {
    callOff();
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  };
  const lose = (code: number) => {
    close();
    lost(code);
  };
  const probe = () => {
    if (socket.readyState !== socket.OPEN) return;
    say({ type: 'ping' });
    later(answerMsMax, () => lose(0));
  };
  later(answerMsMax, () => lose(0));
  socket.onopen = () => say({ type: 'resume', since });
  socket.onmessage = (event) => {
    later(silenceMsMax, probe);
    hear(JSON.parse(String(event.data)) as Frame);
  };
  socket.onclose = (event) => lose(event.code);
  return { say, probe, close };
}
