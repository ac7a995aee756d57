/** Follows what happens: whoever it concerns is looked at again, in the segments that it concerns. */
import { partsOf } from '../../contract/conditions.ts';
import { type Entry, type EntryKind, entryKinds } from '../../contract/entries.ts';
import type { StageLine } from '../../contract/stages.ts';
import { readStageRule } from '../customers/index.ts';
import type { Follower, Wanted } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { concernOf, customersIn, looksAtMachines, regrouping, wantedFor } from './concerns.ts';
import { askForRecount, askForRecountOf } from './counts.ts';
import { decide } from './decide.ts';
import { growthOf } from './growth.ts';
import { type Planned, questionsAfter } from './questions.ts';
import { beginRefresh, type LiveSegment, liveSegments, lockSegments } from './store.ts';

/** After these the answer may be another one for everybody. */
const sweeping: readonly EntryKind[] = ['stages.updated', 'ledger.retained'];
/** Nobody follows one's own words. */
const kinds = entryKinds.filter((kind) => !kind.startsWith('segment.'));

/** How long what happened may wait for company. Well below the two seconds within which segments follow. */
const restMilliseconds = 100;
/** Of which most say once more why somebody is in, or tell again of somebody who is looked at in the same batch. */
const batchEntries = 2_000;

/** What holds for a batch: read once, under the lock. */
type Rules = { segments: LiveSegment[]; plan: Planned[]; stages: StageLine[] };

/** Keeps segments current. `now` is the clock of conditions about time. */
export function segmentFollower({ now }: { now: () => Date }): Follower {
  const rulesOfBatch = new WeakMap<Tx, Rules>();
  return {
    name: 'segments',
    kinds,
    restMilliseconds,
    batchEntries,
    narrow: async (tx): Promise<Wanted | undefined> => {
      // Held until the batch has committed: who changes a segment meanwhile waits, and then looks at everybody.
      await lockSegments(tx);
      const rules = await rulesIn(tx);
      const { plan } = rules;
      if (plan.length === 0) return undefined;
      rulesOfBatch.set(tx, rules);
      return wantedFor(
        plan.map(({ concern }) => concern),
        sweeping,
      );
    },
    apply: async (tx, entries) => follow(tx, entries, rulesOfBatch.get(tx) ?? (await rulesIn(tx)), now()),
  };
}

async function rulesIn(tx: Tx): Promise<Rules> {
  const segments = await liveSegments(tx);
  if (segments.length === 0) return { segments, plan: [], stages: [] };
  const { lines } = await readStageRule(tx);
  const plan = segments.map((segment) => ({
    segment,
    concern: concernOf(segment.condition, lines),
    growth: growthOf(segment.condition, lines),
  }));
  return { segments, plan, stages: lines };
}

async function follow(tx: Tx, entries: readonly Entry[], rules: Rules, now: Date): Promise<void> {
  const { plan, stages } = rules;
  const questions = await questionsAfter(tx, entries, plan);
  const regrouped = entries.filter(({ kind }) => regrouping.includes(kind));
  if (regrouped.length > 0) await askForRecount(tx, regrouped.flatMap(customersIn));
  // Who was counted as one may have left as two before it was heard that they are.
  if (entries.some(({ kind }) => kind === 'customer.unmerged')) await askForRecountOf(tx, 'all');
  await decide(tx, questions, now, rules);
  await sweep(tx, entries, plan, stages);
}

/** Everybody is looked at again, in the background, where what changed was not about one customer. */
async function sweep(
  tx: Tx,
  entries: readonly Entry[],
  plan: Planned[],
  stages: readonly StageLine[],
): Promise<void> {
  const isChanged = entries.some(({ kind }) => kind === 'stages.updated');
  const isDropped = entries.some(({ kind }) => kind === 'ledger.retained');
  if (!isChanged && !isDropped) return;
  const stale = plan.filter(
    ({ segment: { condition } }) =>
      (isChanged && partsOf(condition).some(({ type }) => type === 'stage')) ||
      (isDropped && looksAtMachines(condition, stages)),
  );
  if (stale.length > 0)
    await beginRefresh(
      tx,
      stale.map(({ segment }) => segment.id),
    );
}
