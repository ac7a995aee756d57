/** Does what can wait after the page has loaded, when it has nothing better to do. */
export function whenIdle(work: () => unknown): void {
  // Not every browser has requestIdleCallback.
  const later: (work: () => unknown) => void = window.requestIdleCallback ?? setTimeout;
  if (document.readyState === 'complete') later(work);
  else addEventListener('load', () => whenIdle(work));
}
