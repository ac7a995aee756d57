/** Looks from time to time for what is due in any workspace, and does each in a transaction of its own. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, inWorkspace, outsideWorkspaces, type Tx } from '../db/index.ts';
import type { Log } from '../log/index.ts';

/** How late it may be done. */
const pollMilliseconds = 2_000;
/** Between two looks that are asked for. */
const restMilliseconds = 100;

/** `find` answers ids, `act` does one of them and looks again whether it is due: two servers may look at once. */
export type DueWork = {
  find: (tx: Tx, now: Date) => Promise<string[]>;
  act: (tx: Tx, id: string, now: Date) => Promise<void>;
};

type Deps = { db: Db; log: Log; now: () => Date };

/**
 * Starts looking; `stop` waits for what is under way. `workspaces` answers the ids of those where something is due;
 * `works` are done there in their order. `look` looks at once, or soon after the look that is under way.
 */
export function workWhenDue(
  { db, log, now }: Deps,
  workspaces: (tx: Tx, now: Date) => Promise<string[]>,
  works: readonly DueWork[],
): { look: () => void; stop: () => Promise<void> } {
  let running: Promise<void> | undefined;
  let isAskedFor = false;
  let isStopped = false;
  const lookAround = async (): Promise<void> => {
    const at = now();
    for (const workspaceId of await outsideWorkspaces(db, (tx) => workspaces(tx, at))) {
      for (const { find, act } of works) {
        for (const id of await inWorkspace(db, workspaceId, (tx) => find(tx, at))) {
          if (isStopped) return;
          // One that fails holds up no other.
          await inWorkspace(db, workspaceId, (tx) => act(tx, id, at)).catch((error: unknown) =>
            log.warn({ err: error, workspaceId, id }, 'what was due could not be done; it is tried again'),
          );
        }
      }
    }
  };
  const look = (): void => {
    if (isStopped) return;
    if (running !== undefined) {
      isAskedFor = true;
      return;
    }
    isAskedFor = false;
    running = lookAround()
      .catch((error: unknown) => log.debug({ err: error }, 'looking for what is due failed'))
      .then(() => sleep(restMilliseconds))
      .finally(() => {
        running = undefined;
        if (isAskedFor) look();
      });
  };
  const poll = setInterval(look, pollMilliseconds).unref();
  look();
  return {
    look,
    stop: async () => {
      isStopped = true;
      clearInterval(poll);
      await running;
    },
  };
}
