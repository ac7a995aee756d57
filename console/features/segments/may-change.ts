/** Whether the signed-in member may change a segment: owners and admins all of them, others their own. */
import type { Segment } from '../../../contract/segments.ts';
import { useMay, useMe } from '../../lib/session.ts';

export function useMayChange(): (segment: Pick<Segment, 'ownerId'>) => boolean {
  const { member } = useMe();
  const may = useMay();
  return ({ ownerId }) => may('segments:manage') || (may('customers:write') && ownerId === member.id);
}
