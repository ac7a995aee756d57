/**
 * Follows a thread over a socket, from the position up to which it is known: a dropped connection loses nothing.
 * Where no socket can be had, the newest page is fetched from time to time.
 */
import type { ClientFrame, closeCodes, serverFrame } from '../../contract/realtime.ts';
import type { VisitorMessage, VisitorReaction } from '../../contract/visitor.ts';
import { backoff, type Timer } from './timer.ts';

type ServerFrame = ReturnType<(typeof serverFrame)['parse']>;
type Codes = typeof closeCodes;

const codeUnauthenticated: Codes['unauthenticated'] = 4401;
const codeTooMany: Codes['tooMany'] = 4429;
const tooManyWaitMilliseconds = 30_000;
/** `WebSocket.OPEN`: one that is closing complains of whatever is sent. */
const openState = 1;
/** How long the server may take to answer; then the connection counts as dead. */
const answerMillisecondsMax = 10_000;
const pingMilliseconds = 25_000;
/** After so many failures in a row the newest page is fetched as well. */
const failuresBeforePoll = 3;

export type Socket = Pick<WebSocket, 'send' | 'close' | 'readyState' | 'onopen' | 'onmessage' | 'onclose'>;

type Deps = {
  open(): Socket;
  token: string;
  position(): string | null;
  onMessages(
    messages: readonly VisitorMessage[],
    position: string,
    reactions: readonly VisitorReaction[] | undefined,
  ): void;
  /** Too far behind: the thread must be fetched again. */
  onReset(): void;
  onConnected(isConnected: boolean): void;
  /** Who is writing an answer, by first name. */
  onWriting(names: readonly string[]): void;
  /** The team has read what was sent up to this time. */
  onRead(until: string): void;
  /** When the visitor ended the conversation, in whatever tab; null: it goes on. */
  onEnded(at: string | null): void;
  /** Fetches the newest page; the one who does so also finds out whether the token still counts. */
  poll(): Promise<unknown>;
  timer: Timer;
};

export type Live = {
  /** Whether the visitor is writing; lost where there is no connection. */
  writing(isWriting: boolean): void;
  /** The network is back, or the visitor is: find out now whether the connection lives. */
  hurry(): void;
  stop(): void;
};

/** Begins to follow. */
export function follow(deps: Deps): Live {
  const { timer } = deps;
  let socket: Socket | undefined;
  let failures = 0;
  let cancel = () => {};

  function expect(milliseconds: number, work: () => void) {
    cancel();
    cancel = timer.later(milliseconds, work);
  }

  function connect() {
    const own = attempt(deps.open);
    if (!own) return lost(0);
    socket = own;
    own.onopen = () => {
      say({ type: 'authenticate', token: deps.token });
      say({ type: 'resume', since: deps.position() });
    };
    own.onmessage = ({ data }) => {
      if (own !== socket) return;
      expect(pingMilliseconds, ping);
      read(JSON.parse(data));
    };
    own.onclose = ({ code }) => {
      if (own === socket) lost(code);
    };
    expect(answerMillisecondsMax, () => lost(0));
  }

  const say = (frame: ClientFrame) => sayOn(socket, frame);
  function ping() {
    say({ type: 'ping' });
    expect(answerMillisecondsMax, () => lost(0));
  }

  function read(frame: ServerFrame) {
    if (frame.type === 'ready') {
      failures = 0;
      deps.onConnected(true);
    } else hear(frame, deps);
  }

  function lost(code: number) {
    const own = socket;
    socket = undefined;
    cancel();
    attempt(() => own?.close());
    deps.onWriting([]);
    const wait = backoff(failures, timer.random());
    failures += 1;
    // A connection that returns at once need not be mentioned.
    if (failures > 1) deps.onConnected(false);
    // Whether the token is really over, the answer to a request says; a socket may be closed for other reasons.
    if (failures > failuresBeforePoll || code === codeUnauthenticated) void deps.poll();
    expect(code === codeTooMany ? Math.max(wait, tooManyWaitMilliseconds) : wait, connect);
  }

  connect();
  return {
    writing: (isWriting) => say({ type: 'writing', isWriting }),
    hurry: () => (socket ? ping() : connect()),
    stop() {
      const own = socket;
      socket = undefined;
      cancel();
      attempt(() => own?.close());
    },
  };
}

function hear(frame: ServerFrame, deps: Deps): void {
  if (frame.type === 'messages') deps.onMessages(frame.messages, frame.position, frame.reactions);
  else if (frame.type === 'writing') deps.onWriting(frame.names);
  else if (frame.type === 'read') deps.onRead(frame.until);
  else if (frame.type === 'ended') deps.onEnded(frame.at);
  else if (frame.type === 'reset') deps.onReset();
}

function sayOn(socket: Socket | undefined, frame: ClientFrame): void {
  if (socket?.readyState === openState) attempt(() => socket.send(JSON.stringify(frame)));
}

/** Sockets throw when they are not open, or not allowed on this page. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
