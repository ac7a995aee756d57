/**
 * What one more entry of a kind can do to a condition: bring somebody in, or take somebody out. Most entries say once more
 * what is known, so that nobody has to be looked at: who is in stays in when only more can bring one in.
 *
 * Times at which an answer changes by itself stay right meanwhile: one more event within a window can only move the moment
 * at which too few are left in it, and at the moment that was written down everybody is looked at again.
 */
import type { Condition, Leaf } from '../../contract/conditions.ts';
import type { EntryKind } from '../../contract/entries.ts';
import type { StageLine } from '../../contract/stages.ts';
import { kindsOf } from './concerns.ts';

export type Growth = 'in' | 'out' | 'either';

const opposite = { in: 'out', out: 'in', either: 'either' } as const satisfies Record<Growth, Growth>;

/** By kind of entry; what is not named does nothing to the condition, or regroups customers: either. */
export function growthOf(condition: Condition, stages: readonly StageLine[]): ReadonlyMap<EntryKind, Growth> {
  const growth = new Map<EntryKind, Growth>();
  const walk = (part: Condition, isTurned: boolean): void => {
    const turned = isTurned !== (part.not ?? false);
    if ('of' in part) {
      for (const one of part.of) walk(one, turned);
      return;
    }
    const own = growthOfLeaf(part);
    for (const kind of kindsOf(part, stages)) {
      const now = turned ? opposite[own] : own;
      growth.set(kind, (growth.get(kind) ?? now) === now ? now : 'either');
    }
  };
  walk(condition, false);
  return growth;
}

function growthOfLeaf(leaf: Leaf): Growth {
  if (leaf.type !== 'did') return 'either';
  const { op } = leaf.times ?? { op: 'atLeast' };
  if (op === 'exactly') return 'either';
  return op === 'atLeast' ? 'in' : 'out';
}
