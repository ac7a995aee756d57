/** Runs the followers of this process: on each wake-up and on each poll, one run at a time per workspace. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { type Follower, follow, workspacesBehind } from './follow.ts';
import type { Waker } from './wake.ts';

/** Between two runs of a follower that names no rest of its own: a burst of messages is read at once. */
const restMillisecondsUsual = 250;

/** Starts them. `stop` waits for the runs that are under way. */
export function runFollowers(
  db: Db,
  log: Log,
  waker: Waker,
  followers: readonly Follower[],
): { stop: () => Promise<void> } {
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const ending = new AbortController();
  const run = (follower: Follower, workspaceId: string, isWoken = false): void => {
    const key = `${follower.name} ${workspaceId}`;
    if (ending.signal.aborted) return;
    if (running.has(key)) {
      again.add(key);
      return;
    }
    const done = follow(db, log, follower, workspaceId, { isWoken, ending: ending.signal })
      .catch((error: unknown) =>
        log.warn({ err: error, follower: follower.name }, 'follower stopped; it is tried again'),
      )
      // What is heard of meanwhile is read together. Ending does not wait for it.
      .then(() =>
        sleep(follower.restMilliseconds ?? restMillisecondsUsual, undefined, { signal: ending.signal }).catch(
          () => undefined,
        ),
      )
      .finally(() => {
        running.delete(key);
        if (again.delete(key)) run(follower, workspaceId, true);
      });
    running.set(key, done);
  };
  waker.onWake((workspaceIds) => {
    for (const follower of followers) {
      if (workspaceIds) for (const id of workspaceIds) run(follower, id, true);
      else void pollFor(follower);
    }
  });
  const pollFor = async (follower: Follower): Promise<void> => {
    if (ending.signal.aborted) return;
    try {
      for (const id of await workspacesBehind(db, follower.name)) run(follower, id);
    } catch (error) {
      log.debug({ err: error }, 'poll failed');
    }
  };
  return {
    stop: async () => {
      ending.abort();
      await Promise.all(running.values());
    },
  };
}
