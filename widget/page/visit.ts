/**
 * How many pages were seen in this visit, and for how long it lasts: in this tab, over reloads too. Kept only where the
 * widget may store something; else it is known while the page lasts.
 */
type Visit = { since: number; pages: number; last: number };

/** A pause that makes another visit of it. */
const pauseMilliseconds = 1_800_000;

/** `mayKeep`: there is a session, or the visitor agreed to it. Kept is nothing before somebody asks for it. */
export function createVisit(inbox: string, mayKeep: () => boolean) {
  const key = `rapport:${inbox}:visit`;
  let isWanted = false;
  let visit: Visit = { since: Date.now(), pages: 0, last: Date.now() };

  function write() {
    attempt(() => {
      if (isWanted && mayKeep()) sessionStorage.setItem(key, JSON.stringify(visit));
      else if (!mayKeep()) sessionStorage.removeItem(key);
    });
  }

  const before = attempt((): Visit => JSON.parse(sessionStorage[key]));
  if (before && Date.now() - before.last < pauseMilliseconds) visit = before;

  return {
    /** Another page is seen. */
    count() {
      visit = { ...visit, pages: visit.pages + 1, last: Date.now() };
      write();
    },
    /** What may be kept has changed. */
    write,
    /** There is something that depends on it. */
    keep() {
      isWanted = true;
      write();
    },
    pages: () => visit.pages,
    seconds: () => Math.round((Date.now() - visit.since) / 1_000),
  };
}

/** Storage may throw on any touch. */
function attempt<T>(touch: () => T): T | undefined {
  try {
    return touch();
  } catch {
    return undefined;
  }
}
