/** What a condition would find, while it is being written: as much as can be looked at in a short time, and told as that. */
import type { Condition } from '../../contract/conditions.ts';
import { Problem } from '../../contract/errors.ts';
import { previewPeopleMax, type SegmentPreview } from '../../contract/segments.ts';
import { inWorkspace } from '../platform/db/index.ts';
import { type Deps, lookingAt } from './looking.ts';
import { newestFirst } from './newest-first.ts';
import { peopleOf } from './queries.ts';

/** `signal`: nobody waits for the answer any more. @throws Problem `invalid-input` for what it names. */
export async function previewSegment(
  deps: Deps,
  workspaceId: string,
  condition: Condition,
  signal: AbortSignal,
): Promise<SegmentPreview> {
  const found: string[] = [];
  let [count, looked, isWhole] = [0, 0, false];
  const asked = { workspaceId, condition, signal };
  for await (const { ids, fits, next } of lookingAt(deps, asked, undefined, newestFirst())) {
    count += fits.length;
    looked += ids.length;
    found.push(...fits.slice(0, previewPeopleMax - found.length));
    isWhole = next === undefined;
  }
  if (signal.aborted) throw new Problem('conflict', 'The request was given up.');
  const people = await inWorkspace(deps.db, workspaceId, (tx) => peopleOf(tx, found));
  return { count, people, looked, isWhole };
}
