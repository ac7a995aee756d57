/** Whose turn it is: so many at once, and so many of one kind. What finds too many waiting before it gets none. */
export type Turns = { take: <T>(key: string, work: () => Promise<T>) => Promise<T | undefined> };
type Limits = { atOnceMax: number; atOnceOfKeyMax: number; waitingOfKeyMax: number };

/** Turns that are taken in the order in which they were asked for, but for keys that have enough already. */
export function createTurns({ atOnceMax, atOnceOfKeyMax, waitingOfKeyMax }: Limits): Turns {
  const running = new Map<string, number>();
  const waiting: { key: string; begin: () => void }[] = [];
  let all = 0;

  const isFree = (key: string) => all < atOnceMax && (running.get(key) ?? 0) < atOnceOfKeyMax;
  function hold(key: string, by: 1 | -1) {
    all += by;
    const now = (running.get(key) ?? 0) + by;
    if (now === 0) running.delete(key);
    else running.set(key, now);
  }
  function letNextBegin() {
    const at = waiting.findIndex(({ key }) => isFree(key));
    if (at < 0) return;
    const [next] = waiting.splice(at, 1);
    next?.begin();
  }

  return {
    async take(key, work) {
      if (!isFree(key)) {
        if (waiting.filter((one) => one.key === key).length >= waitingOfKeyMax) return undefined;
        await new Promise<void>((begin) => {
          waiting.push({
            key,
            begin() {
              hold(key, 1);
              begin();
            },
          });
        });
      } else hold(key, 1);
      try {
        return await work();
      } finally {
        hold(key, -1);
        letNextBegin();
      }
    },
  };
}
