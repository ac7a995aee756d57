/** What a condition would find, while it is being written: as much as can be looked at in a short time, and told as that. */
import { sql } from 'kysely';
import type { Condition } from '../../contract/conditions.ts';
import { Problem } from '../../contract/errors.ts';
import { previewPeopleMax, type SegmentPreview } from '../../contract/segments.ts';
import { newestCustomerIds, readStageRule } from '../customers/index.ts';
import { codeOf, type Db, inWorkspace } from '../platform/db/index.ts';
import { fitting } from './decide.ts';
import { refuseCircle } from './order.ts';
import { peopleOf } from './queries.ts';
import { liveSegments } from './store.ts';

const budgetMilliseconds = 2_000;
const statementMillisecondsMax = 2_000;
const batchFirst = 100;
const batchMax = 1_000;
const statementTimedOut = '57014';

type Deps = { db: Db; now: () => Date };

/** `signal`: nobody waits for the answer any more. @throws Problem `invalid-input` for what it names. */
export async function previewSegment(
  { db, now }: Deps,
  workspaceId: string,
  condition: Condition,
  signal: AbortSignal,
): Promise<SegmentPreview> {
  const began = performance.now();
  const stages = await inWorkspace(db, workspaceId, async (tx) => {
    refuseCircle({ id: '', name: '', condition }, await liveSegments(tx));
    return (await readStageRule(tx)).lines;
  });
  const circumstances = { now: now().toISOString(), stages };
  const found: string[] = [];
  let [count, looked, isWhole] = [0, 0, false];
  let before: Awaited<ReturnType<typeof newestCustomerIds>>['last'];
  let batch = batchFirst;
  while (!isWhole && !signal.aborted && performance.now() - began < budgetMilliseconds) {
    const page = await inWorkspace(db, workspaceId, async (tx) => {
      await sql`select set_config('statement_timeout', ${String(statementMillisecondsMax)}, true)`.execute(
        tx,
      );
      const next = await newestCustomerIds(tx, before, batch);
      return { ...next, fits: await fitting(tx, condition, next.ids, circumstances) };
    }).catch((error: unknown) => {
      if (codeOf(error) === statementTimedOut) return undefined;
      throw error;
    });
    // Too slow at once: what was seen until here is what there is to tell.
    if (!page) break;
    count += page.fits.length;
    looked += page.ids.length;
    found.push(...page.fits.slice(0, previewPeopleMax - found.length));
    isWhole = page.isEnd;
    before = page.last;
    batch = Math.min(batchMax, batch * 2);
  }
  if (signal.aborted) throw new Problem('conflict', 'The request was given up.');
  const people = await inWorkspace(db, workspaceId, (tx) => peopleOf(tx, found));
  return { count, people, looked, isWhole };
}
