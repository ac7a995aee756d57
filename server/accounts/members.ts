/** Who works here: roles, and leaving. */
import { sql } from 'kysely';
import type { Member } from '../../contract/accounts.ts';
import { Problem } from '../../contract/errors.ts';
import { type Role, rolePermissions } from '../../contract/permissions.ts';
import { endSessions } from '../platform/auth/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type By, by, type MemberCaller } from './caller.ts';
import { revokeInvitationsOf } from './invitations.ts';
import { revokeKeysOf } from './keys.ts';
import { membershipsOf } from './memberships.ts';
import { rolesLock } from './names.ts';
import { record } from './record.ts';
import { requireRoleChange } from './roles.ts';

const membersMax = 1_000;

/**
 * Called in the transaction that removes a member, to hand over what was in that member's care. It comes before anything
 * is written, so that it can take its locks first.
 */
export type MemberRemovedHook = (
  tx: Tx,
  who: By,
  memberId: string,
  handOverTo: string | null,
) => Promise<unknown>;

const memberJson = sql<Member>`json_build_object('id', m.id, 'name', m.name, 'email', m.email, 'role', m.role,
  'joinedAt', rfc3339(m.joined_at))`;

/** Everybody who works here, those first who came first. */
export async function listMembers(tx: Tx): Promise<Member[]> {
  const { rows } = await sql<{ json: Member }>`
    select ${memberJson} as json from members m where removed_at is null
    order by m.joined_at, m.id limit ${membersMax}`.execute(tx);
  return rows.map((row) => row.json);
}

/** One member who works here, with the user who signs in as it. */
export async function findMember(
  tx: Tx,
  memberId: string,
): Promise<(Member & { userId: string }) | undefined> {
  const { rows } = await sql<{ json: Member; userId: string }>`
    select ${memberJson} as json, m.user_id as "userId" from members m
    where m.id = ${memberId} and m.removed_at is null`.execute(tx);
  return rows[0] && { ...rows[0].json, userId: rows[0].userId };
}

/** One member who works here. @throws Problem `not-found`. */
export async function readMember(tx: Tx, memberId: string): Promise<Member & { userId: string }> {
  const member = await findMember(tx, memberId);
  if (!member) throw new Problem('not-found', 'There is no such member.');
  return member;
}

/** Makes a user a member. @throws Problem `already-exists`. */
export async function addMember(
  tx: Tx,
  who: By,
  input: { memberId: string; userId: string; name: string; email: string; role: Role; locale?: string },
): Promise<void> {
  await lockRoles(tx);
  const { rows } = await sql<{ count: number; here: boolean }>`
    select count(*)::integer as count, coalesce(bool_or(user_id = ${input.userId}), false) as here
    from members where removed_at is null`.execute(tx);
  if (rows[0]?.here) throw new Problem('already-exists', 'You work in this workspace already.');
  if ((rows[0]?.count ?? 0) >= membersMax) {
    throw new Problem('conflict', `A workspace has at most ${membersMax} members.`);
  }
  const { memberId, name, email, role } = input;
  const entry = await record(tx, who, 'member.joined', { memberId, name, email, role });
  await sql`
    insert into members (id, user_id, name, email, role, locale, joined_at)
    values (${memberId}, ${input.userId}, ${entry.payload.name}, ${email}, ${role}, ${input.locale ?? null},
      ${entry.occurredAt})`.execute(tx);
}

/** Gives a member another role; the same role again changes nothing. */
export async function changeRole(tx: Tx, who: MemberCaller, memberId: string, to: Role): Promise<Member> {
  await lockRoles(tx);
  const { userId: _, ...member } = await readMember(tx, memberId);
  requireRoleChange(await roleNow(tx, who), member.role, to, await countOwners(tx));
  if (member.role === to) return member;
  await record(tx, by(who), 'member.role_changed', { memberId, from: member.role, to });
  await sql`update members set role = ${to} where id = ${memberId}`.execute(tx);
  // An invitation must not outlive the right to invite.
  const mayInvite = rolePermissions[to].includes('members:manage');
  if (!mayInvite || member.role === 'owner') await revokeInvitationsOf(tx, by(who), memberId);
  return { ...member, role: to };
}

/** Removes a member. What the member could do ends with this transaction. */
export async function removeMember(
  tx: Tx,
  who: MemberCaller,
  input: { memberId: string; handOverTo: string | null },
  hooks: readonly MemberRemovedHook[],
): Promise<void> {
  const { memberId, handOverTo } = input;
  await lockRoles(tx);
  const member = await readMember(tx, memberId);
  requireRoleChange(await roleNow(tx, who), member.role, undefined, await countOwners(tx));
  if (handOverTo !== null) await requireSuccessor(tx, memberId, handOverTo);
  for (const hook of hooks) await hook(tx, by(who), memberId, handOverTo);
  const entry = await record(tx, by(who), 'member.removed', {
    memberId,
    name: member.name,
    handedOverTo: handOverTo,
  });
  await sql`
    update members set user_id = null, removed_at = ${entry.occurredAt} where id = ${memberId}`.execute(tx);
  await revokeKeysOf(tx, by(who), memberId);
  await revokeInvitationsOf(tx, by(who), memberId);
  if ((await membershipsOf(tx, member.userId)).length === 0) await endSessions(tx, member.userId);
}

async function requireSuccessor(tx: Tx, memberId: string, successorId: string): Promise<void> {
  const { rows } = await sql`
    select 1 from members where id = ${successorId} and id <> ${memberId} and removed_at is null`.execute(tx);
  if (rows.length === 0) {
    throw new Problem('conflict', 'Hand over to somebody else who works here, or to nobody.');
  }
}

/**
 * Changes of roles in one workspace wait for one another: else two owners could remove each other at once. The lock is
 * advisory, for nothing may be written before what else the transaction locks.
 */
async function lockRoles(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${rolesLock})`.execute(tx);
}

/** The caller's role under the lock: it may have changed since the request was let in. */
async function roleNow(tx: Tx, who: MemberCaller): Promise<Role> {
  return (await findMember(tx, who.memberId))?.role ?? 'viewer';
}

async function countOwners(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from members where role = 'owner' and removed_at is null`.execute(tx);
  return rows[0]?.count ?? 0;
}
