/** Inviting somebody to work here. */
import { sql } from 'kysely';
import type { Invitation } from '../../contract/accounts.ts';
import { Problem } from '../../contract/errors.ts';
import type { Role } from '../../contract/permissions.ts';
import { newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type By, by, type MemberCaller } from './caller.ts';
import { type LinkDeps, linkTo } from './links.ts';
import { record } from './record.ts';
import { requireRoleChange } from './roles.ts';

const invitationHours = 72;
const openInvitationsMax = 200;

/** How links reach people: `mails` when mail is set up. */
export type InvitationDeps = LinkDeps & { mails: boolean };

const isOpen = sql`i.used_at is null and i.revoked_at is null and i.expires_at > clock_timestamp()`;

const invitationJson = sql<Row>`json_build_object('id', i.id, 'email', i.email, 'role', i.role,
  'createdAt', rfc3339(i.created_at), 'expiresAt', rfc3339(i.expires_at))`;

type Row = Omit<Invitation, 'link'>;

/** Open invitations, newest first. */
export async function listInvitations(
  tx: Tx,
  deps: InvitationDeps,
  who: MemberCaller,
): Promise<Invitation[]> {
  const { rows } = await sql<{ json: Row }>`
    select ${invitationJson} as json from invitations i where ${isOpen}
    order by i.created_at desc, i.id desc limit ${openInvitationsMax}`.execute(tx);
  return rows.map((row) => withLink(deps, who, row.json));
}

/** Whoever holds the link can become what it invites to: only an owner sees the link that makes an owner. */
function withLink(deps: InvitationDeps, who: MemberCaller, row: Row): Invitation {
  const shown = !deps.mails && (row.role !== 'owner' || who.role === 'owner');
  const ids = { workspaceId: who.workspaceId, id: row.id };
  return { ...row, link: shown ? linkTo(deps, 'invitation', ids) : null };
}

/** Invites. An earlier invitation of the same address ends. */
export async function inviteMember(
  tx: Tx,
  deps: InvitationDeps,
  who: MemberCaller,
  input: { email: string; role: Role },
): Promise<Invitation> {
  requireRoleChange(who.role, undefined, input.role, 1);
  const { email } = input;
  const member = await sql`select 1 from members where email = ${email} and removed_at is null`.execute(tx);
  if (member.rows.length > 0) throw new Problem('already-exists', `${email} works here already.`);
  const { rows } = await sql<{ id: string; email: string; role: Role }>`
    select id, email, role from invitations i where ${isOpen}`.execute(tx);
  if (rows.length >= openInvitationsMax) {
    throw new Problem('conflict', `There are ${openInvitationsMax} open invitations. Take some back first.`);
  }
  for (const earlier of rows.filter((row) => row.email === email)) {
    requireRoleChange(who.role, earlier.role, input.role, 2);
    await revoke(tx, by(who), earlier);
  }
  const invitationId = newId();
  const { role } = input;
  const { occurredAt } = await record(tx, by(who), 'member.invited', { invitationId, email, role });
  const made = await sql<{ json: Row }>`
    with i as (
      insert into invitations (id, email, role, invited_by, created_at, expires_at)
      values (${invitationId}, ${email}, ${role}, ${who.memberId}, ${occurredAt},
        ${occurredAt}::timestamptz + make_interval(hours => ${invitationHours}))
      returning *)
    select ${invitationJson} as json from i`.execute(tx);
  if (!made.rows[0]) throw new Error('The invitation was not written.');
  return withLink(deps, who, made.rows[0].json);
}

/** Takes an invitation back. */
export async function revokeInvitation(tx: Tx, who: MemberCaller, invitationId: string): Promise<void> {
  const { rows } = await sql<{ id: string; email: string; role: Role }>`
    select id, email, role from invitations i where id = ${invitationId} and ${isOpen} for update`.execute(
    tx,
  );
  if (!rows[0]) throw new Problem('not-found', 'There is no such invitation, or it is not open any more.');
  requireRoleChange(who.role, rows[0].role, undefined, 2);
  await revoke(tx, by(who), rows[0]);
}

/** Takes back what a member has open, who may not invite any more. */
export async function revokeInvitationsOf(tx: Tx, who: By, memberId: string): Promise<void> {
  const { rows } = await sql<{ id: string; email: string }>`
    select id, email from invitations i where invited_by = ${memberId} and ${isOpen} order by id for update
  `.execute(tx);
  for (const invitation of rows) await revoke(tx, who, invitation);
}

async function revoke(tx: Tx, who: By, invitation: { id: string; email: string }): Promise<void> {
  const { id, email } = invitation;
  const entry = await record(tx, who, 'member.invitation_revoked', { invitationId: id, email });
  await sql`update invitations set revoked_at = ${entry.occurredAt} where id = ${id}`.execute(tx);
}

/** What an invitation of the transaction's workspace is for. @throws Problem `expired`. */
export async function readInvitation(
  tx: Tx,
  invitationId: string,
): Promise<{ email: string; role: Role; workspaceName: string; invitedBy: string }> {
  const { rows } = await sql<{ email: string; role: Role; workspaceName: string; invitedBy: string }>`
    select i.email, i.role, w.name as "workspaceName", m.name as "invitedBy"
    from invitations i
    join workspaces w on w.workspace_id = i.workspace_id
    join members m on m.workspace_id = i.workspace_id and m.id = i.invited_by
    where i.id = ${invitationId} and ${isOpen}`.execute(tx);
  if (!rows[0]) throw expired();
  return rows[0];
}

/** Uses an invitation up. Of two transactions that try, one succeeds. @throws Problem `expired`. */
export async function takeInvitation(tx: Tx, invitationId: string): Promise<{ email: string; role: Role }> {
  const { rows } = await sql<{ email: string; role: Role }>`
    update invitations i set used_at = clock_timestamp() where id = ${invitationId} and ${isOpen}
    returning email, role`.execute(tx);
  if (!rows[0]) throw expired();
  return rows[0];
}

function expired(): Problem {
  return new Problem('expired', 'This invitation was used, taken back, or is too old. Ask for a new one.');
}
