/** Setting a new password by a link that works once. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { newId } from '../ledger/index.ts';
import { type Auth, dropTwoFactor, endSessions, passwordChangedSince } from '../platform/auth/index.ts';
import { type Db, inWorkspace, outsideWorkspaces, type Tx } from '../platform/db/index.ts';
import { type By, by, type MemberCaller, oneself, operator } from './caller.ts';
import { type LinkDeps, linkTo, readToken } from './links.ts';
import { findMember, readMember } from './members.ts';
import { membershipsOf, membershipsOfEmail, recordEverywhere } from './memberships.ts';
import { record } from './record.ts';
import { requireRoleChange } from './roles.ts';

const resetHours = 1;

/** A link that was made: what it is, and until when it counts. */
export type ResetLink = { link: string; expiresAt: string };

/** Makes a reset; the link follows from its ids. */
async function addReset(tx: Tx, who: By, memberId: string): Promise<{ id: string; expiresAt: string }> {
  const id = newId();
  const { occurredAt } = await record(tx, who, 'member.reset_requested', { memberId, resetId: id });
  const { rows } = await sql<{ expiresAt: string }>`
    insert into password_resets (id, member_id, created_at, expires_at)
    values (${id}, ${memberId}, ${occurredAt}, ${occurredAt}::timestamptz + make_interval(hours => ${resetHours}))
    returning rfc3339(expires_at) as "expiresAt"`.execute(tx);
  return { id, expiresAt: rows[0]?.expiresAt ?? occurredAt };
}

/**
 * A member resets another's password. With the link in hand one becomes that person, in every workspace where the person
 * works: it is shown only for somebody who works here alone.
 */
export async function createResetLink(
  tx: Tx,
  deps: LinkDeps & { mails: boolean },
  who: MemberCaller,
  memberId: string,
): Promise<{ link: string | null; expiresAt: string }> {
  const member = await readMember(tx, memberId);
  requireRoleChange(who.role, member.role, member.role, 2);
  if (!deps.mails && (await membershipsOf(tx, member.userId)).length > 1) {
    throw new Problem(
      'not-allowed',
      'This member works in other workspaces too. The operator can reset the password by the command reset-password.',
    );
  }
  const { id, expiresAt } = await addReset(tx, by(who), memberId);
  return { link: deps.mails ? null : linkTo(deps, 'reset', { workspaceId: who.workspaceId, id }), expiresAt };
}

/**
 * The operator's way to a link. `withoutTwoFactor` also ends two-factor sign-in and every session, for a member who lost
 * app and recovery codes. @throws Problem `not-found`.
 */
export async function resetLink(
  db: Db,
  deps: LinkDeps,
  email: string,
  options = { withoutTwoFactor: false },
): Promise<ResetLink> {
  const user = await membershipsOfEmail(db, email);
  const [found] = user?.memberships ?? [];
  if (!user || !found)
    throw new Problem('not-found', `Nobody with the address ${email} works in any workspace.`);
  const { workspaceId, memberId } = found;
  if (options.withoutTwoFactor && (await endTwoFactor(db, user.userId))) {
    const payloadOf = (id: string) => ({ memberId: id, enabled: false });
    await recordEverywhere(db, user.userId, 'member.two_factor_changed', payloadOf, { who: operator });
  }
  const { id, expiresAt } = await inWorkspace(db, workspaceId, (tx) => addReset(tx, operator, memberId));
  return { link: linkTo(deps, 'reset', { workspaceId, id }), expiresAt };
}

async function endTwoFactor(db: Db, userId: string): Promise<boolean> {
  return outsideWorkspaces(db, async (tx) => {
    await endSessions(tx, userId);
    return dropTwoFactor(tx, userId);
  });
}

/** Makes a reset for whoever has this address, if anybody: the mail follows from its entry. */
export async function resetByMail(db: Db, email: string): Promise<void> {
  const found = (await membershipsOfEmail(db, email))?.memberships[0];
  if (!found) return;
  await inWorkspace(db, found.workspaceId, (tx) => addReset(tx, oneself(found.memberId), found.memberId));
}

/** The member whom an open reset of the transaction's workspace is for. @throws Problem `expired`. */
export async function readReset(tx: Tx, resetId: string): Promise<{ email: string; workspaceName: string }> {
  const { rows } = await sql<{ email: string; workspaceName: string }>`
    select m.email, w.name as "workspaceName"
    from password_resets r
    join members m on m.workspace_id = r.workspace_id and m.id = r.member_id and m.removed_at is null
    join workspaces w on w.workspace_id = r.workspace_id
    where r.id = ${resetId} and r.used_at is null and r.expires_at > clock_timestamp()`.execute(tx);
  if (!rows[0]) throw expired();
  return rows[0];
}

/** Sets the password, once per link; all sessions end. Links made before the last change of password don't count. */
export async function resetPassword(
  db: Db,
  deps: LinkDeps & { auth: Auth },
  input: { token: string; password: string },
): Promise<void> {
  const { workspaceId, id } = readToken(deps, 'reset', input.token);
  const userId = await inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<{ memberId: string; createdAt: string }>`
      update password_resets set used_at = clock_timestamp()
      where id = ${id} and used_at is null and expires_at > clock_timestamp()
      returning member_id as "memberId", rfc3339(created_at) as "createdAt"`.execute(tx);
    const reset = rows[0];
    const member = reset && (await findMember(tx, reset.memberId));
    if (!member || (await passwordChangedSince(tx, member.userId, reset.createdAt))) throw expired();
    await deps.auth.setPassword(tx, member.userId, input.password);
    await endSessions(tx, member.userId);
    await record(tx, oneself(member.id), 'member.password_changed', { memberId: member.id, how: 'reset' });
    return member.userId;
  });
  await recordEverywhere(db, userId, 'member.password_changed', (memberId) => ({ memberId, how: 'reset' }), {
    except: workspaceId,
  });
}

function expired(): Problem {
  return new Problem('expired', 'This link was used or is too old. Ask for a new one.');
}
