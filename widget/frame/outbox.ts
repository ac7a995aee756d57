/**
 * Messages on their way to the server.
 *
 * Sent one at a time in the order in which they were written; each carries an id of its own, so sending it again is
 * harmless. Kept by the loader until the server has answered. A message that the server refuses steps aside with its
 * reason, and the next goes on.
 */
import type { Unsent, UnsentFile } from '../bridge.ts';
import { backoff, createPause, type Timer } from './timer.ts';
import { createUnsentList } from './unsent-list.ts';

export type Outcome =
  | { kind: 'sent' }
  | { kind: 'refused'; why: string }
  /** No answer, or one that says: later. */
  | { kind: 'later'; waitMilliseconds: number };

export type Outbox = ReturnType<typeof createOutbox>;

type Deps = {
  send(message: Unsent): Promise<Outcome>;
  keep(message: Unsent): void;
  drop(id: string): void;
  onChange(): void;
  timer: Timer;
};

/** How many messages may wait. */
export const unsentMax = 50;

/** An outbox that goes on with what was kept. `begin` starts it. */
export function createOutbox(kept: readonly Unsent[], deps: Deps) {
  const { timer, onChange } = deps;
  const list = createUnsentList(kept, { ...deps, now: timer.now });
  const pause = createPause(timer);
  let isRunning = false;
  let isStopped = false;
  const next = () => (isStopped ? undefined : list.next());

  async function run() {
    if (isRunning) return;
    isRunning = true;
    let attempt = 0;
    for (let message = next(); message; message = next()) {
      const outcome = await deps.send(message);
      if (isStopped) break;
      if (outcome.kind === 'later') {
        const wait = pause.wait(Math.max(outcome.waitMilliseconds, backoff(attempt, timer.random())));
        onChange();
        await wait;
        attempt += 1;
        continue;
      }
      attempt = 0;
      if (outcome.kind === 'sent') list.remove(message.id);
      else list.setAside(message, outcome.why);
    }
    isRunning = false;
  }

  return {
    items: list.items,
    isWaiting: pause.isWaiting,
    begin: () => void run(),
    /** Takes a new message; false when too many wait. */
    add(
      text: string,
      files: readonly UnsentFile[] = [],
      along: () => Pick<Unsent, 'introduction' | 'greeting'> = () => ({}),
    ): boolean {
      if (list.items().length >= unsentMax) return false;
      list.add(text, files, along());
      void run();
      return true;
    },
    /** Keeps what has become of a message's files. */
    change: list.change,
    /** Sends a refused message again, as the last one. */
    retry(id: string) {
      list.takeBack(id);
      void run();
    },
    /** Forgets a message: the visitor gave it up, or it has arrived by another way. */
    remove: list.remove,
    /** Forgets all: they belong to somebody who is not here any more. */
    clear() {
      for (const { id } of list.items()) list.remove(id);
    },
    /** The network is back: don't wait any longer. */
    hurry: pause.end,
    stop() {
      isStopped = true;
      pause.end();
    },
  };
}
