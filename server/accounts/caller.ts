/** Who calls, and how a command records it. */
import type { Actor, EntryKind } from '../../contract/entries.ts';
import { type Permission, type Role, rolePermissions, roles } from '../../contract/permissions.ts';

/** A member, proven for one request. */
export type MemberCaller = {
  kind: 'member';
  workspaceId: string;
  memberId: string;
  userId: string;
  role: Role;
  permissions: ReadonlySet<Permission>;
  /** `console`, or `api:` and the key's id. */
  source: string;
};

/** Who acts, and through what. */
export type By = { actor: Actor; source: string };

/** A member as the actor of an entry. */
export function by(who: MemberCaller): By {
  return { actor: { kind: 'member', id: who.memberId }, source: who.source };
}

/** The operator at the command line. */
export const operator: By = { actor: { kind: 'system', id: null }, source: 'command' };

/** A member acting for oneself, before or without being a caller: setting up, joining, signing in. */
export function oneself(memberId: string): By {
  return { actor: { kind: 'member', id: memberId }, source: 'console' };
}

const sets = new Map<Role, ReadonlySet<Permission>>(
  roles.map((role) => [role, new Set(rolePermissions[role])]),
);

/** The permissions of a role. */
export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return sets.get(role) ?? new Set();
}

/** Entries after which somebody who is let in already, on a socket, must be proven anew. */
export const callerKinds: readonly EntryKind[] = [
  'member.removed',
  'member.role_changed',
  'member.signed_out',
  'member.password_changed',
  'member.two_factor_changed',
  'key.revoked',
];
