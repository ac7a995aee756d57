/**
 * What servers tell one another of who is where, by NOTIFY. A telling that is lost is made good by the next round; a server
 * that is killed falls silent, and what it said grows old. One that hears of no other says only that it is there.
 */
import type { Doing, Receipt } from '../../contract/attendance.ts';
import type { Place } from './board.ts';

/** NOTIFY takes 8,000 bytes; a telling takes up to 140 of them. */
const tellingsInSignalMax = 50;
/** After so long without a word a server is taken to be gone. */
const goneMilliseconds = 35_000;

/** One place and what is done there; null: nothing any more. */
export type Telling = readonly [
  workspaceId: string,
  conversationId: string,
  who: string,
  doing: Doing | null,
];
export type ToldReceipt = { workspaceId: string; conversationId: string; receipt: Receipt };

type Signal = { from: string } & Content;
type Content =
  | { type: 'hello' }
  | { type: 'bye' }
  | { type: 'places'; places: readonly Telling[] }
  | { type: 'receipt'; told: ToldReceipt };

export type Line = { send: (payload: string) => Promise<void>; close: () => Promise<void> };
/** Opens the line on which servers hear one another. */
export type OpenLine = (on: { onSignal: (payload: string) => void; onListening: () => void }) => Line;

type Deps = {
  me: string;
  openLine: OpenLine;
  now: () => number;
  /** All that this server itself says. */
  own: () => readonly Telling[];
  heard: (from: string, tellings: readonly Telling[]) => void;
  gone: (from: string) => void;
  receipt: (told: ToldReceipt) => void;
};

export type Exchange = ReturnType<typeof createExchange>;

/** The exchange of one server; the line is opened when it is first needed. */
export function createExchange(deps: Deps) {
  const { me, now } = deps;
  const others = new Map<string, number>();
  let line: Line | undefined;

  const send = async (signal: Content): Promise<void> => line?.send(JSON.stringify({ from: me, ...signal }));
  const tell = async (places: readonly Telling[]): Promise<void> => {
    for (let at = 0; at < Math.max(places.length, 1); at += tellingsInSignalMax)
      await send({ type: 'places', places: places.slice(at, at + tellingsInSignalMax) });
  };
  const isAlone = (): boolean => {
    for (const [other, heardAt] of others) if (heardAt + goneMilliseconds <= now()) others.delete(other);
    return others.size === 0;
  };

  function hear(payload: string): void {
    const signal = parse(payload);
    if (!signal || signal.from === me) return;
    const { from } = signal;
    if (signal.type === 'bye') {
      others.delete(from);
      deps.gone(from);
      return;
    }
    const isNew = isAlone() || !others.has(from);
    others.set(from, now());
    if (signal.type === 'places') deps.heard(from, signal.places);
    if (signal.type === 'receipt') deps.receipt(signal.told);
    // Who has only just come knows nothing of what was said before.
    if (isNew || signal.type === 'hello') void tell(deps.own());
  }

  return {
    /** Somebody here is to be told of, or to hear of others. */
    open(): void {
      line ??= deps.openLine({ onSignal: hear, onListening: () => void send({ type: 'hello' }) });
    },
    /** Tells the others of changes, where there are others. */
    tell: (places: readonly Telling[]): void => {
      if (!isAlone()) void tell(places);
    },
    tellReceipt: (told: ToldReceipt): void => {
      if (!isAlone()) void send({ type: 'receipt', told });
    },
    /** Says again all that holds, or only that this server is there. */
    renew: (): void => void (isAlone() ? send({ type: 'hello' }) : tell(deps.own())),
    close: async (): Promise<void> => {
      await send({ type: 'bye' });
      await line?.close();
      line = undefined;
    },
  };
}

/** A place as it is told. */
export function tellingOf({ workspaceId, conversationId, who }: Place, doing: Doing | null): Telling {
  return [workspaceId, conversationId, who, doing];
}

/** The place that a telling is of. */
export function placeOf([workspaceId, conversationId, who]: Telling): Place {
  return { workspaceId, conversationId, who };
}

/** Another release may say what this one doesn't know. */
function parse(payload: string): Signal | undefined {
  try {
    return JSON.parse(payload) as Signal;
  } catch {
    return undefined;
  }
}
