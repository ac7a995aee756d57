/** Who works here, as other folders need it. */
import { sql } from 'kysely';
import type { Permission, Role } from '../../contract/permissions.ts';
import type { Tx } from '../platform/db/index.ts';
import { permissionsOf } from './caller.ts';

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

/** Which of these work here. It holds nobody: who is on the way out may be among them. */
export async function membersAmong(tx: Tx, memberIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from members where id = any(${memberIds as string[]}::uuid[]) and removed_at is null`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** The names of all who work here, or did, by id. */
export async function memberNamesOfAll(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from members`.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What somebody may do who works here; undefined for those who left. */
export async function permissionsNow(tx: Tx, memberId: string): Promise<ReadonlySet<Permission> | undefined> {
  const { rows } = await sql<{ role: Role }>`
    select role from members where id = ${memberId} and removed_at is null`.execute(tx);
  return rows[0] && permissionsOf(rows[0].role);
}

/** Names of members, also of those who left: their messages keep them. */
export async function memberNames(tx: Tx, memberIds: readonly string[]): Promise<Map<string, string>> {
  if (memberIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from members where id = any(${memberIds as string[]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.name]));
}
