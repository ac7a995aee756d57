/** Who works here, as other folders need it. */
import { sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';

/** The lock under which members come, change their roles and go. */
export const rolesLock = sql`hashtextextended('roles ' || current_workspace(), 0)`;

/**
 * Nobody comes or goes until the transaction ends: for what is in members' care, and would have to be handed over. Taken
 * before all other locks, as whoever removes a member does.
 */
export async function holdMembers(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${rolesLock})`.execute(tx);
}

/** Whether somebody works here now, and until the transaction ends. */
export async function isMember(tx: Tx, memberId: string): Promise<boolean> {
  await holdMembers(tx);
  const { rows } = await sql`select 1 from members where id = ${memberId} and removed_at is null`.execute(tx);
  return rows.length > 0;
}

/** Names of members, also of those who left: their messages keep them. */
export async function memberNames(tx: Tx, memberIds: readonly string[]): Promise<Map<string, string>> {
  if (memberIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from members where id = any(${memberIds as string[]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.name]));
}
