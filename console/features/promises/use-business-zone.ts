/** On which clock promises are made: that of the business, whatever the member's own is. */
import { useMe } from '../../lib/session.ts';

export function useBusinessZone(): string {
  return useMe().workspace.timeZone;
}
