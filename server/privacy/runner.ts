/**
 * Copies and erasures that the server works on, one at a time, beside everything else. What a process leaves behind,
 * whatever ended it, the next one goes on with.
 */
import { sql } from 'kysely';
import { operator } from '../accounts/index.ts';
import { type Holding, lockCustomer, notErased } from '../customers/index.ts';
import { type Db, inWorkspace, outsideWorkspaces, type Tx } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { claimCopy, dropCopies, failCopy, makeCopy } from './copy.ts';
import { runErasure } from './erasing.ts';
import { beginErasure, claimErasure, type Keys, letGo, privacyTopic } from './erasure.ts';
import { readJournal } from './journal.ts';

const pollMilliseconds = 5_000;

export type PrivacyRunner = {
  /** Ends after the transaction under way. */
  stop: () => Promise<void>;
};

type Deps = { db: Db; dataDir: string; keys: Keys; holdings: readonly Holding[]; log: Log };

/** Starts looking. */
export function createPrivacyRunner(deps: Deps): PrivacyRunner {
  const { log } = deps;
  const ending = new AbortController();
  let running: Promise<void> | undefined;
  let again = false;
  const wake = (): void => {
    if (ending.signal.aborted) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    running = runAll(deps, ending.signal)
      .catch((error: unknown) => log.warn({ err: error }, 'work on privacy stopped; it is tried again'))
      .finally(() => {
        running = undefined;
        if (again) {
          again = false;
          wake();
        }
      });
  };
  // What this process leaves to work on; another one's is found by the poll.
  deps.db.onTouched((_workspaceId, topic) => {
    if (topic === privacyTopic) wake();
  });
  const poll = setInterval(wake, pollMilliseconds).unref();
  eraseAgain(deps)
    .catch((error: unknown) => log.warn({ err: error }, 'the journal of erasures could not be followed'))
    .finally(wake);
  return {
    stop: async () => {
      clearInterval(poll);
      ending.abort();
      await running;
    },
  };
}

/** Whoever the journal knows as erased and the database does not: a restore brought them back. */
async function eraseAgain({ db, dataDir, keys, log }: Deps): Promise<void> {
  for (const { workspaceId, customerIds } of await readJournal(dataDir)) {
    const isAgain = await inWorkspace(db, workspaceId, async (tx) => {
      const here = await notErased(tx, customerIds);
      if (here.length === 0) return false;
      for (const id of [...here].sort()) await lockCustomer(tx, id);
      await beginErasure(tx, operator, keys, { customerIds: here, requestId: null });
      return true;
    });
    if (isAgain) log.warn({ workspaceId }, 'somebody who had been erased was restored, and is erased again');
  }
}

async function workspacesWithWork(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select workspaces_with_privacy_work() as id`.execute(tx);
  return rows.map(({ id }) => id);
}

async function runAll(deps: Deps, signal: AbortSignal): Promise<void> {
  const { db } = deps;
  for (const workspaceId of await outsideWorkspaces(db, workspacesWithWork)) {
    const where = { ...deps, workspaceId, signal };
    await dropCopies(where, 'expired');
    while (!signal.aborted) {
      const copy = await inWorkspace(db, workspaceId, claimCopy);
      if (!copy) break;
      await makeCopy(where, copy).catch(async (error: unknown) => {
        deps.log.warn({ err: error, exportId: copy.id }, 'a copy failed');
        await inWorkspace(db, workspaceId, (tx) =>
          failCopy(tx, copy.id, 'Something failed on our side. Have another one made.'),
        );
      });
    }
    while (!signal.aborted) {
      const erasure = await inWorkspace(db, workspaceId, claimErasure);
      if (!erasure) break;
      const isDone = await runErasure(where, erasure).catch((error: unknown) => {
        // It stays under way: the next look goes on with it, when this one counts as silent.
        deps.log.warn({ err: error, erasureId: erasure.id }, 'an erasure was interrupted; it goes on');
        return undefined;
      });
      if (isDone === false) await inWorkspace(db, workspaceId, (tx) => letGo(tx, erasure.id));
    }
  }
}
