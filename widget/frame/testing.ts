/** Time that passes as fast as the test wants, and a store that outlives a reload as the loader's does. */
import type { ToLoader, Unsent } from '../bridge.ts';
import type { Timer } from './timer.ts';

export type TestTimer = Timer & {
  /** Lets pending promises settle, then runs the next timer; false when there is none. */
  step(): Promise<boolean>;
  /** Steps until nothing is due within the time given. */
  pass(milliseconds: number): Promise<void>;
  /** Somebody sets the computer's clock back. What was due stays due. */
  turnBack(milliseconds: number): void;
};

/** A clock that stands still between steps. */
export function testTimer(random: () => number = () => 0.5): TestTimer {
  let now = 1_000_000_000;
  let turnedBack = 0;
  const due: { at: number; work: () => void }[] = [];

  async function step(until = Number.POSITIVE_INFINITY) {
    await settle();
    const next = due.toSorted((a, b) => a.at - b.at)[0];
    if (!next || next.at > until) return false;
    due.splice(due.indexOf(next), 1);
    now = Math.max(now, next.at);
    next.work();
    await settle();
    return true;
  }

  return {
    now: () => now - turnedBack,
    later(milliseconds, work) {
      const entry = { at: now + milliseconds, work };
      due.push(entry);
      return () => {
        if (due.includes(entry)) due.splice(due.indexOf(entry), 1);
      };
    },
    random,
    step: () => step(),
    turnBack(milliseconds) {
      turnedBack += milliseconds;
    },
    async pass(milliseconds) {
      const until = now + milliseconds;
      while (await step(until));
      now = until;
    },
  };
}

/** Promise chains of the code under test end within a turn of the event loop. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Keeps what the frame asks the loader to keep. */
export function testStore() {
  const unsent = new Map<string, Unsent>();
  const heard: ToLoader[] = [];
  return {
    heard,
    unsent: () => [...unsent.values()],
    tell(message: ToLoader) {
      heard.push(message);
      if (message.type === 'keep') unsent.set(message.unsent.id, message.unsent);
      if (message.type === 'drop') unsent.delete(message.id);
    },
  };
}
