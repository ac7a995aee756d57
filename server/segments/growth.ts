/**
 * What one more entry of a kind can do to a condition: bring somebody in, or take somebody out. Most entries say once more
 * what is known, so that nobody has to be looked at: who is in stays in when only more can bring one in.
 *
 * Times at which an answer changes by itself stay right meanwhile: one more event within a window can only move the moment
 * at which too few are left in it, and at the moment that was written down everybody is looked at again.
 */
import type { Condition, Leaf } from '../../contract/conditions.ts';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import type { StageLine } from '../../contract/stages.ts';
import { kindsOf } from './concerns.ts';

export type Growth = 'in' | 'out' | 'either';

const opposite = { in: 'out', out: 'in', either: 'either' } as const satisfies Record<Growth, Growth>;

/** What an entry can do to a condition; either, where it regroups customers. */
export type Growths = (entry: Entry) => Growth;

/** What entries can do to this condition. */
export function growthOf(condition: Condition, stages: readonly StageLine[]): Growths {
  // Of events by name besides: what looks at any of them stands under the kind alone.
  const growth = new Map<string, Growth>();
  const walk = (part: Condition, isTurned: boolean): void => {
    const turned = isTurned !== (part.not ?? false);
    if ('of' in part) {
      for (const one of part.of) walk(one, turned);
      return;
    }
    const own = growthOfLeaf(part);
    for (const kind of kindsOf(part, stages)) {
      const key = part.type === 'did' && part.name !== undefined ? keyOf(kind, part.name) : kind;
      growth.set(key, both(growth.get(key), turned ? opposite[own] : own));
    }
  };
  walk(condition, false);
  return (entry) => {
    const any = growth.get(entry.kind);
    if (entry.kind !== 'event.tracked') return any ?? 'either';
    return both(any, growth.get(keyOf(entry.kind, entry.payload.name)) ?? any ?? 'either');
  };
}

const keyOf = (kind: EntryKind, name: string): string => `${kind} ${name}`;

function both(one: Growth | undefined, other: Growth): Growth {
  return one === undefined || one === other ? other : 'either';
}

function growthOfLeaf(leaf: Leaf): Growth {
  if (leaf.type !== 'did') return 'either';
  const { op } = leaf.times ?? { op: 'atLeast' };
  if (op === 'exactly') return 'either';
  return op === 'atLeast' ? 'in' : 'out';
}
