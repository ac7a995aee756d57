/**
 * What has to be done without an entry: looking at those whose time has come, at everybody after a condition was changed,
 * and counting. In short transactions, each of which says how far it came: what ends a process leaves nothing undone.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { countCustomers, customerIdsAfter } from '../customers/index.ts';
import { type Db, inWorkspace, outsideWorkspaces, type Tx } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { dropChecks, dueChecks, workspacesDue } from './checks.ts';
import { recountOne } from './counts.ts';
import { decide } from './decide.ts';
import { lockSegments, moveRefresh, nextRefresh } from './store.ts';

const pollMilliseconds = 500;
/** So many customers in one transaction, few enough for it to end within 200 ms. */
const batchCustomersMax = 250;
/** For each moment of work one of rest: chats come first. */
const restShare = 1;

export type SegmentClock = { stop: () => Promise<void> };
type Deps = { db: Db; log: Log; now: () => Date };

/** Starts looking. `stop` ends after the batch under way. */
export function createSegmentClock(deps: Deps): SegmentClock {
  const ending = new AbortController();
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await catchUp(deps, ending.signal).catch((error: unknown) =>
        deps.log.warn({ err: error }, 'segments stopped; they are tried again'),
      );
      await sleep(pollMilliseconds, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: async () => {
      ending.abort();
      await running;
    },
  };
}

/** Does what is due in all workspaces. */
export async function catchUp({ db, now }: Deps, signal?: AbortSignal): Promise<void> {
  const due = await outsideWorkspaces(db, (tx) => workspacesDue(tx, now().toISOString()));
  for (const workspaceId of due) {
    for (;;) {
      if (signal?.aborted) return;
      const began = performance.now();
      const isDone = await inWorkspace(db, workspaceId, (tx) => step(tx, now()));
      if (isDone) break;
      if (signal) await sleep((performance.now() - began) * restShare);
    }
  }
}

/** One batch of what is due in a workspace; answers whether there was nothing left. */
async function step(tx: Tx, now: Date): Promise<boolean> {
  await lockSegments(tx);
  return !((await stepTime(tx, now)) || (await stepRefresh(tx, now)) || (await recountOne(tx)));
}

async function stepTime(tx: Tx, now: Date): Promise<boolean> {
  const due = await dueChecks(tx, now.toISOString(), batchCustomersMax);
  if (due.length === 0) return false;
  // Forgotten first: segments that were archived ask nothing again.
  await dropChecks(tx, due);
  const questions = new Map<string, string[]>();
  for (const { segmentId, customerId } of due) {
    questions.set(segmentId, [...(questions.get(segmentId) ?? []), customerId]);
  }
  await decide(tx, questions, now);
  return true;
}

async function stepRefresh(tx: Tx, now: Date): Promise<boolean> {
  const refresh = await nextRefresh(tx);
  if (!refresh) return false;
  const { segmentId, reachedId } = refresh;
  const total = reachedId === null ? await countCustomers(tx) : refresh.total;
  const ids = await customerIdsAfter(tx, reachedId, batchCustomersMax);
  await decide(tx, new Map([[segmentId, ids]]), now);
  const isEnd = ids.length < batchCustomersMax;
  await moveRefresh(tx, segmentId, { id: ids.at(-1) ?? reachedId, done: ids.length, total, isEnd });
  return true;
}
