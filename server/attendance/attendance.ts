/** Keeps who is at which conversation: the sockets of this server, and what the others tell. */
import { randomUUID } from 'node:crypto';
import type { Attended, Doing } from '../../contract/attendance.ts';
import { customer, type Place } from './board.ts';
import type { OpenLine, ToldReceipt } from './exchange.ts';
import { createListeners, type Listener } from './listeners.ts';
import { createStanding, type Said } from './standing.ts';

const tickMilliseconds = 1_000;
/** How often sockets are asked for a sign of life, and others are told anew what holds. */
const ticksInRound = 10;

/** A connection's place: at one conversation at a time. */
export type Seat = {
  /** Undefined: nowhere. */
  sit: (at: { conversationId: string; doing: Doing } | undefined) => void;
  leave: () => void;
};

export type Attendance = {
  /** `silence` asks a connection for a sign of life, and answers for how many milliseconds none has come. */
  take: (who: { workspaceId: string; memberId?: string }, silence: () => number) => Seat;
  /** Everybody who is at a conversation. */
  at: (workspaceId: string, conversationId: string) => Attended;
  /** Everybody who is anywhere in a workspace. */
  all: (workspaceId: string) => Attended[];
  /** Tells of changes in a workspace; call what is answered to hear no more. */
  listen: (workspaceId: string, listener: Listener) => () => void;
  /** Tells those who listen, here and elsewhere, how far a conversation has been read. */
  tellReceipt: (told: ToldReceipt) => void;
  stop: () => Promise<void>;
};

type World = { openLine: OpenLine; now?: () => number };

/** Begins with nobody. `now` is a clock that nobody sets to another time, in milliseconds. */
export function createAttendance({ openLine, now = () => performance.now() }: World): Attendance {
  const seats = new Map<string, Said>();
  const listeners = createListeners();
  const isWanted = () => seats.size > 0 || !listeners.isEmpty();
  const receipt = (told: ToldReceipt): void => {
    for (const listener of listeners.of(told.workspaceId)) listener.receipt?.(told);
  };
  const standing = createStanding({ me: randomUUID(), openLine, now, isWanted, changed, receipt });
  const { board, exchange } = standing;
  const at = (workspaceId: string, conversationId: string) => board.at(workspaceId, conversationId, now());

  function changed(places: Place[]): void {
    for (const [workspaceId, there] of Map.groupBy(places, (place) => place.workspaceId)) {
      const conversations = there.map(({ conversationId }) => at(workspaceId, conversationId));
      for (const listener of listeners.of(workspaceId)) listener.attended(workspaceId, conversations);
    }
  }

  let ticks = 0;
  function tick(): void {
    ticks += 1;
    const isRound = ticks % ticksInRound === 0;
    if (isRound) for (const [id, said] of seats) standing.put(id, said.place, said);
    standing.age();
    if (isRound && isWanted()) exchange.renew();
    if (!isWanted() && board.isEmpty()) clock.stop();
  }
  const clock = createClock(tick);

  function want(): void {
    exchange.open();
    clock.start();
  }

  return {
    at,
    all: (workspaceId) => board.conversations(workspaceId).map((id) => at(workspaceId, id)),
    take({ workspaceId, memberId = customer }, silence) {
      const id = randomUUID();
      const sit: Seat['sit'] = (to) => {
        const before = seats.get(id)?.place;
        if (before && before.conversationId !== to?.conversationId) standing.put(id, before);
        if (!to) return void seats.delete(id);
        const place = { workspaceId, conversationId: to.conversationId, who: memberId };
        const said = { place, doing: to.doing, saidAt: now(), silence };
        seats.set(id, said);
        want();
        standing.put(id, place, said);
      };
      return { sit, leave: () => sit(undefined) };
    },
    listen(workspaceId, listener) {
      const stop = listeners.add(workspaceId, listener);
      want();
      return stop;
    },
    tellReceipt(told) {
      receipt(told);
      exchange.tellReceipt(told);
    },
    stop: async () => {
      clock.stop();
      await exchange.close();
    },
  };
}

/** Ticks while there is something to keep. */
function createClock(tick: () => void): { start: () => void; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    start: () => {
      timer ??= setInterval(tick, tickMilliseconds).unref();
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
