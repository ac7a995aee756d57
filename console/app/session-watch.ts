/** Follows the session and the ledger from outside any screen: fetches again what became old, notices the end. */
import { ApiError, watchCalls } from '../lib/api.ts';
import { watchConnection } from '../lib/connection.ts';
import { realtime, watchBrowser } from '../lib/live.ts';
import { meQuery } from '../lib/session.ts';
import { staleAfter } from '../lib/team.ts';
import { queryClient } from './query-client.ts';

/** A socket that is turned away is opened again at most this often. */
const readmissionMsMin = 10_000;

/** Starts watching. `ended`: the session of somebody who was signed in is over; `back`: the server can be reached again. */
export function watchSession(ended: () => void, back: () => void): void {
  watchBrowser();
  watchCalls((failure) => {
    if (failure instanceof ApiError && failure.code === 'not-signed-in') endSession(ended);
  });
  watchConnection(() => {
    realtime.wake();
    void queryClient.invalidateQueries();
    back();
  });
  const askAgain = readmission();
  realtime.listen({
    turnedAway: () => void askAgain(),
    reset: () => void queryClient.invalidateQueries(),
    notified: () => void queryClient.invalidateQueries({ queryKey: ['notifications'] }),
    entries(entries) {
      // What is on screen may tell of somebody who is erased.
      if (entries.some(({ kind }) => kind === 'customer.erased')) {
        realtime.refetch();
        return;
      }
      const stale = new Set(entries.flatMap(staleAfter));
      for (const key of stale) void queryClient.invalidateQueries({ queryKey: [key] });
    },
  });
}

/**
 * Asks who is signed in when the socket was turned away: the session may be over (the call's watcher sees to that), or
 * only the role has changed, and the socket may come back.
 */
function readmission(): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    const wait = Math.max(0, last + readmissionMsMin - performance.now());
    last = performance.now() + wait;
    await new Promise((resolve) => setTimeout(resolve, wait));
    const me = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => undefined);
    if (me?.permissions.includes('conversations:read')) realtime.start();
  };
}

/** Closes the socket. What was fetched stays until somebody signs in, so that going on is instant. */
function endSession(ended: () => void): void {
  const wasSignedIn = queryClient.getQueryData(meQuery.queryKey) !== undefined;
  realtime.stop();
  if (wasSignedIn) ended();
}
