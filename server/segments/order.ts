/** Segments that name one another in their conditions: in which order they are decided, and that none names itself. */

import { type Condition, partsOf } from '../../contract/conditions.ts';
import { Problem } from '../../contract/errors.ts';

export type Naming = { id: string; name: string; condition: Condition };

/** The segments that a condition names. */
export function namedIn(condition: Condition): string[] {
  return partsOf(condition).flatMap((part) => (part.type === 'segment' ? [part.segmentId] : []));
}

/** The segments, each behind those that its condition names. */
export function inOrder<Segment extends Naming>(segments: readonly Segment[]): Segment[] {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  const ordered = new Set<Segment>();
  const seen = new Set<string>();
  const visit = (segment: Segment): void => {
    if (seen.has(segment.id)) return;
    seen.add(segment.id);
    for (const id of namedIn(segment.condition)) {
      const named = byId.get(id);
      if (named) visit(named);
    }
    ordered.add(segment);
  };
  for (const segment of segments) visit(segment);
  return [...ordered];
}

/** @throws Problem `invalid-input` when a condition names what is not there, `conflict` when it comes back to itself. */
export function refuseCircle(changed: Naming, others: readonly Naming[]): void {
  const byId = new Map([...others, changed].map((segment) => [segment.id, segment]));
  const seen = new Set<string>();
  const follow = (segment: Naming, way: readonly string[]): void => {
    for (const id of namedIn(segment.condition)) {
      const named = byId.get(id);
      if (!named) {
        const what = 'The condition names a segment that is not there, or is archived. Choose another one.';
        throw new Problem('invalid-input', what);
      }
      const further = [...way, `“${named.name}”`];
      if (id === changed.id) {
        throw new Problem(
          'conflict',
          `A segment can't depend on itself: ${further.join(' names ')}. Take one out.`,
        );
      }
      if (seen.has(id)) continue;
      seen.add(id);
      follow(named, further);
    }
  };
  follow(changed, [`“${changed.name}”`]);
}
