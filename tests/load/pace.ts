/** Load at a given rate, whatever the answers do: what is late does not slow what follows. */

const patienceMilliseconds = 10_000;

/** Calls `send` so many times a second for so long, then waits until `open` says 0, or loses patience. */
export async function atPace(
  rate: { perSecond: number; seconds: number },
  send: (number: number) => void,
  open: () => number,
): Promise<void> {
  const began = performance.now();
  const count = Math.round(rate.perSecond * rate.seconds);
  for (let sent = 0; sent < count; ) {
    const due = Math.min(count, Math.floor(((performance.now() - began) / 1_000) * rate.perSecond) + 1);
    for (; sent < due; sent++) send(sent);
    await sleep(Math.max(0, (sent / rate.perSecond) * 1_000 - (performance.now() - began)));
  }
  const deadline = performance.now() + patienceMilliseconds;
  while (open() > 0 && performance.now() < deadline) await sleep(5);
}

/** Does `work` for each of the items, so many at once. */
export async function allOf<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
