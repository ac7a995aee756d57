/** That the visitor is writing: said at once, again every few seconds while it goes on, and that it is over. */
import type { Timer } from './timer.ts';

const againMilliseconds = 5_000;

/** Nobody writes yet. */
export function createWriting(say: (isWriting: boolean) => void, timer: Timer) {
  let saidAt: number | undefined;
  let callOff = () => {};

  function stop() {
    callOff();
    if (saidAt !== undefined) say(false);
    saidAt = undefined;
  }

  /** Something was typed; `isEmpty`: and nothing is left of it. */
  return function typed(isEmpty: boolean) {
    if (isEmpty) return stop();
    callOff();
    callOff = timer.later(againMilliseconds, stop);
    const now = timer.now();
    // A clock that was set back says it once too often.
    if (saidAt !== undefined && now >= saidAt && now - saidAt < againMilliseconds) return;
    saidAt = now;
    say(true);
  };
}
