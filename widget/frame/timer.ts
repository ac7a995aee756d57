/** Time as the frame's logic sees it: injected, so that tests decide how fast it goes. */
export type Timer = {
  now(): number;
  /** Does the work later; the answer calls it off. */
  later(milliseconds: number, work: () => void): () => void;
  /** From 0 up to, without, 1. */
  random(): number;
};

/** The browser's time. */
export const realTimer: Timer = {
  now: () => Date.now(),
  later(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

const firstMilliseconds = 500;
const backoffMillisecondsMax = 30_000;

/** How long to wait after the nth failure in a row (from 0): doubling, with jitter, so that a crowd doesn't return at once. */
export function backoff(attempt: number, random: number): number {
  const full = Math.min(backoffMillisecondsMax, firstMilliseconds * 2 ** Math.min(attempt, 10));
  return full * (0.5 + random / 2);
}

/** A wait that can be cut short. */
export type Pause = { wait(milliseconds: number): Promise<void>; isWaiting(): boolean; end(): void };

/** One pause at a time. */
export function createPause(timer: Timer): Pause {
  let end = () => {};
  let isWaiting = false;
  return {
    wait(milliseconds) {
      isWaiting = true;
      return new Promise((resolve) => {
        const cancel = timer.later(milliseconds, () => end());
        end = () => {
          cancel();
          isWaiting = false;
          end = () => {};
          resolve();
        };
      });
    },
    isWaiting: () => isWaiting,
    end: () => end(),
  };
}
