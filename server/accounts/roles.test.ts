import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '../../contract/errors.ts';
import { type Role, roles } from '../../contract/permissions.ts';
import { requireRoleChange } from './roles.ts';

const role = fc.constantFrom<Role>(...roles);
const roleOrNone = fc.option(role, { nil: undefined });

function refusalOf(...change: Parameters<typeof requireRoleChange>): string | undefined {
  try {
    requireRoleChange(...change);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

test('however members change each other, owners remain, and only owners made or unmade one', () => {
  const step = fc.record({ by: fc.nat(), at: fc.nat(), to: roleOrNone });
  fc.assert(
    fc.property(
      fc.array(role, { minLength: 1, maxLength: 6 }),
      fc.array(step, { maxLength: 40 }),
      (others, steps) => {
        const team: (Role | undefined)[] = ['owner', ...others];
        for (const { by, at, to } of steps) {
          const actor = team[by % team.length];
          const index = at % team.length;
          const from = team[index];
          if (actor === undefined || from === undefined) continue;
          const owners = team.filter((one) => one === 'owner').length;
          const refusal = refusalOf(actor, from, to, owners);
          if (refusal === undefined) team[index] = to;
          const concernsOwners = from === 'owner' || to === 'owner';
          if (actor !== 'owner' && concernsOwners) expect(refusal).toBe('not-allowed');
          else if (from === 'owner' && to !== 'owner' && owners === 1) expect(refusal).toBe('last-owner');
          else expect(refusal).toBeUndefined();
          expect(team).toContain('owner');
        }
      },
    ),
  );
});
