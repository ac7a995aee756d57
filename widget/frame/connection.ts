/** Keeps the thread of the session's token: loads it, follows it live, and begins anew when either ends. */
import type { Api } from './api.ts';
import type { FollowedThread } from './followed-thread.ts';
import { follow, type Live, type Socket } from './live.ts';
import type { Session } from './session.ts';
import { backoff, createPause, type Timer } from './timer.ts';

export type Connection = ReturnType<typeof createConnection>;

type Deps = {
  session: Session;
  api: Api;
  thread: FollowedThread;
  openSocket(): Socket;
  timer: Timer;
  onChange(): void;
  onWriting(names: readonly string[]): void;
  /** The server can be reached again. */
  onReached(): void;
};

/** A connection that does nothing yet. `restart` begins. */
export function createConnection(deps: Deps) {
  const { session, thread, timer } = deps;
  const pause = createPause(timer);
  let live: Live | undefined;
  let isLost = false;
  /** Grows with every restart: what an earlier run still hears is not for this one. */
  let generation = 0;

  function restart() {
    stop();
    isLost = false;
    void run(generation);
  }

  function stop() {
    generation += 1;
    live?.stop();
    live = undefined;
    pause.end();
  }

  async function run(own: number) {
    for (let attempt = 0; own === generation; attempt += 1) {
      const ensured = await session.ensure();
      if (own !== generation) return;
      const bearer = ensured.kind === 'ready' ? ensured.token : null;
      if (bearer !== null || ensured.kind === 'none') thread.turnTo(bearer);
      if (ensured.kind === 'none') return;
      const isLoaded = bearer !== null && (await load(deps, bearer));
      if (own !== generation) return;
      if (isLoaded) {
        live = followThread(deps, bearer, { restart, onConnected, isCurrent: () => own === generation });
        return;
      }
      const asked = ensured.kind === 'later' ? ensured.waitMilliseconds : 0;
      const wait = pause.wait(Math.max(asked, backoff(attempt, timer.random())));
      deps.onChange();
      await wait;
    }
  }

  function onConnected(isConnected: boolean) {
    isLost = !isConnected;
    if (isConnected) deps.onReached();
    deps.onChange();
  }

  return {
    restart,
    stop,
    writing: (isWriting: boolean) => live?.writing(isWriting),
    isLost: () => isLost || pause.isWaiting(),
    /** The network is back, or the visitor: find out now. */
    hurry() {
      pause.end();
      live?.hurry();
    },
  };
}

type Run = { restart(): void; onConnected(isConnected: boolean): void; isCurrent(): boolean };

function followThread(deps: Deps, bearer: string, run: Run): Live {
  const { thread, timer } = deps;
  return follow({
    open: deps.openSocket,
    token: bearer,
    position: thread.position,
    onMessages: thread.takeLive,
    onReset() {
      // What was shown may not be all of it, or not the visitor's any more.
      thread.turnTo(null);
      run.restart();
    },
    onConnected: run.onConnected,
    onWriting: deps.onWriting,
    onRead: thread.takeRead,
    onEnded: thread.takeEnd,
    poll: () => (run.isCurrent() ? load(deps, bearer) : Promise.resolve()),
    timer,
  });
}

/** Takes the newest page; false when that has to be tried again. */
async function load({ api, session, thread }: Deps, bearer: string): Promise<boolean> {
  const page = await api.listMessages(bearer);
  if (page.kind === 'unauthenticated') session.expired(bearer);
  if (page.kind !== 'done') return false;
  if (thread.owner() === bearer) thread.takeNewest(page.value);
  return true;
}
