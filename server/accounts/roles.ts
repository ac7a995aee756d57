/** The rules of roles, apart from what a permission says: owners are made, changed and removed by owners only. */
import { Problem } from '../../contract/errors.ts';
import type { Role } from '../../contract/permissions.ts';

/**
 * Refuses what `actor` may not do to a member. `from` is the member's role now (undefined: not yet a member), `to` the
 * one afterwards (undefined: removed), `owners` how many owners there are.
 */
export function requireRoleChange(
  actor: Role,
  from: Role | undefined,
  to: Role | undefined,
  owners: number,
): void {
  if (actor !== 'owner' && (from === 'owner' || to === 'owner')) {
    throw new Problem('not-allowed', 'Only an owner may do this to an owner.');
  }
  if (from === 'owner' && to !== 'owner' && owners <= 1) {
    throw new Problem('last-owner', 'Make somebody else an owner first.');
  }
}
