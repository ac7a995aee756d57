/** A workspace with a past, whose entries are written at once: the rows that those entries make. */
import { sql } from 'kysely';
import type { Locale } from '../../contract/ids.ts';
import type { Role } from '../../contract/permissions.ts';
import type { Tx } from '../platform/db/index.ts';

export type ReadyMember = {
  id: string;
  /** Null for somebody who was removed. */
  userId: string | null;
  name: string;
  email: string;
  role: Role;
  locale: Locale;
  joinedAt: string;
  removedAt: string | null;
};

/** Writes the workspace of the transaction, and who works or worked there. */
export async function writeWorkspace(
  tx: Tx,
  workspace: { name: string; locale: Locale; createdAt: string },
  members: readonly ReadyMember[],
): Promise<void> {
  const { name, locale, createdAt } = workspace;
  await sql`insert into workspaces (name, locale, created_at) values (${name}, ${locale}, ${createdAt})`.execute(
    tx,
  );
  for (const member of members) {
    await sql`
      insert into members (id, user_id, name, email, role, locale, joined_at, removed_at)
      values (${member.id}, ${member.userId}, ${member.name}, ${member.email}, ${member.role}, ${member.locale},
        ${member.joinedAt}, ${member.removedAt})`.execute(tx);
  }
}

/** Lets somebody in who was written as one whose time has not begun: removed when it would have. */
export async function letIn(tx: Tx, memberId: string, userId: string): Promise<void> {
  await sql`update members set user_id = ${userId}, removed_at = null where id = ${memberId}`.execute(tx);
}

/** Whether this member was never let in, or the workspace was closed. */
export async function isUnopened(tx: Tx, memberId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from members where id = ${memberId} and user_id is null and removed_at = joined_at`.execute(tx);
  return rows.length > 0;
}
