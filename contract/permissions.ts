/** Who may do what: permissions stand on endpoints, roles are sets of permissions. */
import { z } from 'zod';

/** What a member may do in a workspace. */
export const permissions = [
  'conversations:read',
  'conversations:write',
  'messages:manage',
  'customers:read',
  'customers:write',
  'notes:manage',
  'members:read',
  'members:manage',
  'keys:manage',
  'inboxes:read',
  'inboxes:manage',
  'imports:manage',
  'webhooks:manage',
  'segments:manage',
  'privacy:manage',
  'workspace:read',
  'workspace:manage',
  'audit:read',
] as const;
export type Permission = (typeof permissions)[number];

/**
 * What an endpoint asks of its caller: a member's permission; `signed-in` (any member, by session only, about
 * oneself); `visitor` (a visitor token); `public` (nobody in particular).
 */
export type Access = Permission | 'signed-in' | 'visitor' | 'public';

export const roles = ['owner', 'admin', 'agent', 'viewer'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

const viewer: Permission[] = [
  'conversations:read',
  'customers:read',
  'members:read',
  'inboxes:read',
  'workspace:read',
];
const agent: Permission[] = [...viewer, 'conversations:write', 'customers:write'];

/** The permissions of each role. Only owners may make, change or remove owners (checked by the command). */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  owner: permissions,
  admin: permissions,
  agent,
  viewer,
};
