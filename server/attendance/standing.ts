/** What is known of who is where: two boards, for a server tells others of its own sockets only. */
import { attendanceSecondsMax, type Doing, writingSecondsMax } from '../../contract/attendance.ts';
import { type Claim, createBoard, isWriting, type Place } from './board.ts';
import {
  createExchange,
  type OpenLine,
  placeOf,
  type Telling,
  type ToldReceipt,
  tellingOf,
} from './exchange.ts';
import { createMoment } from './moment.ts';

/** Below the promised time, by what it takes to notice. */
const silenceMillisecondsMax = (attendanceSecondsMax - 4) * 1_000;
const writingMillisecondsMax = writingSecondsMax * 1_000;

/** What a connection says of its place. */
export type Said = { place: Place; doing: Doing; saidAt: number; silence: () => number };

type Deps = {
  me: string;
  openLine: OpenLine;
  now: () => number;
  /** Others are listened to only while somebody wants to know. */
  isWanted: () => boolean;
  changed: (places: Place[]) => void;
  receipt: (told: ToldReceipt) => void;
};

/** Nobody is anywhere. */
export function createStanding({ me, openLine, now, isWanted, changed, receipt }: Deps) {
  const change = createMoment(changed);
  const board = createBoard((place) => change(`${place.workspaceId} ${place.conversationId}`, place));
  const tell = createMoment<Telling>((tellings) => exchange.tell(tellings));
  const own = createBoard((place, doing) =>
    tell(`${place.conversationId} ${place.who}`, tellingOf(place, doing ?? null)),
  );
  const exchange = createExchange({
    me,
    openLine,
    now,
    own: () => own.shown().map(({ place, doing }) => tellingOf(place, doing)),
    heard: (from, tellings) => {
      if (!isWanted()) return;
      for (const telling of tellings) board.put(placeOf(telling), from, remote(telling[3], now()), now());
    },
    gone: (from) => board.drop(from, now()),
    receipt,
  });
  return {
    board,
    exchange,
    /** A connection here is at a place; without `said`: no longer. */
    put(id: string, place: Place, said?: Said): void {
      const claim = said && local(said, now());
      board.put(place, id, claim, now());
      own.put(place, id, claim, now());
    },
    age(): void {
      board.age(now());
      own.age(now());
    },
  };
}

/** What a socket here says, for as long as it gives signs of life. */
function local({ doing, saidAt, silence }: Said, now: number): Claim {
  return {
    doing,
    until: now - silence() + silenceMillisecondsMax,
    writingUntil: saidAt + writingMillisecondsMax,
  };
}

/** What another server says, for as long as it says it. */
function remote(doing: Doing | null, now: number): Claim | undefined {
  if (doing === null) return undefined;
  const writingUntil = isWriting(doing) ? now + writingMillisecondsMax : now;
  return { doing, until: now + silenceMillisecondsMax, writingUntil };
}
