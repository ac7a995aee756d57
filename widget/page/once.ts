/** What several tabs hear of at the same time, done by one of them. */
const heldMilliseconds = 5_000;

/** Does the work unless another tab of this site does it just now. Where browsers have no locks, each tab does it. */
export async function once(name: string, work: () => void): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request(name, { ifAvailable: true }, (lock) => {
    if (!lock) return;
    work();
    return new Promise<void>((resolve) => setTimeout(resolve, heldMilliseconds));
  });
}
